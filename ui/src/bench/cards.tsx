// Worlds as cards: the study's own and the reader's. Each says what it is, how it differs
// from base and what comes of it; up to four stand beside each other on shared axes.

import { Fragment, h } from 'preact'
import { calendar, cutDay, data } from '../book'
import { at } from '../chart/scale'
import { amount, spanOf } from '../format'
import type { Card, Settings } from '../state/address'
import { bench, change } from '../state/bench'
import { useCell } from '../state/cell'
import { differs } from './sentences'
import { runDays, useSpread } from './world'

export const most = 4

/** The study's scenarios as cards, which can't be changed. */
export const given: Card[] = data.scenarios.map(s => ({ id: s.id, name: s.title, story: s.story, set: s.set ?? {} }))

export function cardOf(id: string, own: readonly Card[]): Card | undefined {
  return [...given, ...own].find(c => c.id === id)
}

export function Cards() {
  const { settings, cards, compare } = useCell(bench)
  const moved = Object.keys(settings).length > 0
  const save = () => {
    const n = cards.length + 1
    const card: Card = { id: fresh(), name: `My world ${n}`, story: '', set: settings }
    change(`Kept the settings as “${card.name}”`, { cards: [...cards, card] })
  }
  return (
    <div class="cards_">
      <h3 id="worlds" tabIndex={-1}>Worlds</h3>
      <p class="note">Load a world to start from it, or put up to four side by side. What you have set can be kept as a card of your own; it travels in the link.</p>
      <div class="cardrow">
        {given.map(c => <CardView key={c.id} c={c} on={compare.includes(c.id)} full={compare.length >= most} now={same(c.set, settings)} />)}
        {cards.map(c => <CardView key={c.id} c={c} on={compare.includes(c.id)} full={compare.length >= most} now={same(c.set, settings)} own />)}
        <div class="worldcard new">
          <button type="button" disabled={!moved} onClick={save}>Keep my settings as a card</button>
          {!moved && <p class="small">Move a slider first.</p>}
        </div>
      </div>
    </div>
  )
}

/** An id that no other card has. */
function fresh(): string {
  return 'mine' + Date.now().toString(36) + bench.value.cards.length
}

function same(a: Settings, b: Settings): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(k => a[k] === b[k])
}

function CardView({ c, on, full, now, own = false }: { c: Card; on: boolean; full: boolean; now: boolean; own?: boolean }) {
  const { spread } = useSpread(c.set, false)
  const edit = (part: Partial<Card>, said: string) => change(said, { cards: bench.value.cards.map(x => x.id === c.id ? { ...x, ...part } : x) }, 'card ' + c.id)
  const toggle = () => {
    const others = bench.value.compare.filter(x => x !== c.id)
    if (on) change(`Took “${c.name}” out of the comparison`, { compare: others })
    else if (others.length < most) change(`Put “${c.name}” into the comparison`, { compare: [...others, c.id] })
  }
  const copy = () => change(`Copied “${c.name}”`, { cards: [...bench.value.cards, { ...c, id: fresh(), name: c.name + ', copied' }] })
  const remove = () => change(`Deleted “${c.name}”`, { cards: bench.value.cards.filter(x => x.id !== c.id), compare: bench.value.compare.filter(x => x !== c.id) })
  return (
    <article class={'worldcard' + (now ? ' now' : '')} aria-label={'World: ' + c.name}>
      {own
        ? <input type="text" class="name" aria-label="Name of this world" value={c.name} onChange={e => edit({ name: e.currentTarget.value || c.name }, `Named a world “${e.currentTarget.value}”`)} />
        : <h4>{c.name}</h4>}
      {own
        ? <input type="text" aria-label="Its story in a sentence, and why you made it" placeholder="Its story, and why you made it" value={c.story} onChange={e => edit({ story: e.currentTarget.value }, `Told the story of “${c.name}”`)} />
        : <p>{c.story}</p>}
      <p class="small">{Object.keys(c.set).length === 0 ? 'The base.' : differs(c.set).join('; ') + '.'}</p>
      <dl class="small">
        {data.charts.map((o, i) => {
          const s = spread?.[i]
          return (
            <Fragment>
              <dt>{o.title}</dt>
              <dd>{s ? <Fragment><b>{amount(at(runDays, s.mid, cutDay), o.unit)}</b> ({spanOf(at(runDays, s.low, cutDay), at(runDays, s.high, cutDay), o.unit)})</Fragment> : '…'}</dd>
            </Fragment>
          )
        })}
      </dl>
      <p class="small">On {calendar.prose(cutDay)}, 80% of the runs.</p>
      <p class="do">
        <button type="button" disabled={now} onClick={() => change(`Loaded “${c.name}”`, { settings: c.set })}>{now ? 'Loaded' : 'Load'}</button>
        <label><input type="checkbox" checked={on} disabled={!on && full} onChange={toggle} /> Compare</label>
        <button type="button" class="quiet" aria-label={`Duplicate ${c.name}`} onClick={copy}>Duplicate</button>
        {own && <button type="button" class="quiet" aria-label={`Delete ${c.name}`} onClick={remove}>Delete</button>}
      </p>
    </article>
  )
}
