// Numbers, units and dates in words. Outputs have two significant figures; thin
// spaces part thousands; a unit always follows its number.

import type { Num } from './data'

const thin = '\u202f' // narrow no-break space
const minus = '\u2212'

/** The number rounded to n significant figures. */
export function round(x: number, n = 2): number {
  return x === 0 ? 0 : Number(x.toPrecision(n))
}

/** Digits with thousands parted; figures beyond the first n become noughts. */
export function digits(x: Num | undefined, n = 2): string {
  if (x === null || x === undefined || !Number.isFinite(x)) return '–'
  const v = round(x, n)
  const a = Math.abs(v)
  const sign = v < 0 ? minus : ''
  if (a >= 1e9) return sign + group(trim(a / 1e9, n)) + ' billion'
  if (a >= 1e6) return sign + group(trim(a / 1e6, n)) + ' million'
  if (a < 1e-9) return '0' // what decays to nothing is nothing to a reader
  if (a < 1e-4) return sign + a.toExponential(Math.max(0, n - 1)).replace('e-', ' × 10^' + minus)
  return sign + group(trim(a, n))
}

function trim(a: number, n: number): string {
  if (a === 0) return '0'
  const decimals = Math.max(0, Math.min(12, n - 1 - Math.floor(Math.log10(a))))
  const s = a.toFixed(decimals)
  return s.includes('.') ? s.replace(/\.?0+$/, '') : s
}

function group(s: string): string {
  const [whole = '', rest] = s.split('.')
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, thin)
  return rest === undefined ? parted : parted + '.' + rest
}

const units: Record<string, [one: string, many: string]> = {
  person: ['person', 'people'],
  Day: ['day', 'days'],
  day: ['day', 'days'],
  km2: ['km²', 'km²'],
  'km2/person': ['km² a person', 'km² a person'],
  shell: ['shell', 'shells'],
  container: ['container', 'containers'],
  rouble: ['rouble', 'roubles'],
  bnEUR: ['bn EUR', 'bn EUR'],
  'percentage points': ['points', 'points'],
  Dmnl: ['', ''],
  '1': ['', ''],
}

const perMonth = ' a month'

/** The unit as words, for axes and headings; '' for a pure number. */
export function unitWords(unit: string): string {
  if (unit.endsWith(perMonth)) return unitWords(unit.slice(0, -perMonth.length)) + perMonth
  return units[unit]?.[1] ?? compound(unit)
}

/** A unit of the model in words: "person/Day" as "people a day", "person/km2" as "people per km²",
 * "USD/(person*Month)" as "USD per person and month". */
function compound(unit: string): string {
  const both = unit.match(/^([^/()]+)\/\(([^/()*]+)\*(Day|Month|Year)\)$/)
  if (both) return unitWords(both[1]!) + ' per ' + (units[both[2]!]?.[0] ?? unitWords(both[2]!)) + ' and ' + both[3]!.toLowerCase()
  const time = unit.match(/^(.*)\/(Day|Month|Year)$/)
  if (time) {
    const what = time[1] === '1' ? 'share' : unitWords(time[1]!)
    return what + ' a ' + time[2]!.toLowerCase()
  }
  const per = unit.match(/^([^/()]+)\/([^/()]+)$/)
  if (per) return unitWords(per[1]!) + ' per ' + (units[per[2]!]?.[0] ?? unitWords(per[2]!))
  return unit.replace(/km2/g, 'km²').replace(/m3\b/g, 'm³')
}

/** The unit after a number: '%' without a blank, words with one. */
function suffix(unit: string, x: Num | undefined): string {
  if (unit === 'percent' || unit === '%') return '%'
  if (unit.endsWith(perMonth)) return suffix(unit.slice(0, -perMonth.length), x) + perMonth
  const u = units[unit]
  const w = u ? (x !== null && x !== undefined && round(Math.abs(x)) === 1 ? u[0] : u[1]) : unitWords(unit)
  return w === '' ? '' : '\u00a0' + w
}

/** A number with its unit. */
export function amount(x: Num | undefined, unit: string, n = 2): string {
  return digits(x, n) + suffix(unit, x)
}

/** A range without its unit: "3 200 to 5 300". */
export function span(low: Num | undefined, high: Num | undefined, n = 2): string {
  const l = digits(low, n)
  const h = digits(high, n)
  if (l === h) return l
  for (const word of [' million', ' billion']) {
    if (l.endsWith(word) && h.endsWith(word)) return l.slice(0, -word.length) + ' to ' + h
  }
  return l + ' to ' + h
}

/** A range with its unit. */
export function spanOf(low: Num | undefined, high: Num | undefined, unit: string, n = 2): string {
  return span(low, high, n) + suffix(unit, null)
}

/** Figures as a source's row has them, "12000 person", for reading: thousands parted, the unit in words. */
export function tidy(text: string): string {
  return text.replace(/\b\d{4,}(?=\b(?!-))/g, group).replace(/[A-Za-z0-9]+$/, u => units[u]?.[1] || u)
}

/** A probability in percent, never closer to certain than a hundredth. */
export function chance(p: Num | undefined): string {
  if (p === null || p === undefined || !Number.isFinite(p)) return '–'
  if (p < 0.01) return '<1%'
  if (p > 0.99) return '>99%'
  return Math.round(p * 100) + '%'
}

/** A range of probabilities: "85–95%". */
export function chances(low: Num | undefined, high: Num | undefined): string {
  const l = chance(low)
  const h = chance(high)
  if (l === h) return l
  if (l.startsWith('<') && h.startsWith('>')) return 'anything from <1% to >99%'
  if (l.startsWith('<')) return 'up to ' + h
  if (h.startsWith('>')) return l + ' or more'
  return l.replace('%', '') + '–' + h
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Milliseconds of a date 2006-01-02, in UTC; NaN when it is none. */
export function time(date: string): number {
  return Date.parse(date.slice(0, 10) + 'T00:00:00Z')
}

/** A date in prose: "27 March 2025". What is no full date is given back. */
export function prose(date: string): string {
  const t = time(date)
  if (Number.isNaN(t)) return date
  const d = new Date(t)
  return d.getUTCDate() + ' ' + months[d.getUTCMonth()] + ' ' + d.getUTCFullYear()
}

/** A short month for axes. */
export function shortMonth(m: number): string {
  return (months[m] ?? '').slice(0, 3)
}

/** A calendar that counts days from an origin. */
export class Calendar {
  readonly zero: number
  constructor(origin: string) {
    this.zero = time(origin)
  }
  date(day: number): Date {
    return new Date(this.zero + Math.round(day) * 86400000)
  }
  iso(day: number): string {
    return this.date(day).toISOString().slice(0, 10)
  }
  prose(day: number): string {
    return prose(this.iso(day))
  }
  day(date: string): number {
    return Math.round((time(date) - this.zero) / 86400000)
  }
}

/** "1 claim", "12 claims". */
export function count(n: number, one: string, many = one + 's'): string {
  return n + ' ' + (n === 1 ? one : many)
}

/** A sentence of the study with its figures and units as everywhere in the page. */
export function said(text: string): string {
  return text.replace(/(\d),(?=\d{3})/g, '$1' + thin).replace(/\bkm2\b/g, 'km²')
}
