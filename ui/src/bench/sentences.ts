// What a change did, in words: one sentence a chart, one an entry of the history.

import { calendar } from '../book'
import type { Output, Slider } from '../data'
import { amount } from '../format'
import type { Settings } from '../state/address'
import { start } from '../words'
import { baseOf, find } from './levers'
import { figures } from './slider'

/** Says the widest difference between two lines and the one on the last day. */
export function difference(c: Output, days: readonly number[], base: readonly number[], mine: readonly number[], than = 'base'): string {
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
    return `${amount(Math.abs(d), c.unit)} ${d > 0 ? 'more' : 'less'} than ${than} (${amount(mine[i], c.unit)} against ${amount(base[i], c.unit)})`
  }
  const end = mine[last]! - base[last]!
  if (at === last) return `${start(compare(last))} on ${calendar.prose(days[last]!)}.`
  const after = Math.abs(end) <= 0.002 * size
    ? 'no difference is left at the end'
    : `at the end ${amount(Math.abs(end), c.unit)} ${end > 0 ? 'more' : 'less'}`
  return `At its widest, on ${calendar.prose(days[at]!)}, ${compare(at)}; ${after}.`
}

/** "Men of the first wave 11 000 people (base 6 000 people)". */
export function setting(param: string, value: number): string {
  const s = find(param)
  return `${s.title} ${amount(value, s.unit, figures(s))} (base ${amount(baseOf(param), s.unit, figures(s))})`
}

/** What differs from base, one phrase a constant. */
export function differs(set: Settings): string[] {
  return Object.keys(set).map(p => setting(p, set[p]!))
}

/** The entry of a moved slider. */
export function moved(s: Slider, from: number, to: number): string {
  return to === s.base ? `Put ${s.title} back to base` : `Set ${s.title} to ${amount(to, s.unit, figures(s))}, from ${amount(from, s.unit, figures(s))}`
}
