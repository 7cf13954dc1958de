// The section on claims and estimates: all quantities, charts in the order given.

import { h } from 'preact'
import { data, quantityTitle, sideTitle } from '../book'
import type { Bias } from '../data'
import { QuantityChart } from '../chart/quantity'
import { span } from '../format'
import { Sources } from './sources'

export function Quantities() {
  if (data.quantities.length === 0) return null
  return (
    <section id="quantities">
      <h2>What is claimed and what we estimate</h2>
      <p class="note">
        Bands show where the truth lies if the model holds: they contain the spread of the claims and of the model's constants, not the chance that
        the model's form is wrong. A mark with an arrow says at least or at most; a bar is a range; a hollow mark was published after the cut. Point
        at a mark, or reach it with the arrow keys, to see who said it.
      </p>
      {data.quantities.map(q => <QuantityChart q={q} />)}
      <Biases />
    </section>
  )
}

function Biases() {
  const rows = data.biases ?? []
  if (rows.length === 0) return null
  const often = rows.filter(b => b.claims.length > 1)
  const once = rows.filter(b => b.claims.length <= 1)
  return (
    <div class="biases">
      <h3>What was learned of the claimants</h3>
      <p class="note">How far a claimant's figures stand above (or below) the estimate: a factor of 1 is neither.</p>
      {often.length > 0 && <BiasTable rows={often} />}
      {once.length > 0 && (
        <details>
          <summary>{once.length} more, known by a single claim each</summary>
          <BiasTable rows={once} />
        </details>
      )}
    </div>
  )
}

function BiasTable({ rows }: { rows: Bias[] }) {
  return (
    <table class="cards">
      <thead><tr><th scope="col">Claimant</th><th scope="col">Speaks of</th><th scope="col">With the claims</th><th scope="col">Before any claim</th><th scope="col">Sources</th></tr></thead>
      <tbody>{rows.map(b => (
        <tr>
          <th scope="row">{b.claimant}<span class="small block">{sideTitle(b.side)}</span></th>
          <td data-label="Speaks of">{quantityTitle(b.quantity)}{b.text && <span class="small block">{b.text}</span>}</td>
          <td data-label="With the claims"><b>{span(b.posterior.q50, b.posterior.q50)}</b> ({span(b.posterior.q05, b.posterior.q95)}) {b.unit}</td>
          <td data-label="Before any claim">{span(b.prior.q50, b.prior.q50)} ({span(b.prior.q05, b.prior.q95)})</td>
          <td data-label="Sources"><Sources claims={b.claims} label={b.claimant} /></td>
        </tr>
      ))}</tbody>
    </table>
  )
}
