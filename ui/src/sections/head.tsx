// The question, the outcome that stays in sight, and the way around the page.

import type { ComponentChildren } from 'preact'
import { Fragment, h } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { calendar, data, effect, headlineClaims } from '../book'
import { amount, prose, said, spanOf } from '../format'
import { Sources } from '../panel/sources'
import { open } from '../state/panel'
import { knownDay, useStage } from '../state/view'
import { AsOf } from './asof'
import { effectAt } from './effect'
import { Wording } from './verdict'

export interface Entry { id: string; title: string; number?: number; heading?: string }

/** The outcome in short, of the present or as then known. */
function useOutcome(): { figure: string; range: string } {
  const stage = useStage()
  const e = effect(data.headline.effect ?? '')
  if (stage === null || !e) return { figure: said(data.headline.figure), range: said(data.headline.range) }
  const k = effectAt(e, stage)
  return { figure: spanOf(k.q05, k.q95, e.unit), range: `as known on ${calendar.prose(knownDay(stage))}, the middle at ${amount(k.q50, e.unit)}` }
}

/** Stays in view while the page scrolls: the outcome, the date looked from, the sections. */
export function Rail({ entries }: { entries: Entry[] }) {
  const ref = useRef<HTMLElement>(null)
  const now = useCurrent(entries)
  const { figure, range } = useOutcome()
  const e = effect(data.headline.effect ?? '')
  // On narrow screens the rail is a bar on top, as high as its text; what sticks
  // below it, and where links arrive, must know how high.
  useLayoutEffect(() => {
    const rail = ref.current
    if (!rail) return
    const observer = new ResizeObserver(() => {
      const bar = rail.clientHeight < window.innerHeight / 2 ? rail.offsetHeight : 0
      document.documentElement.style.setProperty('--bar', bar + 'px')
    })
    observer.observe(rail)
    return () => observer.disconnect()
  }, [])
  return (
    <header class="rail" ref={ref}>
      <a class="outcome" href="#top">
        <span class="small">{e?.title ?? data.title}<span class="unseen">: </span></span>
        <strong>{figure}</strong>
        <span class="range">{range}</span>
        {e && <Wording w={e.wording} />}
      </a>
      <Fold label="As of">{<AsOf />}</Fold>
      <Fold label="Contents">
        <nav aria-label="Sections">
          <ol>{entries.map(x => (
            <Fragment>
              {x.heading && <li class="heading" aria-hidden="true">{x.heading}</li>}
              <li><a href={'#' + x.id} aria-current={x.id === now ? 'true' : undefined}>{x.number !== undefined && <span class="number">{x.number}</span>}{x.title}</a></li>
            </Fragment>
          ))}</ol>
        </nav>
        <p class="tools">
          <button type="button" onClick={() => open({ kind: 'search' })}>Search <kbd>/</kbd></button>
          <button type="button" onClick={() => open({ kind: 'share' })}>Share</button>
          <button type="button" onClick={() => open({ kind: 'keys' })}>Keys <kbd>?</kbd></button>
        </p>
      </Fold>
    </header>
  )
}

/** Open where there is room beside the text; a button with a sheet below it where there is not. */
function Fold({ label, children }: { label: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const away = (e: Event) => {
      const inside = ref.current?.contains(e.target as Element)
      if (!inside || (e.target as Element).closest('nav a')) setOpen(false)
    }
    const key = (e: KeyboardEvent) => { if (e.key === 'Escape') setOpen(false) }
    document.addEventListener('click', away)
    document.addEventListener('keydown', key)
    return () => { document.removeEventListener('click', away); document.removeEventListener('keydown', key) }
  }, [open])
  return (
    <div class={'fold' + (open ? ' open' : '')} ref={ref}>
      <button type="button" class="foldbutton" aria-expanded={open} onClick={() => setOpen(!open)}>{label}</button>
      <div class="folded">{children}</div>
    </div>
  )
}

/** The section at the top of the window. */
function useCurrent(entries: Entry[]): string {
  const [now, set] = useState('')
  useEffect(() => {
    let due = false
    const look = () => {
      due = false
      const line = window.innerHeight * 0.3
      const passed = entries.filter(e => (document.getElementById(e.id)?.getBoundingClientRect().top ?? Infinity) < line)
      set(passed[passed.length - 1]?.id ?? '')
    }
    const later = () => {
      if (!due) requestAnimationFrame(look)
      due = true
    }
    window.addEventListener('scroll', later, { passive: true })
    return () => window.removeEventListener('scroll', later)
  }, [])
  return now
}

export function Opening() {
  const stage = useStage()
  const warnings = data.warnings.length
  const live = document.documentElement.dataset.live !== undefined
  const { figure, range } = useOutcome()
  const e = effect(data.headline.effect ?? '')
  return (
    <section id="top" class="opening" aria-labelledby="question">
      <p class="kicker">{data.title}</p>
      <h1 id="question">{data.question}</h1>
      <p class="answer">{stage === null ? said(data.headline.words) : `${e?.title ?? 'The answer'}: ${figure}, ${range}.`}</p>
      <p class="meta">
        On claims published by {prose(data.cut)}; simulated to {prose(data.horizon)}.{' '}
        {e && `Before any claim: ${amount(e.prior.q50, e.unit)} (${spanOf(e.prior.q05, e.prior.q95, e.unit)}). `}
        <Sources claims={headlineClaims()} label="the headline" />{' '}
        {warnings > 0 && <a class="warnlink" href="#checks">{warnings === 1 ? 'One warning' : warnings + ' warnings'}</a>}
      </p>
      {data.quick && <p class="banner"><b>A quick calibration.</b> Ranges may still move; {live ? 'a fuller one replaces this page when it is done' : 'the full calibration was not done when this was written'}.</p>}
      {data.about && <p class="about">{data.about}{data.source ? ' ' + data.source : ''}</p>}
    </section>
  )
}
