// What is claimed and what we estimate: bands, some runs, and every claim on top.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { calendar, claim, data, drawn, sideIndex, sideTitle } from '../book'
import type { Claim, Quantity } from '../data'
import { amount, count, digits, spanOf, unitWords } from '../format'
import { ClaimLine } from '../sections/claimline'
import { Axes } from './axes'
import { Figure } from './figure'
import { place } from './labels'
import { Shape, sideClass, Swatch } from './marks'
import { at, band, extent, line, linear } from './scale'
import type { Axis, Scale } from './scale'
import { useWidth } from './width'

const height = 330

export function QuantityChart({ q }: { q: Quantity }) {
  const all = q.claims.map(claim).filter(c => c !== undefined)
  const first = q.days[0] ?? 0
  const last = q.days[q.days.length - 1] ?? 1
  const shown = all.filter(c => drawn(c) && (c.from === undefined || q.change) && c.day >= first && c.day <= last)
    .sort((a, b) => a.day - b.day || a.published.localeCompare(b.published))
  const listed = all.filter(c => !shown.includes(c))
  const [focus, setFocus] = useState<Claim | null>(null)
  const [day, setDay] = useState<number | null>(null)
  const sides = data.sides.filter(s => shown.some(c => c.side === s.id))

  return (
    <article class="quantity" id={'q-' + q.id}>
      <Figure title={q.sentence ?? q.title} table={() => table(q)} claims={q.claims} file={q.id} height={height}
        note={<Key sides={sides.map(s => s.id)} paths={(q.paths?.length ?? 0) > 0} prior={q.priorQ05 !== undefined} />}>
        <Plot q={q} shown={shown} focus={focus} day={day} setFocus={setFocus} setDay={setDay} />
      </Figure>
      <div class="readout" aria-live="polite">
        {focus ? <ClaimLine c={focus} unit={q.unit} /> : <p>{estimate(q, day ?? Math.min(last, calendar.day(data.cut)))}</p>}
      </div>
      {listed.length > 0 && (
        <details class="listed">
          <summary>{count(listed.length, 'claim')} about it listed, not drawn</summary>
          <ul>{listed.map(c => <li><ClaimLine c={c} unit={q.unit} /></li>)}</ul>
        </details>
      )}
    </article>
  )
}

function estimate(q: Quantity, day: number): string {
  const v = (s: Quantity['q50']) => at(q.days, s, day)
  return `Estimate for ${calendar.prose(day)}: ${amount(v(q.q50), q.unit)}; ` +
    `${spanOf(v(q.q05), v(q.q95), q.unit)} with nine chances in ten, ${spanOf(v(q.q25), v(q.q75), q.unit)} with even odds.`
}

function Key({ sides, paths, prior }: { sides: string[]; paths: boolean; prior: boolean }) {
  return (
    <span class="key">
      {sides.map(s => <span><Swatch index={sideIndex(s)} />{sideTitle(s)}</span>)}
      <span><i class="stroke asitwas" />median</span>
      <span><i class="band50" />even odds (50%)</span>
      <span><i class="band90" />nine in ten (90%)</span>
      {paths && <span><i class="path" />single runs</span>}
      {prior && <span><i class="prior" />before any claim (90%)</span>}
    </span>
  )
}

interface PlotProps {
  q: Quantity
  shown: Claim[]
  focus: Claim | null
  day: number | null
  setFocus: (c: Claim | null) => void
  setDay: (d: number | null) => void
}

function Plot({ q, shown, focus, day, setFocus, setDay }: PlotProps) {
  const [ref, width] = useWidth(880)
  const box = { left: 52, right: width - 14, top: 22, bottom: height - 26 }
  const first = q.days[0] ?? 0
  const last = q.days[q.days.length - 1] ?? 1
  const x: Scale = d => box.left + ((d - first) / (last - first || 1)) * (box.right - box.left)
  const y = valueAxis(q, shown, box.bottom, box.top)
  const clamp = (v: number) => Math.max(box.top, Math.min(box.bottom, y.scale(v)))
  const spots = shown.map(c => ({ x: x(c.day), y: clamp(centre(c)), text: c.claimant }))
  const labels = place(spots, box.left, box.right, box.top, box.bottom, Math.floor(width / 55))

  const pick = (e: PointerEvent) => {
    const r = (e.currentTarget as Element).getBoundingClientRect()
    const [px, py] = [e.clientX - r.left, e.clientY - r.top]
    let near: Claim | null = null
    let best = 22
    shown.forEach((c, i) => {
      const d = Math.hypot(spots[i]!.x - px, spots[i]!.y - py)
      if (d < best) [near, best] = [c, d]
    })
    setFocus(near)
    setDay(Math.round(first + ((Math.max(box.left, Math.min(box.right, px)) - box.left) / (box.right - box.left)) * (last - first)))
  }
  const step = (e: KeyboardEvent, i: number) => {
    const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: shown.length - 1 }[e.key]
    if (to === undefined || shown[to] === undefined) return
    e.preventDefault()
    const marks = ref.current?.querySelectorAll<SVGElement>('a.claim')
    marks?.[to]?.focus()
  }
  const tabStop = focus && shown.includes(focus) ? focus : shown[0]
  const guide = focus?.day ?? day

  return (
    <div ref={ref}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={summary(q, shown)}
        onPointerMove={pick} onPointerDown={pick} onPointerLeave={() => setDay(null)}>
        <Axes box={box} x={x} y={y} first={first} last={last} unit={unitWords(q.unit)} />
        {q.priorQ05 && q.priorQ95 && (
          <g class="priorband">
            <path d={line(q.days, q.priorQ05, x, clamp)} /><path d={line(q.days, q.priorQ95, x, clamp)} />
          </g>
        )}
        <path class="band90" d={band(q.days, q.q05, q.q95, x, clamp)} />
        <path class="band50" d={band(q.days, q.q25, q.q75, x, clamp)} />
        <g class="paths">{q.paths?.slice(0, 20).map(p => <path d={line(q.days, p, x, clamp)} />)}</g>
        <path class="median" d={line(q.days, q.q50, x, clamp)} />
        {guide !== null && guide !== undefined && <line class="guide" x1={x(guide)} x2={x(guide)} y1={box.top} y2={box.bottom} />}
        <g class="labels" aria-hidden="true">
          {labels.map(l => <text x={l.x} y={l.y} text-anchor={l.anchor}>{l.text}</text>)}
        </g>
        {shown.map((c, i) => (
          <a class={'claim' + (c === focus ? ' on' : '')} href={'#c-' + c.id} tabIndex={c === tabStop ? 0 : -1}
            aria-label={spoken(c, q)} onFocus={() => setFocus(c)} onKeyDown={e => step(e, i)}>
            <Mark c={c} x={x} y={clamp} off={centre(c) > y.high} />
          </a>
        ))}
      </svg>
    </div>
  )
}

/** Claims stretch the axis, though a wild one by no more than twice the estimate's top. */
function valueAxis(q: Quantity, shown: Claim[], bottom: number, top: number): Axis {
  const [low, high] = extent(q.q05, q.q95)
  const values = shown.flatMap(c => [c.low, c.best, c.high]).filter(v => v !== undefined)
  const [claimLow, claimHigh] = values.length ? extent(values) : [low, high]
  const most = Math.max(high, Math.min(claimHigh, high + 1.5 * Math.abs(high)))
  const least = Math.min(low, Math.max(claimLow, low - 1.5 * Math.abs(high - low)))
  return linear(least, most, bottom, top)
}

function centre(c: Claim): number {
  if (c.best !== undefined) return c.best
  if (c.low !== undefined && c.high !== undefined) return (c.low + c.high) / 2
  return c.low ?? c.high ?? 0
}

function Mark({ c, x, y, off }: { c: Claim; x: Scale; y: Scale; off: boolean }) {
  const i = sideIndex(c.side)
  const [cx, cy] = [x(c.day), y(centre(c))]
  const oneSided = c.best === undefined && (c.low === undefined || c.high === undefined)
  const up = c.low !== undefined
  return (
    <g class={sideClass(i)}>
      <circle class="halo" cx={cx} cy={cy} r={11} />
      {c.from !== undefined && <line class="bar" x1={x(c.from)} x2={cx} y1={cy} y2={cy} />}
      {!oneSided && c.low !== undefined && c.high !== undefined && (
        <Fragment>
          <line class="bar" x1={cx} x2={cx} y1={y(c.low)} y2={y(c.high)} />
          <line class="bar" x1={cx - 3} x2={cx + 3} y1={y(c.low)} y2={y(c.low)} />
          <line class="bar" x1={cx - 3} x2={cx + 3} y1={y(c.high)} y2={y(c.high)} />
        </Fragment>
      )}
      {oneSided && <path class="bar" d={up ? `M${cx} ${cy}v-19m-4 5l4-5l4 5` : `M${cx} ${cy}v19m-4-5l4 5l4-5`} />}
      {off && <path class="bar" d={`M${cx} ${cy - 7}v-9m-4 4l4-4l4 4`} />}
      <Shape index={i} x={cx} y={cy} hollow={c.use === 'later'} />
    </g>
  )
}

function spoken(c: Claim, q: Quantity): string {
  return `${c.claimant}: ${c.text}, ${q.title}, of ${calendar.prose(c.day)}, published ${c.published}`
}

function summary(q: Quantity, shown: Claim[]): string {
  return `${q.title}. ${estimate(q, Math.min(q.days[q.days.length - 1] ?? 0, calendar.day(data.cut)))} ${count(shown.length, 'claim')} drawn; arrow keys go through them.`
}

function table(q: Quantity) {
  const every = Math.max(1, Math.ceil(q.days.length / 60))
  const unit = unitWords(q.unit)
  return {
    head: ['Date', '5%', '25%', `Median${unit ? ', ' + unit : ''}`, '75%', '95%'],
    rows: q.days.map((d, i) => [calendar.iso(d), ...[q.q05, q.q25, q.q50, q.q75, q.q95].map(s => digits(s[i], 3))])
      .filter((_, i) => i % every === 0 || i === q.days.length - 1),
  }
}
