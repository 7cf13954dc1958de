// How far to trust it: what the model leaves out, what was learned of the claimants, and
// the checks of the computation.

import { h } from 'preact'
import { data, quantityTitle, sideTitle } from '../book'
import type { Bias } from '../data'
import { said, span } from '../format'
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

