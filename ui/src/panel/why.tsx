// Why did this move? The causes of a variable in one run, with their lines, ordered by
// what they contributed over the period; each leads on to its own causes.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { asItWas, calendar, data, node, titleOf, unitOf } from '../book'
import { Spark } from '../chart/spark'
import { amount } from '../format'
import { againstBase, overPeriod } from '../run/contributions'
import type { Account, Part } from '../run/contributions'
import { useRun } from '../run/series'
import { bench } from '../state/bench'
import { useCell } from '../state/cell'
import { open } from '../state/panel'

interface Props { output: string; scenario: string; from: number; to: number }

/** A sum of contributions as a share of what moved, below which a part is called small. */
const small = 0.02

export function Why({ output, scenario, from: first, to: last }: Props) {
  const [world, setWorld] = useState(scenario)
  const [[from, to], setPeriod] = useState([first, last])
  const [versus, setVersus] = useState(false)
  const run = useRun(world)
  const base = useRun(asItWas)
  const { settings } = useCell(bench)
  const n = node(output)
  if (!n) return <p>The causes of {output} are not in this page.</p>
  if (!run || !base) return <p role="status">The model is being started.</p>
  const row = (day: number) => Math.max(0, Math.min(run.days.length - 1, Math.round((day - run.days[0]!) / ((run.days[1] ?? 7) - run.days[0]!))))
  const isConstant = (name: string) => node(name) === undefined
  const compare = versus && world !== asItWas
  const a = compare ? againstBase(n, run, base, row(to), isConstant) : overPeriod(n, run, row(from), row(to), isConstant)
  const own = run.of(output) ?? []
  const unit = unitOf(output)
  const moved = Object.keys(settings).length > 0
  const set = (f: number, t: number) => setPeriod([Math.min(f, t), Math.max(f, t)])
  return (
    <Fragment>
      <p><button type="button" class="quiet strong" onClick={() => open({ kind: 'variable', name: output })}>{titleOf(output)}</button>{' '}
        <label>in{' '}
          <select value={world} onChange={e => setWorld(e.currentTarget.value)}>
            {data.scenarios.map(s => <option value={s.id}>{s.title}</option>)}
            {(moved || scenario === 'yours') && <option value="yours">Your run</option>}
          </select>
        </label>
      </p>
      <Spark series={own} ghost={world === asItWas ? undefined : base.of(output) ?? undefined} days={run.days} from={compare ? 0 : from} to={to}
        label={`${titleOf(output)}: ${amount(own[row(from)], unit)} on ${calendar.prose(from)}, ${amount(own[row(to)], unit)} on ${calendar.prose(to)}`} />
      {world !== asItWas && <p><label><input type="checkbox" checked={versus} onChange={e => setVersus(e.currentTarget.checked)} /> Why it differs from the base run</label></p>}
      <div class="period">
        {!compare && <label>From {calendar.prose(from)} <input type="range" min={first} max={last} step={7} value={from} aria-valuetext={calendar.prose(from)} onInput={e => set(Number(e.currentTarget.value), to)} /></label>}
        <label>{compare ? 'On' : 'To'} {calendar.prose(to)} <input type="range" min={first} max={last} step={7} value={to} aria-valuetext={calendar.prose(to)} onInput={e => set(from, Number(e.currentTarget.value))} /></label>
      </div>
      {a && <Reasons a={a} n={n.kind} unit={unit} output={output} days={run.days} from={from} to={to} compare={compare} onward={name => open({ kind: 'why', output: name, scenario: world, from: first, to: last })} />}
      <p class="small">
        Amounts are the derivatives of the equation along the base run, by finite differences, times what each cause did{n.kind === 'stock' ? '; for a stock, what flowed in and out' : ''}.
        The run is that at the middle of what the claims leave, so it may differ a little from the median of all runs.
      </p>
    </Fragment>
  )
}

interface ReasonsProps { a: Account; n: string; unit: string; output: string; days: number[]; from: number; to: number; compare: boolean; onward: (name: string) => void }

function Reasons({ a, n, unit, output, days, from, to, compare, onward }: ReasonsProps) {
  const most = Math.max(...a.parts.map(p => Math.abs(p.amount)), Math.abs(a.rest), 1e-300)
  const gross = a.parts.reduce((s, p) => s + Math.abs(p.amount), 0) + Math.abs(a.rest)
  const big = a.parts.filter(p => Math.abs(p.amount) >= small * gross && p.amount !== 0)
  const little = a.parts.length - big.length
  return (
    <Fragment>
      <p class="why" role="status"><b>{sentence(a, big, unit, output, from, to, compare)}</b></p>
      {a.parts.length === 0 && <p>{n === 'stock' ? 'Nothing flows in or out but by constants.' : 'No variable acts on it: it follows the calendar and constants.'}</p>}
      <ol class="causes">
        {big.map(p => <Row p={p} most={most} unit={unit} days={days} from={from} to={to} onward={onward} />)}
        {Math.abs(a.rest) >= small * gross && (
          <li><span>The rest: {compare ? 'curvature' : 'the calendar, constants, curvature'}</span><Amount v={a.rest} most={most} unit={unit} /></li>
        )}
      </ol>
      {little > 0 && <p class="small">{little} more with less than {100 * small}% each.</p>}
    </Fragment>
  )
}

function Row({ p, most, unit, days, from, to, onward }: { p: Part; most: number; unit: string; days: number[]; from: number; to: number; onward: (name: string) => void }) {
  const leads = node(p.name) !== undefined
  return (
    <li>
      <span>
        {leads ? <button type="button" class="quiet" onClick={() => onward(p.name)}>{titleOf(p.name)}</button>
          : <button type="button" class="quiet" onClick={() => open({ kind: 'variable', name: p.name })}>{p.name}</button>}
        <span class="small"> {p.sign === '+' ? 'raises it' : p.sign === '-' ? 'lowers it' : 'acts both ways'}{p.delay ? ', over time' : ''}</span>
      </span>
      <Amount v={p.amount} most={most} unit={unit} />
      {!p.constant && <Spark series={p.series} days={days} from={from} to={to} label={`${p.name}: from ${amount(p.series[0], unitOf(p.name))} to ${amount(p.series[p.series.length - 1], unitOf(p.name))}`} />}
    </li>
  )
}

function Amount({ v, most, unit }: { v: number; most: number; unit: string }) {
  const w = 60 * Math.abs(v) / most
  return (
    <span class="amount">
      <svg width="124" height="12" viewBox="0 0 124 12" aria-hidden="true" dir="ltr"><line class="grid" x1={62} x2={62} y1={0} y2={12} /><rect class={v < 0 ? 'less' : 'more'} x={v < 0 ? 62 - w : 62} width={Math.max(1, w)} y={2} height={8} /></svg>{' '}
      {v > 0 ? '+' : ''}{amount(v, unit)}
    </span>
  )
}

function sentence(a: Account, big: Part[], unit: string, output: string, from: number, to: number, compare: boolean): string {
  const title = titleOf(output)
  const amountOf = amount(Math.abs(a.change), unit)
  const [most, next] = big
  if (!compare && most && next && Math.abs(a.change) < 0.01 * Math.abs(most.amount)) {
    return `${title} is back on ${calendar.prose(to)} where it was on ${calendar.prose(from)}: ${part(most, unit)} and ${part(next, unit)} make up for each other.`
  }
  const what = compare
    ? a.change === 0 ? `${title} is as in the base run on ${calendar.prose(to)}` : `${title} is ${amountOf} ${a.change > 0 ? 'above' : 'below'} the base run on ${calendar.prose(to)}`
    : a.change === 0 ? `${title} did not move between ${calendar.prose(from)} and ${calendar.prose(to)}` : `${title} ${a.change > 0 ? 'rose' : 'fell'} by ${amountOf} between ${calendar.prose(from)} and ${calendar.prose(to)}`
  const first = big[0]
  if (!first) return what + '.'
  return `${what}: mostly ${big.slice(0, 2).map(p => part(p, unit)).join(' and ')}.`
}

function part(p: Part, unit: string): string {
  return `${titleOf(p.name)} (${p.amount > 0 ? '+' : ''}${amount(p.amount, unit)})`
}
