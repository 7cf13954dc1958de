// Try it: sliders that run the compiled model in the page. The base run stays as
// a ghost; the reader's line follows at once, its range a moment later.

import { h } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { calendar, data } from '../book'
import { Figure } from '../chart/figure'
import { Lines } from '../chart/lines'
import type { Line } from '../chart/lines'
import { extent } from '../chart/scale'
import type { Model, Slider } from '../data'
import { digits, unitWords } from '../format'
import { bytes, Engine, rowDays, series } from '../engine'
import { keepSettings, settingsNow } from '../place'
import { useRange } from '../range'
import { difference } from './difference'
import { SliderRow } from './slider'

type Settings = Record<string, number>

export function TryIt() {
  const model = data.model
  if (!model || data.sliders.length === 0 || data.charts.length === 0) return null
  return <Workbench model={model} />
}

function Workbench({ model }: { model: Model }) {
  const [engine, setEngine] = useState<Engine | null>(null)
  const [fault, setFault] = useState('')
  const [settings, setSettings] = useState<Settings>(() => known(settingsNow()))
  const [only, setOnly] = useState(0) // the chart shown where there is room for one
  useEffect(() => {
    Engine.load(model, bytes(model.wasm)).then(setEngine, e => setFault(String(e)))
    const back = () => setSettings(known(settingsNow()))
    window.addEventListener('popstate', back)
    return () => window.removeEventListener('popstate', back)
  }, [])

  // Addresses are written at rest: browsers limit how often they may change.
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const t = setTimeout(() => keepSettings(settings), 250)
    return () => clearTimeout(t)
  }, [settings])

  const days = useMemo(() => rowDays(model), [])
  const outputs = useMemo(() => data.charts.map(c => model.outputs.indexOf(c.output)), [])
  const result = useMemo(() => {
    if (!engine) return null
    const base = Float64Array.from(model.params, p => p.default)
    const mine = base.slice()
    for (const [param, value] of pairs(model, settings)) mine[param] = value
    try {
      const [a, b] = engine.run(base, mine)
      return { base: outputs.map(o => series(a, o)), mine: outputs.map(o => series(b, o)) }
    } catch (e) { // a trap in the module must not take the page with it
      setFault(String(e))
      return null
    }
  }, [engine, settings])
  const range = useRange(model, outputs, settings, pairs)

  const moved = Object.keys(settings).length > 0
  const set = (s: Slider, v: number) => setSettings(old => {
    const { [s.param]: _, ...rest } = old
    return v === s.base ? rest : { ...rest, [s.param]: v }
  })

  const says = (i: number) => !result ? '' : moved
    ? difference(data.charts[i]!, days, result.base[i]!, result.mine[i]!)
    : 'This is the base run. Move a slider to see what changes.'

  return (
    <section id="try">
      <h2>Try it</h2>
      <p class="note">
        The sliders run the model in this page. Grey is the base run, at the middle of what the claims leave; the coloured line is yours, and its band
        holds nine in ten of the runs that the claims leave, with your settings in place. Arrow keys step, with Shift by ten; a double click goes back.
        The thick part of a slider is what the claims leave, the upright line the base.
      </p>
      {fault !== '' && <p class="banner"><b>The model can't run here.</b> This browser refused the compiled module: {fault}</p>}
      <div class="bench">
        <div class="sliders">
          {data.sliders.map(s => <SliderRow key={s.param} s={s} value={settings[s.param] ?? s.base} set={v => set(s, v)} />)}
          <p><button type="button" disabled={!moved} onClick={() => setSettings({})}>All back to base</button></p>
        </div>
        <div class="screens">
          <p class="unseen" aria-live="polite">{moved ? says(only) : ''}</p>
          <label class="only">Chart{' '}
            <select value={only} onChange={e => setOnly(Number(e.currentTarget.value))}>
              {data.charts.map((c, i) => <option value={i}>{c.title}</option>)}
            </select>
          </label>
          <div class="panes">
            {data.charts.map((c, i) => {
              const lines: Line[] = []
              if (result) {
                lines.push({ label: 'base', kind: 'base', days, mid: result.base[i]! })
                lines.push({
                  label: moved ? 'yours' : 'yours, the same', kind: 'yours', days, mid: result.mine[i]!,
                  low: range.low?.[i], high: range.high?.[i], dim: range.stale,
                })
              }
              const keep = result ? extent(result.base[i]!) : undefined
              return (
                <div class={'screen' + (i === only ? ' shown' : '')} data-output={c.output}>
                  <Figure title={c.title} note={says(i)} file={'run-' + c.output} height={230} table={() => table(lines, c.unit)}>
                    {result && <Lines lines={lines} unit={c.unit} height={190} keep={keep} label={`${c.title}: your run over the base run`} />}
                  </Figure>
                </div>
              )
            })}
          </div>
        </div>
      </div>
    </section>
  )
}

/** The settings that name a slider and keep to its ends; an old link may hold others. */
function known(all: Settings): Settings {
  const out: Settings = {}
  for (const s of data.sliders) {
    const v = all[s.param]
    if (v !== undefined && v !== s.base) out[s.param] = Math.max(s.min, Math.min(s.max, v))
  }
  return out
}

function pairs(model: Model, settings: Settings): [number, number][] {
  return Object.entries(settings).map(([name, v]): [number, number] => [model.params.findIndex(p => p.name === name), v]).filter(([i]) => i >= 0)
}

function table(lines: Line[], unit: string) {
  const [base, mine] = lines
  const u = unitWords(unit)
  const every = Math.max(1, Math.ceil((base?.days.length ?? 1) / 60))
  return {
    head: ['Date', 'Base' + (u ? ', ' + u : ''), 'Yours', '5%', '95%'],
    rows: (base?.days ?? []).map((d, i) => [calendar.iso(d), digits(base?.mid[i], 4), digits(mine?.mid[i], 4), digits(mine?.low?.[i], 3), digits(mine?.high?.[i], 3)])
      .filter((_, i) => i % every === 0),
  }
}

