// The compiled model at work in the page. internal/wasm/layout.go describes the
// memory of the module: all numbers stand in pairs, one for each of the two
// members that a run carries, so that a second run costs nothing more.

import type { Model } from '../data'

interface Exports {
  memory: WebAssembly.Memory
  setup: () => void
  advance: (steps: number) => void
}

/** The bytes of a base64 text. */
export function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return out
}

/** The posterior draws as vectors of the parameters that they are of. */
export function readDraws(model: Model): Float64Array[] {
  const d = model.draws
  if (!d || d.columns === 0) return []
  const raw = bytes(d.base64)
  const all = new Float64Array(raw.buffer, 0, raw.length >> 3)
  return Array.from({ length: all.length / d.columns }, (_, i) => all.subarray(i * d.columns, (i + 1) * d.columns))
}

/** Constants set over a vector of parameters, by index. */
export type Pairs = [param: number, value: number][]

export function pairs(model: Model, settings: Readonly<Record<string, number>>): Pairs {
  return Object.entries(settings).map(([name, v]): [number, number] => [model.params.findIndex(p => p.name === name), v]).filter(([i]) => i >= 0)
}

/** The base run's parameters with some set. */
export function vector(model: Model, set: Pairs, draw?: Float64Array): Float64Array {
  const v = Float64Array.from(model.params, p => p.default)
  if (draw) model.drawParams?.forEach((param, i) => { v[param] = draw[i]! })
  for (const [param, value] of set) v[param] = value
  return v
}

export class Engine {
  private constructor(readonly model: Model, private readonly wasm: Exports) {}
  private view = new DataView(new ArrayBuffer(0))
  rows = 0

  /** Compiles the module. It imports nothing, so nothing is given to it. */
  static async load(model: Model): Promise<Engine> {
    const { instance } = await WebAssembly.instantiate(bytes(model.wasm))
    const { memory, setup, advance } = instance.exports as Partial<Record<keyof Exports, unknown>>
    if (!(memory instanceof WebAssembly.Memory) || typeof setup !== 'function' || typeof advance !== 'function') {
      throw new Error('the compiled model lacks memory, setup or advance')
    }
    return new Engine(model, instance.exports as unknown as Exports)
  }

  /**
   * Runs two parameter vectors side by side, from the start to the last step, and keeps
   * a row every so many steps; at and series read them until the next run.
   */
  run(a: ArrayLike<number>, b: ArrayLike<number>, every = this.model.saveEvery): void {
    const { layout, steps } = this.model
    let view = new DataView(this.wasm.memory.buffer)
    for (let i = 0; i < layout.params; i++) {
      view.setFloat64(layout.paramsAt + 16 * i, a[i] ?? 0, true)
      view.setFloat64(layout.paramsAt + 16 * i + 8, b[i] ?? 0, true)
    }
    every = Math.max(every, Math.ceil((steps + 1) / layout.maxRows), 1)
    view.setUint32(layout.saveEveryAt, every, true)
    this.wasm.setup()
    this.wasm.advance(steps + 1)
    this.view = new DataView(this.wasm.memory.buffer)
    this.rows = Math.floor(steps / every) + 1
  }

  /** An output at a row, of one of the two members. */
  at(row: number, output: number, member: 0 | 1): number {
    const { outputsAt, outputs } = this.model.layout
    return this.view.getFloat64(outputsAt + 16 * (row * outputs + output) + 8 * member, true)
  }

  /** An output over all rows. */
  series(output: number, member: 0 | 1): number[] {
    return Array.from({ length: this.rows }, (_, r) => this.at(r, output, member))
  }
}

/** The days of a run's rows. */
export function rowDays(model: Model, saveEvery = model.saveEvery): number[] {
  const every = Math.max(saveEvery, Math.ceil((model.steps + 1) / model.layout.maxRows), 1)
  const rows = Math.floor(model.steps / every) + 1
  return Array.from({ length: rows }, (_, r) => model.start + r * every * model.step)
}
