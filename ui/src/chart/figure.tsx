// The frame around every chart: a title that says what is seen, chart or table,
// its sources, and the files to take away.

import { ComponentChildren, Fragment, h } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Sources } from '../sections/sources'
import { csv, save, svgText, type Table } from './download'

interface Props {
  id?: string
  title: string
  note?: ComponentChildren
  table: () => Table
  claims?: string[]
  file: string
  height: number // of the drawing, so that chart and table take the same room
  children: ComponentChildren
}

export function Figure({ id, title, note, table, claims, file, height, children }: Props) {
  const [asTable, setTable] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const saveSVG = () => {
    const svg = box.current?.querySelector('svg')
    if (svg) save(file + '.svg', 'image/svg+xml', svgText(svg, title))
  }
  return (
    <figure id={id} class="figure">
      <figcaption>
        <h4>{title}</h4>
        {note && <p class="note">{note}</p>}
      </figcaption>
      <div class="drawing" ref={box} style={asTable ? { height: height + 'px' } : { minHeight: height + 'px' }}>
        {asTable ? <DataTable {...table()} label={title} /> : children}
      </div>
      <div class="tools">
        <span class="switch" role="group" aria-label="Show as">
          <button type="button" aria-pressed={!asTable} onClick={() => setTable(false)}>Chart</button>
          <button type="button" aria-pressed={asTable} onClick={() => setTable(true)}>Table</button>
        </span>
        {claims && <Sources claims={claims} label={title} />}
        <span class="downloads">
          {!asTable && <button type="button" onClick={saveSVG}>SVG</button>}
          <button type="button" onClick={() => save(file + '.csv', 'text/csv', csv(table()))}>CSV</button>
        </span>
      </div>
    </figure>
  )
}

function DataTable({ head, rows, label }: Table & { label: string }) {
  return (
    <div class="scroller" tabIndex={0} role="region" aria-label={'Table: ' + label}>
      <table>
        <thead><tr>{head.map(c => <th scope="col">{c}</th>)}</tr></thead>
        <tbody>{rows.map(r => <tr>{r.map((c, i) => i === 0 ? <th scope="row">{c}</th> : <td>{c}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}

/** Text for screen readers and for nobody else. */
export function Unseen({ children }: { children: ComponentChildren }) {
  return <Fragment><span class="unseen">{children}</span></Fragment>
}
