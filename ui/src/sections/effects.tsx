// With and without: what each scenario changes, as charts and as one table.

import { Fragment, h } from 'preact'
import { anchor, calendar, data, scenarioTitle } from '../book'
import { Figure } from '../chart/figure'
import { Lines } from '../chart/lines'
import type { Line } from '../chart/lines'
import { Ranges } from '../chart/strips'
import type { Effect } from '../data'
import { amount, chance, digits, spanOf, unitWords } from '../format'
import { EffectAsOf } from './asof'
import { Sources } from './sources'
import { Wording } from './statements'

export function Effects() {
  if (data.effects.length === 0) return null
  return (
    <section id="effects">
      <h2>With and without</h2>
      <p class="note">Every scenario runs on the same draws, all else equal, so that a difference is the scenario's alone.</p>
      <dl class="scenarios">
        {data.scenarios.map(s => <Fragment><dt>{s.title}</dt><dd>{s.story}</dd></Fragment>)}
      </dl>
      <div class="pairs">{data.effects.map(e => <EffectCard e={e} />)}</div>
      <h3>All effects in one table</h3>
      <EffectTable rows={data.effects} label="effects" />
    </section>
  )
}

export function Effectiveness() {
  const rows = data.effectiveness ?? []
  if (rows.length === 0) return null
  return (
    <section id="effectiveness">
      <h2>Effectiveness: what was had for what was lost</h2>
      <ul class="plain">{rows.map(e => <li>{e.text} <Wording w={e.wording} /></li>)}</ul>
      <EffectTable rows={rows} label="effectiveness" />
    </section>
  )
}

export function Rivals() {
  const rows = data.rivals ?? []
  if (rows.length === 0) return null
  return (
    <section id="rivals">
      <h2>Rival explanations</h2>
      <table class="cards">
        <thead><tr><th scope="col">Explanation</th><th scope="col">Otherwise</th><th scope="col">Before any claim</th><th scope="col">With the claims</th></tr></thead>
        <tbody>{rows.map(r => (
          <tr>
            <th scope="row">{r.title}{r.text && <span class="small block">{r.text}</span>}</th>
            <td data-label="Otherwise">{r.else}</td>
            <td data-label="Before any claim">{chance(r.prior)}</td>
            <td data-label="With the claims"><b>{chance(r.posterior)}</b></td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

const kinds: Line['kind'][] = ['asitwas', 'other', 'third']

function EffectCard({ e }: { e: Effect }) {
  const series = e.series ?? []
  const lines: Line[] = series.map((s, i) => ({
    label: scenarioTitle(s.scenario), kind: kinds[i % 3]!, days: s.days, mid: s.q50, low: s.q05, high: s.q95,
  }))
  const height = lines.length > 0 ? 230 : 0
  const unit = e.outUnit ?? e.unit
  return (
    <article class="effect" id={anchor('x', e.id)}>
      <Figure title={e.title} file={e.id} claims={e.claims ?? []} height={height + 100}
        note={lines.length > 0 && e.output ? `${e.output}: median and the range of nine chances in ten` : undefined}
        table={() => lines.length > 0 ? seriesTable(lines, unit) : rangeTable(e)}>
        {lines.length > 0 && <Lines lines={lines} unit={unit} height={height} label={e.output ?? e.title} />}
        <Ranges posterior={e.posterior} prior={e.prior} unit={e.unit} label={e.title} />
      </Figure>
      <p class="says">{e.text} <Wording w={e.wording} /></p>
      <p class="small">
        Before any claim: {amount(e.prior.q50, e.unit)} ({spanOf(e.prior.q05, e.prior.q95, e.unit)}).{e.note ? ' ' + e.note : ''}
      </p>
      <EffectAsOf e={e} />
    </article>
  )
}

function seriesTable(lines: Line[], unit: string) {
  const days = lines[0]?.days ?? []
  const every = Math.max(1, Math.ceil(days.length / 40))
  const u = unitWords(unit)
  return {
    head: ['Date', ...lines.flatMap(l => [`${l.label}${u ? ', ' + u : ''}`, '5%', '95%'])],
    rows: days.map((d, i) => [calendar.iso(d), ...lines.flatMap(l => [digits(l.mid[i], 3), digits(l.low?.[i], 3), digits(l.high?.[i], 3)])])
      .filter((_, i) => i % every === 0 || i === days.length - 1),
  }
}

function rangeTable(e: Effect) {
  const row = (name: string, r: Effect['posterior']) => [name, ...[r.q05, r.q25, r.q50, r.q75, r.q95].map(v => digits(v, 3))]
  return { head: [unitWords(e.unit), '5%', '25%', 'Median', '75%', '95%'], rows: [row('With the claims', e.posterior), row('Before any claim', e.prior)] }
}

function EffectTable({ rows, label }: { rows: Effect[]; label: string }) {
  return (
    <table class="cards" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">What</th><th scope="col">With the claims</th><th scope="col">Before any claim</th>
          <th scope="col">Above nought</th><th scope="col">Standing</th><th scope="col">Sources</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(e => (
          <tr>
            <th scope="row">{e.title}<span class="small block">{scenarios(e)}</span></th>
            <td data-label="With the claims"><b>{amount(e.posterior.q50, e.unit)}</b><span class="block">{spanOf(e.posterior.q05, e.posterior.q95, e.unit)}</span></td>
            <td data-label="Before any claim">{amount(e.prior.q50, e.unit)}<span class="block">{spanOf(e.prior.q05, e.prior.q95, e.unit)}</span></td>
            <td data-label="Above nought">{chance(e.posterior.probAbove0)}<span class="block">was {chance(e.prior.probAbove0)}</span></td>
            <td data-label="Standing">{e.wording ? <Wording w={e.wording} /> : 'learned from claims'}</td>
            <td data-label="Sources"><Sources claims={e.claims} label={e.title} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function scenarios(e: Effect): string {
  return e.against ? `${scenarioTitle(e.scenario)}, less ${scenarioTitle(e.against).toLowerCase()}` : scenarioTitle(e.scenario)
}
