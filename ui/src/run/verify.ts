// Recomputes what the page prints from the model and the draws inside it: every band of
// every chart to the last printed digit, and every probability and effect as near as the
// draws that travel with the page can come to all that were made.

import { asItWas, data, effects, levels } from '../book'
import type { Measure, Num } from '../data'
import { evaluate } from './answers'
import { ask } from './client'

export interface Report { figures: number; wrong: string[]; answers: number; furthest: number; off: string[]; draws: number }

/** Whether a number is what is printed, to four significant digits (a tie may go either way). */
function printed(x: number, shown: Num): boolean {
  if (shown === null) return !Number.isFinite(x)
  if (x === shown) return true
  const unit = 10 ** (Math.floor(Math.log10(Math.max(Math.abs(x), Math.abs(shown)))) - 3)
  return Math.abs(x - shown) <= 0.5001 * unit
}

export async function verify(progress: (done: number) => void): Promise<Report | null> {
  const model = data.model
  if (!model) return null
  const report: Report = { figures: 0, wrong: [], answers: 0, furthest: 0, off: [], draws: 0 }
  const worlds = [...new Set((data.fans ?? []).map(f => f.scenario))]
  for (const [i, world] of worlds.entries()) {
    const fans = (data.fans ?? []).filter(f => f.scenario === world && model.outputs.includes(f.output))
    const set = data.scenarios.find(s => s.id === world)?.set ?? {}
    const a = await ask({ kind: 'fan', settings: set, levels, wanted: fans.map(f => ({ output: model.outputs.indexOf(f.output), change: f.change })) })
    if (!a?.fan) return null
    fans.forEach((f, k) => f.q.forEach((s, l) => s.forEach((shown, d) => {
      report.figures++
      if (!printed(a.fan![k]![l]![d]!, shown)) report.wrong.push(`${f.title}, ${world === asItWas ? 'as it was' : world}, point ${d + 1}`)
    })))
    progress((i + 1) / (worlds.length + 1))
  }
  const all = data.statements.filter(s => s.measure)
  const measured = effects.filter(e => e.measure)
  const measures: Measure[] = [...all.map(s => s.measure!), ...measured.map(e => e.measure!)]
  if (measures.length === 0) return report
  const a = await evaluate({}, measures, 'verify')
  if (!a?.measures) return null
  report.draws = a.measures[0]!.length
  // Two draws of this size from one posterior differ by less than this nearly always.
  const far = (p: number) => 4 * Math.sqrt(Math.max(p * (1 - p), 0.01) / report.draws)
  all.forEach((s, i) => {
    const p = a.measures![i]!.filter(v => s.under ? v < (s.threshold ?? 0) : v > (s.threshold ?? 0)).length / report.draws
    compare(report, s.text, p, s.probability ?? p, far(p))
  })
  measured.forEach((e, i) => {
    // Where the printed median stands among the draws: the middle, or near it.
    const draws = a.measures![all.length + i]!
    const m = e.posterior.q50 ?? 0
    const below = draws.filter(v => v < m).length / report.draws
    const notAbove = draws.filter(v => v <= m).length / report.draws
    compare(report, e.title, Math.max(Math.min(0.5, notAbove), below), 0.5, far(0.5))
  })
  progress(1)
  return report
}

function compare(r: Report, what: string, p: number, shown: number, far: number): void {
  r.answers++
  r.furthest = Math.max(r.furthest, Math.abs(p - shown))
  if (Math.abs(p - shown) > far) r.off.push(what)
}
