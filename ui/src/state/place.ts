// Where the reader is: anchors arrived at, and the address that restores the view.

import { calendar, data } from '../book'
import { format, parse } from './address'
import { bench, follow } from './bench'
import { asOf, present, stageOf, stages } from './view'

/** The anchor part of the address. */
export function anchorNow(): string {
  return parse(location.hash).anchor
}

/** The address of an anchor in the present view, without the file's own part. */
export function fragmentOf(anchor: string): string {
  const stage = asOf.value < present ? stages[asOf.value] : undefined
  return format({ anchor, asof: stage && calendar.iso(stage.day), ...bench.value })
}

/** The whole address of an anchor in the present view. */
export function linkTo(anchor: string): string {
  return location.href.replace(/#.*$/, '') + fragmentOf(anchor)
}

const ours = { casus: true }

function rewrite(): void {
  const anchor = anchorNow() || (Object.keys(bench.value.settings).length > 0 ? 'try' : '')
  const f = fragmentOf(anchor)
  if (f === location.hash || (f === '#' && location.hash === '')) return
  history.replaceState(ours, '', f === '#' ? location.pathname + location.search : f)
}

/** Keeps the address at what is seen. It is written at rest: browsers limit how often it may change. */
export function keepAddress(): void {
  let timer = 0
  const later = () => {
    clearTimeout(timer)
    timer = window.setTimeout(rewrite, 250)
  }
  asOf.watch(later)
  bench.watch(later)
}

/** Called with an anchor before it is looked up, so that what is hidden or not yet drawn can show it. */
export const arrivals = new Set<(anchor: string) => void>()

/** Brings the anchor into view and gives it the focus, for keyboard and screen reader. */
export function arrive(anchor: string): void {
  if (anchor === '') return
  for (const f of arrivals) f(anchor)
  onceDrawn(() => {
    const el = document.getElementById(anchor)
    if (el === null) return
    for (let up: Element | null = el; up !== null; up = up.parentElement) {
      if (up instanceof HTMLDetailsElement) up.open = true
    }
    if (el.tabIndex < 0 && !el.hasAttribute('tabindex')) el.setAttribute('tabindex', '-1')
    el.focus({ preventScroll: true })
    settle(el)
  })
}

/** Calls back when what was asked for a moment ago is drawn. */
export function onceDrawn(f: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(f))
}

/**
 * Scrolls an element to the top of the window, or to an offset from it, until it stays
 * there: what is drawn on arrival may still push it.
 */
export function settle(el: Element, offset?: number): void {
  // Only where everything above has its true height is there a place to go to.
  document.querySelector('main')?.classList.add('laid')
  const again = (before: number, tries: number) => {
    if (offset === undefined) el.scrollIntoView({ block: 'start', behavior: 'instant' })
    else window.scrollBy({ top: el.getBoundingClientRect().top - offset, behavior: 'instant' })
    const top = el.getBoundingClientRect().top
    if (tries > 0 && Math.abs(top - before) > 1 || Number.isNaN(before)) requestAnimationFrame(() => again(top, tries - 1))
  }
  again(NaN, 20)
}

/** Goes to an anchor as a link does. */
export function go(anchor: string): void {
  history.pushState(ours, '', fragmentOf(anchor))
  arrive(anchor)
}

/** Makes every "#..." link of the page keep what the reader has set. */
export function watchLinks(): void {
  document.addEventListener('click', e => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return
    const link = (e.target as Element | null)?.closest('a')
    const href = link?.getAttribute('href')
    if (href === null || href === undefined || !href.startsWith('#')) return
    e.preventDefault()
    go(href.slice(1))
  })
  window.addEventListener('popstate', e => {
    const a = parse(location.hash)
    // Going back moves the reader, not the sliders: those have their own history. An
    // address that was typed or pasted is taken at its word.
    if ((e.state as { casus?: boolean } | null)?.casus || !location.hash.includes(';')) rewrite()
    else {
      asOf.set(stageOf(a.asof))
      follow(a.settings, a.cards, a.compare)
    }
    arrive(a.anchor)
  })
  asOf.set(stageOf(parse(location.hash).asof))
  if (data.model !== undefined) keepAddress()
}
