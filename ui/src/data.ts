// The data of a brief, as internal/brief/data*.go writes it. A missing number is null.

export type Num = number | null
export type Series = Num[]

export interface Range { q05: Num; q25: Num; q50: Num; q75: Num; q95: Num }
export interface Interval extends Range { probAbove0: Num }

export interface Data {
  title: string
  question: string
  about?: string
  source?: string
  origin: string
  cut: string
  horizon: string
  quick: boolean
  headline: { words: string; figure: string; range: string; effect?: string; claims?: string[] }
  keyStatements?: string[]
  rows: Row[]
  statements: Statement[]
  effects: Effect[]
  effectiveness?: Effect[]
  rivals?: Rival[]
  sides: Side[]
  quantities: Quantity[]
  claims: Claim[]
  biases?: Bias[]
  timeline: Event[]
  levels?: number[]
  days?: number[]
  fans?: Fan[]
  stages?: Stage[]
  asOfDays?: number[]
  scenarios: Scenario[]
  sliders: Slider[]
  charts: Output[]
  model?: Model
  diagram?: Diagram
  assumptions: Assumption[]
  diagnostics: Measurement[]
  warnings: string[]
  limits: string[]
  levers?: Levers
  hinges?: Hinge[]
  sensitivity?: Sensitivity
  variants?: Variants
  crossChecks?: CrossCheck[]
  backtest?: Backtest
  leaveOut?: LeaveOut
  byClaimant?: ClaimantCheck[]
  issued?: Issued[]
  kept?: Record<string, string>
  footer: { inputHash: string; seed: number; version: string; made: string; command?: string }
}

export interface Row { id: string; title: string; statements: string[]; effects?: string[]; quantities?: string[] }

export interface Statement {
  id: string
  row: string
  text: string
  test: string
  probability: Num
  low: Num
  high: Num
  priorProbability: Num
  verdict: string
  wording?: string
  confidence: { level: string; why: string }
  claims?: string[]
  events?: string[]
  note?: string
  turns?: string
  picture?: 'claims' | 'course' | 'worlds' | 'dots'
  quantity?: string
  measure?: Measure
  threshold?: number
  under?: boolean
  unit?: string
}

export interface Measure {
  output: string
  of: string
  from?: number
  at: number
  below?: number
  scenario: string
  against?: string
  per?: Measure
}

export interface Effect {
  id: string
  title: string
  unit: string
  scenario: string
  against?: string
  posterior: Interval
  prior: Interval
  wording?: string
  text: string
  note?: string
  claims?: string[]
  output?: string
  measure?: Measure
}

export interface Rival {
  constant?: string
  title: string
  else: string
  prior: Num
  posterior: Num
  error: Num
  narrow: Num
  wide: Num
  ahead: Num
  aheadError: Num
  text?: string
  steps?: RivalStep[]
}
export interface RivalStep { day: number; claims: number; ratio: Num; error: Num; tells: boolean; weight: Num }

export interface Side { id: string; title: string }

export interface Quantity {
  id: string
  title: string
  sentence?: string
  unit: string
  scale: string
  change?: boolean
  output: string
  claims: string[]
  behind: number
  fit?: { readings: number; inside50: Num; inside90: Num; prior90: Num }
}

export type Use = 'used' | 're-read' | 'relayed' | 'set aside' | 'later'

export interface Claim {
  id: string
  quantity: string
  subject: string
  low?: number
  best?: number
  high?: number
  text: string
  from?: number
  day: number
  published: string
  publishedBasis?: string
  claimant: string
  side: string
  relayedBy?: string
  title?: string
  url?: string
  words?: string
  note?: string
  use: Use
  reading?: string
  sameAs?: string
  why?: string
  revises?: string
  group?: string
}

export interface Bias {
  claimant: string
  side: string
  quantity: string
  unit: string
  posterior: Range
  prior: Range
  text?: string
  claims?: string[]
}

export interface Event { date: string; event: string; actors?: string; url?: string }

export interface Fan { output: string; title: string; unit: string; scenario: string; change?: boolean; q: Series[] }

export interface Known { claims: number; effects: Record<string, Num[]>; statements: Record<string, Num>; parts?: Record<string, Num> }

export interface Stage extends Known {
  day: number
  dated?: Known
  bands?: { q05: Series; q25: Series; q50: Series; q75: Series; q95: Series }[]
}

export interface Scenario { id: string; title: string; story: string; set?: Record<string, number> }

export interface Slider {
  param: string
  title: string
  unit: string
  min: number
  max: number
  step: number
  base: number
  low: Num
  high: Num
  help: string
}

export interface Output { output: string; title: string; unit: string }

export interface Layout {
  lanes: number
  paramsAt: number
  params: number
  outputsAt: number
  outputs: number
  saveEveryAt: number
  maxRows: number
  pages: number
  missedAt: number
}

export interface Model {
  wasm: string
  layout: Layout
  params: { name: string; default: number }[]
  outputs: string[]
  start: number
  step: number
  steps: number
  saveEvery: number
  drawParams?: number[]
  draws?: { columns: number; base64: string }
}

export interface Diagram { nodes: Node[]; views: View[]; loops?: Loop[] }
export interface Node { name: string; kind: string; unit?: string; doc?: string; group?: string; equation: string; causes?: Cause[] }
export interface Cause { name: string; sign: string; delay?: boolean; initial?: boolean; rate?: number | Series }
export interface View { id: string; title: string; width: number; height: number; boxes: Box[]; links: ViewLink[]; badges?: { loop: string; x: number; y: number }[] }
export interface Box { name: string; lines: string[]; kind: string; outside?: boolean; view?: string; x: number; y: number; w: number; h: number }
export interface ViewLink { from: number; to: number; sign: string; delay?: boolean; path: string; end: [x: number, y: number, angle: number]; mid: [x: number, y: number, angle: number] }
export interface Loop { id: string; sign: string; nodes: string[] }

export interface Assumption {
  name: string
  about?: string
  value: Num
  unit: string
  prior: string
  priorRange?: Range
  posterior?: Range
  learned: Num
  verdict?: string
  source: string
  group?: string
}

export interface Measurement { name: string; value: string; limit?: string; ok: boolean; text?: string }

export interface Variants { verdict: string[]; quick?: boolean; replicates: number; list: Variant[]; asOf: { day: number; chances: Series; errors: Series }[]; warnings?: string[] }
export interface Variant {
  id: string
  title: string
  story: string
  prior: Num
  chance: Num
  error: Num
  narrow: Num
  wide: Num
  evidence: Num
  evidenceError: Num
  ahead: Num
  against: Num
  againstError: Num
  effects: Record<string, Range>
  statements: Record<string, Num>
}

export interface Levers { verdict: string; detail?: string; list: { scenario: string; title: string; whose: string; text: string }[]; outcomes: Outcome[] }
export interface Outcome { id: string; title: string; unit: string; better: string; for: string; claims?: string[]; options: Option[] }
export interface Option { scenario: string; level: Range; effect: Range; prior: Range; regret: Range; helps: Num; harms: Num; best: Num; verdict?: string }

export interface Hinge { effect: string; together: Num; numbers: HingeNumber[] }
export interface HingeNumber { name: string; share: Num; low: Num; high: Num; lower: Num; upper: Num }

export interface Sensitivity { verdict: string; rules: string[]; effects: MovedAnswer[]; statements: MovedAnswer[]; argued: ArguedNumber[] }
export interface MovedAnswer { id: string; mean: Num; moves: Move[]; of: number }
export interface Move { name: string; dated?: boolean; value: Num; low: Num; high: Num; atLow: Num; atHigh: Num; share: Num }
export interface ArguedNumber { name: string; dated?: boolean; value: Num; end: Num; gain: Num }

export interface CrossCheck {
  id: string
  title: string
  verdict: string
  text: string
  quantity: string
  unit: string
  scenario: string
  from: number
  to: number
  factor: Num
  low: Num
  high: Num
  placebo: Num
  model?: Range
  prior?: Range
  months: { day: number; pace: Num }[]
  claims?: string[]
  claimants: string[]
}

export interface Coverage { level: Num; share: Num; naive: Num }
export interface Backtest {
  verdict: string
  detail?: string
  lost: boolean
  quick?: boolean
  horizon: number
  naives: string[]
  rows: BacktestRow[]
  rules: string[]
  claims?: string[]
  bounds?: { forecasts: number; compared: number; log: Num; naiveLog: Series }
}
export interface BacktestRow {
  kind: 'all' | 'quantity' | 'months' | 'known' | 'new'
  of: string
  title: string
  forecasts: number
  compared: number
  crps: Num
  log: Num
  naiveCRPS: Series
  naiveLog: Series
  best?: string
  skill: Num
  low: Num
  high: Num
  coverage?: Coverage[]
}

export interface LeaveOut { verdict: string; quick?: boolean; rules: string[]; groups: LeaveOutGroup[]; claimants: LeaveOutClaimant[] }
export interface LeaveOutGroup {
  title: string
  claims: number
  pits: Series
  ids: string[]
  distance: Num
  band: Num
  p: Num
  coverage: Coverage[]
  width: Num
  compared: number
  crps: Num
  constant: Num
}
export interface LeaveOutClaimant { claimant: string; side: string; claims: number; inside90: Num; off: Num; refitted?: boolean }
export interface ClaimantCheck { quantity: string; claimant: string; readings: number; inside50: Num; inside90: Num; off: Num; p: Num }

export interface Issued { cut: string; hash: string; present?: boolean; series: IssuedSeries[] }
export interface IssuedSeries { quantity: string; title: string; unit: string; claimant?: string; dates: string[]; q05: Series; q25: Series; q50: Series; q75: Series; q95: Series }
