// Undo and redo without limit, and the list of all changes as sentences.

import { h } from 'preact'
import { count } from '../format'
import { bench, change, goTo, keeps, log, redo, undo } from '../state/bench'
import { useCell } from '../state/cell'

export function HistoryBar() {
  const { entries, at } = useCell(log)
  const { settings } = useCell(bench)
  const kept = useCell(keeps)
  return (
    <div class="history">
      <button type="button" disabled={at === 0} onClick={undo} title="Ctrl+Z" aria-label={at > 0 ? 'Undo: ' + entries[at]!.said : 'Undo: nothing to undo'}><span aria-hidden="true">↶ </span>Undo</button>
      <button type="button" disabled={at >= entries.length - 1} onClick={redo} title="Ctrl+Shift+Z" aria-label={at < entries.length - 1 ? 'Redo: ' + entries[at + 1]!.said : 'Redo: nothing to redo'}><span aria-hidden="true">↷ </span>Redo</button>
      <button type="button" disabled={Object.keys(settings).length === 0} onClick={() => change('Put everything back to base', { settings: {} })}>All back to base</button>
      <details class="changes">
        <summary>{count(entries.length - 1, 'change')}</summary>
        <ol start={0}>
          {entries.map((e, i) => (
            <li class={i === at ? 'now' : i > at ? 'undone' : undefined}>
              <button type="button" class="quiet" aria-current={i === at ? 'step' : undefined} onClick={() => goTo(i)}>{e.said}</button>
            </li>
          ))}
        </ol>
        <p class="small">{kept ? 'Kept in this browser, also after the page is closed.' : 'This browser keeps nothing of this page: the list ends with the visit.'}</p>
      </details>
    </div>
  )
}
