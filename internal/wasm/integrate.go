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
