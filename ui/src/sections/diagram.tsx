// The causal diagram: drawn from the model's equations, its signs computed along the base
// run. Groups stand for variables where there are too many; a click leads into a group, or
// to a variable's page.

import { h } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { data } from '../book'
import { Figure } from '../chart/figure'
import type { Table } from '../chart/table'
import type { Box, Loop, View, ViewLink } from '../data'
import { count } from '../format'
import { open } from '../state/panel'

export function Diagram() {
  const d = data.diagram!
  const [at, setAt] = useState(d.views[0]!.id)
  const [lit, light] = useState<Loop | null>(null)
  const v = d.views.find(x => x.id === at) ?? d.views[0]!
  const loops = (d.loops ?? []).filter(l => l.nodes.every(n => v.boxes.some(b => b.name === n && b.kind !== 'group')))
  const enter = (id: string) => { light(null); setAt(id) }
  return (
    <section id="why">
      <h2>Why: what acts on what</h2>
      <p class="note">
        Drawn from the equations, constants left out. <b>+</b>: both move the same way, <b>−</b>: opposite ways, <b>±</b>: now one, now the other; each sign is that of a finite
        difference of the equation along the base run. <b>‖</b>: takes effect over time. Boxes are stocks. Loops marked R reinforce themselves, B balance. Click for equation, units, value and source.
      </p>
      <p class="views">
        <label>Part{' '}
          <select value={v.id} onChange={e => enter(e.currentTarget.value)}>{d.views.map(x => <option value={x.id}>{x.title}</option>)}</select>
        </label>{' '}
        {v.id !== d.views[0]!.id && <button type="button" class="quiet" onClick={() => enter(d.views[0]!.id)}>Back to {d.views[0]!.title.toLowerCase()}</button>}
      </p>
      <Figure file={'diagram-' + v.id} title={v.title} height={Math.min(v.height, 820)} table={() => table(v)} faces={[{ id: 'diagram', label: 'Diagram', draw: () => <Drawing key={v.id} v={v} lit={lit} enter={enter} /> }]} />
      {loops.length > 0 && (
        <div class="loops">
          <h3>Loops in this part</h3>
          <ul>
            {loops.map(l => (
              <li>
                <button type="button" class="quiet" aria-pressed={lit === l} onClick={() => light(lit === l ? null : l)} onMouseEnter={() => light(l)} onMouseLeave={() => light(null)} onFocus={() => light(l)} onBlur={() => light(null)}>
                  <b>{l.id}</b></button> {l.nodes.join(' → ')} → {l.nodes[0]} <span class="small">{l.sign === '+' ? 'reinforcing' : l.sign === '-' ? 'balancing' : 'now one, now the other'}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function Drawing({ v, lit, enter }: { v: View; lit: Loop | null; enter: (id: string) => void }) {
  const [focus, setFocus] = useState(0)
  const ref = useRef<SVGSVGElement>(null)
  const act = (b: Box) => b.view ? enter(b.view) : open({ kind: 'variable', name: b.name })
  const inLoop = (l: ViewLink) => {
    if (!lit) return false
    const i = lit.nodes.indexOf(v.boxes[l.from]!.name)
    return i >= 0 && lit.nodes[(i + 1) % lit.nodes.length] === v.boxes[l.to]!.name
  }
  const key = (e: KeyboardEvent, i: number) => {
    const b = v.boxes[i]!
    if (e.key === 'Enter' || e.key === ' ') {
      e.preventDefault()
      act(b)
      return
    }
    if (e.key === 'w' && !b.view) {
      e.stopPropagation()
      open({ kind: 'why', output: b.name, scenario: data.scenarios[0]!.id, from: data.days?.[0] ?? 0, to: data.days?.[data.days.length - 1] ?? 0 })
      return
    }
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key]
    if (!way) return
    e.preventDefault()
    const to = nearestTo(v.boxes, i, way[0]!, way[1]!)
    setFocus(to)
    ref.current?.querySelectorAll<SVGElement>('.node')[to]?.focus()
  }
  return (
    <div class="scroller diagram" tabIndex={0} role="group" aria-label={'Causal diagram: ' + v.title} dir="ltr">
      <svg ref={ref} width={v.width} height={v.height} viewBox={`0 0 ${v.width} ${v.height}`} role="group" aria-label={summary(v)} class={lit ? 'dimmed' : undefined}>
        <g aria-hidden="true">
          {v.links.map(l => <Line l={l} on={inLoop(l)} />)}
          {v.badges?.map(b => <text class={'badge' + (lit?.id === b.loop ? ' on' : '')} x={b.x} y={b.y + 4} text-anchor="middle">{b.loop}</text>)}
        </g>
        {v.boxes.map((b, i) => (
          <g class={'node ' + b.kind + (b.outside ? ' outside' : '') + (lit?.nodes.includes(b.name) ? ' on' : '')} role="button" tabindex={i === focus ? 0 : -1}
            aria-label={spoken(v, i)} onClick={() => act(b)} onKeyDown={e => key(e, i)} onFocus={() => setFocus(i)}>
            <rect x={b.x - b.w / 2} y={b.y - b.h / 2} width={b.w} height={b.h} rx={b.kind === 'group' ? 9 : 2} />
            {b.lines.map((t, k) => <text x={b.x} y={b.y + 4 + 15 * (k - (b.lines.length - 1) / 2)} text-anchor="middle">{t}</text>)}
          </g>
        ))}
      </svg>
    </div>
  )
}

function Line({ l, on }: { l: ViewLink; on: boolean }) {
  const kind = { '+': 'plus', '-': 'minus', '±': 'mixed', '0': 'none' }[l.sign] ?? 'unknown'
  const [mx, my, turn] = l.mid
  return (
    <g class={'link ' + kind + (on ? ' on' : '')}>
      <path d={l.path} />
      {l.delay && <path class="delay" d="M-2 -6V6M2 -6V6" transform={`translate(${mx} ${my}) rotate(${turn})`} />}
      <text class="sign" x={l.end[0]} y={l.end[1] + 4} text-anchor="middle">{l.sign === '-' ? '−' : l.sign === '0' ? '' : l.sign}</text>
    </g>
  )
}

/** The box that comes next in a direction: the nearest one, sideways distance counting double. */
function nearestTo(boxes: Box[], from: number, dx: number, dy: number): number {
  const a = boxes[from]!
  let [best, found] = [Infinity, from]
  boxes.forEach((b, i) => {
    const along = (b.x - a.x) * dx + (b.y - a.y) * dy
    const across = Math.abs((b.x - a.x) * dy) + Math.abs((b.y - a.y) * dx)
    if (i === from || along <= 4) return
    const d = along + 2 * across
    if (d < best) [best, found] = [d, i]
  })
  return found
}

function words(sign: string): string {
  return { '+': 'raises', '-': 'lowers', '±': 'raises and lowers', '0': 'has no effect on' }[sign] ?? 'acts on'
}

function spoken(v: View, i: number): string {
  const b = v.boxes[i]!
  const to = v.links.filter(l => l.from === i).map(l => `${words(l.sign)} ${v.boxes[l.to]!.name}${l.delay ? ' over time' : ''}`)
  return `${b.lines.join(' ')}, ${b.kind}${b.outside ? ' of another part' : ''}${to.length > 0 ? ': ' + to.join(', ') : ''}`
}

function summary(v: View): string {
  return `${v.title}: ${count(v.boxes.length, v.boxes[0]?.kind === 'group' ? 'part' : 'variable')} and ${count(v.links.length, 'link')}; arrow keys go from one to the next, Enter shows it.`
}

function table(v: View): Table {
  return {
    title: v.title,
    columns: [{ name: 'cause', kind: 'text' }, { name: 'effect', kind: 'text' }, { name: 'sign', kind: 'text' }, { name: 'over time', kind: 'text' }],
    rows: v.links.map(l => [v.boxes[l.from]!.lines.join(' '), v.boxes[l.to]!.lines.join(' '), l.sign, l.delay ? 'yes' : 'no']),
  }
}

