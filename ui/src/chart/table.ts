// What a chart shows, as a table of plain numbers, and the table as text.

import { data } from '../book'

export interface Column { name: string; unit?: string; kind: 'date' | 'number' | 'text' }
export type Cell = string | number | null
export interface Table { title: string; columns: Column[]; rows: Cell[][]; sources?: string[] }

/** The name of a column with its unit, as files carry it. */
export function columnName(c: Column): string {
  return c.unit ? `${c.name} (${c.unit})` : c.name
}

/** The table as RFC 4180 has it. A missing number is an empty cell. */
export function csv(t: Table): string {
  const cell = (c: Cell) => c === null || (typeof c === 'number' && !Number.isFinite(c)) ? ''
    : /[",\r\n]/.test(String(c)) ? '"' + String(c).replace(/"/g, '""') + '"' : String(c)
  return [t.columns.map(columnName), ...t.rows].map(r => r.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** What a file says of itself: title, origin, sources. */
export function metadata(t: Table): [key: string, value: string][] {
  const f = data.footer
  return [
    ['title', t.title], ['study', data.title], ['question', data.question], ['inputs', f.inputHash], ['made by', 'casus ' + f.version], ['made', f.made],
    ['command', f.command ?? ''], ['claims published by', data.cut],
    ['sources', (t.sources ?? []).join('\n')],
    ['units', JSON.stringify(Object.fromEntries(t.columns.map(c => [columnName(c), c.unit ?? ''])))],
  ]
}
