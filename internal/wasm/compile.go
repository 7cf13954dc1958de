// Package wasm turns a program into a WebAssembly module that needs nothing from
// its host: arithmetic, maths functions and lookups are all inside. Two members
// run side by side in the two lanes of each vector. The encoder, the generator and
// the layout that a host needs are here; running is the work of package engine, or
// of a browser.
//
// What costs in an engine decides the shape of the code: all memory is addressed
// from parameters and never from constants, since engines check the bounds of a
// constant address anew each time; values live in locals, which engines keep in
// registers; nothing is called inside a step but the maths kernel and lookups.
package wasm

import (
	"fmt"
	"slices"

	"casus/internal/program"
	"casus/internal/program/kernel"
)

// Sizes of the module's parts. Engines compile a function in time near linear in
// its length, up to some thousand values.
const (
	bytesPerPair   = 16
	bytesPerPage   = 65536
	mostPages      = 65535
	valuesPerChunk = 2000
	statesPerChunk = 1000
)

// Options are what a host decides.
type Options struct {
	MaxRows int // rows of outputs that memory must hold, at least 1
}

// generator is a module under way.
type generator struct {
	p      *program.Program
	module *module
	layout Layout
	areas  areas
	kernel map[*kernel.Func]int // index of the emitted function
	search int                  // index of the function that searches tables, -1 before it is emitted
}

// areas are the offsets of what the module keeps, beside what Layout tells.
type areas struct {
	tables []int
	kept   int
	states int
	stage  int // states at a later stage, right after states
	rates  int // an area of rates for each stage
	held   int // what held states become at the end of a time step
	grid   int // the times of the steps, where they differ in length
	shared int // what the members share, row after row

	stepTime int // the time at which this time step started
	between  int // values that one chunk of a block leaves to later ones
}

// The globals of the module.
const (
	globalStep  = iota
	globalLevel // of the steps within a time step, see program.RK45
	globalCount
)

// Compile generates the module. The program must pass Check. The error says when
// the memory needed is beyond what a module can have.
func Compile(p *program.Program, o Options) ([]byte, Layout, error) {
	g := &generator{p: p, module: &module{globals: globalCount}, kernel: map[*kernel.Func]int{}, search: -1}
	setup, step := program.NewPlan(p.Setup, append(slices.Clone(p.Kept), p.Initial...), nil, valuesPerChunk), program.NewPlan(p.Step, p.Rates, p.OutputValues(), valuesPerChunk)
	if err := g.lay(o, max(setup.Crossings(), step.Crossings())); err != nil {
		return nil, Layout{}, err
	}
	g.exports(g.setupBlock(setup), g.stepBlock(step))
	return g.module.encode(), g.layout, nil
}

// lay places everything in memory.
func (g *generator) lay(o Options, crossings int) error {
	p := g.p
	at := 64 // address 0 stays free, so that 0 can stand for no row
	pairs := func(n int) int {
		start := at
		at += n * bytesPerPair
		return start
	}
	g.layout = Layout{Lanes: 2, Params: len(p.Params), Outputs: len(p.Outputs), MaxRows: max(o.MaxRows, 1)}
	g.layout.SaveEveryAt = pairs(1)
	g.layout.MissedAt = pairs(1)
	g.areas.stepTime = pairs(1)
	g.module.dataAt, g.module.data = at, tableData(p.Tables)
	for _, t := range p.Tables {
		g.areas.tables = append(g.areas.tables, at)
		at += tableRoom(t)
	}
	if p.Time.Grid != nil {
		var times bytesOut
		for _, t := range p.Time.Grid.Times {
			times.float(t)
		}
		g.areas.grid = at
		g.module.data = append(g.module.data, times.b...)
		at += len(times.b)
	}
	var shared bytesOut
	for _, x := range slices.Concat(p.Shared...) {
		shared.float(x)
	}
	g.areas.shared = at
	g.module.data = append(g.module.data, shared.b...)
	at += len(shared.b)
	at = (at + bytesPerPair - 1) / bytesPerPair * bytesPerPair
	g.layout.ParamsAt = pairs(len(p.Params))
	g.areas.kept = pairs(len(p.Kept))
	g.areas.states = pairs(len(p.States))
	g.areas.stage = pairs(len(p.States))
	stages := 1 + len(p.Time.Method.Tableau().Stages)
	g.areas.rates = pairs(stages * len(p.States))
	if p.Time.Method.Tableau().Auto() {
		g.areas.held = pairs(len(p.States))
	}
	g.areas.between = pairs(crossings)
	g.layout.OutputsAt = pairs(g.layout.MaxRows * len(p.Outputs))
	g.layout.ExportedPages = (at + bytesPerPage - 1) / bytesPerPage
	g.module.pages = g.layout.ExportedPages
	if g.layout.ExportedPages > mostPages {
		return fmt.Errorf("%d rows of %d outputs need %d MB, more than the 4096 MB that a module can have; save fewer rows or fewer outputs",
			g.layout.MaxRows, len(p.Outputs), at>>20)
	}
	return nil
}
