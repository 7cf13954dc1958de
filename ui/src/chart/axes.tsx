// The axes of a chart over time: grid, dates, and where knowledge ends.

import { Fragment, h } from 'preact'
import { calendar } from '../book'
import { digits } from '../format'
import type { Axis, Scale } from './scale'
import { monthTicks } from './scale'

export interface Box { left: number; right: number; top: number; bottom: number }

/** high says that the curves end in the upper half, so that words find room below them. */
interface Props { box: Box; x: Scale; y: Axis; first: number; last: number; unit: string; known?: number; high?: boolean }

export function Axes({ box, x, y, first, last, unit, known, high = false }: Props) {
  const months = monthTicks(calendar, first, last, box.right - box.left)
  const [by, word] = thousandfold(y)
  const ahead = known !== undefined && known > first && known < last ? known : null
  return (
    <g class="axes" aria-hidden="true">
      {ahead !== null && <rect class="ahead" x={x(ahead)} y={box.top} width={box.right - x(ahead)} height={box.bottom - box.top} />}
      {y.ticks.map(t => (
        <Fragment>
          <line class={t === 0 ? 'zero' : 'grid'} x1={box.left} x2={box.right} y1={y.scale(t)} y2={y.scale(t)} />
          <text x={box.left - 6} y={y.scale(t) + 4} text-anchor="end">{digits(t / by, 3)}</text>
        </Fragment>
      ))}
      {months.map(m => (
        <Fragment>
          <line class="tick" x1={x(m.day)} x2={x(m.day)} y1={box.bottom} y2={box.bottom + 4} />
          <text class={m.year ? 'year' : undefined} x={x(m.day)} y={box.bottom + 17} text-anchor="middle">{m.label}</text>
        </Fragment>
      ))}
      <text class="unit" x={4} y={12}>{[word, unit].filter(Boolean).join(' ')}</text>
      {ahead !== null && (
        <Fragment>
          <line class="cut" x1={x(ahead)} x2={x(ahead)} y1={box.top} y2={box.bottom} />
          {box.right - x(ahead) > 74 && <text class="cutword" x={x(ahead) + 4} y={high ? box.bottom - 7 : box.top + 11}>{box.right - x(ahead) > 150 ? 'no claims yet: the model alone' : 'model alone'}</text>}
        </Fragment>
      )}
    </g>
  )
}

/** What large ticks are divided by, and the word for it that goes before the unit. */
function thousandfold(y: Axis): [number, string] {
  const most = Math.max(...y.ticks.map(Math.abs))
  return most >= 2e9 ? [1e9, 'billion'] : most >= 2e6 ? [1e6, 'million'] : [1, '']
}
