// One slider: arrows step, Shift makes ten of one, a double click goes back.

import { h } from 'preact'
import { anchor } from '../book'
import type { Slider } from '../data'
import { amount, said, spanOf } from '../format'

interface Props { s: Slider; value: number; set: (v: number) => void }

/** How many figures a slider's value takes to tell its steps apart. */
export function figures(s: Slider): number {
  return Math.abs(s.max) / s.step >= 100 ? 3 : 2
}

export function SliderRow({ s, value, set }: Props) {
  const id = anchor('slide', s.param)
  const place = (v: number) => Math.max(0, Math.min(100, (100 * (v - s.min)) / (s.max - s.min || 1)))
  const snap = (v: number) => {
    const n = Math.round((v - s.min) / s.step)
    return Math.max(s.min, Math.min(s.max, Number((s.min + n * s.step).toPrecision(12))))
  }
  const key = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[e.key]
    const to = e.key === 'Home' ? s.min : e.key === 'End' ? s.max : e.key === 'Backspace' || e.key === 'Delete' ? s.base
      : by === undefined ? undefined : snap(value + by * s.step * (e.shiftKey ? 10 : 1))
    if (to === undefined) return
    e.preventDefault()
    set(to)
  }
  const moved = value !== s.base
  const spoken = amount(value, s.unit, figures(s))
  return (
    <div class={'slider' + (moved ? ' moved' : '')}>
      <label for={id}>{s.title}</label>
      <output for={id}>{spoken}</output>
      <div class="track" onDblClick={() => set(s.base)}>
        <div class="ticks" aria-hidden="true">
          {s.low !== null && s.high !== null && (
            <i class="likely" style={{ insetInlineStart: place(s.low) + '%', width: Math.max(0, place(s.high) - place(s.low)) + '%' }} />
          )}
          <i class="base" style={{ insetInlineStart: place(s.base) + '%' }} />
        </div>
        <input id={id} type="range" min={s.min} max={s.max} step="any" value={value} aria-valuetext={spoken} aria-describedby={id + '-help'}
          onInput={e => set(snap(Number(e.currentTarget.value)))} onKeyDown={key} />
      </div>
      <p class="small" id={id + '-help'}>
        {said(s.help)} Base {amount(s.base, s.unit, figures(s))}
        {s.low !== null && s.high !== null ? `; the claims leave ${spanOf(s.low, s.high, s.unit)}` : '; no claim speaks of it'}.
        {moved && <button type="button" class="quiet back" onClick={() => set(s.base)} aria-label={`${s.title}: back to base`}>Back to base</button>}
      </p>
    </div>
  )
}
