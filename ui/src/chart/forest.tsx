// Ranges in rows on one axis: each beside the range before any claim where there is one,
// and all against a line that means "no difference".

import { Fragment, h } from 'preact'
import type { Num, Range } from '../data'
import { digits } from '../format'
import { extent, linear } from './scale'
import type { Axis } from './scale'
import { useWidth } from './width'

export interface ForestRow { name: string; now: Range; prior?: Range; says: string; cls?: string }

interface Props {
  rows: ForestRow[]
  zero?: number // where the line of no difference stands
  log?: boolean // factors, on a logarithmic axis
  unit: string // in words, under the axis
  left?: string // what it means to lie on either side of the line
  right?: string
  label: string
  percent?: boolean
}

const rowHeight = (narrow: boolean) => narrow ? 56 : 40

/** The height of the drawing at the widths that pages have; it is told before it is drawn. */
export function forestHeight(rows: number): number {
  return rows * rowHeight(false) + 62
}

export function Forest({ rows, zero = 0, log = false, unit, left, right, label, percent = false }: Props) {
  const [ref, width] = useWidth(880)
  const narrow = width < 620
  const tall = rowHeight(narrow)
  const from = narrow ? 12 : 262
  const to = width - (narrow ? 12 : 150)
  const axis = (log ? logarithmic : linear)(...reach(rows, zero, log), from, to, Math.max(2, Math.floor((to - from) / 100)))
  const x = (v: Num) => Math.max(from - 6, Math.min(to + 6, axis.scale(v ?? zero)))
  const top = 20
  const bottom = top + rows.length * tall
  const height = bottom + 42
  const write = (t: number) => percent ? digits(Math.round(100 * t), 3) + '%' : log ? '×' + digits(t, 3) : digits(t, 3)
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg class="forest" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label + ': ' + rows.map(r => `${r.name}: ${r.says}`).join('; ')}>
        <g class="axes" aria-hidden="true">
          {axis.ticks.map(t => (
            <Fragment>
              <line class={t === zero ? 'zero' : 'grid'} x1={axis.scale(t)} x2={axis.scale(t)} y1={top} y2={bottom} />
              <text x={axis.scale(t)} y={bottom + 16} text-anchor={axis.scale(t) < 28 ? 'start' : axis.scale(t) > width - 28 ? 'end' : 'middle'}>{write(t)}</text>
            </Fragment>
          ))}
          {!axis.ticks.includes(zero) && axis.scale(zero) >= from && axis.scale(zero) <= to && <line class="zero" x1={axis.scale(zero)} x2={axis.scale(zero)} y1={top} y2={bottom} />}
          <text class="unit" x={to} y={bottom + 34} text-anchor="end">{unit}</text>
          {left && <text class="sideword" x={axis.scale(zero) - 8} y={12} text-anchor="end">{left}</text>}
          {right && <text class="sideword" x={axis.scale(zero) + 8} y={12}>{right}</text>}
        </g>
        {rows.map((r, i) => {
          const y = top + i * tall + (narrow ? 34 : tall / 2)
          return (
            <g>
              {narrow
                ? <text class="rowname" x={from} y={top + i * tall + 14}>{short(r.name, Math.floor(width / 7.2) - r.says.length - 2)}<tspan class="soft" dx={8}>{r.says}</tspan></text>
                : <Fragment><Name text={r.name} x={from - 14} y={y + 4} /><text x={to + 14} y={y + 4}>{r.says}</text></Fragment>}
              {r.prior && <Bar r={r.prior} y={y + 8} x={x} cls="range prior" small />}
              <Bar r={r.now} y={r.prior ? y - 4 : y} x={x} cls={'range posterior ' + (r.cls ?? '')} />
            </g>
          )
        })}
      </svg>
    </div>
  )
}

function Bar({ r, y, x, cls, small = false }: { r: Range; y: number; x: (v: Num) => number; cls: string; small?: boolean }) {
  if (r.q50 === null) return null
  const half = small ? 3 : 5
  return (
    <g class={cls}>
      {r.q05 !== null && r.q95 !== null && <line class="whisker" x1={x(r.q05)} x2={x(r.q95)} y1={y} y2={y} />}
      {!small && r.q25 !== null && r.q75 !== null && <rect x={x(r.q25)} y={y - half} width={Math.max(1, x(r.q75) - x(r.q25))} height={2 * half} />}
      <line class="mid" x1={x(r.q50)} x2={x(r.q50)} y1={y - half - 1} y2={y + half + 1} />
    </g>
  )
}

/** What the axis must hold: all answers, and of ranges before any claim no more than leaves them readable. */
function reach(rows: ForestRow[], zero: number, log: boolean): [number, number] {
  const f = (v: Num) => v === null ? null : log ? Math.log(Math.max(v, 1e-6)) : v
  const [a, b] = extent(rows.flatMap(r => [f(r.now.q05), f(r.now.q50), f(r.now.q95)]), [f(zero)])
  const [c, d] = extent(rows.flatMap(r => [f(r.prior?.q05 ?? null), f(r.prior?.q95 ?? null)]), [a, b])
  const room = Math.max(b - a, 1e-9) * 1.5
  const [low, high] = [Math.max(Math.min(a, c), a - room), Math.min(Math.max(b, d), b + room)]
  return log ? [Math.exp(low), Math.exp(high)] : [low, high]
}

/** An axis of factors with round ticks. */
function logarithmic(low: number, high: number, from: number, to: number): Axis {
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.333, 0.5, 0.667, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4, 5, 10, 20, 50, 100]
  const pad = 1.06
  const [l, u] = [Math.log(Math.max(low, 0.005) / pad), Math.log(Math.min(high, 200) * pad)]
  const scale = (v: number) => from + (Math.log(Math.max(v, 1e-6)) - l) / (u - l) * (to - from)
  const ticks: number[] = []
  for (const s of [1, ...steps]) {
    const at = scale(s)
    if (at >= from && at <= to && !ticks.some(t => Math.abs(scale(t) - at) < 46)) ticks.push(s)
  }
  return { scale, ticks, low, high }
}

/** A name on one line or two. */
function Name({ text, x, y }: { text: string; x: number; y: number }) {
  const most = 37
  if (text.length <= most) return <text class="rowname" x={x} y={y} text-anchor="end">{text}</text>
  const blank = text.lastIndexOf(' ', most)
  const cut = blank > 0 ? blank : most
  return <text class="rowname" x={x} y={y - 7} text-anchor="end">{text.slice(0, cut)}<tspan x={x} dy={14}>{short(text.slice(cut).trim(), most)}</tspan></text>
}

function short(s: string, n: number): string {
  return s.length > n ? s.slice(0, Math.max(6, n - 1)) + '…' : s
}
