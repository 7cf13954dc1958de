// Claims alone, without the model: was the pace of some months another than that of the
// months around them, and does the model's counterfactual say the same?

import { h } from 'preact'
import { anchor, calendar, data, scenarioTitle } from '../book'
import { Figure } from '../chart/figure'
import type { Face } from '../chart/figure'
import { Forest } from '../chart/forest'
import { Axes } from '../chart/axes'
import { extent, linear } from '../chart/scale'
import type { Table } from '../chart/table'
import { useWidth } from '../chart/width'
import type { CrossCheck, Num, Range } from '../data'
import { count, digits, said, unitWords } from '../format'
import { OfThePresent } from './present'

const height = 184

export function CrossChecks() {
  const all = data.crossChecks ?? []
  if (all.length === 0) return null
  return (
    <section id="crosschecks">
      <h2>What the claims say without the model</h2>
      <OfThePresent />
      <p class="note">An interrupted series: the pace of the months in a window against that of the months outside it, taken on a straight line. It knows no cause: whatever else changed with the window counts, too.</p>
      {all.map(c => <Check c={c} />)}
    </section>
  )
}

function Check({ c }: { c: CrossCheck }) {
  const faces: Face[] = []
  if (c.factor !== null) faces.push({ id: 'beside', label: 'Beside the model', draw: () => <Beside c={c} /> })
  if (c.months.length > 2) faces.push({ id: 'months', label: 'Months', draw: () => <Months c={c} />, table: () => monthsTable(c) })
  return (
    <article class="crosscheck" id={anchor('k', c.id)}>
      <h3>{c.title}</h3>
      <p class="finding">{said(c.verdict)}</p>
      <p class="small">{said(c.text)} The series is {c.claimants.join(' and ')}'s; the window runs from {calendar.prose(c.from + 1)} to {calendar.prose(c.to)}; the scenario is “{scenarioTitle(c.scenario)}”.{c.prior && ` Before any claim the model had it ${plain(c.prior.q50)} times (${plain(c.prior.q05)} to ${plain(c.prior.q95)}).`}</p>
      {faces.length > 0 && <Figure file={'k-' + c.id} title={faces[0]!.id === 'beside' ? 'The pace in the window, beside that of the other months' : 'The pace by month'} height={height} faces={faces} table={() => table(c)} claims={c.claims ?? []} />}
    </article>
  )
}

function factor(r: { q05: Num; q50: Num; q95: Num }): string {
  return `${plain(r.q50)} (${plain(r.q05)} to ${plain(r.q95)})`
}

/** Two decimals, since what tells is how far it is from 1. */
function plain(v: Num): string {
  return v === null ? '–' : v.toFixed(2)
}

function Beside({ c }: { c: CrossCheck }) {
  const claims: Range = { q05: c.low, q25: null, q50: c.factor, q75: null, q95: c.high }
  const rows = [{ name: 'The claims alone', now: claims, says: factor(claims) }]
  if (c.model) rows.push({ name: 'The model, as it was over the scenario', now: c.model, says: factor(c.model), ...(c.prior ? { prior: c.prior } : {}) })
  return <div><Forest rows={rows} zero={1} log unit={c.prior ? 'times the pace; dashed: before any claim' : 'times the pace'} left="slower" right="faster" label={c.title} /></div>
}

/** The months' paces, with the window shaded. */
function Months({ c }: { c: CrossCheck }) {
  const [ref, width] = useWidth(880)
  const box = { left: 52, right: width - 14, top: 24, bottom: height - 26 }
  const [first, last] = extent(c.months.map(m => m.day - 20), c.months.map(m => m.day + 20), [c.from, c.to])
  const x = (d: number) => box.left + (d - first) / (last - first || 1) * (box.right - box.left)
  const y = linear(0, extent(c.months.map(m => m.pace))[1], box.bottom, box.top)
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${c.title}: ${count(c.months.length, 'month')}, ${c.months.filter(m => m.day > c.from && m.day <= c.to).length} of them in the window`}>
        <rect class="window" x={x(c.from)} width={x(c.to) - x(c.from)} y={box.top} height={box.bottom - box.top} />
        <Axes box={box} x={x} y={y} first={first} last={last} unit={unitWords(c.unit)} />
        <text class="rowname" x={Math.min(x(c.from) + 5, box.right - 80)} y={box.bottom - 7}>the window</text>
        {c.months.map(m => m.pace !== null && <circle class={m.day > c.from && m.day <= c.to ? 'pace in' : 'pace'} cx={x(m.day)} cy={y.scale(m.pace)} r={4.5}><title>{calendar.prose(m.day)}: {digits(m.pace, 3)} {unitWords(c.unit)}</title></circle>)}
      </svg>
    </div>
  )
}

function table(c: CrossCheck): Table {
  const row = (name: string, r: { q05: Num; q50: Num; q95: Num } | undefined) => r ? [[name, r.q50, r.q05, r.q95]] : []
  return {
    title: c.title + ', in times the pace of the other months',
    columns: [{ name: 'by', kind: 'text' }, { name: 'middle', kind: 'number' }, { name: '5%', kind: 'number' }, { name: '95%', kind: 'number' }],
    rows: [...row('the claims alone', { q05: c.low, q50: c.factor, q95: c.high }), ...row('the model', c.model), ...row('the model before any claim', c.prior)],
  }
}

function monthsTable(c: CrossCheck): Table {
  return {
    title: c.title + ', by month',
    columns: [{ name: 'middle of the month', kind: 'date' }, { name: 'pace', unit: unitWords(c.unit), kind: 'number' }, { name: 'in the window', kind: 'text' }],
    rows: c.months.map(m => [calendar.iso(m.day), m.pace, m.day > c.from && m.day <= c.to ? 'yes' : 'no']),
  }
}
