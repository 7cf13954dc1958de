package lower

import (
	"slices"
	"strings"

	"casus/internal/program"
)

func (b *block) isOpen(s *scalar) bool { return slices.Contains(b.open, s) }

// loop tells of equations that need each other. They are shown in the direction
// of cause, from the one that stands first in the file, so that the message is
// the same wherever lowering came upon them.
func (l *lowerer) loop(b *block, s *scalar) {
	chain := slices.Clone(b.open[slices.Index(b.open, s):])
	slices.Reverse(chain)
	first := 0
	for i, c := range chain {
		if slices.Index(l.scalars, c) < slices.Index(l.scalars, chain[first]) {
			first = i
		}
	}
	chain = append(chain[first:], chain[:first]...)
	names, variables := make([]string, 0, len(chain)+1), ""
	for _, c := range append(chain, chain[0]) {
		names = append(names, c.name)
		variables += c.v.Name + "\n"
	}
	if l.looped[variables] {
		return // the same loop, of other elements
	}
	l.looped[variables] = true
	path := strings.Join(names, " -> ")
	at := chain[0].v.At
	if b.mode == inStep {
		l.fault("loop", at, "simultaneous equations: "+path,
			"each needs the value of the one before it at the same time, so none can be computed first",
			"put a stock or a delay somewhere in the loop")
		return
	}
	l.fault("loop", at, "initial values need each other: "+path,
		"each needs the value of the one before it at the start, so none can be computed first",
		"give one of the stocks an initial value that doesn't depend on the rest, or use ACTIVE INITIAL")
}

// initially computes a value at the start of a run with the default params.
func (l *lowerer) initially(emit func(*block) program.ID) float64 {
	b := newBlock(l, inSetup)
	id := emit(b)
	if l.faults.HasFaults() {
		return 0
	}
	p := &program.Program{
		Time:    program.Time{Start: l.p.Time.Start, Stop: l.p.Time.Start, Step: 1, SaveEvery: 1, Method: program.Euler},
		Params:  l.p.Params,
		Tables:  l.p.Tables,
		Setup:   b.values,
		Kept:    []program.ID{id},
		Step:    program.Block{{Op: program.OpKept}},
		Outputs: []program.Output{{Name: "x"}},
	}
	return program.Run(p, p.Defaults(), 0, 1)[0][0]
}

// compileTime computes an expression before any run, from numbers and constants
// alone, by emitting it like any other and running it: so the functions mean what
// they mean in the model. It gives the params that the value depends on, whose
// defaults it used, and a reason where there is no such value.
func (l *lowerer) compileTime(emit func(*block) program.ID) (x float64, params []*scalar, why string) {
	b := newBlock(l, inConstant)
	id := emit(b)
	if b.moving != "" {
		return 0, nil, b.moving
	}
	p := &program.Program{
		Time:    program.Time{Step: 1, SaveEvery: 1, Method: program.Euler},
		Tables:  l.p.Tables,
		Setup:   b.values,
		Kept:    []program.ID{id},
		Step:    program.Block{{Op: program.OpKept}},
		Outputs: []program.Output{{Name: "x"}},
	}
	return program.Run(p, nil, 0, 1)[0][0], b.used, ""
}
