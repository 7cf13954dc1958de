// Which marks get their claimant's name beside them: as many as fit, the widest
// apart first come; the rest is named on hover, on focus and in the table.

export interface Spot { x: number; y: number; text: string }
export interface Label { x: number; y: number; text: string; anchor: 'start' | 'end' }

interface Rect { l: number; r: number; t: number; b: number }

export function place(spots: Spot[], left: number, right: number, top: number, bottom: number, most: number): Label[] {
  const taken: Rect[] = spots.map(s => ({ l: s.x - 5, r: s.x + 5, t: s.y - 5, b: s.y + 5 }))
  const named = new Set<string>()
  const out: Label[] = []
  for (const s of spots) {
    if (out.length >= most) break
    if (named.has(s.text)) continue
    const w = 6.1 * s.text.length
    const tries: [number, number, 'start' | 'end'][] = [
      [9, 4, 'start'], [-9, 4, 'end'], [7, -9, 'start'], [7, 17, 'start'], [-7, -9, 'end'], [-7, 17, 'end'],
    ]
    for (const [dx, dy, anchor] of tries) {
      const x = s.x + dx
      const rect = { l: anchor === 'start' ? x : x - w, r: anchor === 'start' ? x + w : x, t: s.y + dy - 10, b: s.y + dy + 2 }
      if (rect.l < left || rect.r > right || rect.t < top || rect.b > bottom) continue
      if (taken.some(o => rect.l < o.r && rect.r > o.l && rect.t < o.b && rect.b > o.t)) continue
      taken.push(rect)
      named.add(s.text)
      out.push({ x, y: s.y + dy, text: s.text, anchor })
      break
    }
  }
  return out
}
