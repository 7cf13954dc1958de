// The panel at the side: shows one thing, takes the focus, gives it back.

import { h } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useCell } from '../state/cell'
import { back, close, hasBefore, panel } from '../state/panel'
import type { Panel } from '../state/panel'
import { ClaimList } from './claims'
import { KeysList } from './keyslist'
import { Search } from './search'
import { Share } from './share'
import { Variable } from './variable'
import { Why } from './why'

export function PanelHost() {
  const p = useCell(panel)
  const ref = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (p !== null) (ref.current?.querySelector<HTMLElement>('[data-first]') ?? ref.current?.querySelector<HTMLElement>('h2'))?.focus()
  }, [p])
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || panel.value === null) return
      e.preventDefault()
      close()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [])
  if (p === null) return null
  return (
    <aside class="panel" ref={ref} aria-label={title(p)}>
      <div class="panelhead">
        <h2 tabIndex={-1}>{title(p)}</h2>
        {hasBefore() && <button type="button" class="quiet" onClick={back}>Back</button>}
        <button type="button" class="quiet" onClick={close}>Close <kbd>Esc</kbd></button>
      </div>
      <div class="panelbody">{body(p)}</div>
    </aside>
  )
}

function title(p: Panel): string {
  switch (p.kind) {
    case 'claims': return 'Sources'
    case 'share': return 'Share'
    case 'keys': return 'Keys'
    case 'search': return 'Search'
    case 'variable': return p.name
    case 'why': return 'Why did this move?'
  }
}

function body(p: Panel) {
  switch (p.kind) {
    case 'claims': return <ClaimList ids={p.ids} label={p.label} />
    case 'share': return <Share />
    case 'keys': return <KeysList />
    case 'search': return <Search />
    case 'variable': return <Variable key={p.name} name={p.name} />
    case 'why': return <Why key={p.output + p.scenario} output={p.output} scenario={p.scenario} from={p.from} to={p.to} />
  }
}
