// The picture of a statement: what its test is of, with the test marked in it. The title
// says in how many of fifty runs the test holds.

import { h } from 'preact'
import { useState } from 'preact/hooks'
import { asItWas, calendar, cutDay, data, days, node, quantity, titleOf, unitOf } from '../book'
import { courseAt } from '../course'
import type { Statement } from '../data'
import { amount, said, unitWords } from '../format'
import { useMeasure } from '../run/answers'
import { useRuns } from '../run/client'
import { open } from '../state/panel'
import { knownDay, useStage } from '../state/view'
import { Bands } from './bands'
import { courseTable } from './coursetable'
import { Dots } from './dots'
import { Figure } from './figure'
import type { Face } from './figure'
import { Frame } from './frame'
import { Key } from './key'
import { inBands, lower, QuantityFigure } from './quantity'
import { Runs } from './runs'
import { at } from './scale'
import { onDay, TestMark, testLine } from './test'
import type { Test } from './test'
import { WorldsFigure } from './worlds'

const height = 350

export function StatementFigure({ s, p }: { s: Statement; p: number | null }) {
  const stage = useStage()
  const test: Test | undefined = s.measure && { measure: s.measure, threshold: s.threshold ?? 0, under: s.under ?? false, unit: s.unit ?? '' }
  const title = p === null ? said(s.test) : `In ${Math.round(50 * p)} of 50 runs, ${said(s.test)}`
  const file = 's-' + s.id
  const dots: Face | undefined = stage === null && s.measure && data.model ? { id: 'dots', label: 'Dots', draw: () => <TestDots s={s} />, table: () => dotsTable(s) } : undefined
  const q = s.quantity ? quantity(s.quantity) : undefined
  switch (s.picture) {
    case 'claims':
      return q ? <QuantityFigure q={q} test={test} title={title} events={s.events} file={file} dots={dots} /> : null
    case 'worlds':
      return <WorldsFigure m={s.measure!} test={test} title={title} file={file} claims={s.claims ?? []} events={s.events} dots={dots} />
    case 'course':
      return <CourseFigure s={s} test={test!} title={title} file={file} dots={dots} />
    case 'dots':
      return dots ? <Figure file={file} title={title} claims={s.claims ?? []} height={height} faces={[dots]} table={() => dotsTable(s)}
        note="Each dot is one run in fifty. Move the line to count from another threshold." /> : <p class="small then">{title}. The runs of earlier dates are not in this file.</p>
  }
  return null
}

const drawsOf = new Map<string, Float64Array>()

/** The number of the test on fifty runs. */
function TestDots({ s }: { s: Statement }) {
  const draws = useMeasure(s.measure)
  if (draws) drawsOf.set(s.id, draws)
  const than = s.under ? 'below' : 'above'
  return <Dots values={draws} unit={s.unit ?? ''} threshold={s.threshold ?? 0} under={s.under ?? false} height={height} label={said(s.test)} reset={s.id}
    says={(n, t) => `In ${n} of 50 runs it is ${than} ${t}.`} />
}

function dotsTable(s: Statement) {
  const u = unitWords(s.unit ?? '')
  const draws = drawsOf.get(s.id)
  return {
    title: s.test, columns: [{ name: 'run', kind: 'number' as const }, { name: 'value', unit: u, kind: 'number' as const }, { name: 'passes', kind: 'text' as const }],
    rows: Array.from(draws ?? [], (v, i) => [i + 1, v, (s.under ? v < (s.threshold ?? 0) : v > (s.threshold ?? 0)) ? 'yes' : 'no']),
  }
}

/** A variable of which no claim speaks directly. */
function CourseFigure({ s, test, title, file, dots }: { s: Statement; test: Test; title: string; file: string; dots?: Face }) {
  const m = test.measure
  const stage = useStage()
  const known = knownDay(stage)
  const c = courseAt(m.output, asItWas, null)
  const [day, setDay] = useState<number | null>(null)
  const runs = useRuns(m.output, false, none)
  if (!c) return null
  const unit = unitOf(m.output)
  const name = titleOf(m.output)
  const level = testLine(test)
  const last = c.days[c.days.length - 1] ?? 1
  const when = day ?? Math.min(m.at, last)
  const says = `${name} on ${calendar.prose(when)}: ${amount(at(c.days, c.mid, when), unit)}; of the runs ${inBands(c, when, unit)}.`
  const paths = runs?.filter((_, i) => i % Math.ceil(runs.length / 20) === 0).map(r => Array.from(r)) ?? []
  const faces: Face[] = [{
    id: 'bands', label: 'Bands', draw: () => (
      <div>
        <Frame days={c.days} values={[...c.bands.flatMap(b => [b.low, b.high]), level === null ? [] : [level]]} unit={unit} height={height - 50} known={stage === null ? known : cutDay}
          label={`${title}. ${says}`} events={s.events} guide={day} onDay={setDay}>
          {g => [<Bands g={g} c={c} paths={paths} pathDays={days} />, <TestMark g={g} t={test} />]}
        </Frame>
        <div class="readout"><p>{says}</p></div>
      </div>
    ),
  }]
  if (data.model && stage === null) {
    faces.push({ id: 'runs', label: '50 runs', draw: () =>
      <Runs runs={runs} what={lower(name)} unit={unit} level={level ?? at(c.days, c.mid, m.at) ?? 0} by={m.at} under={test.under} on={onDay(test)} height={height} known={known} label={`${name}: fifty single runs`} /> })
    if (dots) faces.push(dots)
  }
  return (
    <Figure file={file} title={title} faces={faces} claims={s.claims ?? []} height={height} table={() => courseTable(name, unit, c)}
      why={node(m.output) ? () => open({ kind: 'why', output: m.output, scenario: asItWas, from: days[0] ?? 0, to: Math.min(known, last) }) : undefined}
      note={<div><Key course={c} sides={[]} side="" setSide={() => {}} paths={paths.length > 0} disputed={false} />
        {stage !== null && <span class="then">No claim speaks of {lower(name)} itself: this chart is kept for the present only.</span>}</div>} />
  )
}

const none = {}

