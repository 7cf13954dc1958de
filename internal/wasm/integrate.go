package wasm

import (
	"fmt"
	"math"

	"casus/internal/program"
)

// integrator emits the steps of a method by the formulas at program.Method.
type integrator struct {
	g       *generator
	tableau *program.Tableau
	chunks  []int   // the functions of the step block
	stages  [][]int // functions that move the states to each later stage
	end     []int   // and to the end of the step
	// Of a method that chooses its steps:
	hold, accept, release []int // keep what held states become, take a step, give it to them
	errors                []int
}

const (
	paramLength = 1 // of the functions of perState
	paramWorst  = 2 // of the functions of the error, beside these
)

func (g *generator) integrator(chunks []int) *integrator {
	in := &integrator{g: g, tableau: g.p.Time.Method.Tableau(), chunks: chunks}
	asItIs := func(f *function, i int) { g.state(f, i) }
	for s, stage := range in.tableau.Stages {
		in.stages = append(in.stages, in.mover(fmt.Sprintf("stage.%d", s+2), stage.From, g.areas.stage, asItIs))
	}
	if !in.tableau.Auto() {
		in.end = in.mover("end", in.tableau.End, g.areas.states, func(f *function, i int) { g.rate(f, i, 0) })
		return in
	}
	in.end = in.mover("end", in.tableau.End, g.areas.stage, asItIs)
	in.hold = g.perState("hold", g.areas.held, func(f *function, i int) { g.rate(f, i, 0) })
	in.accept = g.perState("accept", g.areas.states, func(f *function, i int) {
		f.get(paramBase)
		f.load(g.areas.stage + i*bytesPerPair)
	})
	in.release = g.perState("release", g.areas.states, func(f *function, i int) {
		if !g.p.States[i].Held {
			g.state(f, i)
			return
		}
		f.get(paramBase)
		f.load(g.areas.held + i*bytesPerPair)
	})
	in.errors = in.errorFunctions()
	return in
}

// mover emits s + combination for every state; what becomes of a held one is given.
func (in *integrator) mover(name string, c program.Combination, area int, held func(f *function, i int)) []int {
	g := in.g
	return g.perState(name, area, func(f *function, i int) {
		if g.p.States[i].Held {
			held(f, i)
			return
		}
		g.state(f, i)
		in.combined(f, i, c)
		f.simd(simdAdd)
	})
}

// combined leaves (h/over)*(w1*k1 + w2*k2 + ...) on the stack. The quotient is the same
// for all states, and engines find that out by themselves.
func (in *integrator) combined(f *function, state int, c program.Combination) {
	f.get(paramLength)
	if c.Over != 1 {
		f.pair(math.Float64bits(c.Over))
		f.simd(simdDiv)
	}
	first := true
	for j, w := range c.Weights {
		if w == 0 {
			continue
		}
		in.g.rate(f, state, j)
		if w != 1 {
			f.pair(math.Float64bits(w))
			f.simd(simdMul)
		}
		if !first {
			f.simd(simdAdd)
		}
		first = false
	}
	f.simd(simdMul)
}

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

// evaluate runs the step block for a stage at time + place*length.
func (in *integrator) evaluate(f *function, stage int, row func(), time int, place float64, length int) {
	g := in.g
	for _, c := range in.chunks {
		f.i32(0)
		f.i32(min(stage, 1) * (g.areas.stage - g.areas.states))
		f.i32(stage * len(g.p.States) * bytesPerPair)
		row()
		f.get(time)
		if place != 0 {
			f.f64(place)
			f.get(length)
			f.op(opF64Mul, opF64Add)
		}
		f.simd(simdSplat)
		f.call(c)
	}
}

// step emits one time step.
func (in *integrator) step(f *function, row, time, length int) {
	none := func() { f.i32(0) }
	in.evaluate(f, 0, func() { f.get(row) }, time, 0, length)
	if in.tableau.Auto() {
		in.adapt(f, none, time, length)
		return
	}
	in.try(f, none, time, length)
}

// try emits the later stages and what leaves the states at the end of the step.
func (in *integrator) try(f *function, none func(), time, length int) {
	for s, stage := range in.tableau.Stages {
		callAll(f, in.stages[s], length)
		in.evaluate(f, s+1, none, time, stage.Place, length)
	}
	callAll(f, in.end, length)
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
