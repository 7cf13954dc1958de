// Parts of a page that the server renders are fetched again when something changes: what
// a page shows is written down once, in the server's templates. A part has an id and says
// in data-live from where it comes; empty is the page itself.

/** The document at an address of this server. */
export async function fetchPage(address: string): Promise<Document> {
  const response = await fetch(address, { headers: { accept: 'text/html' } })
  const text = await response.text()
  if (!response.ok) throw new Error(text.slice(0, 500))
  return new DOMParser().parseFromString(text, 'text/html')
}

/** Fetches every live part again and puts in those that differ. */
export async function refresh(): Promise<void> {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-live][id]')].filter(e => e !== document.documentElement)
  const addresses = new Set(parts.map(e => e.dataset.live ?? ''))
  for (const address of addresses) {
    const page = await fetchPage(address === '' ? location.href : address)
    for (const part of parts) {
      if ((part.dataset.live ?? '') === address) put(part.id, page)
    }
  }
}

/** Puts the element of that id from another document in the place of the one that is here,
 *  and keeps what a reader has done to it: where the focus is and what is folded out. */
export function put(id: string, page: Document): void {
  const is = document.getElementById(id)
  const next = page.getElementById(id)
  if (is === null || next === null || is.outerHTML === next.outerHTML) return
  const focus = is.contains(document.activeElement) ? document.activeElement?.id ?? '' : null
  const open = new Set([...is.querySelectorAll<HTMLDetailsElement>('details[open][id]')].map(d => d.id))
  holdPlace(is)
  is.replaceWith(document.adoptNode(next))
  for (const d of next.querySelectorAll<HTMLDetailsElement>('details[id]')) {
    if (open.has(d.id)) d.open = true
  }
  arm(next)
  if (focus === null) return
  const again = focus === '' ? null : document.getElementById(focus)
  if (again !== null) again.focus({ preventScroll: true })
  else {
    // What had the focus is gone; the next Tab goes on from here and not from the top.
    next.tabIndex = -1
    next.focus({ preventScroll: true })
  }
}

/** Keeps what is read where it is when a part that has been scrolled past changes its
 *  height. Browsers do so by themselves, but not always and not all. */
function holdPlace(part: Element): void {
  const text = document.querySelector('main')
  if (text === null || part.contains(text) || text.contains(part) || part.getBoundingClientRect().bottom > 0) return
  const top = text.getBoundingClientRect().top
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const moved = text.getBoundingClientRect().top - top
    if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' })
  }))
}

/** Shows what needs a script to work. */
export function arm(root: ParentNode): void {
  for (const e of root.querySelectorAll<HTMLElement>('[data-script]')) e.hidden = false
}
