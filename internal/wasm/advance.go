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
	for _, c := range chunks {
		for range paramTime {
			f.i32(0)
		}
		f.pair(math.Float64bits(g.p.Time.Start))
		f.call(c)
	}
	return index
}

// advance emits the loop over steps, by the formulas at program.Method.
func (g *generator) advance(chunks []int) int {
	integrate := g.integration(chunks)
	f, index := g.module.add("advance", signature{params: string([]byte{typeI32})})
	const left = 0
	row, time := f.local(typeI32), f.local(typeF64)
	f.op(opLoop, noResult)
	f.get(left)
	f.op(opI32Eqz, opIf, noResult, opReturn, opEnd)
	g.row(f, row)

	f.f64(g.p.Time.Start)
	f.getGlobal(globalStep)
	f.op(opF64Convert)
	f.f64(g.p.Time.Step)
	f.op(opF64Mul, opF64Add)
	f.set(time)

	integrate(f, row, time)

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

// integration emits what moves the states on and gives what writes a step of it.
func (g *generator) integration(chunks []int) func(f *function, row, time int) {
	states := len(g.p.States)
	evaluate := func(f *function, stage, row, time int, later float64) {
		for _, c := range chunks {
			f.i32(0)
			f.i32(min(stage, 1) * (g.areas.stage - g.areas.states))
			f.i32(stage * states * bytesPerPair)
			if stage == 0 {
				f.get(row)
			} else {
				f.i32(0)
			}
			f.get(time)
			if stage > 0 {
				f.f64(later)
				f.op(opF64Add)
			}
			f.simd(simdSplat)
			f.call(c)
		}
	}
	dt := g.p.Time.Step
	if g.p.Time.Method == program.Euler {
		move := g.perState("euler", func(f *function, i int) {
			if g.p.States[i].Held {
				g.rate(f, i, 0)
				return
			}
			g.shifted(f, i, 0, dt)
		}, g.areas.states)
		return func(f *function, row, time int) {
			evaluate(f, 0, row, time, 0)
			callAll(f, move)
		}
	}
	half, sixth := dt/2, dt/6
	var stages [3][]int
	for s, h := range []float64{half, half, dt} {
		stages[s] = g.perState(fmt.Sprintf("rk4.%d", s+2), func(f *function, i int) { g.shifted(f, i, s, h) }, g.areas.stage)
	}
	move := g.perState("rk4.end", func(f *function, i int) { g.combined(f, i, sixth) }, g.areas.states)
	return func(f *function, row, time int) {
		evaluate(f, 0, row, time, 0)
		for s, h := range []float64{half, half, dt} {
			callAll(f, stages[s])
			evaluate(f, s+1, row, time, h)
		}
		callAll(f, move)
	}
}

// perState emits functions that store, for every state, what write leaves on the
// stack into an area of states.
func (g *generator) perState(name string, write func(f *function, state int), area int) []int {
	var indexes []int
	for first := 0; first < len(g.p.States); first += statesPerChunk {
		f, index := g.module.add(fmt.Sprintf("%s.%d", name, first/statesPerChunk), signature{params: string([]byte{typeI32})})
		indexes = append(indexes, index)
		for i := first; i < min(first+statesPerChunk, len(g.p.States)); i++ {
			f.get(paramBase)
			write(f, i)
			f.store(area + i*bytesPerPair)
		}
	}
	return indexes
}

func callAll(f *function, indexes []int) {
	for _, i := range indexes {
		f.i32(0)
		f.call(i)
	}
}

// shifted leaves s + h*k of a stage on the stack, and a held state as it is.
func (g *generator) shifted(f *function, state, stage int, h float64) {
	if g.p.States[state].Held {
		g.state(f, state)
		return
	}
	g.state(f, state)
	f.pair(math.Float64bits(h))
	g.rate(f, state, stage)
	f.simd(simdMul)
	f.simd(simdAdd)
}

// combined leaves the state at the end of a step of RK4 on the stack: of a held one its
// rate, of others s + sixth*(((k1 + 2*k2) + 2*k3) + k4) on the stack.
func (g *generator) combined(f *function, state int, sixth float64) {
	if g.p.States[state].Held {
		g.rate(f, state, 0)
		return
	}
	g.state(f, state)
	f.pair(math.Float64bits(sixth))
	g.rate(f, state, 0)
	for stage := 1; stage <= 2; stage++ {
		f.pair(math.Float64bits(2))
		g.rate(f, state, stage)
		f.simd(simdMul)
		f.simd(simdAdd)
	}
	g.rate(f, state, 3)
	f.simd(simdAdd)
	f.simd(simdMul)
	f.simd(simdAdd)
}

func (g *generator) state(f *function, i int) {
	f.get(paramBase)
	f.load(g.areas.states + i*bytesPerPair)
}

func (g *generator) rate(f *function, i, stage int) {
	f.get(paramBase)
	f.load(g.areas.rates + (stage*len(g.p.States)+i)*bytesPerPair)
}
