// The data of the page with its look-ups, read once from the inline element.

import type { Claim, Data, Effect, Scenario, Side } from './data'
import { Calendar } from './format'

export const data: Data = JSON.parse(document.getElementById('data')?.textContent ?? '{}')
export const calendar = new Calendar(data.origin)
export const cutDay = calendar.day(data.cut)

const claims = new Map<string, Claim>(data.claims.map(c => [c.id, c]))
const sides = new Map<string, Side>(data.sides.map(s => [s.id, s]))
const scenarios = new Map<string, Scenario>(data.scenarios.map(s => [s.id, s]))
const quantityTitles = new Map<string, string>(data.quantities.map(q => [q.id, q.title]))
const events = new Set<string>(data.timeline.map(e => e.date))

export function claim(id: string): Claim | undefined {
  return claims.get(id)
}

export function sideTitle(id: string): string {
  return sides.get(id)?.title ?? id
}

export function sideIndex(id: string): number {
  return data.sides.findIndex(s => s.id === id)
}

export function scenarioTitle(id: string): string {
  return scenarios.get(id)?.title ?? id
}

export function quantityTitle(id: string): string {
  return quantityTitles.get(id) ?? id.replace(/_/g, ' ')
}

export function hasEvent(date: string): boolean {
  return events.has(date)
}

/** Whether a claim is drawn over the estimate, or only listed. */
export function drawn(c: Claim): boolean {
  return (c.use === 'used' || c.use === 're-read' || c.use === 'later') &&
    (c.low !== undefined || c.best !== undefined || c.high !== undefined)
}

/** The claims that stand behind the headline. */
export function headlineClaims(): string[] {
  if (data.headline.claims?.length) return data.headline.claims
  const about: Effect | undefined = [...data.effects, ...(data.effectiveness ?? [])].find(e => e.id === data.headline.effect)
  return about?.claims ?? data.statements.find(s => s.id === data.headline.effect)?.claims ?? []
}

/** An id that is safe in a fragment and in HTML. */
export function anchor(kind: string, name: string): string {
  return kind + '-' + name.replace(/[^A-Za-z0-9]+/g, '-')
}
