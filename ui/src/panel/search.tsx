// Finds statements, quantities, variables, assumptions, claims and events by words.

import { Fragment, h } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { anchor, data, quantityAnchor } from '../book'
import { count, prose, said, tidy } from '../format'
import { close, open } from '../state/panel'
import { go } from '../state/place'
import { start } from '../words'

interface Found { kind: string; text: string; more?: string; act: () => void }

function index(): Found[] {
  const to = (a: string) => () => { close(); go(a) }
  const first = new Set<string>()
  return [
    ...data.rows.map(r => ({ kind: 'Part', text: start(r.title), act: to(r.id) })),
    ...data.statements.map(s => ({ kind: 'Statement', text: said(s.text), act: to(anchor('s', s.id)) })),
    ...data.quantities.map(q => ({ kind: 'Quantity', text: q.title, act: to(quantityAnchor(q.id)) })),
    ...(data.diagram?.nodes ?? []).map(n => ({ kind: 'Variable', text: n.name, more: n.doc, act: () => open({ kind: 'variable', name: n.name }) })),
    ...data.assumptions.map(a => ({ kind: 'Assumption', text: a.name, more: a.about, act: () => open({ kind: 'variable', name: a.name }) })),
    ...data.claims.map(c => ({ kind: 'Claim', text: `${c.claimant}: ${tidy(c.text)}`, more: `${c.subject}, published ${prose(c.published)}`, act: to('c-' + c.id) })),
    ...data.timeline.filter(e => !first.has(e.date) && first.add(e.date)).map(e => ({ kind: 'Event', text: e.event, more: prose(e.date), act: to(anchor('e', e.date)) })),
  ]
}

const most = 40

export function Search() {
  const [text, setText] = useState('')
  const all = useMemo(index, [])
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = words.length === 0 ? [] : all.filter(f => words.every(w => (f.text + ' ' + (f.more ?? '') + ' ' + f.kind).toLowerCase().includes(w)))
  return (
    <Fragment>
      <p><input type="search" data-first aria-label="Search the brief" placeholder="A word, a name, a variable" value={text} onInput={e => setText(e.currentTarget.value)} class="wide" /></p>
      <p class="small" role="status">{words.length === 0 ? `Looks through ${count(all.length, 'thing')}: statements, variables, assumptions, claims, events.` : `${found.length} found`}{found.length > most && `, the first ${most} shown`}</p>
      <ul>{found.slice(0, most).map(f => (
        <li><button type="button" class="quiet" onClick={f.act} dir="auto">{f.text}</button> <span class="small block">{f.kind}{f.more && ': ' + f.more}</span></li>
      ))}</ul>
    </Fragment>
  )
}
