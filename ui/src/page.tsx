// The page of a brief. It draws what the inline data holds, in the order of this
// list, and leaves out what is empty.

import { Fragment, h, render } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { data } from './book'
import { listen, restore } from './live'
import type { Progress } from './live'
import { anchorNow, arrive, watchLinks } from './place'
import { Assumptions } from './sections/assumptions'
import { Effectiveness, Effects, Rivals } from './sections/effects'
import { Evidence } from './sections/evidence'
import { Opening, Rail } from './sections/head'
import type { Entry } from './sections/head'
import { Quantities } from './sections/quantities'
import { Diagnostics, Foot, Limits, Timeline } from './sections/rest'
import { Judgements, Statements } from './sections/statements'
import { TryIt } from './sections/tryit'
import './style/page.css'

function contents(): Entry[] {
  const all: [string, string, boolean][] = [
    ['judgements', 'Key judgements', data.statements.length > 0],
    ['quantities', 'Claims and estimates', data.quantities.length > 0],
    ['effects', 'With and without', data.effects.length > 0],
    ['effectiveness', 'Effectiveness', (data.effectiveness?.length ?? 0) > 0],
    ['rivals', 'Rival explanations', (data.rivals?.length ?? 0) > 0],
    ['statements', 'Statements', data.statements.length > 0],
    ['try', 'Try it', data.model !== undefined && data.sliders.length > 0 && data.charts.length > 0],
    ['limits', 'What is left out', data.limits.length > 0],
    ['diagnostics', 'How far to trust it', true],
    ['assumptions', 'Assumptions', data.assumptions.length > 0],
    ['evidence', 'Evidence', data.claims.length > 0],
    ['timeline', 'Timeline', data.timeline.length > 0],
  ]
  return all.filter(([, , there]) => there).map(([id, title]) => ({ id, title }))
}

function Page() {
  const [progress, setProgress] = useState<Progress | null>(null)
  useLayoutEffect(() => {
    watchLinks()
    if (!restore()) arrive(anchorNow())
  }, [])
  useEffect(() => listen(setProgress), [])
  return (
    <Fragment>
      <a class="skip" href="#top">To the text</a>
      <Rail entries={contents()} />
      <main>
        <Opening />
        <Judgements />
        <Quantities />
        <Effects />
        <Effectiveness />
        <Rivals />
        <Statements />
        <TryIt />
        <Limits />
        <Diagnostics />
        <Assumptions />
        <Evidence />
        <Timeline />
        <Foot />
      </main>
      {progress && <Working p={progress} />}
    </Fragment>
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
