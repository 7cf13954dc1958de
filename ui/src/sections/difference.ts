// What a slider changed, in one sentence a chart.

import { calendar } from '../book'
import type { Output } from '../data'
import { amount } from '../format'

function start(s: string): string {
  return s.charAt(0).toUpperCase() + s.slice(1)
}

/** Says the widest difference between two lines and the one on the last day. */
export function difference(c: Output, days: readonly number[], base: readonly number[], mine: readonly number[]): string {
  let at = 0
  let size = 0
  let widest = 0
  base.forEach((b, i) => {
    const d = Math.abs((mine[i] ?? b) - b)
    size = Math.max(size, Math.abs(b))
    if (d > widest) [at, widest] = [i, d]
  })
  const last = base.length - 1
  if (widest <= 0.002 * size || widest === 0) return 'No visible change.'
  const compare = (i: number) => {
    const d = mine[i]! - base[i]!
    return `${amount(Math.abs(d), c.unit)} ${d > 0 ? 'more' : 'less'} than base (${amount(mine[i], c.unit)} against ${amount(base[i], c.unit)})`
  }
  const end = mine[last]! - base[last]!
  if (at === last) return `${start(compare(last))} on ${calendar.prose(days[last]!)}.`
  const after = Math.abs(end) <= 0.002 * size
    ? 'no difference is left at the end'
    : `at the end ${amount(Math.abs(end), c.unit)} ${end > 0 ? 'more' : 'less'}`
  return `At its widest, on ${calendar.prose(days[at]!)}, ${compare(at)}; ${after}.`
}
