// A part of the argument: its leading statement with its picture, the other statements,
// the effects that belong to it, and the counts that they rest on.

import { Fragment, h } from 'preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { anchor, effect, hasEvent, quantity, statement } from '../book'
import { QuantityFigure } from '../chart/quantity'
import { StatementFigure } from '../chart/picture'
import type { Effect, Row, Statement } from '../data'
import { chance, count, prose, said } from '../format'
import { Sources } from '../panel/sources'
import { arrivals } from '../state/place'
import { useStage } from '../state/view'
import { start } from '../words'
import { EffectLine } from './effect'
import { Behind, ConfidenceWord, Likelihood, Scale, standing, Wording } from './verdict'

export function Part({ row, number }: { row: Row; number: number }) {
  const all = row.statements.map(statement).filter(s => s !== undefined)
  const [lead, ...others] = all
  const effects = (row.effects ?? []).map(effect).filter(e => e !== undefined)
  const counts = (row.quantities ?? []).map(quantity).filter(q => q !== undefined)
  if (!lead) return null
  return (
    <section id={row.id} class="argument" aria-labelledby={row.id + '-part ' + row.id + '-title'}>
      <p class="kicker" id={row.id + '-part'}><span class="number">{number}</span> {start(row.title)}</p>
      <Lead s={lead} title={row.id + '-title'} />
      {others.length > 0 && (
        <Fragment>
          <h3>Also in this part</h3>
          <div class="others">{others.map(s => <Other s={s} />)}</div>
        </Fragment>
      )}
      {effects.length > 0 && <Effects all={effects} />}
      {counts.length > 0 && (
        <Later holds={counts.map(q => 'q-' + q.id).join(' ')} summary={`${count(counts.length, 'more count')} that this part rests on: ${counts.map(q => q.title).join('; ')}`}>
          {() => counts.map(q => <QuantityFigure q={q} />)}
        </Later>
      )}
    </section>
  )
}

function Lead({ s, title }: { s: Statement; title: string }) {
  const stage = useStage()
  const v = standing(s, stage)
  return (
    <article class="lead" id={anchor('s', s.id)}>
      <h2 id={title}>{said(s.text)}</h2>
      <div class="verdictline">
        <Likelihood v={v} />
        <Scale s={s} v={v} />
        <ConfidenceWord s={s} />
        <Wording w={s.wording} />
      </div>
      <Behind s={s} v={v} />
      <Limit s={s} />
      <StatementFigure s={s} p={v.p} />
      <Reasons s={s} />
    </article>
  )
}

/** Where the model is not known to apply: a banner of its own, apart from any range. */
function Limit({ s }: { s: Statement }) {
  if (!s.wording && !s.note) return null
  return (
    <p class="modellimit">
      <b>{s.wording ? 'Model limit.' : 'Note.'}</b> {s.wording && `${start(s.wording)}: the probability is ${chance(s.probability)} with the claims and was ${chance(s.priorProbability)} without any.`}{' '}
      {s.note && said(s.note)}
    </p>
  )
}

/** What would turn it over, its claims and its events. */
function Reasons({ s, test = false }: { s: Statement; test?: boolean }) {
  const dates = (s.events ?? []).filter(hasEvent)
  return (
    <p class="small reasons">
      {test && <Fragment>Test: {said(s.test)}. </Fragment>}
      {s.turns && <b>Turns over if {said(s.turns)}. </b>}
      {test && <Sources claims={s.claims} label={s.text} />}
      {dates.length > 0 && <Fragment>{test ? ' ' : ''}Events: {dates.map((d, i) => <Fragment>{i > 0 && ', '}<a href={'#' + anchor('e', d)}>{prose(d)}</a></Fragment>)}</Fragment>}
    </p>
  )
}

function Other({ s }: { s: Statement }) {
  const stage = useStage()
  const v = standing(s, stage)
  return (
    <article class="statement" id={anchor('s', s.id)}>
      <div class="words">
        <p class="text">{said(s.text)} <Wording w={s.wording} /></p>
        <Behind s={s} v={v} />
        <Reasons s={s} test />
        {s.note && <p class="small">{said(s.note)}</p>}
      </div>
      <div class="standing">
        <Likelihood v={v} />
        <Scale s={s} v={v} />
        <ConfidenceWord s={s} />
      </div>
      <Later summary="Picture">{() => <StatementFigure s={s} p={v.p} />}</Later>
    </article>
  )
}

function Effects({ all }: { all: Effect[] }) {
  return (
    <Fragment>
      <h3>What it changed</h3>
      <div class="effects">{all.map(e => <EffectLine e={e} />)}</div>
    </Fragment>
  )
}

/** What is drawn only once it has been opened. */
export function Later({ summary, children, holds = '' }: { summary: string; children: () => ComponentChildren; holds?: string }) {
  const [seen, see] = useState(false)
  useEffect(() => {
    // Whoever comes for something inside finds it drawn.
    const come = (anchor: string) => { if (holds.split(' ').includes(anchor)) see(true) }
    arrivals.add(come)
    return () => { arrivals.delete(come) }
  }, [holds])
  return (
    <details class="later" onToggle={e => { if (e.currentTarget.open) see(true) }}>
      <summary>{summary}</summary>
      {seen && children()}
    </details>
  )
}
