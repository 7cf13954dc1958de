// Every variable of a run by name: of the base run, of a scenario on it, or of the
// reader's own.

import { useMemo } from 'preact/hooks'
import { assumption, data, scenario as scenarioOf } from '../book'
import type { Settings } from '../state/address'
import { bench } from '../state/bench'
import { useCell } from '../state/cell'
import { useEngine } from './client'
import { pairs, rowDays, vector } from './engine'

export interface Run { days: number[]; of: (name: string) => number[] | null }

/** What is set in a world; 'yours' is the reader's. */
export function settingsOf(world: string, mine: Settings): Settings {
  return world === 'yours' ? mine : scenarioOf(world)?.set ?? {}
}

/** The run of a world at the middle of what the claims leave, day by day; null until the engine is there. */
export function useRun(world: string): Run | null {
  const engine = useEngine()
  const { settings } = useCell(bench)
  const set = settingsOf(world, settings)
  const key = JSON.stringify(set)
  return useMemo(() => {
    const model = data.model
    if (!engine || !model) return null
    const v = vector(model, pairs(model, set))
    engine.run(v, v, 1)
    const rows = engine.rows
    // The engine's memory belongs to the next run too, so all that may be asked is copied.
    const all = new Float64Array(rows * model.outputs.length)
    for (let r = 0; r < rows; r++) for (let o = 0; o < model.outputs.length; o++) all[o * rows + r] = engine.at(r, o, 0)
    const index = new Map(model.outputs.map((name, i) => [name, i]))
    const params = new Map(model.params.map((p, i) => [p.name, v[i]!]))
    return {
      days: rowDays(model, 1),
      of: name => {
        const i = index.get(name)
        if (i !== undefined) return Array.from(all.subarray(i * rows, (i + 1) * rows))
        const c = params.get(name) ?? assumption(name)?.value ?? undefined
        return c === undefined ? null : Array.from({ length: rows }, () => c)
      },
    }
  }, [engine, key])
}
