// A course in a chart: bands that bear their probability where there is room for it,
// some single runs, the median.

import { Fragment, h } from 'preact'
import type { Course } from '../course'
import type { Num } from '../data'
import type { Ground } from './frame'
import { band, line } from './scale'

interface Props { g: Ground; c: Course; paths?: readonly (readonly Num[])[]; pathDays?: readonly number[]; named?: boolean; dim?: boolean }

export function Bands({ g, c, paths, pathDays, named = true, dim = false }: Props) {
  return (
    <Fragment>
      <g class={dim ? 'bands dim' : 'bands'}>
        {c.bands.map(b => <path class={b.cls} d={band(c.days, b.low, b.high, g.x, g.clamp)} />)}
      </g>
      {paths && <g class="paths">{paths.map(p => <path d={line(pathDays ?? c.days, p, g.x, g.clamp)} />)}</g>}
      <path class="median" d={line(c.days, c.mid, g.x, g.clamp)} />
      {named && <Names g={g} c={c} />}
    </Fragment>
  )
}

/** Writes each band's probability into it at the day where the widest band is widest, if it fits. */
function Names({ g, c }: { g: Ground; c: Course }) {
  const outer = c.bands[0]
  if (!outer) return null
  let at = -1
  let most = 0
  c.days.forEach((d, i) => {
    const [l, h] = [outer.low[i], outer.high[i]]
    if (typeof l !== 'number' || typeof h !== 'number' || g.x(d) > g.box.right - 60 || g.x(d) < g.box.left + 40) return
    const w = g.clamp(l) - g.clamp(h)
    if (w >= most) [at, most] = [i, w]
  })
  if (at < 0) return null
  const x = g.x(c.days[at]!)
  return (
    <g class="bandnames" aria-hidden="true">
      {c.bands.map((b, i) => {
        const top = g.clamp(b.high[at] as number)
        const inner = c.bands[i + 1]
        const bottom = inner ? g.clamp(inner.high[at] as number) : g.clamp(c.mid[at] ?? 0)
        return bottom - top >= 12 && <text x={x} y={(top + bottom) / 2 + 4} text-anchor="middle">{b.name}</text>
      })}
    </g>
  )
}
