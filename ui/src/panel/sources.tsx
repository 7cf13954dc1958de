// The way from a number to the claims behind it: one click shows them at the side, the
// next opens the source or the row of the register.

import { h } from 'preact'
import { calendar, claim } from '../book'
import { count } from '../format'
import { open } from '../state/panel'
import { useStage } from '../state/view'

export function Sources({ claims, label, short = false }: { claims: string[] | undefined; label: string; short?: boolean }) {
  const stage = useStage()
  const known = (claims ?? []).filter(id => {
    const c = claim(id)
    return c !== undefined && (stage === null || calendar.day(c.published) <= stage.day)
  })
  if (known.length === 0) return <span class="sources none">{stage === null ? 'no claim bears on it' : 'no claim of it yet'}</span>
  const words = count(known.length, 'claim')
  return (
    <button type="button" class="sources quiet" aria-label={short ? `${words}, the sources of ${label}` : `Sources: ${words}, of ${label}`} onClick={() => open({ kind: 'claims', ids: known, label })}>
      {short ? words : 'Sources: ' + words}
    </button>
  )
}
