// Ways to hand the brief on: its link, the command that makes it again, a citation.

import { Fragment, h } from 'preact'
import { data } from '../book'
import { Copy } from '../chart/copy'
import { prose } from '../format'
import { anchorNow, linkTo } from '../state/place'

export function citation(): string {
  const f = data.footer
  return `${data.title}: ${data.question} Brief made with casus ${f.version} on ${made()}, on claims published by ${prose(data.cut)}; inputs ${f.inputHash.slice(0, 16)}, seed ${f.seed}.`
}

export function bibtex(): string {
  const f = data.footer
  return `@misc{casus-${f.inputHash.slice(0, 8)},\n  title = {${data.title}: ${data.question}},\n  howpublished = {Brief made with casus ${f.version}, inputs ${f.inputHash.slice(0, 16)}, seed ${f.seed}},\n  year = {${f.made.slice(0, 4)}},\n  note = {On claims published by ${data.cut}}\n}`
}

function made(): string {
  return prose(data.footer.made.slice(0, 10))
}

export function Share() {
  return (
    <Fragment>
      <Item title="This view as a link" text={() => linkTo(anchorNow())} note="With the date looked from, all sliders and cards. It opens wherever this file lies at the same address." />
      {data.footer.command && <Item title="The command that makes this page again" text={data.footer.command} note="From the study's folder; the inputs have the hash in the footer." />}
      <Item title="A citation" text={citation()} />
      <Item title="A citation as BibTeX" text={bibtex()} pre />
      <h3>On paper</h3>
      <p><button type="button" onClick={() => window.print()}>Print</button> <span class="small">Grey is enough: nothing rests on colour.</span></p>
    </Fragment>
  )
}

function Item({ title, text, note, pre = false }: { title: string; text: string | (() => string); note?: string; pre?: boolean }) {
  const shown = typeof text === 'string' ? text : text()
  return (
    <Fragment>
      <h3>{title}</h3>
      {pre ? <pre class="shared">{shown}</pre> : <p class="shared">{shown}</p>}
      <p><Copy text={text} label={'Copy: ' + title} /> {note && <span class="small">{note}</span>}</p>
    </Fragment>
  )
}
