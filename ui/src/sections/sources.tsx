// The way from a number to the claims behind it: one click shows them in the
// register, the next opens the source.

import { h } from 'preact'
import { claim } from '../book'
import { count } from '../format'

/** What the register shows; set by links all over the page. */
export interface Choice { ids: ReadonlySet<string>; label: string }

let chosen: Choice | null = null
const watchers = new Set<(c: Choice | null) => void>()

export function choose(c: Choice | null): void {
  chosen = c
  for (const w of watchers) w(chosen)
}

export function watchChoice(f: (c: Choice | null) => void): () => void {
  watchers.add(f)
  return () => watchers.delete(f)
}

export function Sources({ claims, label }: { claims: string[] | undefined; label: string }) {
  const known = (claims ?? []).filter(id => claim(id) !== undefined)
  if (known.length === 0) return <span class="sources none">no claim bears on it</span>
  return (
    <a class="sources" href="#evidence" aria-label={`Sources of ${label}: ${count(known.length, 'claim')}`}
      onClick={() => choose({ ids: new Set(known), label })}>
      Sources: {count(known.length, 'claim')}
    </a>
  )
}
