package wasm

import (
	"fmt"
	"math"

	"casus/internal/program"
)

// errorFunctions emit the largest error over states, each going on from the one before.
func (in *integrator) errorFunctions() []int {
	g := in.g
	var indexes []int
	for first := 0; first < len(g.p.States); first += statesPerChunk {
		f, index := g.module.add(fmt.Sprintf("error.%d", first/statesPerChunk),
			signature{string([]byte{typeI32, typeV128, typeV128}), string([]byte{typeV128})})
		indexes = append(indexes, index)
		for i := first; i < min(first+statesPerChunk, len(g.p.States)); i++ {
			if g.p.States[i].Held {
				continue
			}
			f.get(paramWorst)
			in.combined(f, i, in.tableau.Error)
			f.simd(simdAbs)
			f.pair(math.Float64bits(program.AutoAbsolute))
			f.pair(math.Float64bits(program.AutoRelative))
			g.state(f, i)
			f.simd(simdAbs)
			f.get(paramBase)
			f.load(g.areas.stage + i*bytesPerPair)
			f.simd(simdAbs)
			f.simd(simdPseudoMax)
			f.simd(simdMul)
			f.simd(simdAdd)
			f.simd(simdDiv)
			f.simd(simdPseudoMax)
			f.set(paramWorst)
		}
		f.get(paramWorst)
	}
	return indexes
}

// adapt emits the loop over the steps within a time step. Both lanes carry one member,
// whose error is read from the first.
func (in *integrator) adapt(f *function, none func(), start, whole int) {
	const parts = 1 << program.AutoDeepest
	at, size := f.local(typeI32), f.local(typeI32)
	time, length, worst := f.local(typeF64), f.local(typeF64), f.local(typeF64)
	callAll(f, in.hold, whole)
	f.i32(0)
	f.set(at)
	f.op(opLoop, noResult)
	f.i32(1)
	f.getGlobal(globalLevel)
	f.op(opI32Shl)
	f.set(size)
	// part leaves whole * (n / parts).
	part := func(n int) {
		f.get(whole)
		f.get(n)
		f.op(opF64Convert)
		f.f64(parts)
		f.op(opF64Div, opF64Mul)
	}
	part(size)
	f.set(length)
	f.get(start)
	part(at)
	f.op(opF64Add)
	f.set(time)
	f.get(at)
	f.op(opIf, noResult)
	in.evaluate(f, 0, none, time, 0, length)
	f.op(opEnd)
	in.try(f, none, time, length)

	f.pair(0)
	worstPair := f.local(typeV128)
	f.set(worstPair)
	for _, e := range in.errors {
		f.i32(0)
		f.get(length)
		f.simd(simdSplat)
		f.get(worstPair)
		f.call(e)
		f.set(worstPair)
	}
	f.get(worstPair)
	f.lane(simdExtract, 0)
	f.set(worst)

	// Too wrong: again, at half the length.
	f.get(worst)
	f.f64(1)
	f.op(opF64Gt)
	f.getGlobal(globalLevel)
	f.i32(0)
	f.op(opI32Ne, opI32And, opIf, noResult)
	f.getGlobal(globalLevel)
	f.i32(1)
	f.op(opI32Sub)
	f.setGlobal(globalLevel)
	f.op(opBr, 1, opEnd)

	// As short as it may be, and still too wrong: counted.
	f.get(worst)
	f.f64(1)
	f.op(opF64Gt, opIf, noResult)
	f.i32(0)
	f.i32(0)
	f.loadScalar(opI32Load, in.g.layout.MissedAt)
	f.i32(1)
	f.op(opI32Add, opI32Store)
	f.unsigned(alignOf4Bytes)
	f.unsigned(in.g.layout.MissedAt)
	f.op(opEnd)

	callAll(f, in.accept, length)
	f.get(at)
	f.get(size)
	f.op(opI32Add)
	f.set(at)
	// Far less wrong than need be, and at a place where a step of twice the length may
	// start: the next is one.
	f.get(worst)
	f.f64(program.AutoEasy)
	f.op(opF64Lt)
	f.getGlobal(globalLevel)
	f.i32(program.AutoDeepest)
	f.op(opI32LtU, opI32And)
	f.get(at)
	f.get(size)
	f.i32(1)
	f.op(opI32Shl)
	f.i32(1)
	f.op(opI32Sub, opI32And, opI32Eqz, opI32And, opIf, noResult)
	f.getGlobal(globalLevel)
	f.i32(1)
	f.op(opI32Add)
	f.setGlobal(globalLevel)
	f.op(opEnd)
	f.get(at)
	f.i32(parts)
	f.op(opI32LtU, opBrIf, 0, opEnd)
	callAll(f, in.release, whole)
}
