// The number of every effect and statement on every draw in the page, by its measure.
// All are computed in one go when the first is wanted: they share their runs.

import { useEffect, useState } from 'preact/hooks'
import { data, effects } from '../book'
import type { Measure } from '../data'
import type { Settings } from '../state/address'
import { ask, askOnce } from './client'
import type { Answer } from './worker'

const all: Measure[] = []
for (const m of [...data.statements, ...effects].map(x => x.measure)) {
  if (m && !all.some(a => same(a, m))) all.push(m)
}

function same(a: Measure, b: Measure): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

const worlds: Record<string, Settings> = Object.fromEntries(data.scenarios.map(s => [s.id, s.set ?? {}]))

/** Every measure on every draw, in the order of measures(). */
export function evaluate(settings: Settings, measures: Measure[] = all, line?: string): Promise<Answer | null> {
  const q = { kind: 'measures' as const, settings, measures, worlds, line }
  return line === undefined ? askOnce(q) : ask(q)
}

/** The draws of one measure as it was, null while they are computed. */
export function useMeasure(m: Measure | undefined): Float64Array | null {
  const [got, set] = useState<{ m: Measure; draws: Float64Array } | null>(null)
  useEffect(() => {
    if (m === undefined) return
    let gone = false
    void evaluate({}).then(a => {
      const draws = a?.measures?.[all.findIndex(x => same(x, m))]
      if (!gone && draws) set({ m, draws })
    })
    return () => { gone = true }
  }, [m])
  return got !== null && got.m === m ? got.draws : null
}
