// The width that a chart may take, in whole pixels, so that its text keeps its size on
// every screen. Charts of one place in the page are equally wide, so the first tells the
// others, and only a change of the window is measured again: to measure each as it is
// drawn would lay out the whole page each time. The height never depends on the width, so
// nothing below a chart moves.

import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

const told = new Map<number, number>()

/** assumed names the place: charts that assume the same width have the same. */
export function useWidth(assumed: number): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(told.get(assumed) ?? assumed)
  useLayoutEffect(() => {
    const el = ref.current
    if (el === null) return
    const take = (w: number) => {
      if (w <= 0) return
      told.set(assumed, w)
      setWidth(w)
    }
    if (!told.has(assumed)) take(Math.floor(el.clientWidth))
    const observer = new ResizeObserver(entries => take(Math.floor(entries[0]!.contentRect.width)))
    observer.observe(el)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
