// From when the reader looks: a slider over the stages of evidence that moves every
// chart and verdict, with the headline's own history above it.

import { h } from 'preact'
import { calendar, data, effect } from '../book'
import { band, extent, line } from '../chart/scale'
import { count } from '../format'
import { useCell } from '../state/cell'
import { asOf, present, stages } from '../state/view'

export function AsOf() {
  const i = useCell(asOf)
  if (stages.length < 2) return null
  const at = stages[i]!
  const set = (k: number) => asOf.set(Math.max(0, Math.min(present, k)))
  const now = i === present
  return (
    <div class={'asof' + (now ? '' : ' past')} role="group" aria-label="As known on">
      <label for="asof">As known on <b>{calendar.prose(at.day)}</b></label>
      <Past at={i} />
      <div class="row">
        <button type="button" class="step" aria-label="A month earlier" disabled={i === 0} onClick={() => set(i - 1)}>◂</button>
        <input id="asof" type="range" min={0} max={present} step={1} value={i} aria-valuetext={`${calendar.prose(at.day)}, ${count(at.claims, 'claim')}`}
          onInput={e => set(Number(e.currentTarget.value))} />
        <button type="button" class="step" aria-label="A month later" disabled={now} onClick={() => set(i + 1)}>▸</button>
      </div>
      <p class="small" aria-live="polite">
        {count(at.claims, 'claim')} published by then.{' '}
        {now ? 'Move it back to see every answer without hindsight.' : <button type="button" class="quiet" onClick={() => set(present)}>Back to the present</button>}
      </p>
    </div>
  )
}

/** The headline's range at every stage, small, with the stage looked from. */
function Past({ at }: { at: number }) {
  const e = effect(data.headline.effect ?? '')
  if (!e) return null
  const points = stages.map(s => s.effects[e.id] ?? [null, null, null])
  const [low, high] = extent(points.map(p => p[0] ?? null), points.map(p => p[2] ?? null))
  const [w, tall] = [200, 34]
  const x = (k: number) => 8 + (k / Math.max(1, present)) * (w - 16)
  const y = (v: number) => tall - 3 - ((v - low) / (high - low || 1)) * (tall - 6)
  const xs = points.map((_, k) => k)
  const column = (k: number) => points.map(p => p[k] ?? null)
  return (
    <svg class="past" viewBox={`0 0 ${w} ${tall}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="band0" d={band(xs, column(0), column(2), x, y)} />
      <path class="median" d={line(xs, column(1), x, y)} />
      <line class="guide" x1={x(at)} x2={x(at)} y1={0} y2={tall} />
    </svg>
  )
}
