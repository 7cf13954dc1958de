package wasm

import "casus/internal/program"

// tableRoom is the bytes of a table: X, Y and slopes, each as many as points (the
// last slope is not read).
func tableRoom(t program.Table) int { return 3 * 8 * len(t.X) }

// tableData lays the tables out for the lookup function.
func tableData(tables []program.Table) []byte {
	var out bytesOut
	for _, t := range tables {
		for _, list := range [][]float64{t.X, t.Y, append(t.Slopes(), 0)} {
			for _, x := range list {
				out.float(x)
			}
		}
	}
	return out.b
}

// lookupFunction emits the scalar function that reads a table at x, in exactly the
// arithmetic of program.Table.At: params are the address of the table, the number
// of its points and x. A binary search takes log2 of the points; the ends, where
// most models' inputs rest, are tried first.
func (g *generator) lookupFunction() int {
	if g.lookup >= 0 {
		return g.lookup
	}
	const table, count, x = 0, 1, 2
	f, index := g.module.add("lookup", signature{string([]byte{typeI32, typeI32, typeF64}), string([]byte{typeF64})})
	g.lookup = index
	low, high, mid := f.local(typeI32), f.local(typeI32), f.local(typeI32)

	// y is the number list*count + i of the table, list 0 for X, 1 for Y, 2 for slopes.
	item := func(list int, i int) {
		f.get(table)
		f.get(i)
		for range list {
			f.get(count)
			f.op(opI32Add)
		}
		f.i32(3)
		f.op(opI32Shl, opI32Add)
		f.loadScalar(opF64Load, 0)
	}
	giveWhen := func(test byte, i int) {
		f.get(x)
		item(0, i)
		f.op(test, opIf, noResult)
		item(1, i)
		f.op(opReturn, opEnd)
	}
	// low is 0 from the start.
	giveWhen(opF64Le, low)
	f.get(count)
	f.i32(1)
	f.op(opI32Sub)
	f.set(high)
	giveWhen(opF64Ge, high)
	f.get(x)
	f.get(x)
	f.op(opF64Eq, opI32Eqz, opIf, noResult)
	f.get(x)
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
	item(0, mid)
	f.get(x)
	f.op(opF64Le, opIf, noResult)
	f.get(mid)
	f.set(low)
	f.op(opElse)
	f.get(mid)
	f.set(high)
	f.op(opEnd, opBr, 1, opEnd, opEnd)

	item(1, low)
	f.get(x)
	item(0, low)
	f.op(opF64Sub)
	item(2, low)
	f.op(opF64Mul, opF64Add)
	return index
}
