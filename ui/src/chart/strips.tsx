// Small pictures of one number: a range beside the range before any claim, and a
// probability with its spread.

import { Fragment, h } from 'preact'
import type { Num, Range } from '../data'
import { chance, chances, digits, spanOf, unitWords } from '../format'
import { extent, linear } from './scale'
import { useWidth } from './width'

/** Posterior over prior on one axis, with nought marked. */
export function Ranges({ posterior, prior, unit, label }: { posterior: Range; prior: Range; unit: string; label: string }) {
  const [ref, width] = useWidth(360)
  const height = 96
  const [a, b] = extent([posterior.q05, posterior.q95, 0])
  const [c, d] = extent([prior.q05, prior.q95])
  // A prior far wider than the answer is cut off at the edge.
  const reach = Math.max(b - a, 1e-12) * 4
  const axis = linear(Math.max(Math.min(a, c), a - reach), Math.min(Math.max(b, d), b + reach), 12, width - 16, Math.max(2, Math.floor(width / 110)))
  const x = (v: Num) => Math.max(4, Math.min(width - 4, axis.scale(v ?? 0)))
  const bar = (r: Range, y: number, kind: string) => r.q50 === null ? null : (
    <g class={'range ' + kind}>
      <line class="whisker" x1={x(r.q05)} x2={x(r.q95)} y1={y} y2={y} />
      {r.q25 !== null && r.q75 !== null && <rect x={x(r.q25)} y={y - 5} width={Math.max(1, x(r.q75) - x(r.q25))} height={10} />}
      <line class="mid" x1={x(r.q50)} x2={x(r.q50)} y1={y - 7} y2={y + 7} />
    </g>
  )
  return (
    <div ref={ref} class="ranges" dir="ltr">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img"
        aria-label={`${label}: ${spanOf(posterior.q05, posterior.q95, unit)}; before any claim ${spanOf(prior.q05, prior.q95, unit)}`}>
        {axis.ticks.map(t => (
          <Fragment>
            <line class={t === 0 ? 'zero' : 'grid'} x1={axis.scale(t)} x2={axis.scale(t)} y1={0} y2={70} />
            <text x={axis.scale(t)} y={86} text-anchor={axis.scale(t) < 30 ? 'start' : axis.scale(t) > width - 36 ? 'end' : 'middle'}>{digits(t, 3)}</text>
          </Fragment>
        ))}
        <text class="rowname" x={4} y={11}>with the claims{unitWords(unit) ? ', ' + unitWords(unit) : ''}</text>
        {bar(posterior, 24, 'posterior')}
        <text class="rowname" x={4} y={46}>before any claim</text>
        {bar(prior, 59, 'prior')}
      </svg>
    </div>
  )
}

interface Odds { p: Num; low: Num; high: Num; prior: Num; labels?: boolean }

/** A probability from 0 to 100%, its spread over three priors hatched, and the prior's. */
export function Chance({ p, low, high, prior, labels = true }: Odds) {
  const width = 180
  const height = labels ? 38 : 22
  const x = (v: Num) => 8 + (v ?? 0) * (width - 16)
  const middle = 11
  return (
    <svg class="chance" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img"
      aria-label={`${chance(p)}; ${low === null ? '' : chances(low, high) + ' over three priors; '}${chance(prior)} before any claim`}>
      <line class="railline" x1={x(0)} x2={x(1)} y1={middle} y2={middle} />
      {[0, 0.5, 1].map(t => (
        <Fragment>
          <line class="tick" x1={x(t)} x2={x(t)} y1={middle - 4} y2={middle + 4} />
          {labels && <text x={x(t)} y={34} text-anchor={t === 0 ? 'start' : t === 1 ? 'end' : 'middle'}>{t * 100 + '%'}</text>}
        </Fragment>
      ))}
      {low !== null && high !== null && <rect class="spread" x={x(low) - 1} y={middle - 6} width={Math.max(2, x(high) - x(low) + 2)} height={12} />}
      {prior !== null && <path class="was" d={`M${x(prior)} ${middle - 8}l4.5 8l-4.5 8l-4.5-8Z`} />}
      {p !== null && <circle class="dot" cx={x(p)} cy={middle} r={5} />}
    </svg>
  )
}
