// How far to trust it: what the model leaves out, whether it fits the past, its
// forecasts, what was learned of the claimants, and the checks of the computation.

import { Fragment, h } from 'preact'
import { data, quantityAnchor, quantityTitle, sideTitle } from '../book'
import type { Bias } from '../data'
import { digits, said, span } from '../format'
import { Sources } from '../panel/sources'

export function Limits() {
  if (data.limits.length === 0) return null
  return (
    <section id="limits">
      <h2>What the model leaves out, and who is missing</h2>
      <ul class="limits">{data.limits.map(l => <li>{said(l)}</li>)}</ul>
    </section>
  )
}

export function hasFit(): boolean {
  return data.quantities.some(q => q.fit)
}

/** Every exact reading against what was predicted of it from earlier ones. */
export function Fit() {
  const rows = data.quantities.filter(q => q.fit)
  if (rows.length === 0) return null
  const n = rows.reduce((s, q) => s + q.fit!.readings, 0)
  const inside = rows.reduce((s, q) => s + q.fit!.readings * (q.fit!.inside90 ?? 0), 0)
  return (
    <section id="fit">
      <h2>Does it fit the past?</h2>
      <p>Of {n} exact claims {Math.round(inside)} lie inside the interval of nine in ten that was predicted for them from earlier claims: {Math.round(100 * inside / n)}%, where 90% would be right.</p>
      <table class="cards">
        <thead><tr><th scope="col">Quantity</th><th scope="col">Exact claims</th><th scope="col">Inside the interval of 90%</th><th scope="col">Inside that of 50%</th></tr></thead>
        <tbody>{rows.map(q => (
          <tr class={(q.fit!.inside90 ?? 1) < 0.6 && q.fit!.readings >= 5 ? 'failed' : undefined}>
            <th scope="row"><a href={'#' + quantityAnchor(q.id)}>{q.title}</a></th>
            <td data-label="Exact claims">{q.fit!.readings}</td>
            <td data-label="Inside 90%"><Share p={q.fit!.inside90} aim={0.9} /></td>
            <td data-label="Inside 50%"><Share p={q.fit!.inside50} aim={0.5} /></td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

/** A share as a bar, with the share that would be right. */
function Share({ p, aim }: { p: number | null; aim: number }) {
  return (
    <Fragment>
      <svg class="share" width="90" height="10" viewBox="0 0 90 10" aria-hidden="true">
        <rect class="empty" y={2} width={90} height={6} /><rect class="full" y={2} width={90 * (p ?? 0)} height={6} /><line class="aim" x1={90 * aim} x2={90 * aim} y1={0} y2={10} />
      </svg> {p === null ? '–' : Math.round(100 * p) + '%'}
    </Fragment>
  )
}

/** Forecasts against what was published later, beside a naive rule. */
export function Forecasts() {
  const rows = data.scores ?? []
  if (rows.length === 0) return null
  const lost = rows.filter(s => s.model !== null && s.naive !== null && s.model > s.naive)
  return (
    <section id="forecasts">
      <h2>Forecasts</h2>
      {lost.length > 0 && <p class="banner"><b>Worse than a naive forecast</b> for {lost.map(s => s.title).join('; ')}.</p>}
      <table class="cards">
        <thead><tr><th scope="col">Forecast of</th><th scope="col">Claims</th><th scope="col">This model</th><th scope="col">Naive</th><th scope="col">Rule</th></tr></thead>
        <tbody>{rows.map(s => (
          <tr>
            <th scope="row">{s.title}{s.text && <span class="small block">{s.text}</span>}</th>
            <td data-label="Claims">{s.count}</td>
            <td data-label="This model">{digits(s.model, 3)}</td>
            <td data-label="Naive">{digits(s.naive, 3)}</td>
            <td data-label="Rule">{s.rule}; smaller is better</td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

export function Claimants() {
  const rows = data.biases ?? []
  if (rows.length === 0) return null
  const often = rows.filter(b => (b.claims?.length ?? 0) > 1)
  const once = rows.filter(b => (b.claims?.length ?? 0) <= 1)
  return (
    <section id="claimants">
      <h2>What was learned of the claimants</h2>
      <p class="note">How far a claimant's figures stand above (or below) the estimate: a factor of 1 is neither.</p>
      {often.length > 0 && <BiasTable rows={often} />}
      {once.length > 0 && (
        <details>
          <summary>{once.length} more, known by a single claim each</summary>
          <BiasTable rows={once} />
        </details>
      )}
    </section>
  )
}

function BiasTable({ rows }: { rows: Bias[] }) {
  return (
    <table class="cards">
      <thead><tr><th scope="col">Claimant</th><th scope="col">Speaks of</th><th scope="col">With the claims</th><th scope="col">Before any claim</th><th scope="col">Sources</th></tr></thead>
      <tbody>{rows.map(b => (
        <tr>
          <th scope="row"><span dir="auto">{b.claimant}</span><span class="small block">{sideTitle(b.side)}</span></th>
          <td data-label="Speaks of">{quantityTitle(b.quantity)}{b.text && <span class="small block">{b.text}</span>}</td>
          <td data-label="With the claims"><b>{span(b.posterior.q50, b.posterior.q50)}</b> ({span(b.posterior.q05, b.posterior.q95)}) {b.unit}</td>
          <td data-label="Before any claim">{span(b.prior.q50, b.prior.q50)} ({span(b.prior.q05, b.prior.q95)})</td>
          <td data-label="Sources"><Sources claims={b.claims} label={b.claimant} short /></td>
        </tr>
      ))}</tbody>
    </table>
  )
}

export function Checks() {
  return (
    <section id="checks">
      <h2>Checks of the computation</h2>
      {data.warnings.length > 0
        ? <ul class="warnings">{data.warnings.map(w => <li>{w}</li>)}</ul>
        : <p>No warning was raised.</p>}
      {data.diagnostics.length > 0 && (
        <table class="cards">
          <thead><tr><th scope="col">Check</th><th scope="col">Value</th><th scope="col">Should be</th><th scope="col">Passed</th></tr></thead>
          <tbody>{data.diagnostics.map(d => (
            <tr class={d.ok ? undefined : 'failed'}>
              <th scope="row">{d.name}{d.text && <span class="small block">{d.text}</span>}</th>
              <td data-label="Value">{d.value}</td>
              <td data-label="Should be">{d.limit ?? ''}</td>
              <td data-label="Passed">{d.ok ? 'yes' : <b>no</b>}</td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  )
}

