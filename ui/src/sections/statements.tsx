// The statements: in short as key judgements, in full with test, range and claims.

import { Fragment, h } from 'preact'
import { anchor, data, hasEvent } from '../book'
import { Chance } from '../chart/strips'
import type { Statement } from '../data'
import { chance, chances } from '../format'
import { Sources } from './sources'
import { AsOf } from './asof'

/** The verdict with its numbers, always together. */
function Verdict({ s }: { s: Statement }) {
  return (
    <Fragment>
      <b>{s.verdict.charAt(0).toUpperCase() + s.verdict.slice(1)}</b> ({chance(s.probability)}; {chances(s.low, s.high)} over three priors)
    </Fragment>
  )
}

export function Judgements() {
  const ids = data.keyStatements?.length ? data.keyStatements : firstOfRows()
  const shown = ids.map(id => data.statements.find(s => s.id === id)).filter(s => s !== undefined)
  if (shown.length === 0) return null
  return (
    <section id="judgements">
      <h2>Key judgements</h2>
      <ol class="judgements">
        {shown.map(s => (
          <li>
            <span class="verdict"><Verdict s={s} /></span>
            <span class="text">{s.text} <Wording w={s.wording} /> <a href={'#' + anchor('s', s.id)} aria-label={'Test and claims of: ' + s.text}>Why</a></span>
          </li>
        ))}
      </ol>
      <p class="note">Words of probability follow ICD 203. A probability is the share of the model's runs, weighed by the claims, in which the
        statement's test holds; it says nothing of what the model leaves out.</p>
    </section>
  )
}

function firstOfRows(): string[] {
  const rows = new Set<string>()
  return data.statements.filter(s => !rows.has(s.row) && rows.add(s.row)).map(s => s.id)
}

/** Marks an answer that the claims did not teach. */
export function Wording({ w }: { w: string | undefined }) {
  return w ? <span class="wording">{w}</span> : null
}

export function Statements() {
  if (data.statements.length === 0) return null
  const rows = [...new Set(data.statements.map(s => s.row))]
  return (
    <section id="statements">
      <h2>The statements under test</h2>
      {data.source && <p class="note">{data.source}</p>}
      <p class="key">
        <span><i class="dotkey" />with the claims</span>
        <span><i class="spreadkey" />over three priors</span>
        <span><i class="waskey" />before any claim</span>
      </p>
      {rows.map(row => (
        <div class="row">
          <h3>{row.charAt(0).toUpperCase() + row.slice(1)}</h3>
          {data.statements.filter(s => s.row === row).map(s => <Card s={s} />)}
        </div>
      ))}
    </section>
  )
}

function Card({ s }: { s: Statement }) {
  return (
    <article class="statement" id={anchor('s', s.id)}>
      <div>
        <p class="text">{s.text}</p>
        <p class="small">Test: {s.test}.</p>
        {s.note && <p class="small">{s.note}</p>}
        {s.turns && <p class="small">Turns over if {s.turns}.</p>}
        <p class="small"><Sources claims={s.claims} label={s.text} /><Events dates={s.events} /></p>
        {s.asOf && s.asOf.length > 1 && <AsOf title="As known on each date" points={s.asOf} />}
      </div>
      <div>
        <p class="verdict"><Verdict s={s} /></p>
        <Wording w={s.wording} />
        <Chance p={s.probability} low={s.low} high={s.high} prior={s.priorProbability} />
        <p class="small">Before any claim: {chance(s.priorProbability)}</p>
      </div>
    </article>
  )
}

function Events({ dates }: { dates: string[] | undefined }) {
  const known = (dates ?? []).filter(hasEvent)
  if (known.length === 0) return null
  return <Fragment>{known.map(d => <a class="event" href={'#' + anchor('e', d)}>{d}</a>)}</Fragment>
}
