// How the claims were used: by quantity, by side and by use, and how many independent
// claimants stand behind each quantity.

import type { ComponentChildren } from 'preact'
import { Fragment, h } from 'preact'
import { data, quantity, quantityAnchor, quantityTitle, sideTitle } from '../book'
import type { Claim, Use } from '../data'
import { count } from '../format'
import { hasPast } from './clearer'

const uses: [Use, string][] = [['used', 'Weighed'], ['re-read', 'Re-readings, weighed'], ['relayed', 'Relays, counted once'], ['set aside', 'Set aside, with a reason'], ['later', 'Kept to score forecasts']]

export function Uses() {
  const all = data.claims
  const weighed = all.filter(counts).length
  const assumed = all.filter(c => counts(c) && c.publishedBasis === 'assumed').length
  const alone = data.quantities.filter(q => q.behind < 2)
  const there = uses.filter(([u]) => all.some(c => c.use === u))
  const own = data.quantities.map(q => q.id)
  const others = all.filter(c => !own.includes(c.quantity))
  const sides = data.sides.filter(s => all.some(c => c.side === s.id))
  return (
    <div class="uses">
      <p class="finding">{weighed} of {count(all.length, 'claim')} are weighed. {alone.length === 0
        ? 'Every quantity has at least two independent claimants.'
        : `${alone.map(q => q.title).join('; ')}: ${alone.length === 1 ? 'this has' : 'these have'} fewer than two independent claimants.`}</p>
      {assumed > 0 && <p class="small">Of those weighed, {assumed} count from an assumed date of publication{hasPast() && <Fragment>; what was known without them stands with <a href="#dated">how the answers got clearer</a></Fragment>}.</p>}
      <details class="later">
        <summary>Claims by quantity, side and use</summary>
        <table class="cards">
          <thead><tr><th scope="col">Quantity</th><th scope="col">Independent claimants</th>{there.map(([, words]) => <th scope="col">{words}</th>)}</tr></thead>
          <tbody>
            {own.map(id => <Row name={<a href={'#' + quantityAnchor(id)}>{quantityTitle(id)}</a>} behind={quantity(id)?.behind} claims={all.filter(c => c.quantity === id)} uses={there} />)}
            {others.length > 0 && <Row name="Of what the model does not hold" claims={others} uses={there} />}
          </tbody>
          <tbody>
            <tr class="group"><th colSpan={2 + there.length} scope="rowgroup">By side</th></tr>
            {sides.map(s => <Row name={sideTitle(s.id)} claims={all.filter(c => c.side === s.id)} uses={there} />)}
          </tbody>
        </table>
      </details>
    </div>
  )
}

function counts(c: Claim): boolean {
  return c.use === 'used' || c.use === 're-read'
}

interface RowProps { name: ComponentChildren; behind?: number | undefined; claims: Claim[]; uses: [Use, string][] }

function Row({ name, behind, claims, uses }: RowProps) {
  return (
    <tr class={behind !== undefined && behind < 2 ? 'failed' : undefined}>
      <th scope="row">{name}</th>
      <td data-label="Independent claimants">{behind ?? ''}</td>
      {uses.map(([u, words]) => <td data-label={words}>{claims.filter(c => c.use === u).length || '–'}</td>)}
    </tr>
  )
}
