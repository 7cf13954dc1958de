// Are claims as everyone else's make one expect? Each claimant left out in turn.

import { Fragment, h } from 'preact'
import { claim, data, sideTitle } from '../book'
import { Figure } from '../chart/figure'
import type { Table } from '../chart/table'
import { useWidth } from '../chart/width'
import type { LeaveOut, LeaveOutGroup } from '../data'
import { count, digits, said } from '../format'
import { start } from '../words'
import { Share } from './fit'
import { KeptNote, OfThePresent } from './present'

export function LeftOut() {
  const l = data.leaveOut
  return (
    <section id="leaveout">
      <h2>Can each claimant be foretold from the others?</h2>
      <OfThePresent />
      {l && <p class="finding">{said(l.verdict)}</p>}
      <KeptNote of="leaveout" />
      {l && <Groups l={l} />}
    </section>
  )
}

function Groups({ l }: { l: LeaveOut }) {
  return (
    <Fragment>
      <p class="note">Every claimant's claims were taken away and expected again from everyone else's. The chance of less than what was then said is even from 0 to 100% if the likelihood is right: bars heaped in the middle say that ranges are too wide, bars at the ends that they are too narrow.</p>
      <Figure file="leaveout" title="The chance of less than what was said" height={l.groups.length * tall + 40} table={() => table(l)} claims={l.groups[l.groups.length - 1]?.ids}
        faces={[{ id: 'even', label: 'Chances', draw: () => <Even groups={l.groups} /> }]} />
      <table class="cards">
        <thead><tr><th scope="col">Claims on</th><th scope="col">Claims</th><th scope="col">Distance from evenness</th><th scope="col">Mean width of 90%</th><th scope="col">Mean error</th><th scope="col">That of a constant interval</th><th scope="col">Inside 80%</th></tr></thead>
        <tbody>{l.groups.map(g => {
          const uneven = (g.distance ?? 0) > (g.band ?? 1)
          const lost = g.crps !== null && g.constant !== null && g.crps >= g.constant
          return (
            <tr class={uneven || lost ? 'failed' : undefined}>
              <th scope="row">{g.title}</th>
              <td data-label="Claims">{g.claims}</td>
              <td data-label="Distance from evenness">{digits(g.distance)}<span class="small block">{uneven ? 'beyond' : 'within'} {digits(g.band)}</span></td>
              <td data-label="Mean width of 90%">{digits(g.width)}</td>
              <td data-label="Mean error">{lost ? digits(g.crps) : <b>{digits(g.crps)}</b>}</td>
              <td data-label="Of a constant interval">{lost ? <b>{digits(g.constant)}</b> : digits(g.constant)}</td>
              <td data-label="Inside 80%"><Share p={g.coverage[1]?.share ?? null} aim={0.8} /></td>
            </tr>
          )
        })}</tbody>
      </table>
      <p class="small">Widths and errors (continuous ranked probability scores) stand on the scale on which a quantity's errors add: 0.1 is about a tenth. A constant interval, always as wide, must lose.</p>
      {l.claimants.length > 0 && (
        <details class="later">
          <summary>{count(l.claimants.length, 'claimant')}, one by one</summary>
          <table class="cards">
            <thead><tr><th scope="col">Claimant</th><th scope="col">Exact claims</th><th scope="col">Inside 90%</th><th scope="col">Off, on average</th></tr></thead>
            <tbody>{[...l.claimants].sort((a, b) => b.claims - a.claims).map(c => (
              <tr>
                <th scope="row"><span dir="auto">{c.claimant}</span><span class="small block">{sideTitle(c.side)}{c.refitted && '; calibrated again without it'}</span></th>
                <td data-label="Exact claims">{c.claims}</td>
                <td data-label="Inside 90%"><Share p={c.inside90} aim={0.9} /></td>
                <td data-label="Off">{c.off !== null && c.off > 0 ? '+' : ''}{digits(c.off)}</td>
              </tr>
            ))}</tbody>
          </table>
        </details>
      )}
      <details class="later"><summary>How it was done</summary><ul class="plain">{l.rules.map(r => <li>{start(r)}.</li>)}</ul></details>
    </Fragment>
  )
}

const tall = 66
const bins = 10

/** How many chances fall into each tenth, a row of bars a group, with the height that evenness would give. */
function Even({ groups }: { groups: LeaveOutGroup[] }) {
  const [ref, width] = useWidth(880)
  const narrow = width < 620
  const left = narrow ? 12 : 262
  const right = width - 14
  const height = groups.length * tall + 40
  const w = (right - left) / bins
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={groups.map(g => `${g.title}: ${count(g.claims, 'claim')}, ${digits(g.distance)} from evenness, ${digits(g.band)} is the band`).join('; ')}>
        {groups.map((g, i) => {
          const n = Array.from({ length: bins }, (_, b) => g.pits.filter(p => p !== null && Math.min(bins - 1, Math.floor(p * bins)) === b).length)
          const even = g.pits.length / bins
          const most = Math.max(...n, 2 * even)
          const base = (i + 1) * tall
          const up = tall - (narrow ? 22 : 14)
          return (
            <g>
              {narrow
                ? <text class="rowname" x={left} y={base - tall + 14}>{g.title}</text>
                : <Fragment><text class="rowname" x={left - 14} y={base - 26} text-anchor="end">{g.title}</text><text x={left - 14} y={base - 11} text-anchor="end">{count(g.claims, 'claim')}</text></Fragment>}
              {n.map((k, b) => <rect class="pit" x={left + b * w + 1} width={w - 2} y={base - up * k / most} height={up * k / most}><title>{k} of {g.pits.length}</title></rect>)}
              <line class="aim" x1={left} x2={right} y1={base - up * even / most} y2={base - up * even / most} />
              <line class="zero" x1={left} x2={right} y1={base} y2={base} />
            </g>
          )
        })}
        {[0, 0.5, 1].map(t => <text x={left + t * (right - left)} y={height - 22} text-anchor={t === 0 ? 'start' : t === 1 ? 'end' : 'middle'}>{t * 100}%</text>)}
        <text class="unit" x={right} y={height - 6} text-anchor="end">chance of less than was said; dashed: were it even</text>
      </svg>
    </div>
  )
}

function table(l: LeaveOut): Table {
  return {
    title: 'Claims expected from everyone else\'s',
    columns: [{ name: 'group', kind: 'text' }, { name: 'claim', kind: 'text' }, { name: 'claimant', kind: 'text' }, { name: 'chance of less', kind: 'number' }],
    rows: l.groups.slice(0, Math.max(1, l.groups.length - 1)).flatMap(g => g.pits.map((p, i) => [g.title, g.ids[i] ?? '', claim(g.ids[i] ?? '')?.claimant ?? '', p])),
  }
}
