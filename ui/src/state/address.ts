// The fragment of the address as text: an anchor, then what the reader set, as
// "#try;~asof=2025-01-31;First%20Wave%20Size=12000". Constants stand under their own
// names; a tilde marks what is not a constant.

export type Settings = Record<string, number>

/** A world of the reader's own. */
export interface Card { id: string; name: string; story: string; set: Settings }

export interface Address { anchor: string; asof?: string; settings: Settings; compare: string[]; cards: Card[] }

function pairs(set: Settings): string {
  return Object.keys(set).sort().map(k => encodeURIComponent(k) + ':' + set[k]).join(',')
}

export function format(a: Address): string {
  let out = '#' + a.anchor
  if (a.asof) out += ';~asof=' + a.asof
  if (a.compare.length > 0) out += ';~compare=' + a.compare.map(encodeURIComponent).join(',')
  for (const c of a.cards) out += ';~card=' + [c.id, c.name, c.story].map(encodeURIComponent).join('|') + '|' + pairs(c.set)
  for (const k of Object.keys(a.settings).sort()) out += ';' + encodeURIComponent(k) + '=' + a.settings[k]
  return out
}

/** Reads a fragment; what this page did not write is passed over, and the rest still counts. */
export function parse(hash: string): Address {
  const [anchor = '', ...rest] = hash.replace(/^#/, '').split(';')
  const out: Address = { anchor, settings: {}, compare: [], cards: [] }
  for (const part of rest) {
    const i = part.indexOf('=')
    if (i < 0) continue
    const [key, value] = [part.slice(0, i), part.slice(i + 1)]
    try {
      if (key === '~asof') out.asof = value
      else if (key === '~compare') out.compare = value.split(',').map(decodeURIComponent).filter(Boolean)
      else if (key === '~card') {
        const card = readCard(value)
        if (card) out.cards.push(card)
      } else if (Number.isFinite(Number(value)) && value !== '') out.settings[decodeURIComponent(key)] = Number(value)
    } catch {
      // A broken escape.
    }
  }
  return out
}

function readCard(text: string): Card | null {
  const [id, name, story, set] = text.split('|')
  if (id === undefined || name === undefined || story === undefined || set === undefined) return null
  const out: Card = { id: decodeURIComponent(id), name: decodeURIComponent(name), story: decodeURIComponent(story), set: {} }
  for (const pair of set.split(',')) {
    const [k, v] = pair.split(':')
    if (k && v !== undefined && Number.isFinite(Number(v))) out.set[decodeURIComponent(k)] = Number(v)
  }
  return out
}
