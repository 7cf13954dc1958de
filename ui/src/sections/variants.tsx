// Other structures of the model, each calibrated on the same claims: how well the claims
// fit it, how well it foretold them, and what it makes of the headline.

import { Fragment, h } from 'preact'
import { calendar, data, effect, statement } from '../book'
import { Figure } from '../chart/figure'
import type { Face } from '../chart/figure'
import { Forest, forestHeight } from '../chart/forest'
import { line, monthTicks } from '../chart/scale'
import type { Table } from '../chart/table'
import { useWidth } from '../chart/width'
import type { Effect, Num, Variants } from '../data'
import { amount, chance, digits, said, spanOf, unitWords } from '../format'
import { start } from '../words'
import { KeptNote, OfThePresent } from './present'

export function Structures() {
  const v = data.variants
  return (
    <section id="variants">
      <h2>What if the model were built otherwise?</h2>
      <OfThePresent />
      {v && v.verdict.map((s, i) => <p class={i === 0 ? 'finding' : undefined}>{said(s)}</p>)}
      <KeptNote of="variants" />
      {v && <Weighed v={v} />}
    </section>
  )
}

function Weighed({ v }: { v: Variants }) {
  const e = effect(data.headline.effect ?? '')
  const keys = data.rows.map(r => statement(r.statements[0]!)).filter(s => s !== undefined)
  const faces: Face[] = []
  if (e) faces.push({ id: 'headline', label: 'Headline', draw: () => <Headlines v={v} e={e} /> })
  if (v.asOf.length > 1) faces.push({ id: 'chances', label: 'Over time', draw: () => <Chances v={v} />, table: () => chancesTable(v) })
  return (
    <Fragment>
      {faces.length > 0 && <Figure file="variants" height={forestHeight(v.list.length)} faces={faces} table={() => table(v)} claims={e?.claims}
        title={e ? `${e.title}, by structure` : 'The chance of each structure'}
        note={e ? `Before any claim, in the study as it stands: ${amount(e.prior.q50, e.unit)} (${spanOf(e.prior.q05, e.prior.q95, e.unit)}).` : undefined} />}
      <table class="cards">
        <thead><tr><th scope="col">Structure</th><th scope="col">Chance among these</th><th scope="col">Priors half, twice as wide</th><th scope="col">Log evidence</th><th scope="col">Foretelling, beside the first</th></tr></thead>
        <tbody>{v.list.map((x, i) => (
          <tr>
            <th scope="row">{x.title}<span class="small block">{said(x.story)}</span></th>
            <td data-label="Chance"><b>{chance(x.chance)}</b>{x.error !== null && ` ± ${digits(100 * x.error, 1)}`}<span class="small block">was {chance(x.prior)}</span></td>
            <td data-label="Priors half, twice as wide">{chance(x.narrow)}, {chance(x.wide)}</td>
            <td data-label="Log evidence">{tenths(x.evidence)}{x.evidenceError !== null && ` ± ${digits(x.evidenceError)}`}</td>
            <td data-label="Foretelling">{i === 0 ? '–' : <Fragment>{signed(x.against)}{x.againstError !== null && ` ± ${digits(x.againstError)}`}</Fragment>}</td>
          </tr>
        ))}</tbody>
      </table>
      <p class="small">Chances are among these structures only, from how likely each makes all claims. A structure pays for what a wide prior wastes, so the chance stands for priors half and twice as wide too, of all the numbers that the structures set or change. Foretelling is how much better each foretold the next month's claims, as a log score summed over the months: it leans less on how wide priors are. ± is a standard error; differences of log evidence below 3, or of foretelling below two errors, are no reason to prefer one.</p>
      {keys.length > 0 && (
        <details class="later">
          <summary>The key judgements under each structure</summary>
          <div class="scroller wide" tabIndex={0} role="group" aria-label="Key judgements by structure">
            <table>
              <thead><tr><th scope="col">Judgement</th>{v.list.map(x => <th scope="col">{x.title}</th>)}</tr></thead>
              <tbody>{keys.map(s => <tr><th scope="row">{start(s.row)}</th>{v.list.map(x => <td>{chance(x.statements[s.id] ?? null)}</td>)}</tr>)}</tbody>
            </table>
          </div>
        </details>
      )}
      {v.warnings && v.warnings.length > 0 && <details class="later"><summary>Warnings of these calibrations</summary><ul class="plain small">{v.warnings.map(w => <li>{start(w)}</li>)}</ul></details>}
    </Fragment>
  )
}

function tenths(v: Num): string {
  return v === null ? '–' : (v < 0 ? '−' : '') + Math.abs(v).toFixed(1)
}

function signed(v: Num): string {
  return v !== null && v > 0 ? '+' + digits(v) : digits(v)
}

function Headlines({ v, e }: { v: Variants; e: Effect }) {
  const rows = v.list.flatMap(x => {
    const r = x.effects[e.id]
    return r ? [{ name: x.title, now: r, says: spanOf(r.q05, r.q95, e.unit) }] : []
  })
  return <Forest rows={rows} unit={unitWords(e.unit)} label={e.title} />
}

/** The chance of each structure as it stood at each month's end. */
function Chances({ v }: { v: Variants }) {
  const [ref, width] = useWidth(880)
  const height = Math.max(forestHeight(v.list.length), 230)
  const first = v.asOf[0]!.day
  const last = v.asOf[v.asOf.length - 1]!.day
  const [left, right, top, bottom] = [40, width - (width < 620 ? 24 : 210), 14, height - 36]
  const x = (d: number) => left + (d - first) / (last - first || 1) * (right - left)
  const y = (p: number) => bottom - p * (bottom - top)
  const ends = apart(v.list.map((_, i) => y(v.asOf[v.asOf.length - 1]!.chances[i] ?? 0)), 15)
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={v.list.map(l => `${l.title}: ${chance(l.chance)}, was ${chance(l.prior)}`).join('; ')}>
        <g class="axes" aria-hidden="true">
          {[0, 0.5, 1].map(p => <Fragment><line class="grid" x1={left} x2={right} y1={y(p)} y2={y(p)} /><text x={left - 6} y={y(p) + 4} text-anchor="end">{100 * p}%</text></Fragment>)}
          {monthTicks(calendar, first, last, right - left).map(m => <Fragment><line class="tick" x1={x(m.day)} x2={x(m.day)} y1={bottom} y2={bottom + 4} /><text class={m.year ? 'year' : undefined} x={x(m.day)} y={bottom + 18} text-anchor="middle">{m.label}</text></Fragment>)}
        </g>
        {v.list.map((l, i) => (
          <g class={'side' + i % 8}>
            <path class="sideline" d={line(v.asOf.map(a => a.day), v.asOf.map(a => a.chances[i] ?? null), x, y)} stroke-dasharray={['', '7 3', '2 3', '9 3 2 3', '5 5'][i % 5]} />
            <text class="rowname" x={width < 620 ? right : right + 8} y={width < 620 ? ends[i]! - 5 : ends[i]! + 4} text-anchor={width < 620 ? 'end' : 'start'}>{short(l.title)}</text>
          </g>
        ))}
      </svg>
    </div>
  )
}

/** Places that keep a distance from one another, each as near as may be to where it should be. */
function apart(ys: number[], gap: number): number[] {
  const order = ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]!)
  const out = [...ys]
  for (let k = 1; k < order.length; k++) out[order[k]!] = Math.max(out[order[k]!]!, out[order[k - 1]!]! + gap)
  const over = Math.max(0, (out[order[order.length - 1]!] ?? 0) - Math.max(...ys) - gap)
  return out.map(v => v - over)
}

function short(s: string): string {
  return s.length > 30 ? s.slice(0, 29) + '…' : s
}

function table(v: Variants): Table {
  const effects = data.effects.filter(e => v.list.some(x => x.effects[e.id]))
  return {
    title: 'The study with other structures',
    columns: [{ name: 'structure', kind: 'text' }, { name: 'chance before', kind: 'number' }, { name: 'chance', kind: 'number' }, { name: 'standard error of the chance', kind: 'number' }, { name: 'chance, priors half as wide', kind: 'number' }, { name: 'chance, priors twice as wide', kind: 'number' }, { name: 'log evidence', kind: 'number' }, { name: 'standard error of the log evidence', kind: 'number' },
      { name: 'foretelling', kind: 'number' }, { name: 'against the first', kind: 'number' }, { name: 'standard error against the first', kind: 'number' },
      ...effects.flatMap(e => (['q05', 'q50', 'q95'] as const).map(q => ({ name: `${e.title}, ${q.slice(1)}%`, unit: unitWords(e.unit), kind: 'number' as const })))],
    rows: v.list.map(x => [x.title, x.prior, x.chance, x.error, x.narrow, x.wide, x.evidence, x.evidenceError, x.ahead, x.against, x.againstError, ...effects.flatMap(e => (['q05', 'q50', 'q95'] as const).map(q => x.effects[e.id]?.[q] ?? null))]),
  }
}

function chancesTable(v: Variants): Table {
  return {
    title: 'The chance of each structure as known on a date',
    columns: [{ name: 'as known on', kind: 'date' }, ...v.list.flatMap(x => [{ name: x.title, kind: 'number' as const }, { name: x.title + ', standard error', kind: 'number' as const }])],
    rows: v.asOf.map(a => [calendar.iso(a.day), ...v.list.flatMap((_, i) => [a.chances[i] ?? null, a.errors[i] ?? null])]),
  }
}
