// Fifty single runs over time, with a level and a day to move: those that pass the level
// by that day are drawn strong and counted.

import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { calendar, days } from '../book'
import { amount } from '../format'
import { useWaiting } from '../run/client'
import { Copy } from './copy'
import { Frame } from './frame'
import { Handle, stepFor } from './handle'
import { at as valueOn, line } from './scale'

interface Props {
  runs: Float64Array[] | null
  what: string
  unit: string
  level: number
  by: number // day
  under: boolean
  on?: boolean // count what stands beyond the level on the day, not what has ever passed it by then
  height: number
  known?: number
  label: string
}

const many = 50

export function Runs({ runs, what, unit, level, by, under, on = false, height, known, label }: Props) {
  const waiting = useWaiting()
  const [at, setAt] = useState(level)
  const [day, setDay] = useState(by)
  useEffect(() => { setAt(level); setDay(by) }, [level, by])
  const shown = runs ? Array.from({ length: Math.min(many, runs.length) }, (_, i) => [...runs[Math.floor(i * runs.length / Math.min(many, runs.length))]!]) : []
  const beyond = (v: number) => under ? v < at : v > at
  const passes = shown.map(r => on ? beyond(valueOn(days, r, day) ?? NaN) : r.some((v, i) => days[i]! <= day && beyond(v)))
  const n = passes.filter(Boolean).length
  const sentence = runs
    ? `${n} of ${shown.length} runs have ${what} ${on ? '' : under ? 'fall ' : 'rise '}${under ? 'below' : 'above'} ${amount(at, unit, 4)} ${on ? 'on' : 'by'} ${calendar.prose(day)}.`
    : waiting
  const values = shown.map(r => r.map(v => Number.isFinite(v) ? v : null))
  return (
    <div style={{ minHeight: height + 'px' }}>
      <Frame days={days} values={[...values, [level]]} unit={unit} height={height - 40} label={label} known={known} role="group">
        {g => (
          <g>
            <g class="runs" aria-hidden="true">
              {values.map((r, i) => !passes[i] && <path d={line(days, r, g.x, g.clamp)} />)}
              {values.map((r, i) => passes[i] && <path class="pass" d={line(days, r, g.x, g.clamp)} />)}
            </g>
            {runs && (
              <Handle value={at} min={g.y.low} max={g.y.high} step={stepFor(g.y.high - g.y.low)} x1={g.box.left} x2={g.box.right} y1={g.clamp(at)} y2={g.clamp(at)}
                label={'Level that ' + what + ' must pass'} text={amount(at, unit, 4) + '; ' + sentence} grip={[g.box.right - 12, g.clamp(at)]} set={setAt}
                from={e => {
                  const top = g.ref.current?.getBoundingClientRect().top ?? 0
                  return g.y.low + ((g.box.bottom - (e.clientY - top)) / (g.box.bottom - g.box.top)) * (g.y.high - g.y.low)
                }} />
            )}
            {runs && (
              <Handle value={day} min={g.first} max={g.last} step={1} x1={g.x(day)} x2={g.x(day)} y1={g.box.top} y2={g.box.bottom}
                label="Day by which it must be passed" text={calendar.prose(day) + '; ' + sentence} grip={[g.x(day), g.box.top]} set={setDay} from={e => g.day(e.clientX)} />
            )}
          </g>
        )}
      </Frame>
      <p class="counted" aria-live="polite"><b>{sentence}</b> {runs && <Copy text={sentence} label="Copy the sentence" />}</p>
    </div>
  )
}
