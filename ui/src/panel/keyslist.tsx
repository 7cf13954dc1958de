// The list of keys, with the switch that turns single letters off.

import { Fragment, h } from 'preact'
import { commands, letters, places } from '../keys'
import { useCell } from '../state/cell'

export function KeysList() {
  const on = useCell(letters)
  return (
    <Fragment>
      <p><label><input type="checkbox" checked={on} onChange={e => letters.set(e.currentTarget.checked)} /> Single letters do something</label></p>
      <table>
        <tbody>
          {commands.map(([key, does]) => <tr><th scope="row"><kbd>{key}</kbd></th><td>{does}</td></tr>)}
          {places.map(([letter, , title]) => <tr><th scope="row"><kbd>g</kbd> <kbd>{letter}</kbd></th><td>Go to {title}</td></tr>)}
        </tbody>
      </table>
      <h3>In charts</h3>
      <p>Arrow keys go through claims and move lines and sliders, with Shift by ten; a double click or the delete key puts a slider back to base.</p>
    </Fragment>
  )
}
