// The register of evidence: every claim, found by quantity, side, use or words.

import { h } from 'preact'
import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { calendar, claim, data, quantityTitle, sideIndex, sideTitle } from '../book'
import { Swatch } from '../chart/marks'
import type { Claim } from '../data'
import { count, tidy } from '../format'
import { useCell } from '../state/cell'
import { arrivals } from '../state/place'
import { useStage } from '../state/view'
import { Outside, useWords } from './claimline'
import { choice, choose } from './choice'
import { Uses } from './uses'

/** How many rows are drawn in one go: hundreds would hold up whoever is reading above. */
const atOnce = 50

const none = { text: '', quantity: '', side: '', use: '' }

export function Evidence() {
  const [filter, setFilter] = useState(none)
  const chosen = useCell(choice)
  const [upTo, setUpTo] = useState(atOnce)
  useEffect(() => {
    if (upTo >= data.claims.length) return
    const next = setTimeout(() => setUpTo(n => Math.max(n, upTo + atOnce)))
    return () => clearTimeout(next)
  }, [upTo])
  useEffect(() => {
    const stop = choice.watch(c => { if (c) setFilter(none) })
    // A link to a claim that the filter hides must still arrive.
    const show = (anchor: string) => {
      if (anchor.startsWith('c-') && claim(anchor.slice(2))) {
        setUpTo(data.claims.length)
        setFilter(none)
        choose(null)
      }
    }
    arrivals.add(show)
    return () => {
      stop()
      arrivals.delete(show)
    }
  }, [])
  const stage = useStage()
  const shown = useMemo(() => data.claims.filter(c => (!chosen || chosen.ids.has(c.id)) && matches(c, filter) && (stage === null || calendar.day(c.published) <= stage.day)), [filter, chosen, stage])
  const quantities = useMemo(() => [...new Set(data.claims.map(c => c.quantity))], [])
  const uses = useMemo(() => [...new Set(data.claims.map(c => c.use))], [])
  if (data.claims.length === 0) return null
  const set = (part: Partial<typeof none>) => setFilter({ ...filter, ...part })
  return (
    <section id="evidence">
      <h2>Evidence</h2>
      <p class="note">Every claim in the study, used or not. What is printed here is what its source says; it is not thereby true.</p>
      <Uses />
      <div class="filters">
        <label>Find <input type="search" value={filter.text} onInput={e => set({ text: e.currentTarget.value })} /></label>
        <Choose label="Quantity" value={filter.quantity} all={quantities} words={quantityTitle} set={v => set({ quantity: v })} />
        <Choose label="Side" value={filter.side} all={data.sides.map(s => s.id)} words={sideTitle} set={v => set({ side: v })} />
        <Choose label="Use" value={filter.use} all={uses} words={u => u} set={v => set({ use: v })} />
        <span role="status">{shown.length} of {count(data.claims.length, 'claim')}</span>
        {(chosen !== null || filter !== none) && <button type="button" onClick={() => { setFilter(none); choose(null) }}>Show all</button>}
      </div>
      {stage !== null && <p class="then">What had been published by {calendar.prose(stage.day)}.</p>}
      {chosen && <p class="chosen">Behind: <b>{chosen.label}</b></p>}
      <div class="register" tabIndex={0} role="region" aria-label="Register of claims">
        <table class="cards claims">
          <thead><tr><th scope="col">Claimant</th><th scope="col">Says</th><th scope="col">Of</th><th scope="col">Published</th><th scope="col">What was done with it</th><th scope="col">Source</th></tr></thead>
          <tbody>{shown.slice(0, upTo).map(row)}</tbody>
        </table>
      </div>
      {shown.length === 0 && <p>No claim fits. <button type="button" onClick={() => { setFilter(none); choose(null) }}>Show all</button></p>}
    </section>
  )
}

const rows = new Map<string, VNode>()

/** The same element for a claim every time, so that fifty more rows do not draw the others anew. */
function row(c: Claim): VNode {
  let v = rows.get(c.id)
  if (!v) rows.set(c.id, v = <Row key={c.id} c={c} />)
  return v
}

function Row({ c }: { c: Claim }) {
  return (
    <tr id={'c-' + c.id} class={c.use === 'used' || c.use === 're-read' ? undefined : 'unused'}>
      <th scope="row"><Swatch index={sideIndex(c.side)} /><span dir="auto">{c.claimant}</span><span class="small block">{sideTitle(c.side)}{c.relayedBy && `, relayed by ${c.relayedBy}`}</span></th>
      <td data-label="Says"><b>{tidy(c.text)}</b><span class="block" dir="auto">{c.subject}</span>
        {(c.words || c.note) && <span class="small block">{[c.words, c.note].filter(Boolean).join('. ')}</span>}</td>
      <td data-label="Of" class="date">{c.from !== undefined && <span class="block">{calendar.iso(c.from)} to</span>}{calendar.iso(c.day)}</td>
      <td data-label="Published" class="date">{c.published}{c.publishedBasis && c.publishedBasis !== 'stated' && <span class="small block">{c.publishedBasis}</span>}</td>
      <td data-label="Use">{useWords(c)}{(c.sameAs ?? c.revises) && <span class="small block"><a href={'#c-' + (c.sameAs ?? c.revises)}>see {c.sameAs ?? c.revises}</a></span>}</td>
      <td data-label="Source">{c.url ? <Outside url={c.url} text={c.title ?? 'source'} /> : c.title}<span class="small block">{c.id}</span></td>
    </tr>
  )
}

interface ChooseProps { label: string; value: string; all: string[]; words: (id: string) => string; set: (v: string) => void }

function Choose({ label, value, all, words, set }: ChooseProps) {
  return (
    <label>{label}{' '}
      <select value={value} onChange={e => set(e.currentTarget.value)}>
        <option value="">all</option>
        {all.map(a => <option value={a}>{words(a)}</option>)}
      </select>
    </label>
  )
}

function matches(c: Claim, f: typeof none): boolean {
  if (f.quantity !== '' && c.quantity !== f.quantity) return false
  if (f.side !== '' && c.side !== f.side) return false
  if (f.use !== '' && c.use !== f.use) return false
  const t = f.text.trim().toLowerCase()
  return t === '' || [c.id, c.claimant, c.subject, c.text, c.title, c.relayedBy, c.words, c.note, c.published].some(s => s?.toLowerCase().includes(t))
}
