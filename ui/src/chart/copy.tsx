// A button that puts a text on the clipboard; where the browser refuses, it shows the
// text, selected, to copy by hand.

import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'

export function Copy({ text, label, children }: { text: string | (() => string); label: string; children?: string }) {
  const [state, set] = useState<'' | 'done' | 'by hand'>('')
  const [by, setBy] = useState('')
  const copy = () => {
    const now = typeof text === 'string' ? text : text()
    setBy(now)
    void (navigator.clipboard?.writeText(now).then(() => set('done'), () => set('by hand')) ?? set('by hand'))
  }
  return (
    <Fragment>
      <button type="button" class="quiet" aria-label={label} onClick={copy} onBlur={() => setTimeout(() => set(s => s === 'done' ? '' : s), 2000)}>
        {state === 'done' ? 'Copied' : children ?? 'Copy'}
      </button>
      {state === 'by hand' && <input class="byhand" aria-label={label} readOnly value={by} ref={el => el?.select()} />}
      <span class="unseen" role="status">{state === 'done' ? 'Copied' : ''}</span>
    </Fragment>
  )
}
