// A quantity: what is estimated as bands, with every claim on top; its runs one by one;
// its distribution on a day; and conflicting counts side by side.

import { h } from 'preact'
import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { asItWas, calendar, claim, cutDay, data, days, drawn, node } from '../book'
import { quantityCourse } from '../course'
import type { Course } from '../course'
import type { Claim, Quantity } from '../data'
import { amount, count, spanOf } from '../format'
import { useRuns } from '../run/client'
import { ClaimLine } from '../sections/claimline'
import { open } from '../state/panel'
import { knownDay, useStage } from '../state/view'
import { Bands } from './bands'
import { ClaimMarks, Disputed, disputes, nearest } from './claims'
import { Counts } from './counts'
import { DotsOnDay } from './dotsonday'
import { Figure } from './figure'
import type { Face } from './figure'
import { eventNear, Frame } from './frame'
import { Key } from './key'
import { Runs } from './runs'
import { at, extent } from './scale'
import { hasSpread, Spread, spreadTable } from './spread'
import { courseTable } from './coursetable'
import { onDay, TestMark, testLine } from './test'
import type { Test } from './test'

const height = 350

interface Props { q: Quantity; test?: Test; title?: string; events?: string[]; after?: ComponentChildren; file?: string; dots?: Face }

export function QuantityFigure({ q, test, title, events, file, dots }: Props) {
  const stage = useStage()
  const known = knownDay(stage)
  const c = useMemo(() => quantityCourse(q, stage), [q, stage])
  const [focus, setFocus] = useState<Claim | null>(null)
  const [day, setDay] = useState<number | null>(null)
  const [side, setSide] = useState('')
  const runs = useRuns(q.output, q.change ?? false, none)
  const first = days[0] ?? 0
  const last = days[days.length - 1] ?? 1
  const { shown, listed } = useMemo(() => {
    const all = q.claims.map(claim).filter(x => x !== undefined)
    const visible = all.filter(x => calendar.day(x.published) <= known || (stage === null && x.use === 'later'))
    const shown = visible.filter(x => drawn(x) && (x.from === undefined || q.change) && x.day >= first && x.day <= last)
      .sort((a, b) => a.day - b.day || a.published.localeCompare(b.published))
    return { shown, listed: visible.filter(x => !shown.includes(x)) }
  }, [q, known])
  if (!c) return null
  const sides = data.sides.filter(s => shown.some(x => x.side === s.id)).map(s => s.id)
  const paths = stage === null && runs ? runs.filter((_, i) => i % Math.ceil(runs.length / 20) === 0).map(numbers) : []
  const level = testLine(test)
  const middle = at(c.days, c.mid, Math.min(known, last)) ?? 0
  const hard = disputes(shown).length > 0
  const spoken = (x: Claim) => `${x.claimant}: ${x.text}, ${q.title}, of ${calendar.prose(x.day)}, published ${x.published}`
  const faces: Face[] = [{
    id: 'bands', label: 'Bands', draw: () => (
      <div>
        <Frame days={c.days} values={[...c.bands.flatMap(b => [b.low, b.high]), level === null ? [] : [level]]} unit={q.unit} height={height - 74} known={known}
          label={summary(q, c, shown, known)} role="group" events={events} guide={focus?.day ?? day} onDay={setDay}
          axis={(l, u) => claimAxis(l, u, shown)} onPointer={(e, g) => setFocus(nearest(g, shown, e.clientX, e.clientY))}>
          {g => [
            <Bands g={g} c={c} paths={paths} pathDays={days} />,
            <Disputed g={g} claims={shown} />,
            test && <TestMark g={g} t={test} />,
            <ClaimMarks g={g} claims={shown} focus={focus} setFocus={setFocus} spoken={spoken} side={side} />,
          ]}
        </Frame>
        <div class="readout" aria-live="polite">
          {focus ? <ClaimLine c={focus} unit={q.unit} /> : <p>{says(q, c, day ?? Math.min(last, known))} {day !== null && <span class="small">{eventNear(day, 6)}</span>}</p>}
        </div>
      </div>
    ),
  }]
  if (stage === null && data.model) {
    faces.push({ id: 'runs', label: '50 runs', draw: () =>
      <Runs runs={runs} what={lower(q.title)} unit={q.unit} level={level ?? middle} by={Math.min(test?.measure.at ?? cutDay, last)} under={test?.under ?? false} on={onDay(test)} height={height} known={known}
        label={`${q.title}: fifty single runs, with a level and a day to move`} /> })
    faces.push(dots ?? { id: 'dots', label: 'Dots', draw: () => <DotsOnDay runs={runs} what={q.title} unit={q.unit} day={Math.min(cutDay, last)} height={height} /> })
  }
  if (new Set(shown.map(x => x.claimant)).size > 1) {
    if (hasSpread(shown, c)) {
      faces.push({ id: 'spread', label: 'Spread', draw: () => <Spread q={q} claims={shown} course={c} height={height} first={first} last={last} known={known} />, table: () => spreadTable(q, shown, c) })
    }
    faces.push({ id: 'counts', label: 'Counts', draw: () => <Counts key={known} q={q} claims={shown} course={c} height={height} /> })
  }
  return (
    <div class="quantity" id={file ? undefined : 'q-' + q.id}>
      <Figure file={file ?? q.id} title={title ?? q.sentence ?? q.title} faces={faces} claims={q.claims} height={height} table={() => courseTable(q.title, q.unit, c, shown)}
        why={node(q.output) ? () => open({ kind: 'why', output: q.output, scenario: asItWas, from: first, to: Math.min(known, last) }) : undefined}
        note={<Key course={c} sides={sides} side={side} setSide={setSide} paths={paths.length > 0} disputed={hard} />} />
      {listed.length > 0 && (
        <details class="listed">
          <summary>{count(listed.length, 'claim')} about it listed, not drawn</summary>
          <ul>{listed.map(x => <li><ClaimLine c={x} unit={q.unit} /></li>)}</ul>
        </details>
      )}
    </div>
  )
}

const none = {}

function numbers(r: Float64Array): (number | null)[] {
  return Array.from(r, v => Number.isFinite(v) ? v : null)
}

/** A title inside a sentence: proper names keep their capital, since most titles start with one. */
export function lower(title: string): string {
  return /^(What|How|The|A|An|Mean|Share|Ground|Number|Containers|Military|Western|Days)\b/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

function says(q: Quantity, c: Course, day: number): string {
  return `Estimate for ${calendar.prose(day)}: ${amount(at(c.days, c.mid, day), q.unit)}; of the runs ${inBands(c, day, q.unit)}.`
}

/** "50% lie in 14 000 to 15 000 people, 80% in 13 000 to 15 000 people". */
export function inBands(c: Course, day: number, unit: string): string {
  return [...c.bands].reverse().map((b, i) => `${b.name} ${i === 0 ? 'lie in' : 'in'} ${spanOf(at(c.days, b.low, day), at(c.days, b.high, day), unit)}`).join(', ')
}

function summary(q: Quantity, c: Course, shown: Claim[], known: number): string {
  return `${q.title}. ${says(q, c, Math.min(known, c.days[c.days.length - 1] ?? 0))} ${count(shown.length, 'claim')} drawn; arrow keys go through them.`
}

/** Claims stretch the axis, though a wild one by no more than twice the estimate's top. */
function claimAxis(low: number, high: number, shown: Claim[]): [number, number] {
  const values = shown.flatMap(x => [x.low, x.best, x.high]).filter(v => v !== undefined)
  const [l, u] = values.length ? extent(values) : [low, high]
  return [Math.min(low, Math.max(l, low - 1.5 * Math.abs(high - low))), Math.max(high, Math.min(u, high + 1.5 * Math.abs(high)))]
}
