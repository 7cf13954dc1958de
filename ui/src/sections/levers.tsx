// What someone could do: each lever by each outcome, with its interval, how often it helps
// and harms, and its regret across the ensemble.

import { Fragment, h } from 'preact'
import { data, scenario } from '../book'
import { Figure } from '../chart/figure'
import { Forest, forestHeight } from '../chart/forest'
import type { Table } from '../chart/table'
import type { Levers, Option, Outcome, Range } from '../data'
import { amount, chance, count, said, spanOf, unitWords } from '../format'
import { start } from '../words'
import { Later } from './part'
import { OfThePresent } from './present'

export function LeversSection() {
  const all = data.levers
  if (!all) return null
  return (
    <section id="levers">
      <h2>What could someone do?</h2>
      <OfThePresent />
      <p class="finding">{said(all.verdict)}</p>
      {all.detail && <p>{said(all.detail)}</p>}
      <p class="note">Each lever is a world that someone could choose, against doing nothing, in the same draws. Whether more or less of an outcome is better is a judgement of value: it stands beside the outcome, with whose it is.</p>
      <Matrix all={all} />
      <p class="small">Ranges hold nine in ten draws. Regret is how much worse a lever is, draw by draw, than the best of all, doing nothing among them: its middle, and what it stays below in 95 of 100 draws.</p>
      <Later summary={`Each outcome in a picture, beside its range before any claim: ${all.outcomes.map(o => o.title).join('; ')}`}>
        {() => all.outcomes.map(o => <Picture all={all} o={o} />)}
      </Later>
    </section>
  )
}

function option(o: Outcome, scenario: string): Option | undefined {
  return o.options.find(p => p.scenario === scenario)
}

function better(o: Outcome): string {
  return `${o.better} is better, for ${o.for}`
}

function Matrix({ all }: { all: Levers }) {
  return (
    <div class="scroller wide levers" tabIndex={0} role="group" aria-label="Levers and outcomes">
      <table class="cards">
        <thead>
          <tr><th scope="col">Lever</th>{all.outcomes.map(o => <th scope="col">{o.title}<span class="small block">{better(o)}</span></th>)}</tr>
        </thead>
        <tbody>
          {all.list.map(l => (
            <tr>
              <th scope="row">{l.title}<span class="small block">open to {l.whose}</span></th>
              {all.outcomes.map(o => <Cell o={o} p={option(o, l.scenario)} />)}
            </tr>
          ))}
          <tr>
            <th scope="row">Doing nothing</th>
            {all.outcomes.map(o => { const p = o.options[0]; return <td data-label={o.title}>{p && <Fragment>{amount(p.level.q50, o.unit)} <span class="small block">{spanOf(p.level.q05, p.level.q95, o.unit)}</span><Regret r={p.regret} unit={o.unit} /></Fragment>}</td> })}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

const marks: Record<string, string> = { 'robustly helps': 'good', 'helps or changes nothing': 'good', 'robustly harms': 'bad', 'harms or changes nothing': 'bad' }

function Cell({ o, p }: { o: Outcome; p: Option | undefined }) {
  if (!p) return <td data-label={o.title}>–</td>
  const still = p.verdict === 'changes nothing here'
  return (
    <td data-label={o.title} class={still ? 'silent' : undefined}>
      <b class={'leverword ' + (marks[p.verdict ?? ''] ?? '')}>{start(p.verdict ?? '')}</b>
      {!still && <Fragment>
        <span class="block">{change(p.effect, o.unit)}</span>
        {slight(o, p) && <span class="small block">less than 1% of it</span>}
        <span class="small block">before any claim {change(p.prior, o.unit)}{already(p) && ', as surely then'}</span>
      </Fragment>}
      <Regret r={p.regret} unit={o.unit} />
    </td>
  )
}

function Regret({ r, unit }: { r: Range; unit: string }) {
  return <span class="small block">regret {(r.q95 ?? 0) === 0 ? 'none' : spanOf(r.q50, r.q95, differenceUnit(unit))}</span>
}

/** Whether the verdict was the same before any claim: the structure gave it. */
function already(p: Option): boolean {
  return (p.verdict ?? '').startsWith('robustly') && ((p.prior.q05 ?? 0) > 0 || (p.prior.q95 ?? 0) < 0)
}

/** Whether all of an effect is a trifle beside the outcome itself. */
function slight(o: Outcome, p: Option): boolean {
  const level = Math.abs(o.options[0]?.level.q50 ?? 0)
  return Math.max(Math.abs(p.effect.q05 ?? 0), Math.abs(p.effect.q95 ?? 0)) < 0.01 * level
}

/** The unit of a difference. */
function differenceUnit(unit: string): string {
  return unit === 'percent' || unit === '%' ? 'percentage points' : unit
}

/** A change in words: "2 300 to 9 100 km² less" where all of it has one sign. */
export function change(r: Range, unit: string): string {
  const [l, u] = [r.q05 ?? 0, r.q95 ?? 0]
  unit = differenceUnit(unit)
  if (l >= 0 && u >= 0) return spanOf(l, u, unit) + ' more'
  if (l <= 0 && u <= 0) return spanOf(-u, -l, unit) + ' less'
  return spanOf(l, u, unit)
}

function Picture({ all, o }: { all: Levers; o: Outcome }) {
  const rows = all.list.flatMap(l => { const p = option(o, l.scenario); return p ? [{ l, p }] : [] })
  const nothing = o.options[0]
  return (
    <Figure file={'lever-' + o.id} title={`${o.title}: ${summary(all, o)}`} height={forestHeight(rows.length)} table={() => table(all, o)} claims={o.claims ?? []}
      note={`${start(better(o))}. Dashed: before any claim.`}
      faces={[
        { id: 'effect', label: 'Effect', draw: () => <Forest rows={rows.map(({ l, p }) => ({ name: l.title, now: p.effect, prior: p.prior, says: p.verdict === 'changes nothing here' ? 'changes nothing' : `helps ${chance(p.helps)}, harms ${chance(p.harms)}` }))}
          unit={`${unitWords(differenceUnit(o.unit)) || 'difference'}, against doing nothing`} left="less" right="more" label={o.title} /> },
        { id: 'regret', label: 'Regret', draw: () => <Forest rows={[...rows.map(({ l, p }) => ({ name: l.title, now: p.regret, says: `best in ${chance(p.best)}` })), ...(nothing ? [{ name: 'Doing nothing', now: nothing.regret, says: `best in ${chance(nothing.best)}` }] : [])]}
          unit={`${unitWords(differenceUnit(o.unit)) || 'difference'} worse than the best option of the same draw`} label={'Regret: ' + o.title} /> },
      ]} />
  )
}

function summary(all: Levers, o: Outcome): string {
  const helps = all.list.filter(l => option(o, l.scenario)?.verdict === 'robustly helps')
  return helps.length === 0 ? 'nothing helps robustly' : `${helps.length === 1 ? `“${helps[0]!.title}” helps` : count(helps.length, 'lever') + ' help'} robustly`
}

function table(all: Levers, o: Outcome): Table {
  const unit = unitWords(o.unit)
  const q = (name: string) => (['5%', '50%', '95%'] as const).map(p => ({ name: `${name}, ${p}`, unit, kind: 'number' as const }))
  return {
    title: `What levers do to: ${o.title} (${better(o)})`,
    columns: [{ name: 'lever', kind: 'text' }, { name: 'whose', kind: 'text' }, { name: 'in words', kind: 'text' }, ...q('effect'), ...q('effect before any claim'), ...q('level'), ...q('regret'),
      { name: 'helps', kind: 'number' }, { name: 'harms', kind: 'number' }, { name: 'best', kind: 'number' }],
    rows: o.options.map(p => {
      const l = all.list.find(x => x.scenario === p.scenario)
      const three = (r: Range) => [r.q05, r.q50, r.q95]
      return [l?.title ?? scenario(p.scenario)?.title ?? p.scenario, l?.whose ?? '', p.verdict ?? '', ...three(p.effect), ...three(p.prior), ...three(p.level), ...three(p.regret), p.helps, p.harms, p.best]
    }),
  }
}
