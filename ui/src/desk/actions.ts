// What buttons and links do without leaving the page. Each works without a script too, as
// the form or link that it is.

import { fetchPage, put } from './fragments'
import { say } from './say'

/** Sends the forms that carry data-send, and says what went wrong. */
export function sendForms(): void {
  document.addEventListener('submit', e => {
    const form = e.target as HTMLFormElement
    if (form.dataset.send === undefined) return
    e.preventDefault()
    const button = e.submitter as HTMLButtonElement | null
    if (button?.getAttribute('aria-disabled') === 'true') {
      say('This is being done already.')
      return
    }
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form, button)) body.append(name, String(value))
    if (button !== null) button.setAttribute('aria-disabled', 'true')
    fetch(form.action, { method: 'POST', body, headers: { accept: 'text/plain' } })
      .then(async r => { if (!r.ok) say((await r.text()).trim()) })
      .catch(() => say('The server does not answer: it may have been ended.'))
      .finally(() => button?.removeAttribute('aria-disabled'))
  })
}

/** Copies the text of data-copy, or the address of the view. */
export function copyButtons(): void {
  document.addEventListener('click', e => {
    const button = (e.target as Element | null)?.closest<HTMLElement>('[data-copy]')
    if (!button) return
    const of = button.dataset.copyOf
    const text = of === undefined ? button.dataset.copy || location.href : document.getElementById(of)?.textContent ?? ''
    navigator.clipboard.writeText(text.trim()).then(
      () => say('Copied.'),
      () => say('The browser does not let this page copy; the text is: ' + text),
    )
  })
}

/** Fetches files that take their time to be made, and says so meanwhile. */
export function slowDownloads(): void {
  document.addEventListener('click', e => {
    const link = (e.target as Element | null)?.closest<HTMLAnchorElement>('a[data-slow]')
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return
    e.preventDefault()
    if (link.getAttribute('aria-disabled') === 'true') return
    link.setAttribute('aria-disabled', 'true')
    say(link.dataset.slow ?? '')
    download(link)
      .then(() => say('The file has been handed to your browser.'))
      .catch((fault: unknown) => say(fault instanceof Error ? fault.message : String(fault)))
      .finally(() => link.removeAttribute('aria-disabled'))
  })
}

async function download(link: HTMLAnchorElement): Promise<void> {
  const response = await fetch(link.href, { headers: { accept: 'text/plain' } })
  if (!response.ok) throw new Error((await response.text()).trim())
  const address = URL.createObjectURL(await response.blob())
  const a = document.createElement('a')
  a.href = address
  a.download = link.download
  a.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Makes the form of a view's filters show what is chosen as it is chosen; the address is
 *  always that of what is shown. */
export function liveFilters(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-filter]')
  if (form === null) return
  const parts = (form.dataset.filter ?? '').split(' ')
  let turn = 0
  const show = async (address: string, push: boolean) => {
    const mine = ++turn
    const page = await fetchPage(address)
    if (mine !== turn) return // a later choice has been faster
    if (push) history.pushState(null, '', address)
    for (const id of parts) put(id, page)
    document.title = page.title
    say(document.getElementById('shown')?.textContent ?? '')
  }
  const go = () => {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (value !== '') query.append(name, String(value))
    const text = query.toString()
    void show(form.action + (text === '' ? '' : '?' + text), true).catch((fault: Error) => say(fault.message))
  }
  let typing = 0
  form.addEventListener('input', e => {
    clearTimeout(typing)
    typing = window.setTimeout(go, (e.target as HTMLInputElement).type === 'search' ? 250 : 0)
  })
  form.addEventListener('submit', e => {
    e.preventDefault()
    clearTimeout(typing)
    go()
  })
  document.addEventListener('click', e => {
    const link = (e.target as Element | null)?.closest<HTMLAnchorElement>('a[data-view]')
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return
    e.preventDefault()
    void show(link.href, true).then(() => fill(form)).catch((fault: Error) => say(fault.message))
  })
  window.addEventListener('popstate', () => {
    void show(location.href, false).then(() => fill(form)).catch((fault: Error) => say(fault.message))
  })
}

/** Puts what the address says into the fields that are not rendered anew. */
function fill(form: HTMLFormElement): void {
  const query = new URLSearchParams(location.search)
  for (const field of form.querySelectorAll<HTMLInputElement>('input[data-keep]')) field.value = query.get(field.name) ?? ''
}
