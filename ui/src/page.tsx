// The page of a brief. It draws what the inline data holds, in the order of this
// list, and leaves out what is empty. What stands below the first screen is drawn
// after it, a section at a time, so that the reader never waits for what is not seen.

import { Fragment, h, render } from 'preact'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { data } from './book'
import { watchKeys } from './keys'
import { listen, restore } from './live'
import type { Progress } from './live'
import { PanelHost } from './panel/host'
import { Assumptions } from './sections/assumptions'
import { Foresight } from './sections/backtest'
import { CrossChecks } from './sections/crosschecks'
import { Clearer, hasPast } from './sections/clearer'
import { Diagram } from './sections/diagram'
import { Evidence } from './sections/evidence'
import { Fit, hasFit } from './sections/fit'
import { Foot } from './sections/foot'
import { Opening, Rail } from './sections/head'
import type { Entry } from './sections/head'
import { Hinges } from './sections/hinges'
import { Forecasts } from './sections/issued'
import { Judgements } from './sections/judgements'
import { LeftOut } from './sections/leaveout'
import { LeversSection } from './sections/levers'
import { Part } from './sections/part'
import { hasKept } from './sections/present'
import { Answers, Timeline } from './sections/record'
import { Rivals } from './sections/rivals'
import { Structures } from './sections/variants'
import { canTry, TryIt } from './sections/tryit'
import { Checks, Claimants, Limits } from './sections/trust'
import { anchorNow, arrivals, arrive, watchLinks } from './state/place'
import { start } from './words'
import './style/page.css'

interface Piece extends Entry { draw: () => VNode; there: boolean; drawn?: VNode }

const pieces: Piece[] = [
  { id: 'judgements', title: 'Key judgements', there: data.rows.length > 0, draw: () => <Judgements /> },
  ...data.rows.map((row, i): Piece => ({
    id: row.id, title: start(row.title), number: i + 1, heading: i === 0 ? 'The argument' : undefined, there: true, draw: () => <Part row={row} number={i + 1} />,
  })),
  { id: 'levers', title: 'What could someone do?', there: data.levers !== undefined, draw: () => <LeversSection /> },
  { id: 'clearer', title: 'How it got clearer', there: hasPast(), draw: () => <Clearer /> },
  { id: 'try', title: 'Try it', heading: 'The model', there: canTry(), draw: () => <TryIt /> },
  { id: 'why', title: 'Why: the causal diagram', heading: canTry() ? undefined : 'The model', there: (data.diagram?.views.length ?? 0) > 0, draw: () => <Diagram /> },
  { id: 'limits', title: 'What is left out', heading: 'How far to trust it', there: data.limits.length > 0, draw: () => <Limits /> },
  { id: 'rivals', title: 'Rival explanations', there: (data.rivals?.length ?? 0) > 0, draw: () => <Rivals /> },
  { id: 'hinges', title: 'What it hangs on', there: (data.hinges?.length ?? 0) > 0, draw: () => <Hinges /> },
  { id: 'variants', title: 'Other structures', there: hasKept('variants'), draw: () => <Structures /> },
  { id: 'crosschecks', title: 'The claims alone', there: (data.crossChecks?.length ?? 0) > 0, draw: () => <CrossChecks /> },
  { id: 'fit', title: 'Does it fit the past?', there: hasFit(), draw: () => <Fit /> },
  { id: 'leaveout', title: 'Claimants left out', there: hasKept('leaveout'), draw: () => <LeftOut /> },
  { id: 'backtest', title: 'Does it foresee?', there: hasKept('backtest'), draw: () => <Foresight /> },
  { id: 'forecasts', title: 'Forecasts issued', there: (data.issued?.length ?? 0) > 0, draw: () => <Forecasts /> },
  { id: 'claimants', title: 'The claimants', there: (data.biases?.length ?? 0) > 0, draw: () => <Claimants /> },
  { id: 'checks', title: 'Checks', there: true, draw: () => <Checks /> },
  { id: 'answers', title: 'All effects', heading: 'The record', there: data.effects.length > 0, draw: () => <Answers /> },
  { id: 'assumptions', title: 'Assumptions', there: data.assumptions.length > 0, draw: () => <Assumptions /> },
  { id: 'evidence', title: 'Evidence', there: data.claims.length > 0, draw: () => <Evidence /> },
  { id: 'timeline', title: 'Timeline', there: data.timeline.length > 0, draw: () => <Timeline /> },
].filter(p => p.there)

/** How many pieces stand in the first drawing: as many as a large screen shows. */
const atOnce = 1

function Page() {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [shown, setShown] = useState(atOnce)
  useLayoutEffect(() => {
    watchLinks()
    watchKeys()
    // Whoever comes for something further down gets the whole page first.
    arrivals.add(() => setShown(pieces.length))
    const live = document.documentElement.dataset.live !== undefined
    if (live) setShown(pieces.length)
    if (!restore()) arrive(anchorNow())
    performance.mark('casus-ready')
  }, [])
  useEffect(() => {
    if (shown >= pieces.length) {
      document.documentElement.dataset.whole = ''
      performance.mark('casus-whole')
      return layOut()
    }
    const next = setTimeout(() => setShown(n => Math.max(n, shown + 1))) // never fewer than by now
    return () => clearTimeout(next)
  }, [shown])
  useEffect(() => listen(setProgress), [])
  return (
    <Fragment>
      <a class="skip" href="#top">To the text</a>
      <Rail entries={pieces} />
      <main>
        <Opening />
        {pieces.slice(0, shown).map(drawn)}
        {shown >= pieces.length && <Foot />}
      </main>
      <PanelHost />
      {progress && <Working p={progress} />}
      <Patterns />
    </Fragment>
  )
}

/** The same element every time, so that a new piece does not draw the others anew. */
function drawn(p: Piece): VNode {
  return p.drawn ??= <Fragment key={p.id}>{p.draw()}</Fragment>
}

/** Lays out, one after another and while nothing else is to be done, what is far from the window. */
function layOut(): () => void {
  const waiting = [...document.querySelectorAll('main > section')]
  const idle = window.requestIdleCallback ?? ((f: () => void) => window.setTimeout(f, 50))
  let stopped = false
  const next = () => {
    const s = waiting.shift()
    if (stopped || s === undefined) return
    s.classList.add('laid')
    idle(next)
  }
  idle(next)
  return () => { stopped = true }
}

/** Patterns that charts fill with; one copy serves all. */
function Patterns() {
  return (
    <svg class="unseen" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatchline" x1="0" x2="0" y1="0" y2="5" /></pattern>
        <marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="arrowhead" d="M0 0.5L7 4L0 7.5Z" /></marker>
      </defs>
    </svg>
  )
}

function Working({ p }: { p: Progress }) {
  const left = p.left > 0 ? `, ${p.left < 90 ? Math.ceil(p.left) + ' s' : Math.round(p.left / 60) + ' min'} left` : ''
  return (
    <div class="working" role="status">
      <span>{p.text}{left}</span>
      <progress max={1} value={p.fraction} />
    </div>
  )
}

const root = document.getElementById('brief')
if (root) render(<Page />, root)
