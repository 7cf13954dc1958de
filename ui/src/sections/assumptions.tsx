// The register of assumptions: every constant with where it is from and what the
// claims taught of it.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { anchor, data } from '../book'
import { open } from '../state/panel'
import type { Assumption } from '../data'
import { amount, count, spanOf } from '../format'

export function Assumptions() {
  const [text, setText] = useState('')
  if (data.assumptions.length === 0) return null
  const shown = data.assumptions.filter(a => matches(a, text))
  const learnt = data.assumptions.filter(a => a.learned !== null)
  const silent = learnt.filter(a => a.verdict).length
  const groups = [...new Set(shown.map(a => a.group ?? ''))]
  return (
    <section id="assumptions">
      <h2>What the model assumes</h2>
      <p class="note">Every constant of the model, with its prior, what the claims made of it, and who says so.</p>
      {learnt.length > 0 && <p class="finding">Of {learnt.length} constants that the claims could teach, the evidence says nothing about {silent}. {data.assumptions.length - learnt.length} more are held fixed or drawn from their prior.</p>}
      <p class="filters">
        <label>Find <input type="search" value={text} onInput={e => setText(e.currentTarget.value)} /></label>
        <span role="status">{shown.length} of {count(data.assumptions.length, 'constant')}</span>
      </p>
      <div class="register" tabIndex={0} role="region" aria-label="Register of assumptions">
        <table class="cards">
          <thead><tr><th scope="col">Constant</th><th scope="col">Value</th><th scope="col">Prior</th><th scope="col">With the claims</th><th scope="col">Source</th></tr></thead>
          {groups.map(g => (
            <tbody>
              {g !== '' && <tr class="group"><th colSpan={5} scope="rowgroup">{g}</th></tr>}
              {shown.filter(a => (a.group ?? '') === g).map(a => <Row a={a} />)}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  )
}

function Row({ a }: { a: Assumption }) {
  return (
    <tr id={anchor('a', a.name)}>
      <th scope="row"><button type="button" class="quiet strong" onClick={() => open({ kind: 'variable', name: a.name })}>{a.name}</button>{a.about && <span class="small block">{a.about}</span>}</th>
      <td data-label="Value">{amount(a.value, a.unit, 3)}</td>
      <td data-label="Prior">{a.prior}{a.priorRange && <span class="small block">{spanOf(a.priorRange.q05, a.priorRange.q95, a.unit)}</span>}</td>
      <td data-label="With the claims">{learned(a)}</td>
      <td data-label="Source">{a.source === '' ? <em class="nosource">no source</em> : a.source}</td>
    </tr>
  )
}

function learned(a: Assumption) {
  if (!a.posterior) return <span class="small">{a.prior === 'fixed' ? 'held fixed' : 'drawn from its prior'}</span>
  return (
    <Fragment>
      {amount(a.posterior.q50, a.unit)} <span class="block">{spanOf(a.posterior.q05, a.posterior.q95, a.unit)}</span>
      {a.learned !== null && (a.verdict
        ? <em class="small block">{a.verdict}</em>
        : <span class="small block">range {Math.round(100 * a.learned)}% narrower</span>)}
    </Fragment>
  )
}

function matches(a: Assumption, text: string): boolean {
  const t = text.trim().toLowerCase()
  return t === '' || [a.name, a.about, a.prior, a.source, a.group, a.verdict].some(s => s?.toLowerCase().includes(t))
}
