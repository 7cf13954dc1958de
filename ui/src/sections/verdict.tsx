// A verdict: likelihood in words and number, from the present or an earlier stage; and
// apart from it, how far the evidence carries.

import { Fragment, h } from 'preact'
import { Chance } from '../chart/strips'
import type { Num, Stage, Statement } from '../data'
import { chance, chances } from '../format'
import { useStage } from '../state/view'
import { likelihood, start } from '../words'

export interface Standing { p: Num; words: string; low: Num; high: Num; then: boolean; dated: Num }

/** How a statement stands at a stage. Ranges over priors are of the present only. */
export function standing(s: Statement, stage: Stage | null): Standing {
  if (stage === null) return { p: s.probability, words: s.verdict, low: s.low, high: s.high, then: false, dated: null }
  const p = stage.statements[s.id] ?? null
  return { p, words: likelihood(p), low: null, high: null, then: true, dated: stage.dated?.statements[s.id] ?? null }
}

/** Words and number, always together. */
export function Likelihood({ v }: { v: Standing }) {
  return <span class="likelihood"><b>{start(v.words)}</b> <span class="pct">{chance(v.p)}</span></span>
}

/** The number on a scale, its range over three priors hatched, and where it stood before any claim. */
export function Scale({ s, v, wide = false }: { s: Statement; v: Standing; wide?: boolean }) {
  return <Chance p={v.p} low={v.low} high={v.high} prior={s.priorProbability} labels={wide} />
}

export function ConfidenceWord({ s }: { s: Statement }) {
  const past = useStage() !== null
  return <span class={'confidence ' + s.confidence.level}><ConfidenceMark level={s.confidence.level} />{start(s.confidence.level)} confidence{past && ', now'}</span>
}

/** Three bars, filled by level: the word stands beside it. */
function ConfidenceMark({ level }: { level: string }) {
  const n = { high: 3, moderate: 2, low: 1 }[level] ?? 0
  return (
    <svg class="confmark" width="15" height="11" viewBox="0 0 15 11" aria-hidden="true">
      {[0, 1, 2].map(i => <rect class={i < n ? 'full' : 'empty'} x={i * 5 + 0.5} y={7 - 3 * i} width={3.5} height={3.5 + 3 * i} />)}
    </svg>
  )
}

/** The numbers behind the word, in a sentence. */
export function Behind({ s, v }: { s: Statement; v: Standing }) {
  return (
    <p class="small behind">
      {v.then
        ? <Fragment>As then known{v.dated !== null && `; without claims of assumed date ${chance(v.dated)}`}. Now {chance(s.probability)}; before any claim {chance(s.priorProbability)}.</Fragment>
        : <Fragment>{chances(s.low, s.high)} over three priors of how far claimants lean; before any claim {chance(s.priorProbability)}.</Fragment>}{' '}
      {v.then ? 'Confidence is that of the present: ' + s.confidence.why : start(s.confidence.why)}.
    </p>
  )
}

/** Marks an answer that the claims did not teach. */
export function Wording({ w }: { w: string | undefined }) {
  return w ? <span class="wording">{w}</span> : null
}
