// Does it foresee? Forecasts of claims made from each month's end, against what was
// published afterwards and beside three naive forecasts. The verdict comes first, and what
// was lost stands in the open.

import { Fragment, h } from 'preact'
import { data, quantityAnchor } from '../book'
import { Figure } from '../chart/figure'
import { Forest, forestHeight } from '../chart/forest'
import type { Table } from '../chart/table'
import type { Backtest, BacktestRow, Num } from '../data'
import { count, digits, said } from '../format'
import { start } from '../words'
import { KeptNote, OfThePresent } from './present'

export function Foresight() {
  const b = data.backtest
  return (
    <section id="backtest">
      <h2>Does it foresee?</h2>
      <OfThePresent />
      {b && <Fragment>
        {b.lost ? <p class="banner"><b>It loses to a naive forecast.</b> {said(b.verdict)}</p> : <p class="finding">{said(b.verdict)}</p>}
        {b.detail && <p>{said(b.detail)}</p>}
        <p class="note">At each month's end, the claims published in the {b.horizon === 1 ? 'month' : count(b.horizon, 'month')} after it were forecast from what was known by then, with each claimant's bias as learned by then.</p>
      </Fragment>}
      <KeptNote of="backtest" />
      {b && <Skill b={b} />}
      {b && <Scores b={b} open={b.lost} />}
      {b && <details class="later"><summary>How it was scored</summary><ul class="plain">{b.rules.map(r => <li>{start(r)}.</li>)}</ul></details>}
    </section>
  )
}

const groups: [BacktestRow['kind'], string][] = [['all', 'All forecasts'], ['quantity', 'By quantity'], ['months', 'By how far ahead'], ['known', 'By whose claim it was'], ['new', '']]

function Skill({ b }: { b: Backtest }) {
  const rows = b.rows.filter(r => r.skill !== null)
  if (rows.length === 0) return null
  const best = b.rows[0]?.best ?? 'naive'
  return (
    <Figure file="backtest" height={forestHeight(rows.length)} table={() => table(b)} claims={b.claims ?? []}
      title={`How much smaller its errors are than the best naive forecast's${b.rows[0]?.kind === 'all' ? `, which over all is “${best}”` : ''}`}
      note="Bars are intervals of nine tenths over months of publication; without one, the months are too few."
      faces={[{
        id: 'skill', label: 'Skill', draw: () => <Forest percent rows={rows.map(r => ({
          name: r.title, now: { q05: r.low, q25: null, q50: r.skill, q75: null, q95: r.high }, says: than(r.skill), cls: (r.high ?? 0) < 0 ? 'lost' : '',
        }))} unit="errors smaller by" left="worse than naive" right="better than naive" label="Skill against the best naive forecast" />,
      }]} />
  )
}

function than(skill: Num): string {
  if (skill === null) return '–'
  const p = Math.round(100 * skill)
  return p === 0 ? 'no difference' : p < 0 ? `${-p}% larger` : `${p}% smaller`
}

function Scores({ b, open }: { b: Backtest; open: boolean }) {
  const body = (
    <Fragment>
      <div class="scroller wide" tabIndex={0} role="group" aria-label="Scores of forecasts">
        <table class="scores">
          <thead>
            <tr><th scope="col">Forecasts of</th><th scope="col">Claims</th><th scope="col">This model</th>{b.naives.map(n => <th scope="col">{start(n)}</th>)}<th scope="col">Inside 50%</th><th scope="col">80%</th><th scope="col">95%</th></tr>
          </thead>
          {groups.map(([kind, title]) => {
            const rows = b.rows.filter(r => r.kind === kind)
            return rows.length > 0 && (
              <tbody>
                {title !== '' && kind !== 'all' && <tr class="group"><th colSpan={6 + b.naives.length} scope="rowgroup">{title}</th></tr>}
                {rows.map(r => <Row r={r} naives={b.naives.length} />)}
              </tbody>
            )
          })}
        </table>
      </div>
      <p class="small">The mean error of forecasts (continuous ranked probability score), on the scale on which a quantity's errors add: 0.1 is about a tenth. Smaller is better, the smallest is bold.
        {b.bounds && ` Bounds and ranges, which count above in nothing: minus the log of their chance is ${digits(b.bounds.log, 3)} over ${b.bounds.compared}, and ${b.bounds.naiveLog.map((v, i) => `${digits(v, 3)} by ${b.naives[i]}`).join(', ')}.`}</p>
    </Fragment>
  )
  return open ? body : <details class="later"><summary>Scores by quantity and by how far ahead, beside three naive forecasts</summary>{body}</details>
}

function Row({ r, naives }: { r: BacktestRow; naives: number }) {
  const all = [r.crps, ...Array.from({ length: naives }, (_, i) => r.naiveCRPS[i] ?? null)]
  const best = Math.min(...all.filter(v => v !== null))
  return (
    <tr class={(r.high ?? 0) < 0 ? 'failed' : undefined}>
      <th scope="row">{r.of && quantityAnchor(r.of) !== 'evidence' ? <a href={'#' + quantityAnchor(r.of)}>{r.title}</a> : r.title}</th>
      <td>{r.compared}{r.compared < r.forecasts && <span class="small"> of {r.forecasts}</span>}</td>
      {all.map(v => <td>{v === best ? <b>{score(v)}</b> : score(v)}</td>)}
      {[0, 1, 2].map(i => { const s = r.coverage?.[i]?.share; return <td>{s === null || s === undefined ? '–' : Math.round(100 * s) + '%'}</td> })}
    </tr>
  )
}

/** Two decimals, so that scores stand below one another. */
function score(v: Num): string {
  return v === null ? '–' : v.toFixed(2)
}

function table(b: Backtest): Table {
  return {
    title: 'Forecasts of claims against naive ones',
    columns: [{ name: 'forecasts of', kind: 'text' }, { name: 'claims', kind: 'number' }, { name: 'skill', kind: 'number' }, { name: 'skill, 5%', kind: 'number' }, { name: 'skill, 95%', kind: 'number' },
      { name: 'CRPS', kind: 'number' }, ...b.naives.map(n => ({ name: 'CRPS of ' + n, kind: 'number' as const })), { name: 'log score', kind: 'number' }, ...b.naives.map(n => ({ name: 'log score of ' + n, kind: 'number' as const })),
      { name: 'inside 50%', kind: 'number' }, { name: 'inside 80%', kind: 'number' }, { name: 'inside 95%', kind: 'number' }],
    rows: b.rows.map(r => [r.title, r.compared, r.skill, r.low, r.high, r.crps, ...b.naives.map((_, i) => r.naiveCRPS[i] ?? null), r.log, ...b.naives.map((_, i) => r.naiveLog[i] ?? null),
      ...[0, 1, 2].map(i => r.coverage?.[i]?.share ?? null)]),
  }
}
