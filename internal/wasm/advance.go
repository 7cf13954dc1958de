package wasm

import (
	"fmt"
	"math"

	"casus/internal/program"
)

// exports emits setup and advance and makes them, and memory, known to the host.
func (g *generator) exports(setupAt, stepAt []int) {
	setup := g.setup(setupAt)
	advance := g.advance(stepAt)
	g.module.exports = []export{{"memory", exportMemory, 0}, {"setup", exportFunction, setup}, {"advance", exportFunction, advance}}
}

func (g *generator) setup(chunks []int) int {
	f, index := g.module.add("setup", signature{})
	f.i32(0)
	f.setGlobal(globalStep)
	f.i32(program.AutoDeepest)
	f.setGlobal(globalLevel)
	f.i32(0)
	f.i32(0)
	f.op(opI32Store)
	f.unsigned(alignOf4Bytes)
	f.unsigned(g.layout.MissedAt)
	for _, c := range chunks {
		for range paramTime {
			f.i32(0)
		}
		f.pair(math.Float64bits(g.p.Time.Start))
		f.call(c)
	}
	return index
}

// advance emits the loop over steps.
func (g *generator) advance(chunks []int) int {
	in := g.integrator(chunks)
	f, index := g.module.add("advance", signature{params: string([]byte{typeI32})})
	const left = 0
	row, time, length := f.local(typeI32), f.local(typeF64), f.local(typeF64)
	f.op(opLoop, noResult)
	f.get(left)
	f.op(opI32Eqz, opIf, noResult, opReturn, opEnd)
	g.row(f, row)
	g.moment(f, time, length)
	f.i32(0)
	f.get(time)
	f.simd(simdSplat)
	f.store(g.areas.stepTime)

	in.step(f, row, time, length)

	f.getGlobal(globalStep)
	f.i32(1)
	f.op(opI32Add)
	f.setGlobal(globalStep)
	f.get(left)
	f.i32(1)
	f.op(opI32Sub)
	f.set(left)
	f.op(opBr, 0, opEnd)
	return index
}

// moment sets locals to the time and the length of this step.
func (g *generator) moment(f *function, time, length int) {
	if g.p.Time.Grid == nil {
		f.f64(g.p.Time.Start)
		f.getGlobal(globalStep)
		f.op(opF64Convert)
		f.f64(g.p.Time.Step)
		f.op(opF64Mul, opF64Add)
		f.set(time)
		f.f64(g.p.Time.Step)
		f.set(length)
		return
	}
	at := func(offset int) {
		f.getGlobal(globalStep)
		f.i32(3)
		f.op(opI32Shl)
		f.loadScalar(opF64Load, g.areas.grid+offset)
	}
	at(0)
	f.set(time)
	at(8)
	f.get(time)
	f.op(opF64Sub)
	f.set(length)
}

// row sets a local to the address of the row to save at this step, or to 0.
func (g *generator) row(f *function, row int) {
	every := f.local(typeI32)
	f.i32(0)
	f.set(row)
	f.i32(0)
	f.loadScalar(opI32Load, g.layout.SaveEveryAt)
	f.set(every)
	f.getGlobal(globalStep)
	f.get(every)
	f.op(opI32RemU, opI32Eqz, opIf, noResult)
	f.getGlobal(globalStep)
	f.get(every)
	f.op(opI32DivU)
	f.tee(row)
	f.i32(g.layout.MaxRows)
	f.op(opI32LtU, opIf, noResult)
	f.get(row)
	f.i32(g.layout.Outputs * bytesPerPair)
	f.op(opI32Mul)
	f.i32(g.layout.OutputsAt)
	f.op(opI32Add)
	f.set(row)
	f.op(opElse)
	f.i32(0)
	f.set(row)
	f.op(opEnd, opEnd)
}

// perState emits functions that compute a number for every state and store it in an
// area: params are the address of everything, 0, and the length of the step.
func (g *generator) perState(name string, area int, write func(f *function, state int)) []int {
	var indexes []int
	for first := 0; first < len(g.p.States); first += statesPerChunk {
		f, index := g.module.add(fmt.Sprintf("%s.%d", name, first/statesPerChunk), signature{params: string([]byte{typeI32, typeV128})})
		indexes = append(indexes, index)
		f.touch(paramBase, g.layout.OutputsAt)
		for i := first; i < min(first+statesPerChunk, len(g.p.States)); i++ {
			f.get(paramBase)
			write(f, i)
			f.store(area + i*bytesPerPair)
		}
	}
	return indexes
}

// callAll calls functions of perState with the length of the step in a local.
func callAll(f *function, indexes []int, length int) {
	for _, i := range indexes {
		f.i32(0)
		f.get(length)
		f.simd(simdSplat)
		f.call(i)
	}
}

func (g *generator) state(f *function, i int) {
	f.get(paramBase)
	f.load(g.areas.states + i*bytesPerPair)
}

func (g *generator) rate(f *function, i, stage int) {
	f.get(paramBase)
	f.load(g.areas.rates + (stage*len(g.p.States)+i)*bytesPerPair)
}
