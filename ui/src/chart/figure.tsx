// The frame around every chart: a title that says what is seen, its faces and its table,
// its sources, and ways to take it along.

import type { ComponentChildren } from 'preact'
import { h } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { anchor } from '../book'
import { digits } from '../format'
import { Sources } from '../panel/sources'
import { keep, kept } from '../state/keep'
import { linkTo } from '../state/place'
import { Copy } from './copy'
import { save, svgText } from './download'
import { parquet } from './parquet'
import { columnName, csv } from './table'
import type { Table } from './table'

export interface Face { id: string; label: string; draw: () => ComponentChildren; table?: () => Table }

interface Props {
  file: string // names the files, and the figure in the address
  title: string
  note?: ComponentChildren
  faces: Face[]
  first?: string // the face shown until the reader chooses one
  table: () => Table
  claims?: string[]
  why?: () => void // opens what moved the variable
  height: number // of the drawing, so that faces and table take the same room
}

export function Figure({ file, title, note, faces, first, table, claims, why, height }: Props) {
  const id = anchor('fig', file)
  const [chosen, choose] = useState(() => kept<string>('face:' + file) ?? first ?? faces[0]?.id ?? '')
  const box = useRef<HTMLDivElement>(null)
  const asTable = chosen === 'table' || faces.length === 0
  const face = faces.find(f => f.id === chosen) ?? faces[0]
  const pick = (f: string) => {
    choose(f)
    keep('face:' + file, f)
  }
  const shown = () => (face?.table ?? table)()
  const saveSVG = () => {
    const svg = box.current?.querySelector('svg')
    if (svg) save(file + '.svg', 'image/svg+xml', svgText(svg, title))
  }
  const options = [...(faces.length === 1 ? [{ id: faces[0]!.id, label: 'Chart' }] : faces), { id: 'table', label: 'Table' }]
  return (
    <figure id={id} class="figure" aria-labelledby={id + '-title'} data-why={why ? '' : undefined}
      onKeyDown={e => { if (why && e.key === 'w' && !e.ctrlKey && !e.metaKey && !e.altKey) { e.stopPropagation(); why() } }}>
      <figcaption>
        <h3 id={id + '-title'}>{title}</h3>
        {note && <div class="note">{note}</div>}
      </figcaption>
      <div class="drawing" ref={box} style={asTable ? { height: height + 'px' } : { minHeight: height + 'px' }}>
        {asTable ? <DataTable t={table()} /> : face?.draw()}
      </div>
      <div class="tools">
        <span class="switch" role="group" aria-label="Show as">
          {options.map(o => <button type="button" aria-pressed={o.id === (asTable ? 'table' : face?.id)} onClick={() => pick(o.id)}>{o.label}</button>)}
        </span>
        {claims && <Sources claims={claims} label={title} />}
        {why && <button type="button" class="quiet" onClick={why} aria-label={'Why? What moved it: ' + title}>Why?</button>}
        <span class="takeaway">
          <details class="menu">
            <summary aria-label={'Download: ' + title}>Download</summary>
            <div>
              {!asTable && <button type="button" onClick={saveSVG}>SVG</button>}
              <button type="button" onClick={() => save(file + '.csv', 'text/csv', csv(shown()))}>CSV</button>
              <button type="button" onClick={() => save(file + '.parquet', 'application/vnd.apache.parquet', parquet(shown()))}>Parquet</button>
            </div>
          </details>
          <Copy text={() => linkTo(id)} label={'Link to copy: ' + title}>Link</Copy>
        </span>
      </div>
    </figure>
  )
}

export function DataTable({ t, most = 80 }: { t: Table; most?: number }) {
  const every = Math.max(1, Math.ceil(t.rows.length / most))
  const rows = t.rows.filter((_, i) => i % every === 0 || i === t.rows.length - 1)
  return (
    <div class="scroller" tabIndex={0} role="group" aria-label={'Table: ' + t.title}>
      <table>
        <thead><tr>{t.columns.map(c => <th scope="col">{columnName(c)}</th>)}</tr></thead>
        <tbody>{rows.map(r => <tr>{r.map((c, i) => {
          const text = c === null ? '–' : typeof c === 'number' ? digits(c, 3) : c
          return i === 0 ? <th scope="row">{text}</th> : <td>{text}</td>
        })}</tr>)}</tbody>
      </table>
    </div>
  )
}
