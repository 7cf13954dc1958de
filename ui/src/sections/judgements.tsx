// The key judgements in short: likelihood and confidence apart, one line for each part of
// the argument, all on one scale.

import { h } from 'preact'
import { anchor, data, statement } from '../book'
import { chance, said } from '../format'
import { knownDay, useStage } from '../state/view'
import { calendar } from '../book'
import { start } from '../words'
import { ConfidenceWord, Likelihood, Scale, standing, Wording } from './verdict'

export function Judgements() {
  const stage = useStage()
  const ids = data.keyStatements?.length ? data.keyStatements : data.rows.map(r => r.statements[0]!)
  const shown = ids.map(statement).filter(s => s !== undefined)
  if (shown.length === 0) return null
  return (
    <section id="judgements">
      <h2>Key judgements</h2>
      {stage !== null && <p class="then">As known on {calendar.prose(knownDay(stage))}, from what had been published by then. Statements of confidence are those of the present: they are not kept for earlier dates.</p>}
      <ol class="judgements">
        {shown.map(s => {
          const v = standing(s, stage)
          return (
            <li>
              <span class="part">{start(s.row)}</span>
              <span class="verdict"><Likelihood v={v} /></span>
              <span class="rail"><Scale s={s} v={v} /></span>
              <span class="text"><a href={'#' + anchor('s', s.id)}>{said(s.text)}</a> {s.wording && <Wording w={s.wording} />}</span>
              <span class="conf"><ConfidenceWord s={s} /></span>
            </li>
          )
        })}
      </ol>
      <p class="key">
        <span><i class="dotkey" />with the claims</span>
        <span><i class="hatched" />over three priors of how far claimants lean: disputed</span>
        <span><i class="waskey" />before any claim</span>
      </p>
      <p class="note">
        Likelihood is the share of the model's runs, weighed by the claims, in which the statement's test holds, in the words of ICD 203; it says
        nothing of what the <a href="#limits">model leaves out</a>. Confidence is how far the evidence carries, by rule: low where claims did not move the
        answer or one claimant stands alone, high where four or more independent ones bear on it and the answer is the same however far they are trusted.
      </p>
      <Knowledge />
    </section>
  )
}

function Knowledge() {
  const learned = data.statements.filter(s => !s.wording).length
  if (learned === data.statements.length) return null
  return (
    <p class="note">
      Of {data.statements.length} statements the claims moved {learned}; the others are marked: there the model's assumptions give the answer
      {data.statements.some(s => s.wording && (s.probability ?? 0) > 0.95) && `, however near ${chance(0.995)} it looks`}.
    </p>
  )
}
