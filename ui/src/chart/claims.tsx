// The claims over the estimate: one mark each, shaped and coloured by side, reached by
// pointer and by arrow keys; and where claimants differ in the same month, a hatched bar.

import { Fragment, h } from 'preact'
import { calendar, sideIndex } from '../book'
import type { Claim } from '../data'
import { count } from '../format'
import type { Ground } from './frame'
import { place } from './labels'
import { Shape, sideClass } from './marks'

/** The middle of what a claim says, where its mark stands. */
export function centre(c: Claim): number {
  if (c.best !== undefined) return c.best
  if (c.low !== undefined && c.high !== undefined) return (c.low + c.high) / 2
  return c.low ?? c.high ?? 0
}

/** The claim nearest to a point, within a finger's reach. */
export function nearest(g: Ground, claims: readonly Claim[], clientX: number, clientY: number): Claim | null {
  const r = g.ref.current?.getBoundingClientRect()
  if (!r) return null
  let found: Claim | null = null
  let best = 22
  for (const c of claims) {
    const d = Math.hypot(g.x(c.day) - (clientX - r.left), g.clamp(centre(c)) - (clientY - r.top))
    if (d < best) [found, best] = [c, d]
  }
  return found
}

export interface Dispute { from: number; to: number; low: number; high: number; claimants: number }

/** Months in which more than one claimant speaks, with the lowest and the highest figure. */
export function disputes(claims: readonly Claim[]): Dispute[] {
  const months = new Map<string, Claim[]>()
  for (const c of claims) {
    const m = calendar.iso(c.day).slice(0, 7)
    months.set(m, [...(months.get(m) ?? []), c])
  }
  const out: Dispute[] = []
  for (const all of months.values()) {
    const claimants = new Set(all.map(c => c.claimant)).size
    if (claimants < 2) continue
    const values = all.flatMap(c => [c.low, c.best, c.high]).filter(v => v !== undefined)
    const days = all.map(c => c.day)
    out.push({ from: Math.min(...days), to: Math.max(...days), low: Math.min(...values), high: Math.max(...values), claimants })
  }
  return out
}

export function Disputed({ g, claims }: { g: Ground; claims: readonly Claim[] }) {
  return (
    <g class="disputed" aria-hidden="true">
      {disputes(claims).map(d => {
        const [l, r] = [g.x(d.from) - 5, g.x(d.to) + 5]
        const top = g.clamp(d.high)
        return <rect x={l} width={r - l} y={top} height={Math.max(2, g.clamp(d.low) - top)}><title>{count(d.claimants, 'claimant')} differ this month</title></rect>
      })}
    </g>
  )
}

interface Props {
  g: Ground
  claims: readonly Claim[]
  focus: Claim | null
  setFocus: (c: Claim | null) => void
  spoken: (c: Claim) => string
  side: string // the side looked at, '' for all
}

export function ClaimMarks({ g, claims, focus, setFocus, spoken, side }: Props) {
  const spots = claims.map(c => ({ x: g.x(c.day), y: g.clamp(centre(c)), text: c.claimant }))
  const labels = place(spots, g.box.left, g.box.right, g.box.top, g.box.bottom, Math.floor(g.width / 70))
  const step = (e: KeyboardEvent, i: number) => {
    const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: claims.length - 1 }[e.key]
    if (to === undefined || claims[to] === undefined) return
    e.preventDefault()
    g.ref.current?.querySelectorAll<SVGElement>('a.claim')[to]?.focus()
  }
  const tabStop = focus && claims.includes(focus) ? focus : claims[0]
  // A revision is tied to what it revises, so that a changed mind is seen as one.
  const byId = new Map(claims.map(c => [c.id, c]))
  return (
    <Fragment>
      <g class="revisions" aria-hidden="true">
        {claims.map(c => {
          const was = byId.get(c.revises ?? '')
          return was && <line x1={g.x(was.day)} y1={g.clamp(centre(was))} x2={g.x(c.day)} y2={g.clamp(centre(c))} />
        })}
      </g>
      <g class="labels" aria-hidden="true">{labels.map(l => <text x={l.x} y={l.y} text-anchor={l.anchor}>{l.text}</text>)}</g>
      {claims.map((c, i) => (
        <a key={c.id} class={'claim' + (c === focus ? ' on' : '') + (side !== '' && c.side !== side ? ' aside' : '')} href={'#c-' + c.id}
          tabindex={c === tabStop ? 0 : -1} aria-label={spoken(c)} onFocus={() => setFocus(c)} onKeyDown={e => step(e, i)}>
          <Mark c={c} g={g} />
        </a>
      ))}
    </Fragment>
  )
}

function Mark({ c, g }: { c: Claim; g: Ground }) {
  const i = sideIndex(c.side)
  const [cx, cy] = [g.x(c.day), g.clamp(centre(c))]
  const oneSided = c.best === undefined && (c.low === undefined || c.high === undefined)
  const off = centre(c) > g.y.high
  return (
    <g class={sideClass(i)}>
      <circle class="halo" cx={cx} cy={cy} r={11} />
      {c.from !== undefined && <line class="bar" x1={Math.max(g.box.left, g.x(c.from))} x2={cx} y1={cy} y2={cy} />}
      {!oneSided && c.low !== undefined && c.high !== undefined && <Bar x={cx} low={g.clamp(c.low)} high={g.clamp(c.high)} />}
      {oneSided && <path class="bar" d={c.low !== undefined ? `M${cx} ${cy}v-19m-4 5l4-5l4 5` : `M${cx} ${cy}v19m-4-5l4 5l4-5`} />}
      {off && <path class="bar" d={`M${cx} ${cy - 7}v-9m-4 4l4-4l4 4`} />}
      <Shape index={i} x={cx} y={cy} hollow={c.use === 'later'} />
    </g>
  )
}

function Bar({ x, low, high }: { x: number; low: number; high: number }) {
  return (
    <Fragment>
      <line class="bar" x1={x} x2={x} y1={low} y2={high} />
      <line class="bar" x1={x - 3} x2={x + 3} y1={low} y2={low} />
      <line class="bar" x1={x - 3} x2={x + 3} y1={high} y2={high} />
    </Fragment>
  )
}
