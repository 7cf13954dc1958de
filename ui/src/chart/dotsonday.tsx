// The distribution of a variable on a day that the reader chooses.

import { h } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { calendar, days } from '../book'
import { Dots } from './dots'
import { lower } from './quantity'
import { at } from './scale'

interface Props { runs: Float64Array[] | null; what: string; unit: string; day: number; height: number }

export function DotsOnDay({ runs, what, unit, day: given, height }: Props) {
  const [day, setDay] = useState(given)
  const values = useMemo(() => runs?.map(r => at(days, Array.from(r), day) ?? NaN).filter(Number.isFinite) ?? null, [runs, day])
  const middle = useMemo(() => values ? [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0 : 0, [values])
  return (
    <div>
      <p class="pick">
        <label>On <input type="range" min={days[0] ?? 0} max={days[days.length - 1] ?? 1} step={1} value={day} aria-valuetext={calendar.prose(day)}
          onInput={e => setDay(Number(e.currentTarget.value))} /> {calendar.prose(day)}</label>
      </p>
      <Dots values={values} unit={unit} threshold={round(middle)} under={false} height={height - 36} label={`${what} on ${calendar.prose(day)}, one dot for one run in fifty`}
        says={(n, t) => `${n} of 50 runs have ${lower(what)} above ${t} on ${calendar.prose(day)}.`} />
    </div>
  )
}

function round(x: number): number {
  return x === 0 ? 0 : Number(x.toPrecision(2))
}
