// One claim in one line: who says what, of when, published when, and where.

import { Fragment, h } from 'preact'
import { calendar, claim, sideIndex, sideTitle } from '../book'
import type { Claim } from '../data'
import { amount, prose, spanOf, tidy } from '../format'
import { Swatch } from '../chart/marks'

/** The claim's figures in the unit of its quantity. */
export function reading(c: Claim, unit: string): string {
  if (c.low !== undefined && c.high !== undefined) {
    return spanOf(c.low, c.high, unit, 4) + (c.best !== undefined && c.best !== c.low && c.best !== c.high ? `, best ${amount(c.best, unit, 4)}` : '')
  }
  if (c.best !== undefined) return amount(c.best, unit, 4)
  if (c.low !== undefined) return 'at least ' + amount(c.low, unit, 4)
  if (c.high !== undefined) return 'at most ' + amount(c.high, unit, 4)
  return c.text
}

/** Whether the figures drawn are others than those of the source, for their unit or their span. */
export function converted(c: Claim): boolean {
  const said = (c.text.replace(/(?<=\d)[ ,\u202f](?=\d{3})/g, '').match(/[\d.]+/g) ?? []).map(Number)
  return [c.low, c.best, c.high].some(v => v !== undefined && !said.some(s => Math.abs(s - Math.abs(v)) <= 0.001 * s))
}

export function ClaimLine({ c, unit }: { c: Claim; unit: string }) {
  const was = c.revises ? claim(c.revises) : undefined
  return (
    <p class="claimline">
      <Swatch index={sideIndex(c.side)} />
      <b dir="auto">{c.claimant}</b> ({sideTitle(c.side)}){c.relayedBy && <Fragment>, relayed by <span dir="auto">{c.relayedBy}</span></Fragment>} says{' '}
      {tidy(c.text)}{converted(c) && <Fragment>, read as {reading(c, unit)}</Fragment>}, of {calendar.prose(c.day)};
      published {prose(c.published)}{was && <Fragment>, after {tidy(was.text)} on {prose(was.published)}</Fragment>}. {c.use !== 'used' && <em>{useWords(c)}. </em>}
      <a href={'#c-' + c.id}>In the register</a>
      {c.url && <Fragment> · <Outside url={c.url} text={c.title ?? 'source'} /></Fragment>}
    </p>
  )
}

/** What was done with a claim, in words. */
export function useWords(c: Claim): string {
  const why = c.why ? ': ' + c.why : ''
  switch (c.use) {
    case 'used': return 'Weighed' + (c.reading ? ' as ' + c.reading : '')
    case 're-read': return 'A second statement about the same day' + why
    case 'relayed': return 'Repeats another claim' + (c.sameAs ? ' (' + c.sameAs + ')' : '') + why
    case 'later': return 'Published after the cut, kept to score the forecast' + why
    default: return 'Set aside' + why
  }
}

/** A link to a source. Only web addresses become links. */
export function Outside({ url, text }: { url: string; text: string }) {
  if (!/^https?:\/\//i.test(url)) return <span dir="auto">{text}</span>
  return <a class="outside" dir="auto" href={url} rel="noreferrer noopener" target="_blank">{text}<span aria-hidden="true"> ↗</span></a>
}
