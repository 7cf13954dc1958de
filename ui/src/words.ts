// The words of probability of Intelligence Community Directive 203 (2015), as
// internal/study/words.go has them, for numbers that the page computes itself.

import type { Num } from './data'

const bands: [below: number, words: string][] = [
  [0.05, 'almost no chance'], [0.2, 'very unlikely'], [0.45, 'unlikely'], [0.55, 'roughly even chance'],
  [0.8, 'likely'], [0.95, 'very likely'], [Infinity, 'almost certain'],
]

export function likelihood(p: Num | undefined): string {
  if (p === null || p === undefined) return 'not known'
  return bands.find(([below]) => p < below)![1]
}

/** The first letter as a capital. */
export function start(s: string): string {
  return s.charAt(0).toUpperCase() + s.slice(1)
}
