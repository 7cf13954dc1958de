// How far claimants stand from one another, over time: each claim as a factor of the
// estimate, claims of one claimant tied together.

import { Fragment, h } from 'preact'
import { calendar, claim as claimOf, sideIndex, sideTitle } from '../book'
import type { Course } from '../course'
import type { Claim, Quantity } from '../data'
import { count, digits } from '../format'
import { Axes } from './axes'
import { centre } from './claims'
import { place } from './labels'
import { Shape, sideClass } from './marks'
import { at, band, extent } from './scale'
import type { Table } from './table'
import { useWidth } from './width'

interface Point { c: Claim; factor: number }

/** Claims that have a place: those with a number, where the estimate is above nought. */
function points(claims: readonly Claim[], course: Course): Point[] {
  return claims.flatMap(c => {
    const m = at(course.days, course.mid, c.day)
    const v = centre(c)
    return m !== null && m > 0 && v > 0 ? [{ c, factor: v / m }] : []
  })
}

/** Whether there is a spread to show: two claimants and a few claims. */
export function hasSpread(claims: readonly Claim[], course: Course): boolean {
  const p = points(claims, course)
  return p.length > 2 && new Set(p.map(x => x.c.claimant)).size > 1
}

const most = 8 // a factor beyond it stands at the edge

export function Spread({ q, claims, course, height, first, last, known }: { q: Quantity; claims: readonly Claim[]; course: Course; height: number; first: number; last: number; known: number }) {
  const [ref, width] = useWidth(880)
  const all = points(claims, course)
  const box = { left: 52, right: width - 14, top: 24, bottom: height - 70 }
  const [low, high] = extent(all.map(p => Math.log(Math.min(most, Math.max(1 / most, p.factor)))), [Math.log(0.8), Math.log(1.25)])
  const pad = 0.06 * (high - low)
  const y = (f: number) => box.bottom - (Math.log(f) - low + pad) / (high - low + 2 * pad) * (box.bottom - box.top)
  const clamp = (f: number) => Math.max(box.top, Math.min(box.bottom, y(f)))
  const ticks = [0.125, 0.25, 0.5, 0.8, 1, 1.25, 2, 4, 8].filter(t => y(t) >= box.top - 1 && y(t) <= box.bottom + 1)
  const axis = { scale: (t: number) => y(t), ticks, low: Math.exp(low), high: Math.exp(high) }
  const x = (d: number) => box.left + (d - first) / (last - first || 1) * (box.right - box.left)
  const who = [...new Set(all.map(p => p.c.claimant))].map(name => all.filter(p => p.c.claimant === name).sort((a, b) => a.c.day - b.c.day))
  const names = place(who.map(w => w[w.length - 1]!).map(p => ({ x: x(p.c.day), y: clamp(p.factor), text: p.c.claimant })), box.left, box.right, box.top, box.bottom, Math.floor(width / 90))
  const outer = course.bands[0]
  const share = (s: readonly (number | null)[]) => s.map((v, i) => { const m = course.mid[i] ?? null; return v === null || m === null || m <= 0 ? null : Math.max(v / m, 1e-3) })
  return (
    <div ref={ref} class="plot spreadplot" dir="ltr" style={{ minHeight: height + 'px' }}>
      <svg width={width} height={height - 44} viewBox={`0 0 ${width} ${height - 44}`} role="img" aria-label={`${q.title}, claims as a factor of the estimate: ${who.map(w => `${w[0]!.c.claimant} ${range(w)}`).join('; ')}`}>
        <Axes box={box} x={x} y={axis} first={first} last={last} unit="times the estimate" known={known} />
        {outer && <path class="band0" d={band(course.days, share(outer.low), share(outer.high), x, clamp)} />}
        <line class="median" x1={box.left} x2={box.right} y1={y(1)} y2={y(1)} />
        {who.map(w => (
          <g class={sideClass(sideIndex(w[0]!.c.side))}>
            <path class="sideline thin" d={w.map((p, i) => (i === 0 ? 'M' : 'L') + x(p.c.day).toFixed(1) + ' ' + clamp(p.factor).toFixed(1)).join('')} />
            {w.map(p => <Fragment><Shape index={sideIndex(p.c.side)} x={x(p.c.day)} y={clamp(p.factor)} hollow={p.c.best === undefined} /></Fragment>)}
          </g>
        ))}
        <g class="labels" aria-hidden="true">{names.map(l => <text x={l.x} y={l.y} text-anchor={l.anchor}>{l.text}</text>)}</g>
      </svg>
      <p class="small">{says(who)} Hollow: a bound or a range, at its middle.</p>
    </div>
  )
}

function range(w: Point[]): string {
  const [l, u] = extent(w.map(p => p.factor))
  return digits(l) === digits(u) ? digits(l) : `${digits(l)} to ${digits(u)}`
}

function says(who: Point[][]): string {
  const middle = (w: Point[]) => Math.exp(w.reduce((s, p) => s + Math.log(p.factor), 0) / w.length)
  const often = who.filter(w => w.length > 1).sort((a, b) => middle(a) - middle(b))
  const [low, high] = [often[0], often[often.length - 1]]
  if (!low || !high || low === high) return `${count(who.length, 'claimant')} speak of it, hardly any of them twice.`
  return `Of ${count(often.length, 'claimant')} with more than one claim, ${low[0]!.c.claimant} stands lowest (${digits(middle(low))} times the estimate on average), ${high[0]!.c.claimant} highest (${digits(middle(high))}).`
}

export function spreadTable(q: Quantity, claims: readonly Claim[], course: Course): Table {
  return {
    title: q.title + ': claims as a factor of the estimate',
    columns: [{ name: 'claim', kind: 'text' }, { name: 'claimant', kind: 'text' }, { name: 'side', kind: 'text' }, { name: 'of', kind: 'date' }, { name: 'times the estimate', kind: 'number' }],
    rows: points(claims, course).map(p => [p.c.id, p.c.claimant, sideTitle(p.c.side), calendar.iso(p.c.day), p.factor]),
    sources: points(claims, course).flatMap(p => claimOf(p.c.id)?.url ?? []),
  }
}
