// How the answers move with the numbers that are held fixed, and which of these the claims
// would have elsewhere. Both are kept results of an analysis of its own.

import { Fragment, h } from 'preact'
import { assumption, calendar, data, effect, statement } from '../book'
import type { ArguedNumber, Move, MovedAnswer, Num, Sensitivity } from '../data'
import { amount, chance, digits, said } from '../format'
import { open } from '../state/panel'
import { KeptNote } from './present'

export function Fixed() {
  const s = data.sensitivity
  if (!s && !data.kept?.sensitivity) return null
  return (
    <Fragment>
      <h3>And on the numbers that are put in?</h3>
      {s && <p class="finding">{said(s.verdict)}</p>}
      <KeptNote of="sensitivity" />
      {s && <Moved s={s} />}
    </Fragment>
  )
}

function Moved({ s }: { s: Sensitivity }) {
  const first = data.headline.effect
  const far = (e: MovedAnswer) => e.id === first || (e.moves[0]?.share ?? 0) >= 0.5
  const less = s.effects.filter(e => !far(e) && e.moves.length > 0)
  const table = (list: MovedAnswer[]) => <Answers title="Effect" list={list} of={e => effect(e.id)?.title ?? e.id} say={(e, v) => amount(v, effect(e.id)?.unit ?? '', 3)} far={m => ofRange(m.share)} />
  const still = s.effects.filter(e => e.id !== first && e.moves.length === 0).map(e => effect(e.id)?.title)
  return (
    <Fragment>
      {table([...s.effects.filter(e => e.id === first), ...s.effects.filter(e => e.id !== first && far(e))])}
      {less.length > 0 && <details class="later"><summary>Effects moved by less than half their range ({less.length})</summary>{table(less)}</details>}
      {still.length > 0 && <p class="small">Moved by none: {still.join('; ')}.</p>}
      {s.statements.length > 0 && (
        <details class="later">
          <summary>Statements whose probability is moved by ten points or more ({s.statements.length})</summary>
          <Answers title="Statement" list={s.statements} of={e => said(statement(e.id)?.text ?? e.id)} say={(_, v) => chance(v)} />
        </details>
      )}
      {s.argued.length > 0 && <Argued list={s.argued} />}
      <details class="later">
        <summary>How this was worked out</summary>
        <ul>{s.rules.map(r => <li>{said(r)}.</li>)}</ul>
      </details>
    </Fragment>
  )
}

interface AnswersProps { title: string; list: MovedAnswer[]; of: (e: MovedAnswer) => string; say: (e: MovedAnswer, v: Num) => string; far?: (m: Move) => string }

function Answers({ title, list, of, say, far }: AnswersProps) {
  return (
    <table class="cards">
      <thead><tr><th scope="col">{title}</th><th scope="col">Number put in, and what the {title.toLowerCase()} would be were it another</th></tr></thead>
      <tbody>{list.map(e => (
        <tr>
          <th scope="row">{of(e)}<span class="small block">{say(e, e.mean)} as it stands</span></th>
          <td data-label="Moved by">{e.moves.length === 0 ? <em>Moved by none.</em> : e.moves.map(m => (
            <p class="hinge">
              <Name of={m.name} /> {put(m, m.value)}: {say(e, m.atLow)} if {end(m, m.low)}, {say(e, m.atHigh)} if {end(m, m.high)}{far && <span class="small"> ({far(m)})</span>}
            </p>
          ))}{e.of > e.moves.length && <span class="small block">and {e.of - e.moves.length} more</span>}</td>
        </tr>
      ))}</tbody>
    </table>
  )
}

function Argued({ list }: { list: ArguedNumber[] }) {
  return (
    <Fragment>
      <p>The claims would rather have had these otherwise. They were put in from other sources, and are not moved to please the claims: that would count these twice.</p>
      <ul>{list.map(a => (
        <li><Name of={a.name} /> is {put(a, a.value)}; the claims speak for {(a.end ?? 0) < (a.value ?? 0) ? a.dated ? 'earlier' : 'less' : a.dated ? 'later' : 'more'}. At {end(a, a.end)} log evidence would be higher by {digits(a.gain, 2)}, in a straight line. <span class="small">{assumption(a.name)?.source}</span></li>
      ))}</ul>
    </Fragment>
  )
}

function Name({ of }: { of: string }) {
  return <button type="button" class="quiet strong" onClick={() => open({ kind: 'variable', name: of })}>{of}</button>
}

/** A number as it is put in: a day of model time as a date, others in their unit. */
function put(of: Move | ArguedNumber, v: Num): string {
  return of.dated && v !== null ? calendar.prose(v) : amount(v, assumption(of.name)?.unit ?? '', 3)
}

/** The end of its range; its unit has been said. */
function end(of: Move | ArguedNumber, v: Num): string {
  return of.dated && v !== null ? calendar.prose(v) : digits(v, 3)
}

/** A share of a range; moves can be longer than it. */
function ofRange(share: Num): string {
  return share !== null && share >= 1 ? digits(share) + ' times the range' : chance(share) + ' of the range'
}
