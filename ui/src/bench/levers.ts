// What the reader may move: the study's sliders, the switches of its scenarios, and any
// other constant that is not certain, over the range that it had before any claim.

import { assumption, data } from '../book'
import type { Slider } from '../data'
import type { Settings } from '../state/address'

const base = new Map((data.model?.params ?? []).map(p => [p.name, p.default]))

/** The value of the base run. */
export function baseOf(param: string): number {
  return base.get(param) ?? 0
}

/** The switches that scenarios set and no slider moves. */
export const switches: Slider[] = [...new Set(data.scenarios.flatMap(s => Object.keys(s.set ?? {})))]
  .filter(p => !data.sliders.some(s => s.param === p) && base.has(p))
  .map(p => {
    const values = [baseOf(p), ...data.scenarios.map(s => s.set?.[p]).filter(v => v !== undefined)]
    const [min, max] = [Math.min(0, ...values), Math.max(1, ...values)]
    return lever(p, min, max, max - min <= 1 && values.every(Number.isInteger) ? 1 : (max - min) / 50)
  })

function lever(param: string, min: number, max: number, step: number): Slider {
  const a = assumption(param)
  const learned = a?.posterior
  return {
    param, title: param, unit: a?.unit ?? '', min, max, step, base: baseOf(param), help: a?.about ?? '',
    low: learned?.q05 ?? null, high: learned?.q95 ?? null,
  }
}

/** The constants that may be added: those with a range of their own. */
export const others: string[] = data.assumptions
  .filter(a => a.priorRange && base.has(a.name) && !data.sliders.some(s => s.param === a.name) && !switches.some(s => s.param === a.name))
  .map(a => a.name)

/** The lever of a constant that has neither slider nor switch. */
export function leverOf(param: string): Slider {
  const range = assumption(param)?.priorRange
  const b = baseOf(param)
  const [low, high] = [Math.min(range?.q05 ?? b, b), Math.max(range?.q95 ?? b, b)]
  const room = (high - low) * 0.25 || Math.abs(b) || 1
  const step = Number(((high - low + 2 * room) / 100).toPrecision(1))
  const min = low >= 0 ? Math.max(0, low - room) : low - room
  return lever(param, Math.floor(min / step) * step, Math.ceil((high + room) / step) * step, step)
}

/** All levers in sight: those of the study, and what is set besides. */
export function levers(settings: Settings, added: readonly string[]): Slider[] {
  const known = [...data.sliders, ...switches]
  const more = [...new Set([...added, ...Object.keys(settings)])].filter(p => !known.some(s => s.param === p) && base.has(p))
  return [...known, ...more.map(leverOf)]
}

/** A constant's lever, wherever it is from. */
export function find(param: string): Slider {
  return [...data.sliders, ...switches].find(s => s.param === param) ?? leverOf(param)
}
