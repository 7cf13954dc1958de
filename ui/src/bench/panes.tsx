// The charts that the sliders move: the base as a ghost, the reader's line at once, its
// band a moment later; or up to four worlds side by side on shared axes.

import { h } from 'preact'
import { useState } from 'preact/hooks'
import { calendar, data, days, node } from '../book'
import { Figure } from '../chart/figure'
import { Lines } from '../chart/lines'
import type { Line } from '../chart/lines'
import { extent } from '../chart/scale'
import type { Table } from '../chart/table'
import { unitWords } from '../format'
import { bench } from '../state/bench'
import { useCell } from '../state/cell'
import { open } from '../state/panel'
import { cardOf } from './cards'
import { difference } from './sentences'
import { runDays, useLines, useSpread } from './world'
import type { Spread } from './world'

export function Panes() {
  const { compare, cards } = useCell(bench)
  const worlds = compare.map(id => cardOf(id, cards)).filter(c => c !== undefined)
  const [only, setOnly] = useState(0) // the chart shown where there is room for one
  return (
    <div class="screens">
      <label class="only">Chart{' '}
        <select value={only} onChange={e => setOnly(Number(e.currentTarget.value))}>
          {data.charts.map((c, i) => <option value={i}>{c.title}</option>)}
        </select>
      </label>
      {worlds.length > 0 ? <Compared worlds={worlds} only={only} /> : <Yours only={only} />}
    </div>
  )
}

function Yours({ only }: { only: number }) {
  const { settings } = useCell(bench)
  const moved = Object.keys(settings).length > 0
  const result = useLines([settings])
  const { spread, stale } = useSpread(settings, true)
  const says = (i: number) => !result ? '' : moved
    ? difference(data.charts[i]!, runDays, result.base[i]!, result.lines[0]![i]!)
    : 'This is the base run. Move a slider to see what changes.'
  return (
    <div class="panes">
      <p class="unseen" aria-live="polite">{moved ? says(only) : ''}</p>
      {data.charts.map((c, i) => {
        const lines: Line[] = []
        if (result) {
          lines.push({ label: 'base', kind: 'base', days: runDays, mid: result.base[i]! })
          lines.push({
            label: moved ? 'yours' : 'yours, the same', kind: 'yours', days: runDays, mid: result.lines[0]![i]!,
            low: spread?.[i]?.low, high: spread?.[i]?.high, dim: stale,
          })
        }
        const keep = result ? extent(result.base[i]!) : undefined
        return (
          <div class={'screen' + (i === only ? ' shown' : '')} data-output={c.output} aria-busy={stale}>
            <Figure title={c.title} note={says(i)} file={'run-' + c.output} height={230} table={() => table(c.title, c.unit, lines)}
              why={node(c.output) ? () => open({ kind: 'why', output: c.output, scenario: 'yours', from: days[0] ?? 0, to: days[days.length - 1] ?? 0 }) : undefined}
              faces={[{ id: 'chart', label: 'Chart', draw: () => result && <Lines lines={lines} unit={c.unit} height={190} keep={keep} label={`${c.title}: your run over the base run. ${says(i)}`} /> }]} />
          </div>
        )
      })}
    </div>
  )
}

interface Of { id: string; name: string; set: Record<string, number> }

function Compared({ worlds, only }: { worlds: Of[]; only: number }) {
  const result = useLines(worlds.map(w => w.set))
  return (
    <div class="compared">
      {data.charts.map((c, i) => (
        <div class={'screen' + (i === only ? ' shown' : '')} data-output={c.output}>
          <h3 class="comparedname">{c.title}</h3>
          <div class="multiples" data-n={worlds.length}>
            {result && worlds.map((w, k) => (
              <Multiple key={w.id} w={w} chart={i} base={result.base[i]!} line={result.lines[k]![i]!} shared={extent(result.base[i]!, ...result.lines.map(l => l[i]!))} />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

interface MultipleProps { w: Of; chart: number; base: number[]; line: number[]; shared: [number, number] }

function Multiple({ w, chart, base, line, shared }: MultipleProps) {
  const c = data.charts[chart]!
  const s: Spread | undefined = useSpread(w.set, false).spread?.[chart]
  // The band may go further up than any line; half as much again is room for most.
  const keep: [number, number] = [Math.min(shared[0], 0), shared[1] + 0.35 * Math.abs(shared[1] - shared[0])]
  const lines: Line[] = [
    { label: 'base', kind: 'base', days: runDays, mid: base },
    { label: w.name, kind: 'yours', days: runDays, mid: line, low: s?.low, high: s?.high },
  ]
  const says = difference(c, runDays, base, line)
  return (
    <Figure title={w.name} note={says} file={`world-${w.id}-${c.output}`} height={190} table={() => table(`${c.title}, ${w.name}`, c.unit, lines)}
      faces={[{ id: 'chart', label: 'Chart', draw: () => <Lines lines={lines} unit={c.unit} height={150} axis={keep} label={`${c.title}, ${w.name}. ${says}`} /> }]} />
  )
}

function table(title: string, unit: string, lines: Line[]): Table {
  const u = unitWords(unit)
  const [base, mine] = lines
  return {
    title,
    columns: [{ name: 'date', kind: 'date' }, { name: 'base', unit: u, kind: 'number' }, { name: mine?.label ?? 'yours', unit: u, kind: 'number' },
      { name: '80% low', unit: u, kind: 'number' }, { name: '80% high', unit: u, kind: 'number' }],
    rows: (base?.days ?? []).map((d, i) => [calendar.iso(d), base?.mid[i] ?? null, mine?.mid[i] ?? null, mine?.low?.[i] ?? null, mine?.high?.[i] ?? null]),
  }
}
