// The data of a brief, as internal/brief/data.go writes it. A missing number is null.

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
  sides: Side[]
  quantities: Quantity[]
  claims: Claim[]
  biases?: Bias[]
  scenarios: Scenario[]
  effects: Effect[]
  effectiveness?: Effect[]
  rivals?: Rival[]
  statements: Statement[]
  sliders: Slider[]
  charts: Output[]
  model?: Model
  assumptions: Assumption[]
  timeline: Event[]
  scores?: Score[]
  diagnostics: Measurement[]
  warnings: string[]
  limits: string[]
  footer: { inputHash: string; seed: number; version: string; made: string; command?: string }
}

export interface Side { id: string; title: string }

export interface Quantity {
  id: string
  title: string
  sentence?: string
  unit: string
  scale: string
  change?: boolean
  days: number[]
  q05: Series
  q25: Series
  q50: Series
  q75: Series
  q95: Series
  paths?: Series[]
  priorQ05?: Series
  priorQ50?: Series
  priorQ95?: Series
  claims: string[]
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

export interface Scenario { id: string; title: string; story: string }

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
  outUnit?: string
  series?: ScenarioSeries[]
  asOf?: { day: number; q05: Num; q50: Num; q95: Num }[]
}

export interface ScenarioSeries { scenario: string; days: number[]; q05: Series; q50: Series; q95: Series }

export interface Rival { title: string; else: string; prior: Num; posterior: Num; text?: string }

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
  claims?: string[]
  events?: string[]
  note?: string
  turns?: string
  asOf?: { day: number; probability: Num }[]
}

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
  draws?: number[][]
}

export interface Assumption {
  name: string
  about?: string
  value: Num
  unit: string
  prior: string
  priorRange?: Range
  posterior?: Range
  learned: Num
  source: string
  group?: string
}

export interface Event { date: string; event: string; actors?: string; url?: string }
export interface Score { title: string; rule: string; count: number; model: Num; naive: Num; text?: string }
export interface Measurement { name: string; value: string; limit?: string; ok: boolean; text?: string }
