// The frame of every chart over time: axes, the end of what is known, the events of the
// timeline under it, and a guide at the day pointed at.

import { h } from 'preact'
import type { ComponentChildren, RefObject } from 'preact'
import { calendar, data } from '../book'
import type { Num, Series } from '../data'
import { prose, unitWords } from '../format'
import { Axes } from './axes'
import type { Box } from './axes'
import { extent, linear } from './scale'
import type { Axis, Scale } from './scale'
import { useWidth } from './width'

export interface Ground { box: Box; x: Scale; y: Axis; clamp: Scale; width: number; first: number; last: number; day: (clientX: number) => number; ref: RefObject<HTMLDivElement | null> }

interface Props {
  days: readonly number[]
  values: readonly Series[] // that the axis must hold
  unit: string
  height: number
  label: string
  known?: number // the last day whose claims are known
  events?: string[] // dates named by what the chart shows
  guide?: number | null
  role?: 'img' | 'group'
  keep?: [number, number] // the least span of values, so that the axis stays put
  axis?: (low: number, high: number) => [number, number]
  onDay?: (day: number | null) => void
  onPointer?: (e: PointerEvent, g: Ground) => void
  children: (g: Ground) => ComponentChildren
}

/** Room for the events under the axis. */
const strip = 20

export function Frame({ days, values, unit, height, label, known, events, guide, role = 'img', keep, axis, onDay, onPointer, children }: Props) {
  const [ref, width] = useWidth(880)
  const box = { left: 52, right: width - 14, top: 24, bottom: height - 26 - strip }
  const [first, last] = extent(days)
  const [low, high] = axis ? axis(...extent(...values)) : extent(...values, keep ?? [])
  const x: Scale = d => box.left + ((d - first) / (last - first || 1)) * (box.right - box.left)
  const y = linear(low, high, box.bottom, box.top, height < 240 ? 3 : 5)
  const clamp = (v: number) => Math.max(box.top, Math.min(box.bottom, y.scale(v)))
  const day = (clientX: number) => {
    const left = ref.current?.getBoundingClientRect().left ?? 0
    const f = (clientX - left - box.left) / (box.right - box.left)
    return Math.round(first + Math.max(0, Math.min(1, f)) * (last - first))
  }
  const ends = values.map(v => v[v.length - 1]).filter((v): v is number => typeof v === 'number')
  const endsHigh = ends.reduce((s, v) => s + v, 0) > ends.length * (y.low + y.high) / 2
  const g: Ground = { box, x, y, clamp, width, first, last, day, ref }
  const point = (e: PointerEvent) => {
    onDay?.(day(e.clientX))
    onPointer?.(e, g)
  }
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role={role} aria-label={label}
        onPointerMove={point} onPointerDown={point} onPointerLeave={() => onDay?.(null)}>
        <Axes box={box} x={x} y={y} first={first} last={last} unit={unitWords(unit)} known={known} high={endsHigh} />
        {children(g)}
        {guide !== null && guide !== undefined && <line class="guide" x1={x(guide)} x2={x(guide)} y1={box.top} y2={box.bottom} />}
        <Strip box={box} x={x} first={first} last={last} top={height - strip + 2} named={events ?? []} known={known} />
      </svg>
    </div>
  )
}

/** The timeline under a chart, to its scale: all events as ticks, those named as diamonds. */
function Strip({ box, x, first, last, top, named, known }: { box: Box; x: Scale; first: number; last: number; top: number; named: string[]; known?: number }) {
  const seen = new Map<number, string[]>()
  for (const e of data.timeline) {
    const day = calendar.day(e.date)
    if (day < first || day > last || (known !== undefined && day > known)) continue
    seen.set(day, [...(seen.get(day) ?? []), e.event])
  }
  const marked = new Set(named.map(d => calendar.day(d)))
  return (
    <g class="events">
      <line class="stripline" x1={box.left} x2={box.right} y1={top + 7} y2={top + 7} />
      {[...seen].map(([day, all]) => (
        <g class={marked.has(day) ? 'event named' : 'event'}>
          <title>{prose(calendar.iso(day))}: {all.join('; ')}</title>
          {marked.has(day)
            ? <path d={`M${x(day)} ${top + 1.5}l5 5.5l-5 5.5l-5-5.5Z`} />
            : <line x1={x(day)} x2={x(day)} y1={top + 3} y2={top + 11} />}
          <rect class="reach" x={x(day) - 4} y={top} width={8} height={14} />
        </g>
      ))}
    </g>
  )
}

/** The event nearest to a day, in words; '' where none is near. */
export function eventNear(day: number, within: number): string {
  let found = ''
  let best: Num = within
  for (const e of data.timeline) {
    const d = Math.abs(calendar.day(e.date) - day)
    if (d <= best!) [found, best] = [`${prose(e.date)}: ${e.event}`, d]
  }
  return found
}

