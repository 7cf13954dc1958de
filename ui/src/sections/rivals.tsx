// Rival explanations as rows, evidence as columns: what each month's claims did to the
// odds, in words and as a ratio. Evidence that tells nothing apart is greyed (Dhami and
// others 2024 on rows and columns; undiagnostic items weigh nothing).

import { Fragment, h } from 'preact'
import { calendar, data } from '../book'
import { Figure } from '../chart/figure'
import type { Table } from '../chart/table'
import type { Rival, RivalStep } from '../data'
import { chance, count, digits, prose, shortMonth } from '../format'
import { open } from '../state/panel'
import { useStage } from '../state/view'
import { start } from '../words'
import { OfThePresent } from './present'

export function Rivals() {
  const stage = useStage()
  const all = data.rivals ?? []
  if (all.length === 0) return null
  const steps = all[0]?.steps ?? []
  const visible = steps.filter(s => stage === null || s.day <= stage.day).length
  return (
    <section id="rivals">
      <h2>Which explanation do the claims favour?</h2>
      {stage === null && all.some(r => r.text) && <ul class="findings">{all.filter(r => r.text).map(r => <li class="finding">{start(learned(r))}.</li>)}</ul>}
      <p class="note">
        Each row is an explanation, each column what was published in a month. A cell says by how much those claims are likelier if the explanation
        stands than if it does not. Columns that tell nothing apart, or no more than the noise of the computation, are grey.
      </p>
      <Figure file="rivals" title={all.map(r => `${chance(weight(r, visible, stage !== null))}: ${r.title}`).join('; ')} height={200} faces={[{
        id: 'matrix', label: 'Matrix', draw: () => <Matrix all={all} visible={visible} past={stage !== null} />,
      }]} table={() => table(all)} />
      <OfThePresent />
      <Weights all={all} />
    </section>
  )
}

/** The study's words, with what they are about where they do not say it. */
function learned(r: Rival): string {
  return r.text!.startsWith('the claims speak for') ? r.text! : `whether ${r.title}: ${r.text}`
}

/** How firm each chance is: its computation, other widths of the prior of its strength, and what it foretold. */
function Weights({ all }: { all: Rival[] }) {
  return (
    <details class="later">
      <summary>How firm these chances are: other widths of the prior, what each foretold, the error of the computation</summary>
      <table class="cards">
        <thead><tr><th scope="col">Explanation</th><th scope="col">Before any claim</th><th scope="col">With the claims</th><th scope="col">Prior of its strength half as wide</th><th scope="col">Twice as wide</th><th scope="col">Foretold better by</th></tr></thead>
        <tbody>{all.map(r => (
          <tr>
            <th scope="row">{r.title}<span class="small block">or else: {r.else}</span></th>
            <td data-label="Before any claim">{chance(r.prior)}</td>
            <td data-label="With the claims"><b>{chance(r.posterior)}</b>{r.error !== null && ` ± ${digits(100 * r.error, 1)}`}</td>
            <td data-label="Prior half as wide">{r.narrow === null ? 'not asked' : chance(r.narrow)}</td>
            <td data-label="Twice as wide">{r.wide === null ? 'not asked' : chance(r.wide)}</td>
            <td data-label="Foretold better by">{r.ahead === null ? '–' : <Fragment>{r.ahead > 0 ? '+' : ''}{digits(r.ahead)}{r.aheadError !== null && ` ± ${digits(r.aheadError)}`}<span class="small block">{Math.abs(r.ahead) < 2 * (r.aheadError ?? Infinity) ? 'no more than noise' : r.ahead > 0 ? 'for it' : 'against it'}</span></Fragment>}</td>
          </tr>
        ))}</tbody>
      </table>
      <p class="small">± is a standard error, of the computation for chances, and from how months differ for what was foretold: the log score of the next month's claims with the explanation less that without it, summed over the months. A chance hangs on how strong the part was thought to be when it is there; that of its foretelling less so.</p>
    </details>
  )
}

/** The weight of an explanation after the columns shown. */
function weight(r: Rival, visible: number, past: boolean): number | null {
  return past ? r.steps?.[visible - 1]?.weight ?? r.prior : r.posterior
}

function Matrix({ all, visible, past }: { all: Rival[]; visible: number; past: boolean }) {
  const steps = (all[0]?.steps ?? []).slice(0, visible)
  const silent = steps.map((_, i) => all.every(r => !r.steps?.[i]?.tells))
  return (
    <div class="scroller matrix" tabIndex={0} role="group" aria-label="Explanations and evidence">
      <table>
        <thead>
          <tr>
            <th scope="col">Explanation</th>
            <th scope="col">Before</th>
            {steps.map((s, i) => (
              <th scope="col" class={silent[i] ? 'silent' : undefined}>
                <button type="button" class="quiet" aria-label={`${i === 0 ? 'to ' : ''}${month(s.day)}: ${count(s.claims, 'claim')} published by ${calendar.prose(s.day)}`} onClick={() => show(i)}>{(i === 0 ? 'to ' : '') + month(s.day)}</button>
                <span class="small block">{s.claims}</span>
              </th>
            ))}
            <th scope="col">{past ? 'Then' : 'Now'}</th>
          </tr>
        </thead>
        <tbody>
          {all.map(r => (
            <Fragment>
              <Row title={r.title} before={r.prior} steps={(r.steps ?? []).slice(0, visible)} silent={silent} now={weight(r, visible, past)} sign={1} />
              <Row title={r.else} before={r.prior === null ? null : 1 - r.prior} steps={(r.steps ?? []).slice(0, visible)} silent={silent} now={other(weight(r, visible, past))} sign={-1} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function other(p: number | null): number | null {
  return p === null ? null : 1 - p
}

interface RowProps { title: string; before: number | null; steps: RivalStep[]; silent: boolean[]; now: number | null; sign: 1 | -1 }

function Row({ title, before, steps, silent, now, sign }: RowProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{chance(before)}</td>
      {steps.map((s, i) => {
        const ratio = sign === 1 ? s.ratio ?? 1 : 1 / (s.ratio ?? 1)
        return <td class={silent[i] ? 'silent' : s.tells ? 'tells' : undefined}>{s.tells ? <Fragment><b>{times(ratio)}</b><span class="small block">{weighty(ratio)}</span></Fragment> : <span aria-label="tells nothing apart">·</span>}</td>
      })}
      <td class="end"><b>{chance(now)}</b><svg width="60" height="8" viewBox="0 0 60 8" aria-hidden="true"><rect class="empty" width="60" height="8" /><rect class="full" width={60 * (now ?? 0)} height="8" /></svg></td>
    </tr>
  )
}

/** A ratio as a reader says it. */
function times(r: number): string {
  return r >= 1 ? digits(r) + '×' : '1/' + digits(1 / r)
}

/** Words for a ratio after Kass and Raftery (1995): 3, 20 and 150 part them. */
function weighty(r: number): string {
  const s = Math.max(r, 1 / r)
  const how = s < 3 ? 'barely' : s < 20 ? 'for' : s < 150 ? 'strongly' : 'decisively'
  if (r >= 1) return how === 'for' ? 'for it' : how + ' for'
  return how === 'for' ? 'against it' : how + ' against'
}

function month(day: number): string {
  const d = calendar.date(day)
  return shortMonth(d.getUTCMonth()) + ' ' + String(d.getUTCFullYear()).slice(2)
}

/** Shows the claims that came in at a stage. */
function show(i: number): void {
  const steps = data.rivals?.[0]?.steps ?? []
  const from = i === 0 ? -Infinity : steps[i - 1]!.day
  const ids = data.claims.filter(c => (c.use === 'used' || c.use === 're-read') && calendar.day(c.published) > from && calendar.day(c.published) <= steps[i]!.day).map(c => c.id)
  open({ kind: 'claims', ids, label: `what was published by ${prose(calendar.iso(steps[i]!.day))}${i > 0 ? ', in a month' : ''}` })
}

function table(all: Rival[]): Table {
  return {
    title: 'Rival explanations and what each month of evidence did to their odds',
    columns: [{ name: 'explanation', kind: 'text' }, { name: 'month ends', kind: 'date' }, { name: 'claims', kind: 'number' },
      { name: 'likelihood ratio', kind: 'number' }, { name: 'standard error of its logarithm', kind: 'number' }, { name: 'tells', kind: 'text' }, { name: 'weight after it', kind: 'number' }],
    rows: all.flatMap(r => (r.steps ?? []).map(s => [r.title, calendar.iso(s.day), s.claims, s.ratio, s.error, s.tells ? 'yes' : 'no', s.weight])),
  }
}
