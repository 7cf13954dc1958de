// Fifty dots, each one in fifty: a distribution that can be counted, with a line to
// count from (quantile dotplots; Fernandes and others 2018).

import { Fragment, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { amount, digits, unitWords } from '../format'
import { useWaiting } from '../run/client'
import { dots } from '../run/quantile'
import { Copy } from './copy'
import { Handle, stepFor } from './handle'
import { extent, linear } from './scale'
import { useWidth } from './width'

interface Props {
  values: ArrayLike<number> | null // null while they are computed
  unit: string
  threshold: number
  under: boolean
  height: number
  label: string
  says: (n: number, threshold: string) => string
  reset?: string // changes when the threshold must go back to the given one
}

const many = 50

export function Dots({ values, unit, threshold, under, height, label, says, reset }: Props) {
  const [ref, width] = useWidth(880)
  const waiting = useWaiting()
  const [line, setLine] = useState(threshold)
  useEffect(() => setLine(threshold), [threshold, reset])
  const all = values ? dots(values, many) : []
  const plot = height - 62 // the sentence below takes the rest
  const box = { left: 16, right: width - 16, top: 14, bottom: plot - 30 }
  const [low, high] = extent(all, [threshold])
  const pad = (high - low || Math.abs(high) || 1) * 0.06
  const axis = linear(low - pad, high + pad, box.left, box.right, Math.max(2, Math.floor(width / 120)))
  const { placed, r } = stack(all.map(axis.scale), box.bottom - box.top)
  const passes = (v: number) => under ? v < line : v > line
  const n = all.filter(passes).length
  const x = axis.scale(line)
  const sentence = all.length > 0 ? says(n, amount(line, unit, 4)) : waiting
  return (
    <div ref={ref} class="plot dots" dir="ltr" style={{ minHeight: height + 'px' }}>
      <svg width={width} height={plot} viewBox={`0 0 ${width} ${plot}`} role="group" aria-label={label}>
        <g class="axes" aria-hidden="true">
          {axis.ticks.map(t => (
            <Fragment>
              <line class={t === 0 ? 'zero' : 'grid'} x1={axis.scale(t)} x2={axis.scale(t)} y1={box.top} y2={box.bottom} />
              <text x={axis.scale(t)} y={box.bottom + 16} text-anchor="middle">{digits(t, 3)}</text>
            </Fragment>
          ))}
          <line class="tick" x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
          <text class="unit" x={box.right} y={plot - 1} text-anchor="end">{unitWords(unit)}</text>
        </g>
        <g class="quantiledots" aria-hidden="true">
          {placed.map((p, i) => <circle class={passes(all[i]!) ? 'in' : 'out'} cx={p.x} cy={box.bottom - r - 2 * r * p.level} r={r - 0.6} />)}
        </g>
        {all.length > 0 && (
          <Handle value={line} min={axis.low} max={axis.high} step={stepFor(axis.high - axis.low)} x1={x} x2={x} y1={box.top - 4} y2={box.bottom}
            label={`Threshold: ${label}`} text={`${amount(line, unit, 4)}; ${sentence}`} grip={[x, box.top]} set={setLine}
            from={e => {
              const left = ref.current?.getBoundingClientRect().left ?? 0
              return axis.low + ((e.clientX - left - box.left) / (box.right - box.left)) * (axis.high - axis.low)
            }} />
        )}
      </svg>
      <p class="counted" aria-live="polite"><b>{sentence}</b> {all.length > 0 && <Copy text={sentence} label="Copy the sentence" />}</p>
    </div>
  )
}

/** Stacks dots that would touch, as large as the height allows. */
function stack(xs: number[], height: number): { placed: { x: number; level: number }[]; r: number } {
  for (let r = 9; ; r -= 0.5) {
    const columns = new Map<number, number>()
    const placed = xs.map(x => {
      const c = Math.round(x / (2 * r))
      const level = columns.get(c) ?? 0
      columns.set(c, level + 1)
      return { x: c * 2 * r, level }
    })
    if (r <= 1.5 || Math.max(0, ...columns.values()) * 2 * r <= height) return { placed, r }
  }
}
