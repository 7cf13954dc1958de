// The question, the outcome that stays in sight, and the way around the page.

import { h } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { data, headlineClaims } from '../book'
import { prose } from '../format'
import { Sources } from './sources'

export interface Entry { id: string; title: string }

/** Stays in view while the page scrolls: the outcome and the list of sections. */
export function Rail({ entries }: { entries: Entry[] }) {
  const { headline } = data
  const ref = useRef<HTMLElement>(null)
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
      <a class="outcome" href="#top" aria-label={`${headline.figure}, ${headline.range}. Back to the top`}>
        <span class="small">{data.title}</span>
        <strong>{headline.figure}</strong>
        <span>{headline.range}</span>
      </a>
      <nav aria-label="Sections">
        <ul>{entries.map(e => <li><a href={'#' + e.id}>{e.title}</a></li>)}</ul>
      </nav>
    </header>
  )
}

export function Opening() {
  const warnings = data.warnings.length
  const live = document.documentElement.dataset.live !== undefined
  return (
    <section id="top" class="opening" aria-labelledby="question">
      <p class="kicker">{data.title}</p>
      <h1 id="question">{data.question}</h1>
      <p class="answer">{data.headline.words}</p>
      <p class="meta">
        On claims published by {prose(data.cut)}; simulated to {prose(data.horizon)}.{' '}
        <Sources claims={headlineClaims()} label="the headline" />
        {warnings > 0 && <a class="warnlink" href="#diagnostics">{warnings === 1 ? 'One warning' : warnings + ' warnings'}</a>}
      </p>
      {data.quick && <p class="banner"><b>A quick calibration.</b> Ranges may still move; {live ? 'a fuller one replaces this page when it is done' : 'the full calibration was not done when this was written'}.</p>}
      {data.about && <p class="about">{data.about}{data.source ? ' ' + data.source : ''}</p>}
    </section>
  )
}
