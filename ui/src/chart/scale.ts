// Scales and their ticks.

import type { Num } from '../data'
import { Calendar, shortMonth } from '../format'

/** Maps a value to a place on the screen. */
export type Scale = (v: number) => number

export interface Axis { scale: Scale; ticks: number[]; low: number; high: number }

/** The smallest and largest finite number of some series; [0, 1] without any. */
export function extent(...all: readonly (readonly Num[])[]): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const s of all) {
    for (const v of s) {
      if (v === null || !Number.isFinite(v)) continue
      low = Math.min(low, v)
      high = Math.max(high, v)
    }
  }
  return low <= high ? [low, high] : [0, 1]
}

/** A straight axis with round ticks. It starts at nought when the data come near it. */
export function linear(low: number, high: number, from: number, to: number, ticks = 5): Axis {
  if (low > 0 && low < 0.5 * high) low = 0
  if (high < 0 && high > 0.5 * low) high = 0
  if (low === high) [low, high] = low === 0 ? [0, 1] : [Math.min(0, 2 * low), Math.max(0, 2 * high)]
  const step = niceStep((high - low) / ticks)
  low = Math.floor(low / step + 1e-9) * step
  high = Math.ceil(high / step - 1e-9) * step
  const at: number[] = []
  for (let i = 0; low + i * step <= high + step / 2; i++) at.push(Number((low + i * step).toPrecision(12)))
  return { scale: v => from + ((v - low) / (high - low)) * (to - from), ticks: at, low, high }
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const m = raw / power
  return power * (m <= 1 ? 1 : m <= 2 ? 2 : m <= 2.5 ? 2.5 : m <= 5 ? 5 : 10)
}

export interface Month { day: number; label: string; year: boolean }

/** The first days of months, far enough apart for their labels. */
export function monthTicks(calendar: Calendar, first: number, last: number, width: number): Month[] {
  const total = (last - first) / 30.4
  const step = [1, 2, 3, 6, 12, 24, 60].find(s => (width / total) * s >= 46) ?? 120
  const out: Month[] = []
  const d = calendar.date(first)
  for (let m = d.getUTCFullYear() * 12 + d.getUTCMonth(); ; m++) {
    const day = Math.round((Date.UTC(Math.floor(m / 12), m % 12, 1) - calendar.zero) / 86400000)
    if (day > last) return out
    if (day < first || m % step !== 0) continue
    const year = m % 12 === 0 || out.length === 0
    const name = shortMonth(m % 12)
    out.push({ day, label: m % 12 === 0 ? String(Math.floor(m / 12)) : year ? name + ' ' + Math.floor(m / 12) : name, year })
  }
}

/** The points of a line, as the d of a path; it breaks where a number is missing. */
export function line(xs: readonly number[], ys: readonly Num[], x: Scale, y: Scale): string {
  let d = ''
  let pen = 'M'
  xs.forEach((day, i) => {
    const v = ys[i]
    if (v === null || v === undefined || !Number.isFinite(v)) {
      pen = 'M'
      return
    }
    d += pen + x(day).toFixed(1) + ' ' + y(v).toFixed(1)
    pen = 'L'
  })
  return d
}

/** A closed band between two series. */
export function band(xs: readonly number[], low: readonly Num[], high: readonly Num[], x: Scale, y: Scale): string {
  const ok = xs.map((_, i) => i).filter(i => Number.isFinite(low[i] ?? NaN) && Number.isFinite(high[i] ?? NaN))
  if (ok.length < 2) return ''
  const up = ok.map(i => x(xs[i]!).toFixed(1) + ' ' + y(high[i]!).toFixed(1))
  const down = ok.reverse().map(i => x(xs[i]!).toFixed(1) + ' ' + y(low[i]!).toFixed(1))
  return 'M' + up.join('L') + 'L' + down.join('L') + 'Z'
}

/** The value of a series on a day, along the straight line between its points. */
export function at(days: readonly number[], values: readonly Num[], day: number): Num {
  let i = days.findIndex(d => d >= day)
  if (i < 0) return values[values.length - 1] ?? null
  if (i === 0 || days[i] === day) return values[i] ?? null
  const [a, b] = [values[i - 1], values[i]]
  if (a === null || a === undefined || b === null || b === undefined) return null
  return a + ((day - days[i - 1]!) / (days[i]! - days[i - 1]!)) * (b - a)
}
