// What the reader's browser keeps between two openings of the same brief: the
// history of the workbench and small choices of form. Keys hold the hash of the
// inputs, so that two briefs never mix. A browser that keeps nothing (private
// windows, some settings for files) loses only the memory.

import { data } from '../book'

const prefix = 'casus:' + (data.footer?.inputHash ?? '').slice(0, 16) + ':'

export function kept<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(prefix + key)
    return text === null ? null : JSON.parse(text) as T
  } catch {
    return null
  }
}

/** Keeps a value; says whether the browser took it. */
export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
