// One slider: arrows step, Shift makes ten of one, a double click goes back.

import { h } from 'preact'
import { anchor } from '../book'
import type { Slider } from '../data'
import { amount, spanOf } from '../format'

interface Props { s: Slider; value: number; set: (v: number) => void }

export function SliderRow({ s, value, set }: Props) {
  const id = anchor('slide', s.param)
  const place = (v: number) => Math.max(0, Math.min(100, (100 * (v - s.min)) / (s.max - s.min || 1)))
  const snap = (v: number) => {
    const n = Math.round((v - s.min) / s.step)
    return Math.max(s.min, Math.min(s.max, Number((s.min + n * s.step).toPrecision(12))))
  }
  const key = (e: KeyboardEvent) => {
    const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[e.key]
    if (sign === undefined) return
    e.preventDefault()
    set(snap(value + sign * s.step * (e.shiftKey ? 10 : 1)))
  }
  const moved = value !== s.base
  const figures = Math.abs(s.max) / s.step >= 100 ? 3 : 2
  const said = amount(value, s.unit, figures)
  return (
    <div class={'slider' + (moved ? ' moved' : '')}>
      <label for={id}>{s.title}</label>
      <output for={id}>{said}</output>
      <div class="track" onDblClick={() => set(s.base)}>
        <div class="ticks" aria-hidden="true">
          {s.low !== null && s.high !== null && (
            <i class="likely" style={{ left: place(s.low) + '%', width: place(s.high) - place(s.low) + '%' }} />
          )}
          <i class="base" style={{ left: place(s.base) + '%' }} />
        </div>
        <input id={id} type="range" min={s.min} max={s.max} step="any" value={value} aria-valuetext={said} aria-describedby={id + '-help'}
          onInput={e => set(snap(Number(e.currentTarget.value)))} onKeyDown={key} />
      </div>
      <p class="small" id={id + '-help'}>
        {s.help} Base {amount(s.base, s.unit, figures)}
        {s.low !== null && s.high !== null ? `; the claims leave ${spanOf(s.low, s.high, s.unit)}` : '; no claim speaks of it'}.
      </p>
    </div>
  )
}
