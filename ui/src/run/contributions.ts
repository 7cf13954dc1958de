// What moved a variable: the derivatives of its equation along the base run, times the
// moves of its causes in the run looked at. For an auxiliary that is its total
// differential over the period; for a stock the flows that went in and out. What is left
// (the calendar, constants of a flow, curvature) is said, not shared
// out.

import { days } from '../book'
import type { Node, Series } from '../data'
import type { Run } from './series'

export interface Part { name: string; sign: string; delay: boolean; amount: number; series: number[]; constant: boolean }
export interface Account { change: number; parts: Part[]; rest: number }

/** A derivative on a day: it is known at the points of the charts, and goes straight between them. */
function rateAt(rate: number | Series, day: number): number {
  if (typeof rate === 'number') return rate
  const step = (days[1] ?? 7) - (days[0] ?? 0)
  const at = (day - (days[0] ?? 0)) / step
  const i = Math.max(0, Math.min(rate.length - 1, Math.floor(at)))
  const [a, b] = [rate[i] ?? 0, rate[i + 1] ?? rate[i] ?? 0]
  return a + (at - i) * (b - a)
}

/** What the variable did between two rows, by cause, the largest first. */
export function overPeriod(n: Node, run: Run, from: number, to: number, isConstant: (name: string) => boolean): Account | null {
  const own = run.of(n.name)
  if (!own) return null
  const parts: Part[] = []
  for (const c of n.causes ?? []) {
    const x = run.of(c.name)
    if (c.initial || c.rate === undefined || !x || isConstant(c.name)) continue
    const rate = c.rate
    const p = (i: number) => rateAt(rate, run.days[i]!)
    let amount = 0
    for (let i = from; i < to; i++) {
      // A stock is integrated by Euler's rule; an auxiliary's move is its differential.
      amount += n.kind === 'stock' ? p(i) * x[i]! * (run.days[i + 1]! - run.days[i]!) : ((p(i) + p(i + 1)) / 2) * (x[i + 1]! - x[i]!)
    }
    parts.push({ name: c.name, sign: c.sign, delay: c.delay ?? false, amount, series: x, constant: false })
  }
  return account(own[to]! - own[from]!, parts)
}

/** Why the variable stands elsewhere than in the base run at a row, to first order. */
export function againstBase(n: Node, run: Run, base: Run, at: number, isConstant: (name: string) => boolean): Account | null {
  const [own, was] = [run.of(n.name), base.of(n.name)]
  if (!own || !was) return null
  const parts: Part[] = []
  for (const c of n.causes ?? []) {
    const [x, b] = [run.of(c.name), base.of(c.name)]
    if (c.initial || c.rate === undefined || !x || !b) continue
    const rate = c.rate
    const d = (i: number) => rateAt(rate, run.days[i]!) * (x[i]! - b[i]!)
    let amount = 0
    if (n.kind === 'stock') for (let i = 0; i < at; i++) amount += d(i) * (run.days[i + 1]! - run.days[i]!)
    else amount = d(at)
    if (amount !== 0) parts.push({ name: c.name, sign: c.sign, delay: c.delay ?? false, amount, series: x, constant: isConstant(c.name) })
  }
  return account(own[at]! - was[at]!, parts)
}

function account(change: number, parts: Part[]): Account {
  parts.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
  return { change, parts, rest: change - parts.reduce((s, p) => s + p.amount, 0) }
}
