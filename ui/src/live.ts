// When the brief is served, better pages follow: the server marks the page with
// its number, tells how far the next one is, and when it is ready the page loads
// it and puts the reader back where they were. From the disk nothing of this runs.

export interface Progress { text: string; fraction: number; left: number }

const key = 'casus-scroll'

/** Starts listening, and calls show with each report, or null when none is due. */
export function listen(show: (p: Progress | null) => void): void {
  const version = document.documentElement.dataset.live
  if (version === undefined) return
  const events = new EventSource('events')
  events.addEventListener('status', e => {
    const p = JSON.parse((e as MessageEvent<string>).data) as Progress
    show(p.text === '' ? null : p)
  })
  events.addEventListener('page', e => {
    if ((e as MessageEvent<string>).data === version) return
    events.close()
    remember()
    location.reload()
  })
  window.addEventListener('pagehide', () => events.close())
}

/** Notes the section at the top of the window and how far it has been read. */
function remember(): void {
  const sections = [...document.querySelectorAll('main > section[id]')]
  const top = sections.findLast(s => s.getBoundingClientRect().top <= 80) ?? sections[0]
  if (top === undefined || window.scrollY < 40) return
  sessionStorage.setItem(key, JSON.stringify({ id: top.id, offset: top.getBoundingClientRect().top }))
}

/** Goes back to what remember noted; reports whether there was anything. */
export function restore(): boolean {
  if (document.documentElement.dataset.live === undefined) return false
  const noted = sessionStorage.getItem(key)
  if (noted === null) return false
  sessionStorage.removeItem(key)
  const { id, offset } = JSON.parse(noted) as { id: string; offset: number }
  const el = document.getElementById(id)
  if (el === null) return false
  window.scrollTo({ top: window.scrollY + el.getBoundingClientRect().top - offset, behavior: 'instant' })
  return true
}
