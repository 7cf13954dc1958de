// One effect: its sentence, its range beside the range before any claim, and on demand
// its picture.

import { h } from 'preact'
import { anchor, data } from '../book'
import { Dots } from '../chart/dots'
import type { Face } from '../chart/figure'
import { Ranges } from '../chart/strips'
import { WorldsFigure } from '../chart/worlds'
import type { Effect, Stage } from '../data'
import { amount, said, spanOf } from '../format'
import { Sources } from '../panel/sources'
import { useMeasure } from '../run/answers'
import { useStage } from '../state/view'
import { start } from '../words'
import { Later } from './part'
import { Wording } from './verdict'

export interface Known { q05: number | null; q50: number | null; q95: number | null }

/** An effect's range at a stage, or in the present. */
export function effectAt(e: Effect, stage: Stage | null): Known {
  if (stage === null) return e.posterior
  const [q05 = null, q50 = null, q95 = null] = stage.effects[e.id] ?? []
  return { q05, q50, q95 }
}

/** What was known then from the claims of known date alone, where that is kept. */
function without(e: Effect, stage: Stage): string {
  const [low, middle, high] = stage.dated?.effects[e.id] ?? []
  return middle === undefined ? '' : `; without claims of assumed date ${spanOf(low ?? null, high ?? null, e.unit)} (median ${amount(middle, e.unit)})`
}

/** The sentence without the caution that the study puts behind it: the mark beside it says the same. */
function plain(e: Effect): string {
  return e.wording ? said(e.text).replace(new RegExp(`\\s*\\(${start(e.wording)}\\.\\)$`), '') : said(e.text)
}

export function EffectLine({ e }: { e: Effect }) {
  const stage = useStage()
  const now = effectAt(e, stage)
  return (
    <article class="effect" id={anchor('x', e.id)}>
      <div class="words">
        <p class="text">
          {stage === null ? plain(e) : `${e.title}: as then known ${spanOf(now.q05, now.q95, e.unit)} (median ${amount(now.q50, e.unit)})${without(e, stage)}.`} <Wording w={e.wording} />
        </p>
        <p class="small">
          Before any claim: {amount(e.prior.q50, e.unit)} ({spanOf(e.prior.q05, e.prior.q95, e.unit)}). {e.note && said(e.note)} <Sources claims={e.claims} label={e.title} />
        </p>
      </div>
      <Ranges posterior={stage === null ? e.posterior : { ...now, q25: null, q75: null }} prior={e.prior} unit={e.unit} label={e.title} />
      {e.measure && data.model && <Later summary="Picture">{() => <Picture e={e} />}</Later>}
    </article>
  )
}

function Picture({ e }: { e: Effect }) {
  const m = e.measure!
  const dots: Face = { id: 'dots', label: 'Dots', draw: () => <EffectDots e={e} /> }
  return <WorldsFigure m={m} title={e.title} file={'x-' + e.id} claims={e.claims ?? []} dots={dots}
    test={{ measure: m, threshold: 0, under: false, unit: e.unit }} />
}

function EffectDots({ e }: { e: Effect }) {
  return <Dots values={useMeasure(e.measure)} unit={e.unit} threshold={0} under={false} height={350} label={e.title} reset={e.id}
    says={(n, t) => `In ${n} of 50 runs it is above ${t}.`} />
}
