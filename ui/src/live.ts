// When the brief is served, better pages follow: the server marks the page with
// its number, tells how far the next one is, and when it is ready the page loads
// it and puts the reader back where they were. From the disk nothing of this runs.

import { stream } from './desk/stream'
import { onceDrawn, settle } from './state/place'

export interface Progress { text: string; fraction: number; left: number }

const key = 'casus-scroll'

/** Starts listening, and calls show with each report, or null when none is due. */
export function listen(show: (p: Progress | null) => void): void {
  const version = document.documentElement.dataset.live
  if (version === undefined) return
  const events = stream('events')
  events.on('status', text => {
    const p = JSON.parse(text) as Progress
    show(p.text === '' ? null : p)
  })
  events.on('page', number => {
    if (number === version || number === '0') return
    remember()
    location.reload()
  })
}

/** Notes the section at the top of the window and how far it has been read. */
function remember(): void {
  const sections = [...document.querySelectorAll('main > section[id]')]
  const top = sections.findLast(s => s.getBoundingClientRect().top <= 80) ?? sections[0]
  if (top === undefined || window.scrollY < 40) return
  history.scrollRestoration = 'manual' // the browser would go back to so many pixels, and the page may have grown
  sessionStorage.setItem(key, JSON.stringify({ id: top.id, offset: top.getBoundingClientRect().top }))
}

/** Goes back to what remember noted, once the page is drawn; reports whether there was anything. */
export function restore(): boolean {
  if (document.documentElement.dataset.live === undefined) return false
  const noted = sessionStorage.getItem(key)
  if (noted === null) return false
  sessionStorage.removeItem(key)
  // Only once the page is loaded has the browser given up going back by itself.
  window.addEventListener('load', () => setTimeout(() => { history.scrollRestoration = 'auto' }, 500), { once: true })
  const { id, offset } = JSON.parse(noted) as { id: string; offset: number }
  onceDrawn(() => {
    const el = document.getElementById(id)
    if (el !== null) settle(el, offset)
  })
  return true
}
