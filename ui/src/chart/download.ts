// Charts and tables as files. A chart is copied with the styles that it shows, so
// that it looks the same outside the page.

/** What a chart shows, as rows. */
export interface Table { head: string[]; rows: (string | number)[][] }

const styles = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin',
  'opacity', 'font-size', 'font-weight', 'font-style', 'font-family', 'text-anchor', 'paint-order', 'visibility']

/** The chart as an SVG document of its own. */
export function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const from = [svg, ...svg.querySelectorAll('*')]
  const to = [copy, ...copy.querySelectorAll('*')]
  from.forEach((el, i) => {
    const seen = getComputedStyle(el)
    const target = to[i]!
    for (const s of styles) {
      const v = seen.getPropertyValue(s)
      if (v !== '') target.setAttribute(s, v)
    }
    target.removeAttribute('class')
    target.removeAttribute('tabindex')
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  copy.prepend(ground)
  return new XMLSerializer().serializeToString(copy).replace('<svg ', '<svg aria-label="' + escape(title) + '" ')
}

function escape(s: string): string {
  return s.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/[<]/g, '&lt;')
}

/** The table as RFC 4180 has it. */
export function csv(t: Table): string {
  const cell = (c: string | number) => /[",\n]/.test(String(c)) ? '"' + String(c).replace(/"/g, '""') + '"' : String(c)
  return [t.head, ...t.rows].map(r => r.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** Hands a file to the reader. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: type + ';charset=utf-8' }))
  const a = document.createElement('a')
  a.href = url
  a.download = name.replace(/[^A-Za-z0-9._-]+/g, '-')
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
