// Conflicting counts side by side: what each claimant said of about one day, in its own
// row, over the band of the estimate for that day; relays and revisions beneath.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { calendar, data, sideIndex, sideTitle } from '../book'
import type { Course } from '../course'
import type { Claim, Quantity } from '../data'
import { amount, count, digits, prose, unitWords } from '../format'
import { reading } from '../sections/claimline'
import { centre } from './claims'
import { Shape, sideClass } from './marks'
import { at, extent, linear } from './scale'
import { useWidth } from './width'

const within = 31

interface Props { q: Quantity; claims: readonly Claim[]; course: Course; height: number }

export function Counts({ q, claims, course, height }: Props) {
  const [ref, width] = useWidth(880)
  const dated = [...new Set(claims.map(c => c.day))].sort((a, b) => a - b)
  const [day, setDay] = useState(() => mostDisputed(claims, dated))
  const near = claims.filter(c => Math.abs(c.day - day) <= within)
  const claimants = [...new Set(near.map(c => c.claimant))]
  const rows = claimants.map(name => near.filter(c => c.claimant === name).sort((a, b) => a.published.localeCompare(b.published)))
  const left = width < 560 ? 12 : 250
  const lineHeight = width < 560 ? 44 : 30
  const total = 30 + rows.length * lineHeight + 34
  const bands = course.bands.map(b => ({ cls: b.cls, name: b.name, low: at(course.days, b.low, day), high: at(course.days, b.high, day) }))
  const middle = at(course.days, course.mid, day)
  const values = near.flatMap(c => [c.low, c.best, c.high]).filter(v => v !== undefined)
  const [low, high] = extent(values, bands.flatMap(b => [b.low, b.high]))
  const pad = (high - low) * 0.04
  const axis = linear(low - pad, high + pad, left, width - 20, Math.max(2, Math.floor((width - left) / 110)))
  const bottom = total - 34
  return (
    <div ref={ref} class="plot counts" dir="ltr" style={{ minHeight: height + 'px' }}>
      <p class="pick">
        <label>About{' '}
          <select value={day} onChange={e => setDay(Number(e.currentTarget.value))}>
            {dated.map(d => <option value={d}>{calendar.prose(d)}</option>)}
          </select>
        </label>{' '}
        <span class="small">{count(near.length, 'statement')} by {count(claimants.length, 'claimant')} of days within a month; the estimate's bands lie behind.</span>
      </p>
      <svg width={width} height={total} viewBox={`0 0 ${width} ${total}`} role="img"
        aria-label={`${q.title} about ${calendar.prose(day)}: ${near.map(c => `${c.claimant} ${reading(c, q.unit)}`).join('; ')}; estimate ${amount(middle, q.unit)}`}>
        {bands.map(b => b.low !== null && b.high !== null &&
          <rect class={b.cls} x={axis.scale(b.low)} width={Math.max(1, axis.scale(b.high) - axis.scale(b.low))} y={16} height={bottom - 16} />)}
        {middle !== null && <line class="median" x1={axis.scale(middle)} x2={axis.scale(middle)} y1={16} y2={bottom} />}
        {middle !== null && <text x={axis.scale(middle)} y={11} text-anchor="middle">estimate {digits(middle)}</text>}
        <g class="axes" aria-hidden="true">
          {axis.ticks.map(t => (
            <Fragment>
              <line class="grid" x1={axis.scale(t)} x2={axis.scale(t)} y1={16} y2={bottom} />
              <text x={axis.scale(t)} y={bottom + 16} text-anchor="middle">{digits(t, 3)}</text>
            </Fragment>
          ))}
          <text class="unit" x={width - 4} y={total - 2} text-anchor="end">{unitWords(q.unit)}</text>
        </g>
        {rows.map((all, r) => <Row all={all} y={24 + r * lineHeight + lineHeight / 2} x={axis.scale} left={left} narrow={width < 560} />)}
      </svg>
    </div>
  )
}

/** One claimant: its statements on one line, a revision tied to what it revises, relays named. */
function Row({ all, y, x, left, narrow }: { all: Claim[]; y: number; x: (v: number) => number; left: number; narrow: boolean }) {
  const side = sideIndex(all[0]!.side)
  const carried = data.claims.filter(c => c.use === 'relayed' && all.some(a => a.id === c.sameAs)).length
  const revised = all.some(c => c.revises !== undefined)
  const name = all[0]!.claimant + (carried > 0 ? `, carried ${carried}×` : '') + (revised ? ', revised' : '')
  return (
    <g class={sideClass(side)}>
      <line class="grid" x1={narrow ? 12 : left} x2="100%" y1={y} y2={y} />
      {narrow ? <text class="rowname" x={12} y={y - 10}>{name}</text> : <text x={left - 12} y={y + 4} text-anchor="end">{short(name)}</text>}
      {all.map((c, i) => {
        const next = all[i + 1]
        return (
          <a class="claim" href={'#c-' + c.id} aria-label={`${c.claimant} (${sideTitle(c.side)}): ${c.text}, of ${calendar.prose(c.day)}, published ${prose(c.published)}`}>
            {next && <line class="revision" x1={x(centre(c))} x2={x(centre(next))} y1={y} y2={y} />}
            {c.low !== undefined && c.high !== undefined && <line class="bar" x1={x(c.low)} x2={x(c.high)} y1={y} y2={y} />}
            {c.best === undefined && c.high === undefined && <path class="bar" d={`M${x(centre(c))} ${y}h22m-5-4l5 4l-5 4`} />}
            {c.best === undefined && c.low === undefined && <path class="bar" d={`M${x(centre(c))} ${y}h-22m5-4l-5 4l5 4`} />}
            <circle class="halo" cx={x(centre(c))} cy={y} r={10} />
            <Shape index={side} x={x(centre(c))} y={y} hollow={c.use === 'later'} />
          </a>
        )
      })}
    </g>
  )
}

function short(s: string): string {
  return s.length > 40 ? s.slice(0, 39) + '…' : s
}

/** The day about which the most claimants speak. */
function mostDisputed(claims: readonly Claim[], dated: number[]): number {
  let best = dated[0] ?? 0
  let most = 0
  for (const d of dated) {
    const n = new Set(claims.filter(c => Math.abs(c.day - d) <= within).map(c => c.claimant)).size
    if (n > most) [best, most] = [d, n]
  }
  return best
}
