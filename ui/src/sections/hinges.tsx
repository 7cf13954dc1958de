// What each effect hangs on: the numbers of the model that its draws go with, and what it
// would be were such a number low or high.

import { h } from 'preact'
import { assumption, data, effect } from '../book'
import type { Hinge, HingeNumber } from '../data'
import { amount, chance, span } from '../format'
import { open } from '../state/panel'
import { Fixed } from './fixed'
import { OfThePresent } from './present'

export function Hinges() {
  const all = data.hinges ?? []
  const first = all.find(x => x.effect === data.headline.effect)
  const shown = first ? [first, ...all.filter(x => x !== first)] : all
  return (
    <section id="hinges">
      <h2>What do the answers hang on?</h2>
      <OfThePresent />
      {shown[0] && <p class="finding">{lead(shown[0])}</p>}
      <p class="note">How much of each answer's spread goes with one number of the model, and the answer's middle where that number stands in its lower quarter and in its upper quarter. These are the numbers that better evidence would be worth most on.</p>
      <Told list={shown.slice(0, inSight)} />
      {shown.length > inSight && <details class="later"><summary>The other answers ({shown.length - inSight})</summary><Told list={shown.slice(inSight)} /></details>}
      <p class="small">Shares are of the variance of ranks, with the range of nine in ten; a number of which chance alone could give the share is left out, and so are shares below 2%. They need not add up to 100%: after the claims numbers go together, and one can take the credit of another. Numbers that are held fixed have no spread, and are not among them.</p>
      <Fixed />
    </section>
  )
}

/** How many answers are told of before the rest is folded away. */
const inSight = 6

function Told({ list }: { list: Hinge[] }) {
  return (
    <table class="cards">
      <thead><tr><th scope="col">Answer</th><th scope="col">Number, its share of the spread, and the answer where it is low or high</th></tr></thead>
      <tbody>{list.map(x => (
        <tr>
          <th scope="row">{effect(x.effect)?.title}{x.together !== null && <span class="small block">all numbers together explain {chance(x.together)} in a straight line</span>}</th>
          <td data-label="Hangs on">{x.numbers.length === 0 ? <em>Nothing told apart from chance.</em> : x.numbers.map(n => <Line x={x} n={n} />)}</td>
        </tr>
      ))}</tbody>
    </table>
  )
}

function Line({ x, n }: { x: Hinge; n: HingeNumber }) {
  const unit = effect(x.effect)?.unit ?? ''
  return (
    <p class="hinge">
      <button type="button" class="quiet strong" onClick={() => open({ kind: 'variable', name: n.name })}>{n.name}</button> {chance(n.share)} <span class="small">({span(percent(n.low), percent(n.high))}%)</span>: {amount(n.lower, unit, 3)} {isPart(n.name) ? 'without it' : 'if low'}, {amount(n.upper, unit, 3)} {isPart(n.name) ? 'with it' : 'if high'}
      {silent(n.name) && <em class="small block">{assumption(n.name)?.learned === null ? 'drawn from its prior; no claim touches it' : 'the evidence says nothing about this'}</em>}
    </p>
  )
}

function lead(x: Hinge): string {
  const title = effect(x.effect)?.title ?? ''
  const [n] = x.numbers
  if (!n) return `“${title}” hangs on no single number that could be told apart from chance.`
  const mute = x.numbers.slice(1).filter(v => silent(v.name)).map(v => v.name)
  return `“${title}” hangs most on ${n.name}: ${chance(n.share)} of its spread${silent(n.name) ? ', and the evidence says nothing about it' : ''}.` +
    (mute.length > 0 ? ` The evidence says nothing about ${mute.join(', ')}, on which it hangs too.` : '')
}

function percent(v: number | null): number | null {
  return v === null ? null : 100 * v
}

/** A number that the claims taught nothing about: its prior decides what hangs on it. */
function silent(name: string): boolean {
  const part = (data.rivals ?? []).find(r => r.constant === name)
  if (part) return !part.text?.startsWith('the claims speak for')
  const a = assumption(name)
  return a !== undefined && (a.learned === null || a.verdict !== undefined && a.verdict !== '')
}

function isPart(name: string): boolean {
  return (data.rivals ?? []).some(r => r.constant === name)
}
