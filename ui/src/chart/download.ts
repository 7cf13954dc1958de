// Charts and tables as files. A chart is copied with the styles that it shows, so
// that it looks the same outside the page.

/** Patterns and markers that stand once in the page, for all charts. */
const shared = ['hatch', 'arrow']

const styles = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin',
  'opacity', 'font-size', 'font-weight', 'font-style', 'font-family', 'text-anchor', 'paint-order', 'visibility', 'marker-end']

/** The chart as an SVG document of its own. */
export function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  dress(svg, copy)
  for (const reach of copy.querySelectorAll('.reach')) reach.remove()
  for (const el of [copy, ...copy.querySelectorAll('*')]) {
    for (const a of ['class', 'tabindex', 'role', 'href']) el.removeAttribute(a)
  }
  for (const id of shared) {
    const def = document.getElementById(id)
    if (!def || !copy.innerHTML.includes('#' + id)) continue
    const own = def.cloneNode(true) as Element
    dress(def, own)
    copy.prepend(own)
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  copy.prepend(ground)
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  name.textContent = title
  copy.prepend(name)
  return new XMLSerializer().serializeToString(copy)
}

/** Writes what an element looks like into its copy. */
function dress(from: Element, to: Element): void {
  const targets = [to, ...to.querySelectorAll('*')]
  ;[from, ...from.querySelectorAll('*')].forEach((el, i) => {
    const seen = getComputedStyle(el)
    for (const s of styles) {
      const v = seen.getPropertyValue(s)
      if (v !== '') targets[i]!.setAttribute(s, v.replace(/url\("[^"]*#(\w+)"\)/, 'url(#$1)'))
    }
  })
}

/** Hands a file to the reader. */
export function save(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], { type: typeof content === 'string' ? type + ';charset=utf-8' : type }))
  const a = document.createElement('a')
  a.href = url
  a.download = name.replace(/[^A-Za-z0-9._-]+/g, '-')
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
