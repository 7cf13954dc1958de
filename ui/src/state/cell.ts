// A value that parts of the page share and are drawn anew for when it changes.

import { useEffect, useState } from 'preact/hooks'

export class Cell<T> {
  private readonly watchers = new Set<(v: T) => void>()
  constructor(private v: T) {}
  get value(): T {
    return this.v
  }
  set(v: T): void {
    if (Object.is(v, this.v)) return
    this.v = v
    for (const w of [...this.watchers]) w(v)
  }
  watch(f: (v: T) => void): () => void {
    this.watchers.add(f)
    return () => this.watchers.delete(f)
  }
}

/** The cell's value; the component is drawn anew when it changes. */
export function useCell<T>(c: Cell<T>): T {
  const [v, set] = useState(c.value)
  useEffect(() => {
    set(() => c.value) // it may have changed between the drawing and now
    return c.watch(x => set(() => x))
  }, [c])
  return v
}
