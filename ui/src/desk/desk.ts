// The server's own pages, and the bar that it puts above a brief: live parts, progress,
// buttons that need no new page. The pages themselves are internal/serve/pages.

import { copyButtons, liveFilters, sendForms, slowDownloads } from './actions'
import { arm, refresh } from './fragments'
import { duration, say } from './say'
import { stream } from './stream'
import './desk.css'

interface Progress { study: string; text: string; fraction: number; left: number }

function showProgress(p: Progress): void {
  for (const e of document.querySelectorAll<HTMLElement>('[data-progress]')) {
    if (e.dataset.progress !== p.study) continue
    const bar = e.querySelector('progress')
    if (bar !== null) bar.value = p.fraction
    const text = e.querySelector('[data-text]')
    if (text !== null) text.textContent = p.text + (p.fraction > 0 ? `, ${Math.round(100 * p.fraction)} %` : '') + (p.left > 0 ? `, ${duration(p.left)} left` : '')
  }
}

function start(): void {
  const desk = document.querySelector<HTMLElement>('section.desk')
  if (desk === null) return
  arm(document)
  sendForms()
  copyButtons()
  slowDownloads()
  liveFilters()
  const events = stream(desk.dataset.events ?? 'events')
  events.on('status', text => showProgress(JSON.parse(text) as Progress))
  // Where there was no brief there may be one now; that is another page altogether.
  let leaving = false
  events.on('page', number => {
    if (number === '0' || document.getElementById('start') === null) return
    leaving = true
    location.reload()
  })
  // The page was rendered at one version; only another needs to be fetched.
  let version = desk.dataset.version
  events.on('change', v => {
    if (v === version || leaving) return
    version = v
    const before = document.getElementById('state')?.textContent
    refresh().then(() => {
      const now = document.getElementById('state')?.textContent
      if (now !== undefined && now !== null && now !== before) say(now.replace(/\s+/g, ' ').trim())
    }).catch(() => say('The page could not be brought up to date; load it again.'))
  })
}

start()
