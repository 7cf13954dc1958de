// What names the run, and the button that makes the page prove its figures.

import { h } from 'preact'
import { useState } from 'preact/hooks'
import { data } from '../book'
import { Copy } from '../chart/copy'
import { count, digits, prose } from '../format'
import { citation } from '../panel/share'
import { verify } from '../run/verify'
import type { Report } from '../run/verify'

export function Foot() {
  const f = data.footer
  return (
    <footer>
      <p>casus {f.version}; made {f.made.slice(0, 10) === f.made ? prose(f.made) : f.made}; seed {f.seed}; inputs <code>{f.inputHash}</code></p>
      {f.command && <p>The same page again: <code>{f.command}</code></p>}
      <p>To cite: {citation()} <Copy text={citation} label="Copy the citation" /></p>
      <p>This file holds everything that it shows and asks nothing of the network; only links to sources lead out. What the model does not cover, and who is missing from its sources, stands <a href="#limits">above</a>.</p>
      {data.model && <Verify />}
    </footer>
  )
}

function Verify() {
  const [state, set] = useState<'' | 'at work' | 'refused' | Report>('')
  const [done, setDone] = useState(0)
  const start = () => {
    set('at work')
    setDone(0)
    void verify(setDone).then(r => set(r ?? 'refused'))
  }
  return (
    <div class="verify">
      <button type="button" onClick={start} disabled={state === 'at work'}>Verify</button>{' '}
      <span role="status">
        {state === '' && 'Recomputes the figures of this page with the model and the draws inside it.'}
        {state === 'at work' && `Recomputing: ${Math.round(100 * done)}%`}
        {state === 'refused' && 'This browser refused to run the model, so nothing could be recomputed.'}
        {typeof state === 'object' && says(state)}
      </span>
    </div>
  )
}

function says(r: Report): string {
  const bands = r.wrong.length === 0
    ? `${digits(r.figures, 6)} figures of the bands were recomputed: all are as printed, to four digits.`
    : `${count(r.wrong.length, 'figure')} of ${digits(r.figures, 6)} are not as printed, first ${r.wrong[0]}.`
  if (r.answers === 0) return bands
  const answers = r.off.length === 0
    ? `${count(r.answers, 'answer')} from the ${r.draws} draws here lie within ${Math.max(1, Math.round(100 * r.furthest))} points of those printed, which are from all draws: no more than chance allows.`
    : `${count(r.off.length, 'answer')} of ${r.answers} differ from those printed by more than ${r.draws} draws allow: ${r.off.join('; ')}.`
  return bands + ' ' + answers
}
