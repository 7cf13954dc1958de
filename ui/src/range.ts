// The range of the reader's run over all draws, made by a worker.

import { useEffect, useRef, useState } from 'preact/hooks'
import source from 'worker:source'
import type { Model } from './data'
import type { Answer, Ask, Start } from './worker'

export interface RunRange { low?: number[][]; high?: number[][]; stale: boolean }

type Settings = Record<string, number>
type Pairs = (model: Model, settings: Settings) => [number, number][]

/**
 * Asks for the range whenever the settings change. The last range stays, marked
 * stale, until the new one is there. Where workers are refused there is no range.
 */
export function useRange(model: Model, outputs: number[], settings: Settings, pairs: Pairs): RunRange {
  const [range, setRange] = useState<RunRange>({ stale: false })
  const worker = useRef<Worker | null>(null)
  const turn = useRef(0)
  useEffect(() => {
    if (!model.draws?.length) return
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
    try {
      worker.current = new Worker(url)
    } catch {
      return
    }
    worker.current.onmessage = (e: MessageEvent<Answer>) => {
      if (e.data.turn === turn.current) setRange({ low: e.data.low, high: e.data.high, stale: false })
    }
    worker.current.postMessage({ model } satisfies Start)
    return () => worker.current?.terminate()
  }, [])
  useEffect(() => {
    if (!worker.current) return
    turn.current++
    setRange(r => ({ ...r, stale: true }))
    worker.current.postMessage({ turn: turn.current, set: pairs(model, settings), outputs } satisfies Ask)
  }, [settings])
  return range
}
