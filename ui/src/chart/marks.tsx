// The marks of claims: each side has its own shape and its own colour, so that
// neither alone carries the meaning. Colours avoid the red and green of parties.

import { h } from 'preact'

const shapes = [
  'M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5Z', // disc
  'M-4.4-4.4H4.4V4.4H-4.4Z', // square
  'M0-5.6L5.4 4.4H-5.4Z', // triangle
  'M0-6L5.4 0L0 6L-5.4 0Z', // diamond
  'M0 5.6L5.4-4.4H-5.4Z', // triangle on its point
  'M-1.9-5.4H1.9V-1.9H5.4V1.9H1.9V5.4H-1.9V1.9H-5.4V-1.9H-1.9Z', // plus
  'M0-5.8L5.5-1.8L3.4 4.7H-3.4L-5.5-1.8Z', // pentagon
  'M-5-2.6L-2.6-5L0-2.4L2.6-5L5-2.6L2.4 0L5 2.6L2.6 5L0 2.4L-2.6 5L-5 2.6L-2.4 0Z', // cross
]

/** The class that colours a side. */
export function sideClass(index: number): string {
  return 'side' + (((index % 8) + 8) % 8)
}

export function Shape({ index, x, y, hollow = false }: { index: number; x: number; y: number; hollow?: boolean }) {
  return (
    <path class={'mark ' + sideClass(index) + (hollow ? ' hollow' : '')} d={shapes[((index % 8) + 8) % 8]}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} />
  )
}

/** The mark alone, for keys and lists. */
export function Swatch({ index }: { index: number }) {
  return <svg class="swatch" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true"><Shape index={index} x={0} y={0} /></svg>
}
