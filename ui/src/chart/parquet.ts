// A table as Apache Parquet: one row group, one plain page a column, nothing
// compressed. Layout and numbers are those of the format's own definition
// (github.com/apache/parquet-format, parquet.thrift), headers in Thrift's compact
// protocol. internal/brief reads what it writes with another implementation.

import type { Cell, Column, Table } from './table'
import { columnName, metadata } from './table'

class Bytes {
  private parts: number[] = []
  get length(): number {
    return this.parts.length
  }
  put(...b: number[]): this {
    for (const x of b) this.parts.push(x & 255)
    return this
  }
  append(b: ArrayLike<number>): this {
    for (let i = 0; i < b.length; i++) this.parts.push(b[i]!)
    return this
  }
  u32(v: number): this {
    return this.put(v, v >>> 8, v >>> 16, v >>> 24)
  }
  double(v: number): this {
    const d = new DataView(new ArrayBuffer(8))
    d.setFloat64(0, v, true)
    return this.append(new Uint8Array(d.buffer))
  }
  varint(v: number): this {
    for (; v > 127; v = Math.floor(v / 128)) this.put((v % 128) | 128)
    return this.put(v)
  }
  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.parts)
  }
}

/** A Thrift struct in the compact protocol; fields must come in ascending order. */
class Struct {
  private last = 0
  constructor(private readonly b: Bytes) {}
  private field(id: number, type: number): Bytes {
    this.b.put(((id - this.last) << 4) | type)
    this.last = id
    return this.b
  }
  i32(id: number, v: number): this {
    this.field(id, 5).varint(v < 0 ? -2 * v - 1 : 2 * v)
    return this
  }
  i64(id: number, v: number): this {
    this.field(id, 6).varint(2 * v)
    return this
  }
  text(id: number, v: string): this {
    writeText(this.field(id, 8), v)
    return this
  }
  struct(id: number, fill: (s: Struct) => void): this {
    writeStruct(this.field(id, 12), fill)
    return this
  }
  list<T>(id: number, type: 'i32' | 'text' | 'struct', all: T[], each: (b: Bytes, v: T) => void): this {
    const code = { i32: 5, text: 8, struct: 12 }[type]
    const b = this.field(id, 9)
    if (all.length < 15) b.put((all.length << 4) | code)
    else b.put(0xf0 | code).varint(all.length)
    for (const v of all) each(b, v)
    return this
  }
}

function writeText(b: Bytes, s: string): void {
  const utf8 = new TextEncoder().encode(s)
  b.varint(utf8.length).append(utf8)
}

function writeStruct(b: Bytes, fill: (s: Struct) => void): void {
  fill(new Struct(b))
  b.put(0)
}

/** Physical type, and the converted type that says what it means. */
const types = { date: [1, 6], number: [5, null], text: [6, 0] } as const

function missing(c: Cell): boolean {
  return c === null || (typeof c === 'number' && !Number.isFinite(c))
}

/** A column's page: which rows have a value (runs of definition levels), then the values. */
function page(kind: Column['kind'], cells: Cell[]): Bytes {
  const levels = new Bytes()
  for (let i = 0; i < cells.length;) {
    let j = i
    while (j < cells.length && missing(cells[j]!) === missing(cells[i]!)) j++
    levels.varint((j - i) * 2).put(missing(cells[i]!) ? 0 : 1)
    i = j
  }
  const b = new Bytes().u32(levels.length).append(levels.done())
  for (const c of cells) {
    if (missing(c)) continue
    if (kind === 'number') b.double(Number(c))
    else if (kind === 'date') b.u32(Math.round(Date.parse(c + 'T00:00:00Z') / 86400000))
    else {
      const utf8 = new TextEncoder().encode(String(c))
      b.u32(utf8.length).append(utf8)
    }
  }
  return b
}

export function parquet(t: Table): Uint8Array<ArrayBuffer> {
  const out = new Bytes().append(new TextEncoder().encode('PAR1'))
  const chunks = t.columns.map((c, i) => {
    const body = page(c.kind, t.rows.map(r => r[i] ?? null))
    const at = out.length
    writeStruct(out, s => s.i32(1, 0).i32(2, body.length).i32(3, body.length)
      .struct(5, d => d.i32(1, t.rows.length).i32(2, 0).i32(3, 3).i32(4, 3)))
    out.append(body.done())
    return { c, at, size: out.length - at }
  })
  const footer = new Bytes()
  writeStruct(footer, f => f
    .i32(1, 1)
    .list(2, 'struct', [null, ...t.columns], (b, c) => writeStruct(b, s => {
      if (c === null) {
        s.text(4, 'table').i32(5, t.columns.length)
        return
      }
      const [physical, converted] = types[c.kind]
      s.i32(1, physical).i32(3, 1).text(4, columnName(c))
      if (converted !== null) s.i32(6, converted)
    }))
    .i64(3, t.rows.length)
    .list(4, 'struct', [null], b => writeStruct(b, g => g
      .list(1, 'struct', chunks, (b, k) => writeStruct(b, s => s
        .i64(2, k.at)
        .struct(3, m => m
          .i32(1, types[k.c.kind][0])
          .list(2, 'i32', [0, 3], (b, e) => b.varint(2 * e))
          .list(3, 'text', [columnName(k.c)], writeText)
          .i32(4, 0)
          .i64(5, t.rows.length).i64(6, k.size).i64(7, k.size).i64(9, k.at))))
      .i64(2, chunks.reduce((sum, k) => sum + k.size, 0))
      .i64(3, t.rows.length)))
    .list(5, 'struct', metadata(t), (b, [key, value]) => writeStruct(b, s => s.text(1, key).text(2, value)))
    .text(6, 'casus'))
  out.append(footer.done()).u32(footer.length).append(new TextEncoder().encode('PAR1'))
  return out.done()
}
