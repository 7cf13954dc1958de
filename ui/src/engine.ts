// The compiled model at work in the page. internal/wasm/layout.go describes the
// memory of the module: all numbers stand in pairs, one for each of the two
// members that a run carries, so that a second run costs nothing more.

import type { Model } from './data'

interface Exports {
  memory: WebAssembly.Memory
  setup: () => void
  advance: (steps: number) => void
}

/** What a run gave: value(row, output) for one of the two members. */
export interface Run {
  rows: number
  outputs: number
  values: Float64Array // [row][output]
}

/** The bytes of a base64 text. */
export function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return out
}

export class Engine {
  private constructor(private readonly model: Model, private readonly wasm: Exports) {}

  /** Compiles the module. It imports nothing, so nothing is given to it. */
  static async load(model: Model, module: BufferSource): Promise<Engine> {
    const { instance } = await WebAssembly.instantiate(module)
    const { memory, setup, advance } = instance.exports as Partial<Record<keyof Exports, unknown>>
    if (!(memory instanceof WebAssembly.Memory) || typeof setup !== 'function' || typeof advance !== 'function') {
      throw new Error('the compiled model lacks memory, setup or advance')
    }
    return new Engine(model, instance.exports as unknown as Exports)
  }

  /** Runs two parameter vectors side by side, from the start to the last step. */
  run(a: ArrayLike<number>, b: ArrayLike<number>): [Run, Run] {
    const { layout, steps } = this.model
    const every = Math.max(this.model.saveEvery, Math.ceil((steps + 1) / layout.maxRows), 1)
    let view = new DataView(this.wasm.memory.buffer)
    for (let i = 0; i < layout.params; i++) {
      view.setFloat64(layout.paramsAt + 16 * i, a[i] ?? 0, true)
      view.setFloat64(layout.paramsAt + 16 * i + 8, b[i] ?? 0, true)
    }
    view.setUint32(layout.saveEveryAt, every, true)
    this.wasm.setup()
    this.wasm.advance(steps + 1)
    view = new DataView(this.wasm.memory.buffer)
    const rows = Math.floor(steps / every) + 1
    return [this.read(view, rows, 0), this.read(view, rows, 1)]
  }

  private read(view: DataView, rows: number, lane: number): Run {
    const { layout } = this.model
    const values = new Float64Array(rows * layout.outputs)
    for (let i = 0; i < values.length; i++) {
      values[i] = view.getFloat64(layout.outputsAt + 16 * i + 8 * lane, true)
    }
    return { rows, outputs: layout.outputs, values }
  }
}

/** The days of a run's rows. */
export function rowDays(model: Model): number[] {
  const every = Math.max(model.saveEvery, Math.ceil((model.steps + 1) / model.layout.maxRows), 1)
  const rows = Math.floor(model.steps / every) + 1
  return Array.from({ length: rows }, (_, r) => model.start + r * every * model.step)
}

/** One output of a run, over its rows. */
export function series(run: Run, output: number): number[] {
  return Array.from({ length: run.rows }, (_, r) => run.values[r * run.outputs + output] ?? NaN)
}
