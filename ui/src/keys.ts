// Keys that work everywhere. Single letters can be turned off (WCAG 2.1.4), and never
// work while text is being written.

import { data, asItWas, days } from './book'
import { redo, undo } from './state/bench'
import { Cell } from './state/cell'
import { keep, kept } from './state/keep'
import { open } from './state/panel'
import { arrive, go } from './state/place'
import { asOf, present } from './state/view'

export const letters = new Cell(kept<boolean>('letters') ?? true)
letters.watch(v => void keep('letters', v))

/** Where "g" and a letter lead. */
export const places: [letter: string, anchor: string, title: string][] = [
  ['t', 'top', 'the top'], ['j', 'judgements', 'key judgements'], ['m', 'try', 'the sliders'], ['w', 'why', 'the causal diagram'], ['l', 'limits', 'what is left out'],
  ['a', 'assumptions', 'the assumptions'], ['e', 'evidence', 'the evidence'], ['d', 'timeline', 'the timeline'],
]

export const commands: [key: string, does: string][] = [
  ['/', 'Search'], ['w', 'Why did this move? of the chart in focus, or of the headline'], ['s', 'Sources of the chart in focus'], ['c', 'Worlds side by side'],
  ['[ and ]', 'A month earlier, a month later'], ['b', 'Print the brief'], ['g, then a letter', 'Go to a part of the page'], ['?', 'This list'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'Undo, redo'], ['Esc', 'Close what stands at the side'],
]

let going = false

function writing(e: KeyboardEvent): boolean {
  const t = e.target as HTMLElement | null
  return t !== null && (t.isContentEditable || t.tagName === 'TEXTAREA' || t.tagName === 'SELECT' || (t.tagName === 'INPUT' && !['range', 'checkbox'].includes((t as HTMLInputElement).type)))
}

export function watchKeys(): void {
  document.addEventListener('keydown', e => {
    if (e.defaultPrevented || writing(e)) return
    if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'z') {
      e.preventDefault()
      if (e.shiftKey) redo()
      else undo()
      return
    }
    if (e.ctrlKey || e.metaKey || e.altKey || !letters.value) return
    if (press(e.key)) e.preventDefault()
  })
}

/** Does what a letter asks for; says whether it asks for anything. */
function press(key: string): boolean {
  if (going) {
    going = false
    const place = places.find(([l]) => l === key)
    if (place && document.getElementById(place[1])) go(place[1])
    return place !== undefined
  }
  const figure = document.activeElement?.closest('figure')
  switch (key) {
    case '/': open({ kind: 'search' }); return true
    case '?': open({ kind: 'keys' }); return true
    case 'g': going = true; setTimeout(() => { going = false }, 1500); return true
    case 'w': return why()
    case 's': {
      const button = (figure ?? document.getElementById('top'))?.querySelector<HTMLElement>('button.sources')
      button?.click()
      return button !== null
    }
    case 'c': arrive('worlds'); return true
    case 'b': window.print(); return true
    case '[': asOf.set(Math.max(0, asOf.value - 1)); return true
    case ']': asOf.set(Math.min(present, asOf.value + 1)); return true
  }
  return false
}

/** Away from any chart, what moved the headline's variable. */
function why(): boolean {
  const e = [...data.effects].find(x => x.id === data.headline.effect)
  if (!e?.output || !data.diagram) return false
  open({ kind: 'why', output: e.output, scenario: asItWas, from: days[0] ?? 0, to: days[days.length - 1] ?? 0 })
  return true
}
