// A line without axes, for the margin of a sentence: its shape, and the period meant.

import { h } from 'preact'
import { extent, line } from './scale'

interface Props { series: readonly number[]; days: readonly number[]; from?: number; to?: number; label: string; ghost?: readonly number[] }

export function Spark({ series, days, from, to, label, ghost }: Props) {
  const [w, tall] = [132, 34]
  const [low, high] = extent(series, ghost ?? [])
  const [first, last] = extent(days)
  const x = (d: number) => 2 + ((d - first) / (last - first || 1)) * (w - 4)
  const y = (v: number) => tall - 3 - ((v - low) / (high - low || 1)) * (tall - 6)
  return (
    <svg class="spark" width={w} height={tall} viewBox={`0 0 ${w} ${tall}`} role="img" aria-label={label} dir="ltr">
      {from !== undefined && to !== undefined && <rect class="window" x={x(from)} width={Math.max(1, x(to) - x(from))} y={0} height={tall} />}
      {low <= 0 && high >= 0 && <line class="grid" x1={0} x2={w} y1={y(0)} y2={y(0)} />}
      {ghost && <path class="line base" d={line(days, ghost, x, y)} />}
      <path class="line asitwas" d={line(days, series, x, y)} />
    </svg>
  )
}
