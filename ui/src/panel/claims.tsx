// The claims behind a number, by side, each with its source; relays under what they
// carry, revisions beside what they revise.

import { Fragment, h } from 'preact'
import { calendar, claim, data, quantity, quantityTitle, sideIndex, sideTitle } from '../book'
import { Swatch } from '../chart/marks'
import type { Claim } from '../data'
import { count, prose, tidy } from '../format'
import { choose } from '../sections/choice'
import { converted, Outside, reading, useWords } from '../sections/claimline'
import { close } from '../state/panel'

export function ClaimList({ ids, label }: { ids: string[]; label: string }) {
  const all = ids.map(claim).filter(c => c !== undefined).sort((a, b) => b.published.localeCompare(a.published))
  const sides = data.sides.filter(s => all.some(c => c.side === s.id))
  return (
    <Fragment>
      <p>Behind: <b>{label}</b></p>
      <p class="small">
        {count(all.length, 'claim')} by {count(new Set(all.map(c => c.claimant)).size, 'claimant')}, the newest first.{' '}
        <a href="#evidence" onClick={() => { choose({ ids: new Set(ids), label }); close() }}>Show them in the register</a>
      </p>
      {sides.map(s => (
        <Fragment>
          <h3><Swatch index={sideIndex(s.id)} />{sideTitle(s.id)}</h3>
          <ul class="claimlist">{all.filter(c => c.side === s.id).map(c => <Item c={c} />)}</ul>
        </Fragment>
      ))}
    </Fragment>
  )
}

function Item({ c }: { c: Claim }) {
  const unit = quantity(c.quantity)?.unit ?? ''
  const was = c.revises ? claim(c.revises) : undefined
  const relays = data.claims.filter(r => r.use === 'relayed' && r.sameAs === c.id)
  return (
    <li>
      <b dir="auto">{c.claimant}</b> says <q dir="auto">{tidy(c.text)}</q>{converted(c) && <Fragment> (read as {reading(c, unit)})</Fragment>} of {calendar.prose(c.day)}
      <span class="small block">{quantityTitle(c.quantity)}: {c.subject}</span>
      {c.words && <span class="small block">In the claimant's words: <i dir="auto">{c.words}</i></span>}
      {was && <span class="small block">Revises {tidy(was.text)}, published {prose(was.published)}</span>}
      <span class="small block">
        Published {prose(c.published)}{c.publishedBasis && c.publishedBasis !== 'stated' && ` (${c.publishedBasis})`}. {c.use !== 'used' && useWords(c) + '. '}
        {c.url ? <Outside url={c.url} text={c.title ?? 'source'} /> : c.title} · <a href={'#c-' + c.id}>{c.id}</a>
      </span>
      {relays.length > 0 && <span class="small block">Carried on by {relays.map(r => r.relayedBy ?? r.claimant).join(', ')}: counted once</span>}
    </li>
  )
}
