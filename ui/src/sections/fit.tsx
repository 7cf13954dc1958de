// Does it fit the past? Every exact claim against what was predicted of it from earlier
// ones, and against what was expected before any; by quantity, and by claimant.

import { Fragment, h } from 'preact'
import { data, quantityAnchor, quantityTitle } from '../book'
import { lower } from '../chart/quantity'
import { count, digits } from '../format'
import { OfThePresent } from './present'

export function hasFit(): boolean {
  return data.quantities.some(q => q.fit)
}

/** A mean so far off has less than this chance, shared over all checks (Bonferroni). */
const rare = 0.01

export function Fit() {
  const rows = data.quantities.filter(q => q.fit)
  if (rows.length === 0) return null
  const n = rows.reduce((s, q) => s + q.fit!.readings, 0)
  const share = (of: (f: NonNullable<typeof rows[0]['fit']>) => number | null) => Math.round(100 * rows.reduce((s, q) => s + q.fit!.readings * (of(q.fit!) ?? 0), 0) / n)
  const prior = share(f => f.prior90)
  return (
    <section id="fit">
      <h2>Does it fit the past?</h2>
      <OfThePresent />
      <p class="finding">Of {n} exact claims {share(f => f.inside90)}% lie inside the interval of nine in ten that was predicted for them from earlier claims, where 90% would be right.</p>
      <p>Before any claim was read, the priors' intervals of nine in ten held {prior}%{prior >= 85 ? ': the priors expected claims such as these' : ': the priors did not expect claims such as these'}.</p>
      <table class="cards">
        <thead><tr><th scope="col">Quantity</th><th scope="col">Exact claims</th><th scope="col">Inside the interval of 90%</th><th scope="col">Inside that of 50%</th><th scope="col">Inside 90% before any claim</th></tr></thead>
        <tbody>{rows.map(q => (
          <tr class={(q.fit!.inside90 ?? 1) < 0.6 && q.fit!.readings >= 5 ? 'failed' : undefined}>
            <th scope="row"><a href={'#' + quantityAnchor(q.id)}>{q.title}</a></th>
            <td data-label="Exact claims">{q.fit!.readings}</td>
            <td data-label="Inside 90%"><Share p={q.fit!.inside90} aim={0.9} /></td>
            <td data-label="Inside 50%"><Share p={q.fit!.inside50} aim={0.5} /></td>
            <td data-label="Inside 90% before any claim"><Share p={q.fit!.prior90} aim={0.9} /></td>
          </tr>
        ))}</tbody>
      </table>
      <ByClaimant />
    </section>
  )
}

function ByClaimant() {
  const all = data.byClaimant ?? []
  if (all.length === 0) return null
  const off = all.filter(c => c.p !== null && c.p < rare / all.length)
  const says = off.length === 0
    ? `None of ${count(all.length, 'claimant', 'claimants')}, each on one quantity, lies further off on average than chance allows`
    : `${off.length} of ${all.length} claimants, each on one quantity, ${off.length === 1 ? 'lies' : 'lie'} further off on average than chance allows: ${off.map(c => `${c.claimant} on ${lower(quantityTitle(c.quantity))}`).join('; ')}`
  return (
    <Fragment>
      <p>{says}.</p>
      <details class="later">
        <summary>By claimant and quantity</summary>
        <table class="cards">
          <thead><tr><th scope="col">Claimant</th><th scope="col">Speaks of</th><th scope="col">Exact claims</th><th scope="col">Inside 90%</th><th scope="col">Inside 50%</th><th scope="col">Off, in standard deviations</th><th scope="col">Chance of that</th></tr></thead>
          <tbody>{all.map(c => (
            <tr class={off.includes(c) ? 'failed' : undefined}>
              <th scope="row"><span dir="auto">{c.claimant}</span></th>
              <td data-label="Speaks of">{quantityTitle(c.quantity)}</td>
              <td data-label="Exact claims">{c.readings}</td>
              <td data-label="Inside 90%"><Share p={c.inside90} aim={0.9} /></td>
              <td data-label="Inside 50%"><Share p={c.inside50} aim={0.5} /></td>
              <td data-label="Off">{c.off !== null && c.off > 0 ? '+' : ''}{digits(c.off)}</td>
              <td data-label="Chance of that">{c.p !== null && c.p < 0.001 ? 'below 0.001' : digits(c.p)}</td>
            </tr>
          ))}</tbody>
        </table>
      </details>
    </Fragment>
  )
}

/** A share as a bar, with the share that would be right. */
export function Share({ p, aim }: { p: number | null; aim: number }) {
  return (
    <span class="nobreak">
      <svg class="share" width="90" height="10" viewBox="0 0 90 10" aria-hidden="true">
        <rect class="empty" y={2} width={90} height={6} /><rect class="full" y={2} width={90 * (p ?? 0)} height={6} /><line class="aim" x1={90 * aim} x2={90 * aim} y1={0} y2={10} />
      </svg> {p === null ? '–' : Math.round(100 * p) + '%'}
    </span>
  )
}
