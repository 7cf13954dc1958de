// The model on every posterior draw, off the page's own thread. Work is done in the
// order asked for, but that a newer question of the same line overtakes an older one
// still waiting or at work: of the positions that a slider passes only the last counts.

import type { Measure, Model } from '../data'
import { Engine, pairs, readDraws, vector } from './engine'
import type { Pairs } from './engine'
import { reduce } from './measure'
import { monthly, quantile } from './quantile'

type Settings = Record<string, number>

export interface Start { model: Model }
export interface Wanted { output: number; change?: boolean }
export type Ask = { id: number; line?: string; settings: Settings } & (
  | { kind: 'fan'; wanted: Wanted[]; levels: number[] }
  | { kind: 'runs'; wanted: Wanted[] }
  | { kind: 'measures'; measures: Measure[]; worlds: Record<string, Settings> }
)
/** Fans are [wanted][level][row], runs [wanted][draw][row], measures [measure][draw]. */
export interface Answer { id: number; dropped?: boolean; fault?: string; fan?: number[][][]; runs?: Float64Array[][]; measures?: Float64Array[] }

const scope = self as unknown as { onmessage: ((e: MessageEvent) => void) | null; postMessage(m: Answer): void }

let model: Model
let draws: Float64Array[] = []
let engine: Engine | null = null
let waiting: Ask[] = []
let busy: Ask | null = null

scope.onmessage = e => {
  const m = e.data as Start | Ask
  if ('model' in m) {
    model = m.model
    return
  }
  if (m.line !== undefined) {
    for (const old of waiting.filter(w => w.line === m.line)) scope.postMessage({ id: old.id, dropped: true })
    waiting = waiting.filter(w => w.line !== m.line)
  }
  waiting.push(m)
  if (busy === null) void work()
}

async function work(): Promise<void> {
  for (let ask = waiting.shift(); ask; ask = waiting.shift()) {
    busy = ask
    try {
      if (engine === null) {
        engine = await Engine.load(model)
        draws = readDraws(model)
      }
      scope.postMessage(await answer(ask))
    } catch (fault) {
      scope.postMessage({ id: ask.id, fault: String(fault) })
    }
    busy = null
  }
}

/** Lets newer questions in; says whether one has overtaken this. */
async function overtaken(ask: Ask): Promise<boolean> {
  await new Promise(r => setTimeout(r))
  return ask.line !== undefined && waiting.some(w => w.line === ask.line)
}

/** Runs all draws with some constants set; take reads the member of one draw. False when overtaken. */
async function ensemble(ask: Ask, set: Pairs, every: number, take: (draw: number, member: 0 | 1) => void): Promise<boolean> {
  for (let d = 0; d < draws.length; d += 2) {
    if (d % 16 === 0 && await overtaken(ask)) return false
    const second = Math.min(d + 1, draws.length - 1)
    engine!.run(vector(model, set, draws[d]), vector(model, set, draws[second]), every)
    take(d, 0)
    if (second > d) take(second, 1)
  }
  return true
}

async function answer(ask: Ask): Promise<Answer> {
  if (ask.kind === 'measures') return measures(ask)
  const every = model.saveEvery
  const runs: Float64Array[][] = ask.wanted.map(() => [])
  const done = await ensemble(ask, pairs(model, ask.settings), every, (d, member) => {
    ask.wanted.forEach((w, k) => {
      const s = engine!.series(w.output, member)
      runs[k]![d] = Float64Array.from(w.change ? monthly(s, every) : s)
    })
  })
  if (!done) return { id: ask.id, dropped: true }
  if (ask.kind === 'runs') return { id: ask.id, runs }
  return { id: ask.id, fan: runs.map(draws => fan(draws, ask.levels)) }
}

function fan(draws: Float64Array[], levels: number[]): number[][] {
  const out: number[][] = levels.map(() => [])
  for (let r = 0; r < (draws[0]?.length ?? 0); r++) {
    const column = Float64Array.from(draws, d => d[r]!).sort()
    levels.forEach((p, i) => out[i]!.push(quantile(column, p)))
  }
  return out
}

/** Each measure on every draw: the number of its world, less that of the other, over another measure. */
async function measures(ask: Ask & { kind: 'measures' }): Promise<Answer> {
  const index = (m: Measure) => model.outputs.indexOf(m.output)
  const atoms = new Map<string, Float64Array>()
  const key = (m: Measure, world: string) => [world, m.output, m.of, m.from, m.at, m.below].join('\n')
  const wanted = new Map<string, Measure[]>()
  const need = (m: Measure) => {
    for (const world of [m.scenario, m.against]) {
      if (world === undefined || atoms.has(key(m, world))) continue
      atoms.set(key(m, world), new Float64Array(draws.length))
      wanted.set(world, [...(wanted.get(world) ?? []), m])
    }
    if (m.per) need(m.per)
  }
  ask.measures.forEach(need)
  for (const [world, list] of wanted) {
    const set = pairs(model, { ...ask.settings, ...ask.worlds[world] })
    const done = await ensemble(ask, set, 1, (d, member) => {
      for (const m of list) {
        const o = index(m)
        atoms.get(key(m, world))![d] = o < 0 ? NaN : reduce(m, engine!.rows, row => engine!.at(row, o, member))
      }
    })
    if (!done) return { id: ask.id, dropped: true }
  }
  const value = (m: Measure): Float64Array => {
    const out = atoms.get(key(m, m.scenario))!.slice()
    if (m.against) atoms.get(key(m, m.against))!.forEach((v, i) => { out[i]! -= v })
    if (m.per) value(m.per).forEach((v, i) => { out[i]! /= v })
    return out
  }
  return { id: ask.id, measures: ask.measures.map(value) }
}
