// The lines and bands of a world: one run in the page's own thread at once, the range over
// all draws from the worker a moment later.

import { useEffect, useMemo, useState } from 'preact/hooks'
import { data } from '../book'
import { ask, askOnce, fault, useEngine } from '../run/client'
import { pairs, rowDays, vector } from '../run/engine'
import type { Settings } from '../state/address'

export const outputs: number[] = data.charts.map(c => data.model?.outputs.indexOf(c.output) ?? -1)
export const runDays: number[] = data.model ? rowDays(data.model) : []

/** The probabilities of a band of four in five, and the middle. */
const levels = [0.1, 0.5, 0.9]

/** [chart][week]: the base run and those of some worlds, as soon as the engine is there. */
export function useLines(worlds: Settings[]): { base: number[][]; lines: number[][][] } | null {
  const engine = useEngine()
  const key = JSON.stringify(worlds)
  return useMemo(() => {
    const model = data.model
    if (!engine || !model) return null
    try {
      const base: number[][] = []
      const lines: number[][][] = []
      const none = vector(model, [])
      for (let i = 0; i < Math.max(1, worlds.length); i += 1) {
        engine.run(none, vector(model, pairs(model, worlds[i] ?? {})))
        if (i === 0) base.push(...outputs.map(o => engine.series(o, 0)))
        lines.push(outputs.map(o => engine.series(o, 1)))
      }
      return { base, lines }
    } catch (e) { // a trap in the module must not take the page with it
      fault.set(String(e))
      return null
    }
  }, [engine, key])
}

export interface Spread { low: number[]; mid: number[]; high: number[] }

/** [chart]: the range over the draws; the last one stays, marked stale, until the next is there. */
export function useSpread(settings: Settings, live: boolean): { spread: Spread[] | null; stale: boolean } {
  const [got, set] = useState<{ key: string; spread: Spread[] | null }>({ key: '', spread: null })
  const key = JSON.stringify(settings)
  useEffect(() => {
    let gone = false
    const q = { kind: 'fan' as const, settings, levels, wanted: outputs.map(output => ({ output })) }
    void (live ? ask({ ...q, line: 'yours' }) : askOnce(q)).then(a => {
      if (gone || !a?.fan) return
      set({ key, spread: a.fan.map(f => ({ low: f[0]!, mid: f[1]!, high: f[2]! })) })
    })
    return () => { gone = true }
  }, [key, live])
  return { spread: got.spread, stale: got.key !== key }
}
