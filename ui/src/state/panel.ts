// What stands in the panel at the side: the thing that the reader clicked. One at a
// time; Escape closes it and the focus goes back to where it was.

import { Cell } from './cell'

export type Panel =
  | { kind: 'claims'; ids: string[]; label: string }
  | { kind: 'variable'; name: string }
  | { kind: 'why'; output: string; scenario: string; from: number; to: number }
  | { kind: 'share' }
  | { kind: 'keys' }
  | { kind: 'search' }

export const panel = new Cell<Panel | null>(null)

let opener: HTMLElement | SVGElement | null = null

const before: Panel[] = []

/** Whether there is something to go back to. */
export function hasBefore(): boolean {
  return before.length > 0
}

export function back(): void {
  const p = before.pop()
  if (p) panel.set(p)
}

export function open(p: Panel): void {
  const now = document.activeElement
  // Going on from one thing in the panel to the next keeps the way back to the page.
  if (panel.value !== null) before.push(panel.value)
  else opener = now instanceof HTMLElement || now instanceof SVGElement ? now : null
  panel.set(p)
}

export function close(): void {
  if (panel.value === null) return
  panel.set(null)
  before.length = 0
  opener?.focus()
  opener = null
}
