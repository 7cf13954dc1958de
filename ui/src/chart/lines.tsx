// Several lines over time with their bands: worlds beside each other, or the
// reader's run over the base run.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { calendar } from '../book'
import type { Series } from '../data'
import { amount, spanOf, unitWords } from '../format'
import { Axes } from './axes'
import { at, band, extent, line, linear } from './scale'
import type { Scale } from './scale'
import { useWidth } from './width'

export interface Line {
  label: string
  kind: 'asitwas' | 'other' | 'third' | 'base' | 'yours'
  days: number[]
  mid: Series
  low?: Series
  high?: Series
  dim?: boolean // the band belongs to an earlier setting
}

interface Props { lines: Line[]; unit: string; label: string; height: number; keep?: [number, number]; axis?: [number, number] }

/** keep is the least span of values shown, so that the axis stays put while a line moves; axis is all of it, where charts share one. */
export function Lines({ lines, unit, label, height, keep, axis }: Props) {
  const [ref, width] = useWidth(480)
  const [day, setDay] = useState<number | null>(null)
  const box = { left: 52, right: width - 12, top: 22, bottom: height - 26 }
  const [first, last] = extent(...lines.map(l => l.days))
  const [low, high] = axis ?? extent(...lines.flatMap(l => [l.mid, l.low ?? [], l.high ?? []]), keep ?? [])
  const x: Scale = d => box.left + ((d - first) / (last - first || 1)) * (box.right - box.left)
  const y = linear(low, high, box.bottom, box.top, 4)
  const point = (e: PointerEvent) => {
    const r = (e.currentTarget as Element).getBoundingClientRect()
    const f = (e.clientX - r.left - box.left) / (box.right - box.left)
    setDay(Math.round(first + Math.max(0, Math.min(1, f)) * (last - first)))
  }
  const place = (v: number) => Math.max(box.top, Math.min(box.bottom, y.scale(v)))
  const when = day ?? widest(lines) ?? last
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}
        onPointerMove={point} onPointerDown={point} onPointerLeave={() => setDay(null)}>
        <Axes box={box} x={x} y={y} first={first} last={last} unit={unitWords(unit)} />
        {lines.map(l => l.low && l.high &&
          <path class={'area ' + l.kind + (l.dim ? ' dim' : '')} d={band(l.days, l.low, l.high, x, place)} />)}
        {lines.map(l => <path class={'line ' + l.kind} d={line(l.days, l.mid, x, place)} />)}
        {day !== null && <line class="guide" x1={x(day)} x2={x(day)} y1={box.top} y2={box.bottom} />}
      </svg>
      <p class="legend">
        <span class="when">{calendar.prose(when)}</span>
        {lines.map(l => {
          const v = (s?: Series) => s ? at(l.days, s, when) : null
          return (
            <span>
              <i class={'stroke ' + l.kind} />{l.label}: <b>{amount(v(l.mid), unit)}</b>
              {l.low && l.high && <Fragment> ({spanOf(v(l.low), v(l.high), unit)})</Fragment>}
            </span>
          )
        })}
      </p>
    </div>
  )
}

/** The day on which the lines stand furthest apart, which the legend shows until one is pointed at. */
function widest(lines: Line[]): number | null {
  let best = 0
  let found: number | null = null
  for (const day of lines[0]?.days ?? []) {
    const values = lines.map(l => at(l.days, l.mid, day)).filter(v => v !== null)
    const spread = Math.max(...values) - Math.min(...values)
    if (spread > best) [best, found] = [spread, day]
  }
  return found
}
