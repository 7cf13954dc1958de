// From when the reader looks: the stage of evidence that every chart and verdict
// shows. The last is the present, which alone has draws.

import { calendar, cutDay, data } from '../book'
import type { Stage } from '../data'
import { Cell, useCell } from './cell'

export const stages: Stage[] = data.stages ?? []
export const present = Math.max(0, stages.length - 1)
export const asOf = new Cell(present)

/** The stage looked from, or null in the present. */
export function useStage(): Stage | null {
  const i = useCell(asOf)
  return i < present ? stages[i] ?? null : null
}

/** The last day whose claims are known. */
export function knownDay(stage: Stage | null): number {
  return stage?.day ?? cutDay
}

/** The stage of a date in an address, the present for anything else. */
export function stageOf(date: string | undefined): number {
  const i = stages.findIndex(s => date !== undefined && calendar.iso(s.day) === date)
  return i < 0 ? present : i
}
