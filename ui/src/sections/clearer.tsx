// How the answers got clearer: the likelihood of each key judgement at every stage of
// evidence, without hindsight. A click looks from that date.

import { Fragment, h } from 'preact'
import { anchor, calendar, data, effect, statement } from '../book'
import { Bands } from '../chart/bands'
import { Figure } from '../chart/figure'
import { Frame } from '../chart/frame'
import { line, monthTicks } from '../chart/scale'
import type { Table } from '../chart/table'
import { useWidth } from '../chart/width'
import type { Course } from '../course'
import type { Effect, Stage, Statement } from '../data'
import { amount, chance, count, said, spanOf, unitWords } from '../format'
import { useCell } from '../state/cell'
import { go } from '../state/place'
import { asOf, present, stages } from '../state/view'
import { start } from '../words'

const keys: Statement[] = data.rows.map(r => statement(r.statements[0]!)).filter(s => s !== undefined)

export function hasPast(): boolean {
  return stages.length > 1 && keys.length > 0
}

/** A judgement's probability at each stage, the present one from all draws. */
function course(s: Statement): (number | null)[] {
  return stages.map((g, i) => i === present ? s.probability : g.statements[s.id] ?? null)
}

const hasDated = stages.some(s => s.dated !== undefined)

export function Clearer() {
  const first = stages[0]!
  return (
    <section id="clearer">
      <h2>How the answers got clearer</h2>
      <p class="note">Each line is the likelihood of a judgement as it stood at a month's end, from what had been published by then, from 0 to 100%. A click in the chart looks at the whole page from that date.{hasDated && ' Dotted: from the claims of known date of publication alone.'}</p>
      <Figure file="clearer" title={summary()} height={rowHeight(880) * keys.length + 34} table={table}
        faces={[{ id: 'lines', label: 'Lines', draw: () => <Lines first={first.day} last={stages[present]!.day} /> }]} />
      <Headline />
      <Dated />
    </section>
  )
}

/** How many judgements moved by how much, in words. */
function summary(): string {
  const moved = keys.filter(s => Math.abs((s.probability ?? 0) - (course(s)[0] ?? 0)) >= 0.2)
  const most = [...keys].sort((a, b) => change(b) - change(a))[0]
  if (moved.length === 0 || !most) return `No judgement has moved by 20 points since ${calendar.prose(stages[0]!.day)}`
  return `${moved.length} of ${keys.length} judgements moved by 20 points or more since ${calendar.prose(stages[0]!.day)}, most of all that of ${most.row}: from ${chance(course(most)[0])} to ${chance(most.probability)}`
}

function change(s: Statement): number {
  return Math.abs((s.probability ?? 0) - (course(s)[0] ?? 0))
}

const rowHeight = (width: number) => width < 620 ? 62 : 46

function Lines({ first, last }: { first: number; last: number }) {
  const [ref, width] = useWidth(880)
  const at = useCell(asOf)
  const narrow = width < 620
  const tall = rowHeight(width)
  const left = narrow ? 10 : 250
  const right = width - 52
  const x = (day: number) => left + ((day - first) / (last - first || 1)) * (right - left)
  const height = tall * keys.length + 34
  const pick = (e: MouseEvent) => {
    const px = e.clientX - (ref.current?.getBoundingClientRect().left ?? 0)
    let best = 0
    stages.forEach((s, i) => { if (Math.abs(x(s.day) - px) < Math.abs(x(stages[best]!.day) - px)) best = i })
    asOf.set(best)
  }
  return (
    <div ref={ref} class="plot" dir="ltr">
      <svg class="clearer" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={keys.map(s => `${start(s.row)}: from ${chance(course(s)[0])} to ${chance(s.probability)}`).join('; ')}>
        {keys.map((s, i) => {
          const top = i * tall + (narrow ? 22 : 6)
          const bottom = (i + 1) * tall - 8
          const y = (p: number) => bottom - p * (bottom - top)
          const p = course(s)
          const now = p[at] ?? null
          return (
            <g>
              <text class="rowname" x={narrow ? 10 : left - 14} y={narrow ? i * tall + 14 : (top + bottom) / 2 + 4} text-anchor={narrow ? 'start' : 'end'} onClick={() => go(anchor('s', s.id))}>{start(s.row)}</text>
              <line class="grid" x1={left} x2={right} y1={y(0)} y2={y(0)} /><line class="grid" x1={left} x2={right} y1={y(0.5)} y2={y(0.5)} stroke-dasharray="2 3" /><line class="grid" x1={left} x2={right} y1={y(1)} y2={y(1)} />
              {hasDated && <path class="line dated" d={line(stages.map(g => g.day), stages.map(g => g.dated?.statements[s.id] ?? null), x, y)} />}
              <path class="line asitwas" d={line(stages.map(g => g.day), p, x, y)} />
              {now !== null && <circle class="dot" cx={x(stages[at]!.day)} cy={y(now)} r={4} />}
              <text class="rowname" x={right + 8} y={(top + bottom) / 2 + 4}>{chance(now)}</text>
            </g>
          )
        })}
        <line class="guide" x1={x(stages[at]!.day)} x2={x(stages[at]!.day)} y1={0} y2={height - 30} />
        <g class="axes">
          {monthTicks(calendar, first, last, right - left).map(m => (
            <Fragment><line class="tick" x1={x(m.day)} x2={x(m.day)} y1={height - 30} y2={height - 26} /><text class={m.year ? 'year' : undefined} x={x(m.day)} y={height - 12} text-anchor="middle">{m.label}</text></Fragment>
          ))}
        </g>
        <rect class="reach" x={left} y={0} width={right - left} height={height - 30} onClick={pick} />
      </svg>
    </div>
  )
}

function table(): Table {
  return {
    title: 'The probability of each statement as known at each stage',
    columns: [{ name: 'as known on', kind: 'date' }, { name: 'claims', kind: 'number' }, ...data.statements.map(s => ({ name: `${s.id}: ${said(s.text)}`, kind: 'number' as const })),
      ...(hasDated ? data.statements.map(s => ({ name: `${s.id} without claims of assumed date`, kind: 'number' as const })) : [])],
    rows: stages.map((g, i) => [calendar.iso(g.day), g.claims, ...data.statements.map(s => i === present ? s.probability : g.statements[s.id] ?? null),
      ...(hasDated ? data.statements.map(s => g.dated?.statements[s.id] ?? null) : [])]),
  }
}

/** The headline's range as it stood at each month's end, with and without claims of assumed date. */
function Headline() {
  const e = effect(data.headline.effect ?? '')
  if (!e || !stages.some(s => s.effects[e.id])) return null
  return (
    <Figure file="headline-clearer" title={`${e.title}, as it was known at each month's end`} claims={e.claims} height={300} table={() => headlineTable(e)}
      note={`Nine draws in ten. Before any claim: ${amount(e.prior.q50, e.unit)} (${spanOf(e.prior.q05, e.prior.q95, e.unit)}).${hasDated ? ' Dotted: the middle and the ends from the claims of known date alone.' : ''}`}
      faces={[{ id: 'course', label: 'Chart', draw: () => <HeadlineCourse e={e} /> }]} />
  )
}

function HeadlineCourse({ e }: { e: Effect }) {
  const at = (k: number, of: (s: Stage) => Record<string, (number | null)[]> | undefined) => stages.map(s => of(s)?.[e.id]?.[k] ?? null)
  const all = (s: Stage) => s.effects
  const dated = (s: Stage) => s.dated?.effects
  const on = stages.map(s => s.day)
  const c: Course = { days: on, mid: at(1, all), bands: [{ name: '90%', cls: 'band0', low: at(0, all), high: at(2, all) }] }
  return (
    <Frame days={on} values={[at(0, all), at(2, all), hasDated ? at(0, dated) : [], hasDated ? at(2, dated) : [], [0]]} unit={e.unit} height={300}
      label={`${e.title}: ${stages.map(s => `${calendar.prose(s.day)} ${spanOf(s.effects[e.id]?.[0] ?? null, s.effects[e.id]?.[2] ?? null, e.unit)}`).join('; ')}`}>
      {g => [
        <Bands g={g} c={c} />,
        hasDated && [0, 1, 2].map(k => <path class="line dated" d={line(on, at(k, dated), g.x, g.clamp)} />),
      ]}
    </Frame>
  )
}

function headlineTable(e: Effect): Table {
  const q = (name: string) => ['5%', '50%', '95%'].map(p => ({ name: name + p, unit: unitWords(e.unit), kind: 'number' as const }))
  return {
    title: `${e.title}, as known on a date`,
    columns: [{ name: 'as known on', kind: 'date' }, { name: 'claims', kind: 'number' }, ...q(''), ...(hasDated ? [{ name: 'claims of known date', kind: 'number' as const }, ...q('without claims of assumed date, ')] : [])],
    rows: stages.map(s => [calendar.iso(s.day), s.claims, ...[0, 1, 2].map(k => s.effects[e.id]?.[k] ?? null), ...(hasDated ? [s.dated?.claims ?? null, ...[0, 1, 2].map(k => s.dated?.effects[e.id]?.[k] ?? null)] : [])]),
  }
}

/** How much the claims with an assumed date of publication matter, in a sentence. */
function Dated() {
  const assumed = data.claims.filter(c => (c.use === 'used' || c.use === 're-read') && c.publishedBasis === 'assumed').length
  if (assumed === 0) return null
  if (!hasDated) return <p class="small" id="dated">{count(assumed, 'claim')} of {data.stages?.[present]?.claims ?? 0} count from an assumed date of publication. A full calibration shows what was known without them; a quick one does not.</p>
  let most = { by: 0, s: keys[0]!, day: 0 }
  for (const g of stages) {
    for (const s of keys) {
      const by = Math.abs((g.dated?.statements[s.id] ?? 0) - (g.statements[s.id] ?? 0))
      if (g.dated && by > most.by) most = { by, s, day: g.day }
    }
  }
  return (
    <p id="dated">{count(assumed, 'claim')} count from an assumed date of publication. Without them {most.by < 0.05 ? 'no key judgement would have stood 5 points elsewhere at any month\'s end.'
      : `the judgements would have stood elsewhere by up to ${Math.round(100 * most.by)} points: most of all that of ${most.s.row}, on ${calendar.prose(most.day)}.`}</p>
  )
}
