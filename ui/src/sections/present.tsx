// What is kept for the present only says so when the reader looks from an earlier date.

import { h } from 'preact'
import { data } from '../book'
import { useStage } from '../state/view'

export function OfThePresent() {
  return useStage() === null ? null : <p class="then">This is of the present, from all claims: it is not kept for earlier dates.</p>
}

/** What is to be known of a kept file, such as that it was made from other files. */
export function KeptNote({ of }: { of: 'backtest' | 'variants' | 'leaveout' | 'sensitivity' }) {
  const text = data.kept?.[of]
  return text ? <p class="modellimit"><b>Note.</b> {text}.</p> : null
}

/** Whether a section has something to say: its result, or why there is none. */
export function hasKept(of: 'backtest' | 'variants' | 'leaveout'): boolean {
  return (of === 'backtest' ? data.backtest : of === 'variants' ? data.variants : data.leaveOut) !== undefined || data.kept?.[of] !== undefined
}
