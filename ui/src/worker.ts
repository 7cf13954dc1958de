// The reader's run under every posterior draw, off the page's own thread. A
// message holds what the sliders fix; the answer is the 5th and 95th percentile of
// each output at each row. A newer message overtakes one still at work.

import type { Model } from './data'
import { bytes, Engine } from './engine'

export interface Start { model: Model }
export interface Ask { turn: number; set: [param: number, value: number][]; outputs: number[] }
export interface Answer { turn: number; low: number[][]; high: number[][] }

const scope = self as unknown as { onmessage: ((e: MessageEvent) => void) | null; postMessage(m: Answer): void }

let model: Model
let engine: Engine
let latest: Ask | null = null
let busy = false

scope.onmessage = e => {
  const m = e.data as Start | Ask
  if ('model' in m) {
    model = m.model
    return
  }
  latest = m
  if (!busy) void work()
}

async function work(): Promise<void> {
  busy = true
  engine ??= await Engine.load(model, bytes(model.wasm))
  while (latest !== null) {
    const ask = latest
    latest = null
    const answer = await ensemble(ask)
    if (answer !== null) scope.postMessage(answer)
  }
  busy = false
}

async function ensemble(ask: Ask): Promise<Answer | null> {
  const draws = model.draws ?? []
  const runs: number[][][] = ask.outputs.map(() => [])
  for (let d = 0; d < draws.length; d += 2) {
    if (d % 16 === 0) {
      await new Promise(r => setTimeout(r)) // lets a newer message in
      if (latest !== null) return null
    }
    const second = Math.min(d + 1, draws.length - 1)
    const [a, b] = engine.run(vector(d, ask), vector(second, ask))
    for (const run of second > d ? [a, b] : [a]) {
      ask.outputs.forEach((o, k) => {
        for (let r = 0; r < run.rows; r++) (runs[k]![r] ??= []).push(run.values[r * run.outputs + o]!)
      })
    }
  }
  const at = (p: number) => runs.map(rows => rows.map(v => quantile(v, p)))
  for (const rows of runs) for (const v of rows) v.sort((x, y) => x - y)
  return { turn: ask.turn, low: at(0.05), high: at(0.95) }
}

function vector(draw: number, ask: Ask): Float64Array {
  const v = Float64Array.from(model.params, p => p.default)
  model.drawParams?.forEach((param, i) => { v[param] = model.draws![draw]![i]! })
  for (const [param, value] of ask.set) v[param] = value
  return v
}

/** Type 7 of Hyndman and Fan (1996), as in the rest of casus. */
function quantile(sorted: number[], p: number): number {
  const h = p * (sorted.length - 1)
  const i = Math.max(0, Math.min(Math.floor(h), sorted.length - 2))
  const a = sorted[i] ?? NaN
  return a + (h - i) * ((sorted[i + 1] ?? a) - a)
}
