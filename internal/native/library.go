// Package native runs a program through the system's C compiler: the program as C on
// vectors of as many members as the processor's registers hold, compiled when it is first
// needed, loaded into this process without cgo. It has the bits of the WebAssembly module
// and of the evaluator: the same operations in the same order, no contraction of products
// and sums, the same maths kernel, the same lookups. It is for large ensembles, which
// repay the second or so that a compiler takes, and asks for nothing where there is no
// compiler: then it says so, and package engine goes on with its module. Methods that
// choose their own steps are not run here.
package native

import (
	"context"
	"runtime"
	"slices"
	"unsafe"

	"casus/internal/program"
)

// Library is a program's code in this process. It is never unloaded: a process has few,
// and code that still runs must not go away.
type Library struct {
	Lanes     int // members of a group, which run together
	ParamsAt  int // where params start in a group's memory, in numbers: that of lane l of param i is ParamsAt + i*Lanes + l
	OutputsAt int // where outputs start, in the same way, row after row
	Size      int // of a group's memory, in numbers

	times, lengths []float64 // of the steps
	shared         []float64 // what members share, row after row
	start          float64
	rows           int
	setup          func(memory unsafe.Pointer, start float64)
	advance        func(memory, times, lengths, shared unsafe.Pointer, from, count, every, rows int)
}

// Open compiles a program and loads it, with room for so many rows of outputs. It takes
// about a second, and more for programs of thousands of values.
func Open(ctx context.Context, p *program.Program, maxRows int) (*Library, error) {
	if !Fits(p) {
		return nil, ErrUnfit
	}
	l := &Library{Lanes: lanes(), start: p.Time.Start, rows: maxRows}
	text, a := source(p, l.Lanes, maxRows)
	l.ParamsAt, l.OutputsAt, l.Size = a.params*l.Lanes, a.outputs*l.Lanes, a.end*l.Lanes
	for n := range p.Time.Steps() + 1 {
		l.times, l.lengths = append(l.times, p.Time.At(n)), append(l.lengths, p.Time.Length(n))
	}
	l.shared = append(slices.Concat(p.Shared...), 0) // never empty, so that it has an address
	if err := l.build(ctx, text); err != nil {
		return nil, err
	}
	return l, nil
}

// Group is the memory of a group of members.
type Group struct {
	l       *Library
	Numbers []float64
	step    int
}

// aligned is what the widest vectors want of an address, in bytes.
const aligned = 64

// NewGroup makes memory for a group.
func (l *Library) NewGroup() *Group {
	room := make([]float64, l.Size+aligned/8+l.Lanes)
	skip := 0
	for uintptr(unsafe.Pointer(&room[skip]))%aligned != 0 {
		skip++
	}
	return &Group{l: l, Numbers: room[skip : skip+max(l.Size, 1)]}
}

// Setup starts the members anew from their params.
func (g *Group) Setup() {
	g.step = 0
	g.l.setup(unsafe.Pointer(&g.Numbers[0]), g.l.start)
	runtime.KeepAlive(g)
}

// Advance makes so many steps, and saves the rows of every so many.
func (g *Group) Advance(steps, every int) {
	g.l.advance(unsafe.Pointer(&g.Numbers[0]), unsafe.Pointer(&g.l.times[0]), unsafe.Pointer(&g.l.lengths[0]),
		unsafe.Pointer(&g.l.shared[0]), g.step, steps, every, g.l.rows)
	g.step += steps
	runtime.KeepAlive(g)
}
