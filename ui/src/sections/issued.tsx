// The forecasts that were issued with the study: dated, with the hash of what they were
// made from. They are never edited, only superseded.

import { h } from 'preact'
import { useState } from 'preact/hooks'
import { calendar, data, quantity } from '../book'
import { course } from '../course'
import type { Course } from '../course'
import { Bands } from '../chart/bands'
import { Figure } from '../chart/figure'
import { Frame } from '../chart/frame'
import { line } from '../chart/scale'
import type { Table } from '../chart/table'
import type { Issued, IssuedSeries } from '../data'
import { amount, prose, span, unitWords } from '../format'
import { OfThePresent } from './present'

const height = 330

export function Forecasts() {
  const all = data.issued ?? []
  const [now, ...before] = all
  if (!now) return null
  const last = [...new Set(now.series.flatMap(s => s.dates))].sort().pop() ?? ''
  return (
    <section id="forecasts">
      <h2>Forecasts, to be scored by whoever comes later</h2>
      <OfThePresent />
      <p class="finding">Made from what had been published by {prose(now.cut)}, month by month to {prose(last)}.</p>
      <p class="note">Inputs <code>{now.hash}</code>{now.present ? ', which are those of this page' : '. The study\'s files have changed since: the forecast stands as it was issued'}. A forecast is never edited, only superseded{before.length > 0 && ` (earlier ones: ${before.map(b => `${prose(b.cut)}, from inputs ${b.hash}`).join('; ')})`}.</p>
      <Figure file="forecasts" title="What is expected of each quantity, and of what its main claimants would report" height={height} table={() => table(all)} claims={data.quantities.filter(q => now.series.some(s => s.quantity === q.id)).flatMap(q => q.claims)}
        faces={[{ id: 'course', label: 'Chart', draw: () => <Expected now={now} before={before} /> }]} />
      <details class="later">
        <summary>All quantities at {prose(last)}</summary>
        <table class="cards">
          <thead><tr><th scope="col">Quantity</th><th scope="col">As it is</th><th scope="col">As its main claimants would report it</th></tr></thead>
          <tbody>{now.series.filter(s => !s.claimant).map(s => (
            <tr>
              <th scope="row">{s.title}</th>
              <td data-label="As it is">{end(s)}</td>
              <td data-label="As reported">{now.series.filter(c => c.claimant && c.quantity === s.quantity).map(c => <span class="block"><span dir="auto">{c.claimant}</span>: {end(c)}</span>)}</td>
            </tr>
          ))}</tbody>
        </table>
      </details>
    </section>
  )
}

function end(s: IssuedSeries): string {
  const i = s.dates.length - 1
  return `${amount(s.q50[i], s.unit)} (${span(s.q05[i], s.q95[i])})`
}

function Expected({ now, before }: { now: Issued; before: Issued[] }) {
  const [chosen, choose] = useState(0)
  const s = now.series[chosen] ?? now.series[0]!
  const days = s.dates.map(d => calendar.day(d))
  const q = quantity(s.quantity)
  const past = q && !q.change && !s.claimant ? until(course(q.output), calendar.day(now.cut)) : null
  const c: Course = { days, mid: s.q50, bands: [{ name: '90%', cls: 'band0', low: s.q05, high: s.q95 }, { name: '50%', cls: 'band2', low: s.q25, high: s.q75 }] }
  const older = before.map(b => b.series.find(x => x.quantity === s.quantity && (x.claimant ?? '') === (s.claimant ?? ''))).find(x => x !== undefined)
  const i = days.length - 1
  return (
    <div>
      <p class="pick"><label>Of{' '}
        <select value={chosen} onChange={e => choose(Number(e.currentTarget.value))}>
          {now.series.map((x, k) => <option value={k}>{x.title}{x.claimant ? `, as ${x.claimant} would report it` : ''}</option>)}
        </select></label></p>
      <Frame days={[...(past?.days ?? []), ...days]} values={[...c.bands.flatMap(b => [b.low, b.high]), ...(past?.bands.flatMap(b => [b.low, b.high]) ?? [])]} unit={s.unit} height={height - 74} known={calendar.day(now.cut)}
        label={`${s.title}${s.claimant ? ', as ' + s.claimant + ' would report it' : ''}: ${end(s)} on ${prose(s.dates[i] ?? '')}`}>
        {g => [
          past && <Bands g={g} c={past} named={false} dim />,
          <Bands g={g} c={c} />,
          older && <path class="line base" d={line(older.dates.map(d => calendar.day(d)), older.q50, g.x, g.clamp)} />,
        ]}
      </Frame>
      <p class="small">On {prose(s.dates[i] ?? '')}: {end(s)}.{past && ' Faint, to the left: the estimate up to the cut.'}{older && ' Grey: the middle of an earlier forecast.'}</p>
    </div>
  )
}

/** The last three hundred days of a course before a day. */
function until(c: Course | null, day: number): Course | null {
  if (!c) return null
  const inside = c.days.map(d => d <= day && d > day - 300)
  const cut = <T,>(s: readonly T[]) => s.filter((_, i) => inside[i])
  return { days: cut(c.days), mid: cut(c.mid), bands: c.bands.map(b => ({ ...b, low: cut(b.low), high: cut(b.high) })) }
}

function table(all: Issued[]): Table {
  const one = (f: Issued) => f.series.flatMap(s => s.dates.map((d, i) => [f.cut, f.hash, s.title, unitWords(s.unit), s.claimant ?? '', d, s.q05[i] ?? null, s.q25[i] ?? null, s.q50[i] ?? null, s.q75[i] ?? null, s.q95[i] ?? null]))
  return {
    title: 'Forecasts issued with the study',
    columns: [{ name: 'made from claims published by', kind: 'date' }, { name: 'hash of the files', kind: 'text' }, { name: 'quantity', kind: 'text' }, { name: 'unit', kind: 'text' }, { name: 'as reported by', kind: 'text' }, { name: 'date', kind: 'date' },
      ...['5%', '25%', '50%', '75%', '95%'].map(name => ({ name, kind: 'number' as const }))],
    rows: all.flatMap(one),
  }
}
