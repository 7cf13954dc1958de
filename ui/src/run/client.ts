// Questions to the worker, and the page's own engine for single runs. Both start when
// first needed; where the browser refuses them, what needs them says so.

import { useEffect, useState } from 'preact/hooks'
import source from 'worker:source'
import { data } from '../book'
import { Cell, useCell } from '../state/cell'
import { Engine } from './engine'
import type { Answer, Ask, Start } from './worker'

type Question = Ask extends infer A ? A extends Ask ? Omit<A, 'id'> : never : never

/** Why the model can't run in this browser, '' while it can. */
export const fault = new Cell('')

/** What stands in place of runs that are not there: that they are on the way, or why they never come. */
export function useWaiting(): string {
  return useCell(fault) === '' ? 'The runs are being made.' : 'This browser refused to run the model, so there are no runs to show.'
}

let worker: Worker | null = null
let count = 0
const open = new Map<number, (a: Answer | null) => void>()

function start(): Worker | null {
  if (worker !== null || data.model === undefined) return worker
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  try {
    worker = new Worker(url)
  } catch (e) {
    fault.set(String(e))
    return null
  }
  worker.onmessage = (e: MessageEvent<Answer>) => {
    if (e.data.fault !== undefined) fault.set(e.data.fault)
    open.get(e.data.id)?.(e.data.dropped || e.data.fault !== undefined ? null : e.data)
    open.delete(e.data.id)
  }
  worker.onerror = e => {
    fault.set(e.message)
    for (const done of open.values()) done(null)
    open.clear()
  }
  worker.postMessage({ model: data.model } satisfies Start)
  return worker
}

/** Asks the worker; null when a newer question has overtaken this one, or there is no worker. */
export function ask(q: Question): Promise<Answer | null> {
  const w = start()
  if (w === null) return Promise.resolve(null)
  const id = ++count
  return new Promise(done => {
    open.set(id, done)
    w.postMessage({ ...q, id } as Ask)
  })
}

const answered = new Map<string, Promise<Answer | null>>()

/** Asks once; the same question again has the same answer. */
export function askOnce(q: Question): Promise<Answer | null> {
  const key = JSON.stringify(q)
  let a = answered.get(key)
  if (a === undefined) {
    if (answered.size > 60) answered.delete(answered.keys().next().value!)
    a = ask(q)
    answered.set(key, a)
  }
  return a
}

let engine: Promise<Engine | null> | null = null

/** The engine of the page's own thread. */
export function loadEngine(): Promise<Engine | null> {
  engine ??= data.model === undefined ? Promise.resolve(null) : Engine.load(data.model).catch((e: unknown) => {
    fault.set(String(e))
    return null
  })
  return engine
}

export function useEngine(): Engine | null {
  const [e, set] = useState<Engine | null>(null)
  useEffect(() => { void loadEngine().then(set) }, [])
  return e
}

type Wanted = { output: number; change?: boolean }
const batches = new Map<string, { wanted: Wanted[]; runs: Promise<Float64Array[][] | null> }>()
const known = new Map<string, Promise<Float64Array[] | null>>()

/**
 * All draws of one variable over the weeks, [draw][week], with some constants set. What
 * is wanted at about the same time under the same settings is run together.
 */
export function runsOf(output: string, change: boolean, settings: Readonly<Record<string, number>>): Promise<Float64Array[] | null> {
  const index = data.model?.outputs.indexOf(output) ?? -1
  if (index < 0) return Promise.resolve(null)
  const set = JSON.stringify(settings)
  const key = set + index + change
  const had = known.get(key)
  if (had !== undefined) return had
  let batch = batches.get(set)
  if (batch === undefined) {
    const wanted: Wanted[] = []
    const runs = new Promise<Float64Array[][] | null>(done => setTimeout(() => {
      batches.delete(set)
      void ask({ kind: 'runs', settings: { ...settings }, wanted }).then(a => done(a?.runs ?? null))
    }, 30))
    batches.set(set, batch = { wanted, runs })
  }
  const at = batch.wanted.push({ output: index, change }) - 1
  const mine = batch.runs.then(r => r?.[at] ?? null)
  if (known.size > 200) known.delete(known.keys().next().value!)
  known.set(key, mine)
  return mine
}

export function useRuns(output: string | undefined, change: boolean, settings: Readonly<Record<string, number>>): Float64Array[] | null {
  const key = (output ?? '') + change + JSON.stringify(settings)
  const [got, set] = useState<{ key: string; runs: Float64Array[] | null }>({ key: '', runs: null })
  useEffect(() => {
    if (output === undefined) return
    let gone = false
    void runsOf(output, change, settings).then(runs => { if (!gone) set({ key, runs }) })
    return () => { gone = true }
  }, [key])
  return got.key === key ? got.runs : null
}
