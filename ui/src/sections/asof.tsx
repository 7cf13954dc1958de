// How an answer stood on earlier dates, on what was published by then.

import { h } from 'preact'
import { calendar } from '../book'
import { Lines } from '../chart/lines'
import type { Effect, Num } from '../data'
import { chance } from '../format'

/** A probability over the months, as a small line behind a click. */
export function AsOf({ title, points }: { title: string; points: { day: number; probability: Num }[] }) {
  const days = points.map(p => p.day)
  const mid = points.map(p => p.probability === null ? null : 100 * p.probability)
  const first = points[0]!
  const last = points[points.length - 1]!
  return (
    <details class="asof">
      <summary>{title}: {chance(first.probability)} on {calendar.prose(first.day)}, {chance(last.probability)} on {calendar.prose(last.day)}</summary>
      <Lines height={170} unit="percent" keep={[0, 100]} cut={false} label={`${title}, from ${chance(first.probability)} to ${chance(last.probability)}`}
        lines={[{ label: 'probability', kind: 'asitwas', days, mid }]} />
    </details>
  )
}

/** An effect's range over the months, without hindsight. */
export function EffectAsOf({ e }: { e: Effect }) {
  const points = e.asOf ?? []
  if (points.length < 2) return null
  return (
    <details class="asof">
      <summary>How this answer stood on earlier dates</summary>
      <Lines height={190} unit={e.unit} cut={false} label={`${e.title}, as known on each date`}
        lines={[{ label: 'as then known', kind: 'asitwas', days: points.map(p => p.day), mid: points.map(p => p.q50), low: points.map(p => p.q05), high: points.map(p => p.q95) }]} />
    </details>
  )
}
