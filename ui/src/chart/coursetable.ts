// The table of a chart over time: the bands, and the claims drawn on them as rows of
// their own.

import { calendar, claim, sideTitle } from '../book'
import type { Course } from '../course'
import type { Claim } from '../data'
import { unitWords } from '../format'
import type { Cell, Table } from './table'

export function courseTable(title: string, unit: string, c: Course, claims: readonly Claim[] = []): Table {
  const u = unitWords(unit)
  const columns: Table['columns'] = [{ name: 'date', kind: 'date' }, { name: 'median', unit: u, kind: 'number' }]
  for (const b of [...c.bands].reverse()) {
    columns.push({ name: b.name + ' low', unit: u, kind: 'number' }, { name: b.name + ' high', unit: u, kind: 'number' })
  }
  columns.push({ name: 'claimant', kind: 'text' }, { name: 'claim low', unit: u, kind: 'number' }, { name: 'claim best', unit: u, kind: 'number' }, { name: 'claim high', unit: u, kind: 'number' })
  columns.push({ name: 'published', kind: 'date' }, { name: 'source', kind: 'text' })
  const bands = [...c.bands].reverse()
  const rows: Cell[][] = c.days.map((d, i) => [calendar.iso(d), c.mid[i] ?? null, ...bands.flatMap(b => [b.low[i] ?? null, b.high[i] ?? null]), null, null, null, null, null, null])
  for (const x of claims) {
    rows.push([calendar.iso(x.day), null, ...bands.flatMap(() => [null, null]), `${x.claimant} (${sideTitle(x.side)})`, x.low ?? null, x.best ?? null, x.high ?? null, x.published, x.url ?? x.title ?? null])
  }
  if (claims.length === 0) {
    for (const r of rows) r.splice(-6)
    columns.splice(-6)
  }
  rows.sort((a, b) => String(a[0]).localeCompare(String(b[0])))
  return { title, columns, rows, sources: claims.map(x => sourceOf(x.id)) }
}

/** A claim as a file names it. */
export function sourceOf(id: string): string {
  const c = claim(id)
  return c ? [c.id, c.claimant, c.title, c.url, c.published].filter(Boolean).join(', ') : id
}
