// Where the reader is: the fragment of the address holds an anchor and what the
// sliders are set to, "#try;First%20Wave%20Size=12000", so that a copied address
// restores the same view. Links inside the page keep the slider part.

type Settings = Record<string, number>

function parts(): string[] {
  return location.hash.replace(/^#/, '').split(';')
}

/** The anchor part of the address. */
export function anchorNow(): string {
  return parts()[0] ?? ''
}

/** The slider part of the address. */
export function settingsNow(): Settings {
  const out: Settings = {}
  for (const p of parts().slice(1)) {
    const i = p.indexOf('=')
    if (i < 0) continue
    try {
      const value = Number(p.slice(i + 1))
      if (Number.isFinite(value)) out[decodeURIComponent(p.slice(0, i))] = value
    } catch {
      // A broken escape was not written by this page; the rest still counts.
    }
  }
  return out
}

function fragment(anchor: string, settings: Settings): string {
  const pairs = Object.keys(settings).sort().map(k => ';' + encodeURIComponent(k) + '=' + settings[k])
  return '#' + anchor + pairs.join('')
}

/** Writes the slider part without a new entry in the history. */
export function keepSettings(settings: Settings): void {
  // A view that was come back to already says so, perhaps with another anchor.
  if (fragment('', settings) === fragment('', settingsNow())) return
  const f = fragment(Object.keys(settings).length > 0 ? 'try' : anchorNow(), settings)
  history.replaceState(null, '', f === '#' ? location.pathname + location.search : f)
}

/** Called with an anchor before it is looked up, so that a filtered list can show it. */
export const arrivals = new Set<(anchor: string) => void>()

/** Brings the anchor into view and gives it the focus, for keyboard and screen reader. */
export function arrive(anchor: string): void {
  if (anchor === '') return
  for (const f of arrivals) f(anchor)
  // The lists answer an arrival by rendering; wait for that.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const el = document.getElementById(anchor)
    if (el === null) return
    for (let up: Element | null = el; up !== null; up = up.parentElement) {
      if (up instanceof HTMLDetailsElement) up.open = true
    }
    el.scrollIntoView({ block: 'start' })
    if (el.tabIndex < 0 && !el.hasAttribute('tabindex')) el.setAttribute('tabindex', '-1')
    el.focus({ preventScroll: true })
  }))
}

/** Makes every "#..." link of the page keep the slider part. */
export function watchLinks(): void {
  document.addEventListener('click', e => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return
    const link = (e.target as Element | null)?.closest('a')
    const href = link?.getAttribute('href')
    if (href === null || href === undefined || !href.startsWith('#')) return
    e.preventDefault()
    history.pushState(null, '', fragment(href.slice(1), settingsNow()))
    arrive(href.slice(1))
  })
  window.addEventListener('popstate', () => arrive(anchorNow()))
}
