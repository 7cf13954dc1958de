// The record: all answers in one table, and the timeline.

import { h } from 'preact'
import { anchor, calendar, data, effects, scenarioTitle } from '../book'
import type { Effect, Stage } from '../data'
import { amount, chance, prose, said, spanOf } from '../format'
import { Sources } from '../panel/sources'
import { useStage } from '../state/view'
import { Outside } from './claimline'
import { effectAt } from './effect'
import { Wording } from './verdict'

export function Answers() {
  const stage = useStage()
  if (effects.length === 0) return null
  return (
    <section id="answers">
      <h2>All effects in one table</h2>
      <p class="note">Every scenario runs on the same draws, all else equal, so that a difference is the scenario's alone.</p>
      {stage !== null && <p class="then">As known on {calendar.prose(stage.day)}.</p>}
      <dl class="scenarios">{data.scenarios.map(s => <div><dt>{s.title}</dt><dd>{s.story}</dd></div>)}</dl>
      <table class="cards" aria-label="effects">
        <thead>
          <tr>
            <th scope="col">What</th><th scope="col">With the claims</th><th scope="col">Before any claim</th>
            <th scope="col">Above nought</th><th scope="col">Standing</th><th scope="col">Sources</th>
          </tr>
        </thead>
        <tbody>{effects.map(e => <Row e={e} stage={stage} />)}</tbody>
      </table>
    </section>
  )
}

function Row({ e, stage }: { e: Effect; stage: Stage | null }) {
  const now = effectAt(e, stage)
  return (
    <tr>
      <th scope="row"><a href={'#' + anchor('x', e.id)}>{e.title}</a><span class="small block">{worlds(e)}</span></th>
      <td data-label="With the claims"><b>{amount(now.q50, e.unit)}</b><span class="block">{spanOf(now.q05, now.q95, e.unit)}</span></td>
      <td data-label="Before any claim">{amount(e.prior.q50, e.unit)}<span class="block">{spanOf(e.prior.q05, e.prior.q95, e.unit)}</span></td>
      <td data-label="Above nought">{stage === null ? chance(e.posterior.probAbove0) : '–'}<span class="block">was {chance(e.prior.probAbove0)}</span></td>
      <td data-label="Standing">{e.wording ? <Wording w={e.wording} /> : 'learned from claims'}</td>
      <td data-label="Sources"><Sources claims={e.claims} label={e.title} short /></td>
    </tr>
  )
}

function worlds(e: Effect): string {
  return e.against ? `${scenarioTitle(e.scenario)}, less ${scenarioTitle(e.against).toLowerCase()}` : scenarioTitle(e.scenario)
}

export function Timeline() {
  if (data.timeline.length === 0) return null
  const seen = new Set<string>()
  return (
    <section id="timeline">
      <h2>Timeline</h2>
      <ol class="timeline">
        {data.timeline.map(e => {
          const first = !seen.has(e.date)
          seen.add(e.date)
          return (
            <li id={first ? anchor('e', e.date) : undefined}>
              <time dateTime={e.date}>{prose(e.date)}</time>
              <span dir="auto">{said(e.event)}{e.actors && <span class="small"> {e.actors}.</span>} {e.url && <Outside url={e.url} text="Source" />}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
