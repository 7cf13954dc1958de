// The test of a statement in its chart: the threshold as a line, the days that it is of
// as a window.

import { Fragment, h } from 'preact'
import type { Measure } from '../data'
import { unitOf } from '../book'
import { amount } from '../format'
import type { Ground } from './frame'

export interface Test { measure: Measure; threshold: number; under: boolean; unit: string }

/** Whether a test asks how things stand on its days, and not whether they ever passed a level. */
export function onDay(t: Test | undefined): boolean {
  return t !== undefined && (t.measure.of === 'level' || t.measure.of === 'change' || t.measure.of === 'mean')
}

/** The value at which a test's line stands, if its chart has one. */
export function testLine(t: Test | undefined): number | null {
  if (!t || t.measure.per) return null
  switch (t.measure.of) {
    case 'days_until_below': case 'days_until_above': case 'stays_above': return t.measure.below ?? 0
    case 'change': return null
  }
  return t.measure.against ? null : t.threshold
}

export function TestMark({ g, t }: { g: Ground; t: Test }) {
  const { measure: m } = t
  const level = testLine(t)
  const window = m.of === 'change' || m.of === 'mean' || m.of === 'peak'
  const at = g.x(Math.max(g.first, Math.min(m.at, g.last)))
  const from = g.x(Math.max(g.first, m.from ?? m.at))
  const own = m.of === 'level' || window ? (t.under ? 'test: below ' : 'test: above ') + amount(t.threshold, t.unit) : amount(level, unitOf(m.output))
  return (
    <g class="test" aria-hidden="true">
      {window && <rect class="window" x={from} y={g.box.top} width={Math.max(1, at - from)} height={g.box.bottom - g.box.top} />}
      {level !== null && <line class="threshold" x1={g.box.left} x2={g.box.right} y1={g.clamp(level)} y2={g.clamp(level)} />}
      {m.of === 'level' && (
        <Fragment>
          <line class="when" x1={at} x2={at} y1={g.box.top} y2={g.box.bottom} />
          {level !== null && <circle class="target" cx={at} cy={g.clamp(level)} r={4} />}
        </Fragment>
      )}
      {level !== null && (g.clamp(level) < g.box.top + 20
        ? <text x={g.box.left + 6} y={g.clamp(level) + 14}>{own}</text> // clear of the words about what is ahead
        : <text x={g.box.right - 4} text-anchor="end" y={g.clamp(level) - 6}>{own}</text>)}
    </g>
  )
}
