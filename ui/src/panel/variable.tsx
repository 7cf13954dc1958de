// A variable's page: what it is, its equation with names that lead on, its value and
// range, its sources, what acts on it and what it acts on.

import { Fragment, h } from 'preact'
import { anchor, asItWas, assumption, calendar, cutDay, data, days, fan, node, quantityOf, unitOf } from '../book'
import { courseOf } from '../course'
import { at } from '../chart/scale'
import { Spark } from '../chart/spark'
import type { Assumption, Cause, Node } from '../data'
import { amount, spanOf, unitWords } from '../format'
import { useRun } from '../run/series'
import { close, open } from '../state/panel'
import { start } from '../words'
import { Sources } from './sources'

export function Variable({ name }: { name: string }) {
  const n = node(name)
  const a = assumption(name)
  if (n) return <Varying n={n} />
  if (a) return <Constant a={a} />
  return <p>This page holds nothing of that name.</p>
}

function Varying({ n }: { n: Node }) {
  const run = useRun(asItWas)
  const unit = unitOf(n.name)
  const f = fan(n.name, asItWas)
  const c = f && courseOf(f)
  const band = c?.bands.find(b => b.name === '80%')
  const series = run?.of(n.name)
  const q = quantityOf(n.name)
  const value = c ? at(c.days, c.mid, cutDay) : series ? at(run!.days, series, cutDay) : null
  return (
    <Fragment>
      <p class="small">{start(n.kind)}{n.group && <Fragment> in <i>{n.group}</i></Fragment>}{unitWords(unit) && `, in ${unitWords(unit)}`}</p>
      {n.doc && <p>{n.doc}</p>}
      <Equation text={`${n.name} = ${n.equation}`} self={n.name} />
      {series && (
        <Fragment>
          <Spark series={series} days={run!.days} label={`${n.name} over the run`} />
          <p>
            {calendar.prose(cutDay)}: <b>{amount(value, unit)}</b>
            {band && ` (${band.name} of the runs ${spanOf(at(c!.days, band.low, cutDay), at(c!.days, band.high, cutDay), unit)})`}
            {!band && <span class="small"> in the base run</span>}
          </p>
        </Fragment>
      )}
      <p>
        {q ? <Sources claims={q.claims} label={q.title} /> : <span class="small">No claim speaks of it directly.</span>}{' '}
        <button type="button" onClick={() => open({ kind: 'why', output: n.name, scenario: asItWas, from: days[0] ?? 0, to: days[days.length - 1] ?? 0 })}>Why did it move?</button>
      </p>
      {(n.causes?.length ?? 0) > 0 && <Fragment><h3>What acts on it</h3><ul>{n.causes!.map(c => <li><Link name={c.name} /> <span class="small">{effectOf(c)}</span></li>)}</ul></Fragment>}
      <UsedBy name={n.name} />
    </Fragment>
  )
}

function Constant({ a }: { a: Assumption }) {
  return (
    <Fragment>
      <p class="small">Constant{a.group && <Fragment> in <i>{a.group}</i></Fragment>}{unitWords(a.unit) && `, in ${unitWords(a.unit)}`}</p>
      {a.about && <p>{a.about}</p>}
      <p>Value <b>{amount(a.value, a.unit, 3)}</b>{a.posterior && `, with the claims ${spanOf(a.posterior.q05, a.posterior.q95, a.unit)}`}</p>
      <p>Prior {a.prior}{a.priorRange && `: ${spanOf(a.priorRange.q05, a.priorRange.q95, a.unit)}`}</p>
      <p>Source: {a.source === '' ? <em class="nosource">no source</em> : a.source}</p>
      <p><a href={'#' + anchor('a', a.name)} onClick={close}>In the register of assumptions</a></p>
      <UsedBy name={a.name} />
    </Fragment>
  )
}

function UsedBy({ name }: { name: string }) {
  const users = (data.diagram?.nodes ?? []).filter(n => n.causes?.some(c => c.name === name))
  if (users.length === 0) return null
  return (
    <Fragment>
      <h3>What it acts on</h3>
      <ul>{users.map(n => <li><Link name={n.name} /> <span class="small">{effectOf(n.causes!.find(c => c.name === name)!)}</span></li>)}</ul>
    </Fragment>
  )
}

/** What a link does, in words. */
export function effectOf(c: Cause): string {
  if (c.initial) return 'where it starts'
  const how = { '+': 'raises it', '-': 'lowers it', '±': 'raises it at some times, lowers it at others', '0': 'no effect along this run' }[c.sign] ?? 'which way is not known'
  return how + (c.delay && c.sign !== '0' ? ', over time' : '')
}

function Link({ name }: { name: string }) {
  return <button type="button" class="quiet" onClick={() => open({ kind: 'variable', name })}>{name}</button>
}

/** The equation as the model has it, every name a way to its page. */
function Equation({ text, self }: { text: string; self: string }) {
  const names = [...(data.diagram?.nodes ?? []).map(n => n.name), ...data.assumptions.map(a => a.name)].filter(x => x !== self).sort((a, b) => b.length - a.length)
  const pattern = new RegExp(names.map(x => x.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '$^', 'g')
  const parts: (string | { name: string })[] = []
  let last = 0
  for (const m of text.matchAll(pattern)) {
    if (/[\w]/.test(text[m.index - 1] ?? ' ') || /[\w]/.test(text[m.index + m[0].length] ?? ' ')) continue
    parts.push(text.slice(last, m.index), { name: m[0] })
    last = m.index + m[0].length
  }
  parts.push(text.slice(last))
  return <p class="shared equation" dir="ltr">{parts.map(p => typeof p === 'string' ? p : <Link name={p.name} />)}</p>
}
