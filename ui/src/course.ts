// A variable over time as charts take it: its middle and its bands, from the draws that
// travel with the page, or as it was known at an earlier date.

import { asItWas, data, days, fan, levels, quantityOf } from './book'
import type { Fan, Quantity, Series, Stage } from './data'

export interface Band { name: string; cls: string; low: Series; high: Series }
export interface Course { days: number[]; mid: Series; bands: Band[] }

/** Bands from the outside in. The classes go from light to dark. */
export function courseOf(f: Fan): Course {
  const bands: Band[] = []
  for (let i = 0; i < (levels.length - 1) / 2; i++) {
    const j = levels.length - 1 - i
    bands.push({ name: Math.round(100 * (levels[j]! - levels[i]!)) + '%', cls: 'band' + i, low: f.q[i]!, high: f.q[j]! })
  }
  return { days, mid: f.q[(levels.length - 1) / 2]!, bands }
}

/** The part of a course between two days. */
export function between(c: Course, first: number, last: number): Course {
  const inside = c.days.map(d => d >= first && d <= last)
  const cut = (s: Series) => s.filter((_, i) => inside[i])
  return { days: c.days.filter((_, i) => inside[i]), mid: cut(c.mid), bands: c.bands.map(b => ({ ...b, low: cut(b.low), high: cut(b.high) })) }
}

/** A variable under a scenario in the present. */
export function course(output: string, scenario = asItWas, change = false): Course | null {
  const f = fan(output, scenario, change)
  return f ? courseOf(f) : null
}

/** A quantity as known at a stage, or in the present. */
export function quantityCourse(q: Quantity, stage: Stage | null): Course | null {
  if (stage === null) return course(q.output, asItWas, q.change)
  const b = stage.bands?.[data.quantities.indexOf(q)]
  if (!b || !data.asOfDays) return null
  return {
    days: data.asOfDays, mid: b.q50,
    bands: [{ name: '90%', cls: 'band0', low: b.q05, high: b.q95 }, { name: '50%', cls: 'band2', low: b.q25, high: b.q75 }],
  }
}

/** A variable as known at a stage; null where earlier dates have none. */
export function courseAt(output: string, scenario: string, stage: Stage | null): Course | null {
  if (stage === null) return course(output, scenario)
  const q = quantityOf(output)
  return scenario === asItWas && q && !q.change ? quantityCourse(q, stage) : null
}
