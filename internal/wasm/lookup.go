package wasm

import (
	"math"

	"casus/internal/program"
)

// tableRoom is the bytes of a table: X, Y and slopes, each as many as points.
func tableRoom(t program.Table) int { return 3 * 8 * len(t.X) }

// tableData lays the tables out for the lookups.
func tableData(tables []program.Table) []byte {
	var out bytesOut
	for _, t := range tables {
		r := t.Reader()
		for _, list := range [][]float64{r.X, r.Y, r.Slopes} {
			for _, x := range list {
				out.float(x)
			}
		}
	}
	return out.b
}

// mostCompared is up to how many points the segment is found by comparing x with all of
// them, for both lanes at once; above, a search for each lane is quicker.
const mostCompared = 14

// axis is where a value lies among the points of a table: tables with the same points
// share it.
type axis struct {
	at       [2]int // locals: 8 times the number of the segment, for each lane
	distance int    // local: x less the point at or before it
}

// axisKey is a value and the points that it was found among.
type axisKey struct {
	x      program.ID
	points string
}

// lookup reads a table in exactly the arithmetic of program.Reader.At.
func (e *emitter) lookup(v *program.Value) {
	table := e.g.areas.tables[v.Ref]
	r := e.g.p.Tables[v.Ref].Reader()
	var points bytesOut
	for _, x := range r.X {
		points.float(x)
	}
	points.float(r.Inverse)
	key := axisKey{v.Args[0], string(points.b)}
	a, known := e.axes[key]
	if !known {
		a = e.axis(v.Args[0], r, table)
		e.axes[key] = a
	}
	slope := e.fetch(a, table+2*8*len(r.X)) // the farthest first: its check of bounds spares the other's
	y := e.fetch(a, table+8*len(r.X))
	e.f.get(y)
	e.f.get(a.distance)
	e.f.get(slope)
	e.f.simd(simdMul)
	e.f.simd(simdAdd)
}

// axis finds the segment of a value: without a search where the points stand at equal
// distances, and otherwise by comparisons or by a search.
func (e *emitter) axis(value program.ID, r *program.Reader, table int) axis {
	n := len(r.X)
	x := e.f.local(typeV128)
	e.get(value)
	e.f.pair(math.Float64bits(r.X[0]))
	e.f.simd(simdPseudoMax)
	e.f.pair(math.Float64bits(r.X[n-1]))
	e.f.simd(simdPseudoMin)
	e.f.set(x)

	var a axis
	found := func(lane int, index func()) {
		index()
		e.f.i32(3)
		e.f.op(opI32Shl)
		a.at[lane] = e.f.local(typeI32)
		e.f.set(a.at[lane])
	}
	switch {
	case r.Inverse > 0:
		segments := e.f.local(typeV128)
		e.f.get(x)
		e.f.pair(math.Float64bits(r.X[0]))
		e.f.simd(simdSub)
		e.f.pair(math.Float64bits(r.Inverse))
		e.f.simd(simdMul)
		e.f.simd(simdTruncToI32)
		e.f.set(segments)
		for lane := range 2 {
			found(lane, func() { e.f.get(segments); e.f.lane(simdExtractI32, byte(lane)) })
		}
	case n <= mostCompared:
		segments := e.f.local(typeV128)
		e.f.pair(0)
		for _, point := range r.X[1:] {
			e.f.get(x)
			e.f.pair(math.Float64bits(point))
			e.f.simd(simdGe) // all ones, which is -1, where it holds
			e.f.simd(simdSubI64)
		}
		e.f.set(segments)
		for lane := range 2 {
			found(lane, func() { e.f.get(segments); e.f.lane(simdExtractI32, byte(2*lane)) })
		}
	default:
		search := e.g.searchFunction()
		for lane := range 2 {
			found(lane, func() {
				e.f.i32(table)
				e.f.i32(n)
				e.f.get(x)
				e.f.lane(simdExtract, byte(lane))
				e.f.call(search)
			})
		}
	}

	start := e.fetch(a, table)
	e.f.get(x)
	e.f.get(start)
	e.f.simd(simdSub)
	a.distance = e.f.local(typeV128)
	e.f.set(a.distance)
	return a
}

// fetch puts what a list of the table has at the segments of both lanes into a local.
func (e *emitter) fetch(a axis, list int) int {
	e.f.get(a.at[1])
	e.f.get(a.at[0])
	e.f.loadHalf(list)
	e.f.loadLane(list, 1)
	local := e.f.local(typeV128)
	e.f.set(local)
	return local
}

// searchFunction emits the scalar function that finds the segment of x, between the
// first and the last of its points: params are the address of the table, the number of
// its points and x. A binary search takes log2 of the points; the ends, where most
// models' inputs rest, are tried first. NaN gives 0.
func (g *generator) searchFunction() int {
	if g.search >= 0 {
		return g.search
	}
	const table, count, x = 0, 1, 2
	f, index := g.module.add("search", signature{string([]byte{typeI32, typeI32, typeF64}), string([]byte{typeI32})})
	g.search = index
	low, high, mid := f.local(typeI32), f.local(typeI32), f.local(typeI32)

	point := func(i int) {
		f.get(table)
		f.get(i)
		f.i32(3)
		f.op(opI32Shl, opI32Add)
		f.loadScalar(opF64Load, 0)
	}
	// low is 0 from the start.
	f.get(x)
	point(low)
	f.op(opF64Gt, opI32Eqz, opIf, noResult)
	f.get(low)
	f.op(opReturn, opEnd)
	f.get(count)
	f.i32(1)
	f.op(opI32Sub)
	f.set(high)
	f.get(x)
	point(high)
	f.op(opF64Ge, opIf, noResult)
	f.get(high)
	f.op(opReturn, opEnd)

	// X[low] <= x < X[high] holds from here on; halve until they are neighbours.
	f.op(opLoop, noResult)
	f.get(high)
	f.get(low)
	f.op(opI32Sub)
	f.i32(1)
	f.op(opI32GtU, opIf, noResult)
	f.get(high)
	f.get(low)
	f.op(opI32Add)
	f.i32(1)
	f.op(opI32ShrU)
	f.set(mid)
	point(mid)
	f.get(x)
	f.op(opF64Le, opIf, noResult)
	f.get(mid)
	f.set(low)
	f.op(opElse)
	f.get(mid)
	f.set(high)
	f.op(opEnd, opBr, 1, opEnd, opEnd)
	f.get(low)
	return index
}
