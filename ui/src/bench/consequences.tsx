// What the reader's settings do to the verdicts: every test on the draws in the page, at
// base and as set.

import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { data } from '../book'
import type { Statement } from '../data'
import { chance, said } from '../format'
import { evaluate } from '../run/answers'
import { bench } from '../state/bench'
import { useCell } from '../state/cell'
import { likelihood, start } from '../words'

const tested: Statement[] = data.statements.filter(s => s.measure)

function shares(measures: Float64Array[]): number[] {
  return measures.map((draws, i) => {
    const s = tested[i]!
    return draws.filter(v => s.under ? v < (s.threshold ?? 0) : v > (s.threshold ?? 0)).length / draws.length
  })
}

export function Consequences() {
  const { settings } = useCell(bench)
  const [seen, see] = useState(false)
  const [base, setBase] = useState<number[] | null>(null)
  const [mine, setMine] = useState<{ key: string; p: number[] } | null>(null)
  const key = JSON.stringify(settings)
  const moved = key !== '{}'
  useEffect(() => {
    if (!seen) return
    const measures = tested.map(s => s.measure!)
    if (base === null) void evaluate({}, measures).then(a => { if (a?.measures) setBase(shares(a.measures)) })
    if (!moved) return
    const later = setTimeout(() => void evaluate(settings, measures, 'verdicts').then(a => {
      if (a?.measures) setMine({ key, p: shares(a.measures) })
    }), 350)
    return () => clearTimeout(later)
  }, [seen, key])
  if (tested.length === 0) return null
  const p = moved ? mine?.p ?? null : base
  const stale = moved && mine?.key !== key
  const changed = base && p ? tested.map((s, i) => ({ s, i, d: p[i]! - base[i]! })).sort((a, b) => Math.abs(b.d) - Math.abs(a.d)) : []
  return (
    <details class="later consequences" onToggle={e => { if (e.currentTarget.open) see(true) }}>
      <summary>What it does to the verdicts</summary>
      {seen && (
        <div aria-busy={stale} class={stale ? 'dim' : undefined}>
          <p class="note">{!p ? 'The tests are being run on the draws in this page.' : !moved ? 'At base; move a slider to see which verdicts change.' :
            changed.every(c => Math.abs(c.d) < 0.02) ? 'No verdict moves by two points or more.' : 'Those that move most stand first.'}</p>
          {p && base && (
            <table class="cards">
              <thead><tr><th scope="col">Statement</th><th scope="col">At base</th><th scope="col">With your settings</th></tr></thead>
              <tbody>{changed.map(({ s, i, d }) => (
                <tr class={Math.abs(d) < 0.02 ? 'unused' : undefined}>
                  <th scope="row">{said(s.text)}</th>
                  <td data-label="At base">{chance(base[i])}</td>
                  <td data-label="With your settings">{Math.abs(d) < 0.005 ? 'the same' : <b>{start(likelihood(p[i]))}, {chance(p[i])}</b>}</td>
                </tr>
              ))}</tbody>
            </table>
          )}
        </div>
      )}
    </details>
  )
}
