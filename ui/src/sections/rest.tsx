// The plain sections: timeline, the check of the computation, limits, the foot.

import { h } from 'preact'
import { anchor, data } from '../book'
import { digits, prose } from '../format'
import { Outside } from './claimline'

export function Timeline() {
  if (data.timeline.length === 0) return null
  const seen = new Set<string>()
  return (
    <section id="timeline">
      <h2>Timeline</h2>
      <ol class="timeline">
        {data.timeline.map(e => {
          const first = !seen.has(e.date)
          seen.add(e.date)
          return (
            <li id={first ? anchor('e', e.date) : undefined}>
              <time dateTime={e.date}>{prose(e.date)}</time>
              <span>{e.event}{e.actors && <span class="small"> {e.actors}.</span>} {e.url && <Outside url={e.url} text="Source" />}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

export function Diagnostics() {
  return (
    <section id="diagnostics">
      <h2>How far to trust the computation</h2>
      {data.warnings.length > 0
        ? <ul class="warnings">{data.warnings.map(w => <li>{w}</li>)}</ul>
        : <p>No warning was raised.</p>}
      {data.diagnostics.length > 0 && (
        <table class="cards">
          <thead><tr><th scope="col">Check</th><th scope="col">Value</th><th scope="col">Should be</th><th scope="col">Passed</th></tr></thead>
          <tbody>{data.diagnostics.map(d => (
            <tr class={d.ok ? undefined : 'failed'}>
              <th scope="row">{d.name}{d.text && <span class="small block">{d.text}</span>}</th>
              <td data-label="Value">{d.value}</td>
              <td data-label="Should be">{d.limit ?? ''}</td>
              <td data-label="Passed">{d.ok ? 'yes' : <b>no</b>}</td>
            </tr>
          ))}</tbody>
        </table>
      )}
      <Scores />
    </section>
  )
}

function Scores() {
  const rows = data.scores ?? []
  if (rows.length === 0) return null
  const lost = rows.filter(s => s.model !== null && s.naive !== null && s.model > s.naive)
  return (
    <div>
      <h3>Does it fit what was published later?</h3>
      {lost.length > 0 && <p class="banner"><b>Worse than a naive forecast</b> for {lost.map(s => s.title).join('; ')}.</p>}
      <table class="cards">
        <thead><tr><th scope="col">Forecast of</th><th scope="col">Claims</th><th scope="col">This model</th><th scope="col">Naive</th><th scope="col">Rule</th></tr></thead>
        <tbody>{rows.map(s => (
          <tr>
            <th scope="row">{s.title}{s.text && <span class="small block">{s.text}</span>}</th>
            <td data-label="Claims">{s.count}</td>
            <td data-label="This model">{digits(s.model, 3)}</td>
            <td data-label="Naive">{digits(s.naive, 3)}</td>
            <td data-label="Rule">{s.rule}; smaller is better</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  )
}

export function Limits() {
  if (data.limits.length === 0) return null
  return (
    <section id="limits">
      <h2>What the model leaves out</h2>
      <ul class="limits">{data.limits.map(l => <li>{l}</li>)}</ul>
    </section>
  )
}

export function Foot() {
  const f = data.footer
  return (
    <footer>
      <p>casus {f.version}; made {f.made.slice(0, 10) === f.made ? prose(f.made) : f.made}; seed {f.seed}; inputs <code>{f.inputHash}</code></p>
      {f.command && <p>The same page again: <code>{f.command}</code></p>}
      <p>This file holds everything that it shows and asks nothing of the network; only links to sources lead out.</p>
    </footer>
  )
}
