// A line in a chart that the reader moves: by pointer, by finger, by arrow keys.

import { h } from 'preact'

interface Props {
  value: number
  min: number
  max: number
  step: number
  x1: number
  x2: number
  y1: number
  y2: number
  label: string
  text: string // the value in words
  grip: [x: number, y: number]
  from: (e: PointerEvent) => number // the value under the pointer
  set: (v: number) => void
}

export function Handle({ value, min, max, step, x1, x2, y1, y2, label, text, grip, from, set }: Props) {
  const bound = (v: number) => Math.max(min, Math.min(max, v))
  const snap = (v: number) => bound(Number((Math.round(v / step) * step).toPrecision(12)))
  const key = (e: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[e.key]
    const to = e.key === 'Home' ? min : e.key === 'End' ? max : by === undefined ? null : snap(value + by * step * (e.shiftKey ? 10 : 1))
    if (to === null) return
    e.preventDefault()
    e.stopPropagation()
    set(to)
  }
  const drag = (e: PointerEvent) => {
    e.preventDefault()
    const el = e.currentTarget as SVGElement
    el.setPointerCapture(e.pointerId)
    el.focus()
    const move = (m: PointerEvent) => set(snap(from(m)))
    const stop = () => {
      el.removeEventListener('pointermove', move)
      el.removeEventListener('pointerup', stop)
      el.removeEventListener('pointercancel', stop)
    }
    el.addEventListener('pointermove', move)
    el.addEventListener('pointerup', stop)
    el.addEventListener('pointercancel', stop)
  }
  const upright = x1 === x2
  return (
    <g class="handle" role="slider" tabindex={0} aria-label={label} aria-valuemin={min} aria-valuemax={max} aria-valuenow={value} aria-valuetext={text}
      aria-orientation={upright ? 'horizontal' : 'vertical'} onKeyDown={key} onPointerDown={drag}>
      <line class="reach" x1={x1} x2={x2} y1={y1} y2={y2} />
      <line class="rod" x1={x1} x2={x2} y1={y1} y2={y2} />
      <circle class="grip" cx={grip[0]} cy={grip[1]} r={8} />
      <path class="gripmark" d={upright ? `M${grip[0] - 2} ${grip[1] - 3}l-3 3l3 3m4-6l3 3l-3 3` : `M${grip[0] - 3} ${grip[1] - 2}l3-3l3 3m-6 4l3 3l3-3`} />
    </g>
  )
}

/** A step for a value of about this size: a hundredth of the span, rounded to one figure. */
export function stepFor(span: number): number {
  return span > 0 ? Number((span / 100).toPrecision(1)) : 1
}
