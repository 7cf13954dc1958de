// The data of the page with its look-ups, read once from the inline element.

import type { Assumption, Claim, Data, Effect, Fan, Node, Quantity, Scenario, Side, Statement } from './data'
import { Calendar } from './format'

export const data: Data = JSON.parse(document.getElementById('data')?.textContent ?? '{}')
export const calendar = new Calendar(data.origin)
export const cutDay = calendar.day(data.cut)
export const days: number[] = data.days ?? []
export const levels: number[] = data.levels ?? []
/** The scenario in which everything is as it was. */
export const asItWas = data.scenarios[0]?.id ?? ''
export const effects: Effect[] = [...data.effects, ...(data.effectiveness ?? [])]

function index<T>(list: readonly T[] | undefined, key: (v: T) => string): Map<string, T> {
  return new Map((list ?? []).map(v => [key(v), v]))
}

const claims = index<Claim>(data.claims, c => c.id)
const sides = index<Side>(data.sides, s => s.id)
const scenarios = index<Scenario>(data.scenarios, s => s.id)
const quantities = index<Quantity>(data.quantities, q => q.id)
const statements = index<Statement>(data.statements, s => s.id)
const effectsById = index<Effect>(effects, e => e.id)
const fans = index<Fan>(data.fans, f => fanKey(f.output, f.scenario, f.change))
const assumptions = index<Assumption>(data.assumptions, a => a.name)
const nodes = index<Node>(data.diagram?.nodes, n => n.name)
const events = new Set<string>(data.timeline.map(e => e.date))

function fanKey(output: string, scenario: string, change?: boolean): string {
  return output + '\n' + scenario + (change ? '\nchange' : '')
}

export const claim = (id: string): Claim | undefined => claims.get(id)
export const quantity = (id: string): Quantity | undefined => quantities.get(id)
export const statement = (id: string): Statement | undefined => statements.get(id)
export const effect = (id: string): Effect | undefined => effectsById.get(id)
export const scenario = (id: string): Scenario | undefined => scenarios.get(id)
export const assumption = (name: string): Assumption | undefined => assumptions.get(name)
export const node = (name: string): Node | undefined => nodes.get(name)
export const fan = (output: string, scenario: string, change?: boolean): Fan | undefined => fans.get(fanKey(output, scenario, change))
export const sideTitle = (id: string): string => sides.get(id)?.title ?? id
export const sideIndex = (id: string): number => data.sides.findIndex(s => s.id === id)
export const scenarioTitle = (id: string): string => scenarios.get(id)?.title ?? id
export const quantityTitle = (id: string): string => quantities.get(id)?.title ?? id.replace(/_/g, ' ')
export const hasEvent = (date: string): boolean => events.has(date)

/** The quantity that draws a variable as it is, if there is one. */
export function quantityOf(output: string): Quantity | undefined {
  return data.quantities.find(q => q.output === output && !q.change) ?? data.quantities.find(q => q.output === output)
}

/** Where a quantity's chart stands: with the counts of a part, or as the picture of its leading statement. */
export function quantityAnchor(id: string): string {
  if (data.rows.some(r => r.quantities?.includes(id))) return 'q-' + id
  const lead = data.rows.map(r => statement(r.statements[0]!)).find(s => s?.quantity === id)
  return lead ? anchor('s', lead.id) : 'evidence'
}

/** A variable's unit, from wherever it stands. */
export function unitOf(output: string): string {
  return data.fans?.find(f => f.output === output && !f.change)?.unit ?? node(output)?.unit ?? assumption(output)?.unit ?? ''
}

/** A variable's name for readers. */
export function titleOf(output: string): string {
  return data.quantities.find(q => q.output === output)?.title ?? output
}

/** Whether a claim is drawn over the estimate, or only listed. */
export function drawn(c: Claim): boolean {
  return (c.use === 'used' || c.use === 're-read' || c.use === 'later') &&
    (c.low !== undefined || c.best !== undefined || c.high !== undefined)
}

/** The claims that stand behind the headline. */
export function headlineClaims(): string[] {
  if (data.headline.claims?.length) return data.headline.claims
  const id = data.headline.effect ?? ''
  return effect(id)?.claims ?? statement(id)?.claims ?? []
}

/** An id that is safe in a fragment and in HTML. */
export function anchor(kind: string, name: string): string {
  return kind + '-' + name.replace(/[^A-Za-z0-9]+/g, '-')
}
