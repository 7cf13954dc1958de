// A variable under two or three scenarios: a line and a band each, named in the chart
// where they stand furthest apart.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { asItWas, calendar, data, days, node, scenarioTitle, titleOf, unitOf } from '../book'
import { between, courseAt } from '../course'
import type { Course } from '../course'
import type { Measure, Num } from '../data'
import { amount, spanOf, unitWords } from '../format'
import { open } from '../state/panel'
import { knownDay, useStage } from '../state/view'
import { Figure } from './figure'
import type { Face } from './figure'
import { Frame } from './frame'
import type { Ground } from './frame'
import { at, band, line } from './scale'
import type { Cell, Table } from './table'
import { TestMark, testLine } from './test'
import type { Test } from './test'

const height = 350
const kinds = ['asitwas', 'other', 'third'] as const

interface World { scenario: string; kind: typeof kinds[number]; c: Course }
interface Props { m: Measure; test?: Test; title: string; file: string; claims: string[]; events?: string[]; dots?: Face }

/** The scenarios of a measure, the first as it was. */
export function worldsOf(m: Measure): string[] {
  return [...new Set([asItWas, m.scenario, ...(m.against ? [m.against] : [])])]
}

export function WorldsFigure({ m, test, title, file, claims, events, dots }: Props) {
  const stage = useStage()
  const known = knownDay(stage)
  const [day, setDay] = useState<number | null>(null)
  const all: World[] = []
  const missing: string[] = []
  worldsOf(m).forEach((scenario, i) => {
    const c = courseAt(m.output, scenario, stage)
    if (c) all.push({ scenario, kind: kinds[i % 3]!, c })
    else missing.push(scenarioTitle(scenario).toLowerCase())
  })
  const unit = unitOf(m.output)
  const name = titleOf(m.output)
  const level = testLine(test)
  if (all.length > 0) {
    const [from, to] = spanOfChange(all, m)
    for (const w of all) w.c = between(w.c, from, to)
  }
  const first = all[0]
  if (!first) return <p class="small then">{title}. What was known of it then is in the words, not in a chart.</p>
  const when = day ?? widest(all) ?? days[days.length - 1] ?? 0
  const says = all.map(w => `${scenarioTitle(w.scenario)}: ${amount(at(w.c.days, w.c.mid, when), unit)}`).join('; ')
  const faces: Face[] = [{
    id: 'worlds', label: 'Worlds', draw: () => (
      <div>
        <Frame days={first.c.days} values={[...all.flatMap(w => { const b = inner(w.c); return [w.c.mid, b.low, b.high] }), level === null ? [] : [level]]} unit={unit} height={height - 66} known={known}
          label={`${title}. ${name} on ${calendar.prose(when)}. ${says}`} events={events} guide={day} onDay={setDay}>
          {g => (
            <Fragment>
              {all.map(w => { const b = inner(w.c); return <path class={'area ' + w.kind} d={band(w.c.days, b.low, b.high, g.x, g.clamp)} /> })}
              {test && <TestMark g={g} t={test} />}
              {all.map(w => <path class={'line ' + w.kind} d={line(w.c.days, w.c.mid, g.x, g.clamp)} />)}
              <Names g={g} all={all} />
            </Fragment>
          )}
        </Frame>
        <p class="legend" aria-live="polite">
          <span class="when">{calendar.prose(when)}</span>
          {all.map(w => { const b = inner(w.c); return (
            <span><i class={'stroke ' + w.kind} />{scenarioTitle(w.scenario)}: <b>{amount(at(w.c.days, w.c.mid, when), unit)}</b> ({spanOf(at(w.c.days, b.low, when), at(w.c.days, b.high, when), unit)})</span>
          ) })}
          <span>bands: {inner(first.c).name} of the runs</span>
          {missing.length > 0 && <span class="then">What was then known of {missing.join(' and ')} is in the sentence, not in the chart.</span>}
        </p>
      </div>
    ),
  }]
  if (dots) faces.push(dots)
  return (
    <Figure file={file} title={title} faces={faces} claims={claims} height={height} table={() => table(name, unit, all)}
      note={`${name}${unitWords(unit) ? ', ' + unitWords(unit) : ''}. Every scenario runs on the same draws, all else equal.`}
      why={node(m.output) && data.model ? () => open({ kind: 'why', output: m.output, scenario: m.scenario, from: first.c.days[0] ?? 0, to: Math.min(known, first.c.days[first.c.days.length - 1] ?? 0) }) : undefined} />
  )
}

/** The days between which anything happens in any world, with some room on both sides. */
function spanOfChange(all: World[], m: Measure): [from: number, to: number] {
  const series = all.flatMap(w => { const b = inner(w.c); return [w.c.mid, b.low, b.high].map(s => ({ days: w.c.days, s })) })
  const values = series.flatMap(x => x.s).filter((v): v is number => v !== null)
  const least = 0.003 * (Math.max(...values) - Math.min(...values))
  let [from, to] = [Infinity, -Infinity]
  for (const { days, s } of series) {
    s.forEach((v, i) => {
      const was = s[i - 1]
      if (v === null || was === null || was === undefined || Math.abs(v - was) <= least) return
      from = Math.min(from, days[i - 1]!)
      to = Math.max(to, days[i]!)
    })
  }
  // The days that the test is of belong to it, unless it only searches them.
  if (!m.of.startsWith('days_until') && m.of !== 'stays_above') [from, to] = [Math.min(from, m.from ?? m.at), Math.max(to, m.at)]
  const room = Math.max(28, 0.12 * (to - from))
  return from < to ? [from - room, to + room] : [-Infinity, Infinity]
}

/** The band of four in five, or what there is. */
function inner(c: Course): Course['bands'][number] {
  return c.bands.find(b => b.name === '80%') ?? c.bands[0]!
}

/** Names each line where they stand furthest apart, above or below as they lie. */
function Names({ g, all }: { g: Ground; all: World[] }) {
  const day = widest(all)
  if (day === null) return null
  const spots = all.map(w => ({ w, y: g.clamp(at(w.c.days, w.c.mid, day) ?? 0) })).sort((a, b) => a.y - b.y)
  const right = g.x(day) < g.box.left + (g.box.right - g.box.left) * 0.6
  let below = -Infinity
  return (
    <g class="labels" aria-hidden="true">
      {spots.map(({ w, y }, i) => {
        below = Math.max(y + (i === 0 ? -7 : 15), below + 15)
        return <text class={'name ' + w.kind} x={g.x(day) + (right ? 8 : -8)} y={below} text-anchor={right ? 'start' : 'end'}>{scenarioTitle(w.scenario)}</text>
      })}
    </g>
  )
}

function widest(all: World[]): number | null {
  let best = 0
  let found: number | null = null
  for (const day of all[0]?.c.days ?? []) {
    const values = all.map(w => at(w.c.days, w.c.mid, day)).filter((v): v is number => v !== null)
    const spread = Math.max(...values) - Math.min(...values)
    if (spread > best) [best, found] = [spread, day]
  }
  return found
}

function table(name: string, unit: string, all: World[]): Table {
  const u = unitWords(unit)
  const columns: Table['columns'] = [{ name: 'date', kind: 'date' }]
  for (const w of all) {
    columns.push({ name: scenarioTitle(w.scenario) + ', median', unit: u, kind: 'number' })
    for (const b of [...w.c.bands].reverse()) columns.push({ name: `${scenarioTitle(w.scenario)}, ${b.name} low`, unit: u, kind: 'number' }, { name: `${scenarioTitle(w.scenario)}, ${b.name} high`, unit: u, kind: 'number' })
  }
  const v = (x: Num | undefined): Cell => x ?? null
  return {
    title: name, columns,
    rows: (all[0]?.c.days ?? []).map((d, i) => [calendar.iso(d), ...all.flatMap(w => [v(w.c.mid[i]), ...[...w.c.bands].reverse().flatMap(b => [v(b.low[i]), v(b.high[i])])])]),
  }
}
