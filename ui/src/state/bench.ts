// What the reader has set: constants, cards and which cards stand side by side. Every
// change is an entry of a history with a sentence of its own, without limit, kept by
// the browser over a reload.

import { data } from '../book'
import type { Card, Settings } from './address'
import { parse } from './address'
import { Cell } from './cell'
import { keep, kept } from './keep'

export interface Bench { settings: Settings; cards: Card[]; compare: string[] }
export interface Entry { said: string; bench: Bench; key?: string; time: number }
export interface History { entries: Entry[]; at: number }

const first: Bench = { settings: {}, cards: [], compare: [] }
const empty: History = { entries: [{ said: 'The base run', bench: first, time: 0 }], at: 0 }

export const log = new Cell<History>(open())
export const bench = new Cell<Bench>(log.value.entries[log.value.at]!.bench)

/** Whether the browser keeps the history; the list says so where it does not. */
export const keeps = new Cell(true)

/** The history as kept; a link that says something else than its present is a change of its own. */
function open(): History {
  const found = kept<History>('history')
  const h = found && Array.isArray(found.entries) && found.entries[found.at]?.bench ? found : empty
  const link = parse(location.hash)
  const said: Bench = { settings: known(link.settings), cards: link.cards, compare: link.compare }
  const now = h.entries[h.at]!.bench
  const nothing = same(said, first) && !location.hash.includes(';')
  if (nothing || same(said, now)) return h
  return push(h, { said: 'Opened from a link', bench: said, time: Date.now() })
}

function same(a: Bench, b: Bench): boolean {
  const sorted = (s: Settings) => Object.entries(s).sort(([x], [y]) => x < y ? -1 : 1)
  const plain = (v: Bench) => JSON.stringify([sorted(v.settings), v.cards.map(c => [c.id, c.name, c.story, sorted(c.set)]), v.compare])
  return plain(a) === plain(b)
}

/** Settings of constants that the model has; an old link may hold others. */
export function known(settings: Settings): Settings {
  const out: Settings = {}
  for (const p of data.model?.params ?? []) {
    const v = settings[p.name]
    if (v === undefined || v === p.default) continue
    const s = data.sliders.find(s => s.param === p.name)
    out[p.name] = s ? Math.max(s.min, Math.min(s.max, v)) : v
  }
  return out
}

function push(h: History, e: Entry): History {
  const last = h.entries[h.at]!
  // One pull of a slider is one change, however many values it passes.
  const joins = h.at > 0 && e.key !== undefined && last.key === e.key && e.time - last.time < 1200
  const before = h.entries.slice(0, joins ? h.at : h.at + 1)
  return { entries: [...before, e], at: before.length }
}

/** Makes a change; said tells it in a sentence, key joins changes that follow each other at once. */
export function change(said: string, part: Partial<Bench>, key?: string): void {
  const next = { ...bench.value, ...part }
  if (same(next, bench.value)) return
  show(push(log.value, { said, bench: next, key, time: Date.now() }))
}

export function goTo(at: number): void {
  const h = log.value
  if (at >= 0 && at < h.entries.length) show({ ...h, at })
}

export function undo(): void {
  goTo(log.value.at - 1)
}

export function redo(): void {
  goTo(log.value.at + 1)
}

/** Takes up what an address says, as a change. */
export function follow(settings: Settings, cards: Card[], compare: string[]): void {
  change('Opened from a link', { settings: known(settings), cards, compare })
}

let timer = 0

function show(h: History): void {
  log.set(h)
  bench.set(h.entries[h.at]!.bench)
  clearTimeout(timer)
  timer = window.setTimeout(save, 300)
}

function save(): void {
  keeps.set(keep('history', log.value))
}

window.addEventListener('pagehide', save)
