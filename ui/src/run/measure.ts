// A number taken from daily rows of a run: internal/explore/measure.go in the page.

import type { Measure } from '../data'

type At = (row: number) => number

/** Reduces one output of a run to the measure's number, without scenarios and quotients. */
export function reduce(m: Measure, rows: number, value: At): number {
  const at = Math.min(m.at, rows - 1)
  const from = m.from ?? 0
  const below = m.below ?? 0
  switch (m.of) {
    case 'level': return value(at)
    case 'change': return value(at) - value(from)
    case 'mean': {
      let sum = 0
      for (let r = from; r <= at; r++) sum += value(r)
      return sum / (at - from + 1)
    }
    case 'peak': {
      let most = -Infinity
      for (let r = from; r <= at; r++) most = Math.max(most, value(r))
      return most
    }
    case 'days_until_below':
    case 'days_until_above':
      for (let r = from; r <= at; r++) {
        if (value(r) < below === (m.of === 'days_until_below')) return r - from
      }
      return at - from + 1
    case 'stays_above':
      for (let r = from; r <= at; r++) if (value(r) < below) return 0
      return 1
  }
  return NaN
}

/** The scenarios that a measure needs. */
export function worlds(m: Measure | undefined): string[] {
  return m ? [...new Set([m.scenario, ...(m.against ? [m.against] : []), ...worlds(m.per)])] : []
}
