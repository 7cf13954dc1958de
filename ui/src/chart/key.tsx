// The key of a chart of bands and claims. The three kinds of not knowing have three
// forms: measured spread is solid, what claimants dispute is hatched, and where the model
// speaks alone the ground is shaded.

import { Fragment, h } from 'preact'
import { sideIndex, sideTitle } from '../book'
import type { Course } from '../course'
import { Swatch } from './marks'

interface Props { course?: Course; sides: string[]; side: string; setSide: (s: string) => void; paths: boolean; disputed: boolean }

export function Key({ course, sides, side, setSide, paths, disputed }: Props) {
  return (
    <div class="key">
      {sides.length > 0 && (
        <span class="sidekeys" role="group" aria-label="Pick out one side">
          {sides.map(s => (
            <button type="button" class="sidekey" aria-pressed={side === s} onClick={() => setSide(side === s ? '' : s)}>
              <Swatch index={sideIndex(s)} />{sideTitle(s)}
            </button>
          ))}
        </span>
      )}
      {course && (
        <Fragment>
          <span><i class="stroke asitwas" />median</span>
          <span class="bandkey">{[...course.bands].reverse().map(b => <Fragment><i class={b.cls} />{b.name} </Fragment>)} of the runs</span>
        </Fragment>
      )}
      {paths && <span><i class="path" />single runs</span>}
      {disputed && <span><i class="hatched" />claimants differ</span>}
    </div>
  )
}
