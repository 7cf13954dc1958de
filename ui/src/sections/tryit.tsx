// Try it: sliders that run the compiled model in the page.

import { h } from 'preact'
import { useState } from 'preact/hooks'
import { Cards } from '../bench/cards'
import { Consequences } from '../bench/consequences'
import { HistoryBar } from '../bench/history'
import { levers, others } from '../bench/levers'
import { Panes } from '../bench/panes'
import { moved } from '../bench/sentences'
import { SliderRow } from '../bench/slider'
import { data } from '../book'
import type { Slider } from '../data'
import { fault } from '../run/client'
import { bench, change } from '../state/bench'
import { useCell } from '../state/cell'
import { useStage } from '../state/view'

export function canTry(): boolean {
  return data.model !== undefined && data.sliders.length > 0 && data.charts.length > 0
}

export function TryIt() {
  const { settings } = useCell(bench)
  const wrong = useCell(fault)
  const past = useStage() !== null
  const [added, add] = useState<string[]>([])
  const set = (s: Slider, v: number) => {
    const { [s.param]: was, ...rest } = bench.value.settings
    change(moved(s, was ?? s.base, v), { settings: v === s.base ? rest : { ...rest, [s.param]: v } }, s.param)
  }
  const free = others.filter(p => !added.includes(p) && settings[p] === undefined)
  return (
    <section id="try">
      <h2>Try it: what would have to be different?</h2>
      <p class="note">
        The sliders run the model in this page. Grey is the base run, at the middle of what the claims leave; the coloured line is yours, and its band
        holds 80% of the runs that the claims leave, with your settings in place. Arrow keys step, with Shift by ten; a double click or the delete
        key goes back. The thick part of a slider is what the claims leave, the upright line the base.
        {past && <b class="then"> The sliders always run what is known now, not then.</b>}
      </p>
      {wrong !== '' && <p class="banner"><b>The model can't run here.</b> This browser refused the compiled module: {wrong}</p>}
      <HistoryBar />
      <div class="bench">
        <div class="sliders">
          {levers(settings, added).map(s => <SliderRow key={s.param} s={s} value={settings[s.param] ?? s.base} set={v => set(s, v)} />)}
          {free.length > 0 && (
            <label class="addlever">Move another assumption{' '}
              <select value="" onChange={e => { if (e.currentTarget.value) add([...added, e.currentTarget.value]) }}>
                <option value="">choose one of {free.length}</option>
                {free.map(p => <option value={p}>{p}</option>)}
              </select>
            </label>
          )}
        </div>
        <Panes />
      </div>
      <Consequences />
      <Cards />
    </section>
  )
}
