package lower

import (
	"fmt"
	"math"

	"casus/internal/diag"
	"casus/internal/model"
	"casus/internal/program"
)

// mode is where an expression's value is wanted, which decides what a name means.
type mode int

const (
	inStep     mode = iota // at every step: a stock is a state, a constant a kept value
	inSetup                // at the start: a stock is its initial value, a constant a param
	inConstant             // before any run: only constants will do
)

// block is one block of the program as it grows.
type block struct {
	l        *lowerer
	mode     mode
	values   program.Block
	done     map[*scalar]program.ID
	open     []*scalar              // being lowered, each needed by the one before
	owner    *scalar                // whose equation is being lowered, for the names of states
	recalled map[*scalar]program.ID // what a variable was last, where its own equation names it
	consts   map[uint64]program.ID
	vectors  map[vectorKey][]program.ID // what functions of whole vectors gave
	draws    map[string]int             // of random numbers, by variable

	reductions map[vectorKey]program.ID // sums that are the same for all elements
	reading    *dataReading             // in a data equation: how series are read
	used       []*scalar                // in constant mode: the params that the value depends on
	moving     string                   // in constant mode: what makes the value no constant
	strict     bool                     // in constant mode: params too make it none
}

func newBlock(l *lowerer, m mode) *block {
	return &block{l: l, mode: m, done: map[*scalar]program.ID{}, recalled: map[*scalar]program.ID{}, consts: map[uint64]program.ID{},
		vectors: map[vectorKey][]program.ID{}, draws: map[string]int{}, reductions: map[vectorKey]program.ID{}}
}

// mostValues bounds a program: 32 bytes a value, and as much again while it grows.
const mostValues = 10_000_000

func (b *block) add(v program.Value) program.ID {
	if len(b.values) >= mostValues {
		b.l.fault("size", b.l.place(), fmt.Sprintf("the model comes to more than %d operations a step", mostValues),
			"subscripted equations and sums are written out", "use smaller ranges, or sum in steps")
		return 0
	}
	b.values = append(b.values, v)
	return program.ID(len(b.values) - 1)
}

// op adds an operation on values of the block.
func (b *block) op(op program.Op, args ...program.ID) program.ID {
	v := program.Value{Op: op}
	copy(v.Args[:], args)
	return b.add(v)
}

func (b *block) number(x float64) program.ID {
	bits := math.Float64bits(x)
	id, ok := b.consts[bits]
	if !ok {
		id = b.add(program.Value{Op: program.OpConst, Num: x})
		b.consts[bits] = id
	}
	return id
}

// failed stands for a value after its fault has been told: lowering goes on, to
// find the other faults of the file in the same pass.
func (b *block) failed() program.ID { return b.number(math.NaN()) }

func (b *block) time() program.ID {
	b.moves("it depends on time")
	return b.op(program.OpTime)
}

// stepTime is the time at which the step started, through all stages of an
// integration: what comes from outside, data and test inputs, does not change within
// a step (Vensim manual, Runge-Kutta integration).
func (b *block) stepTime() program.ID {
	b.moves("it depends on time")
	if b.mode != inStep {
		return b.op(program.OpTime)
	}
	return b.op(program.OpStepTime)
}

// timeStep is how long a step lasts.
func (b *block) timeStep() program.ID {
	if _, fixed := b.l.control[model.TimeStep]; !fixed {
		if g := b.l.groups[model.TimeStep]; g != nil && g.at[""] != nil {
			return b.scalar(g.at[""], g.first.At)
		}
	}
	return b.number(b.l.p.Time.Step)
}

// moves notes in constant mode that the value is no constant.
func (b *block) moves(why string) {
	if b.moving == "" {
		b.moving = why
	}
}

// within lowers a part of a scalar's equation that is not the scalar's value: a
// rate or an initial value. Reading the scalar there makes no loop by itself.
func (b *block) within(s *scalar, f func() program.ID) program.ID {
	open, owner := b.open, b.owner
	b.open, b.owner = nil, s
	id := f()
	b.open, b.owner = open, owner
	return id
}

// recalling lowers a part of a scalar's own equation in which its name means what it was
// last. Through another variable it makes a loop all the same.
func (b *block) recalling(s *scalar, last program.ID, f func() program.ID) program.ID {
	b.recalled[s] = last
	id := f()
	delete(b.recalled, s)
	return id
}

// scalar is the value of a variable's element, lowered on first use.
func (b *block) scalar(s *scalar, at diag.Place) program.ID {
	if id, ok := b.recalled[s]; ok && b.owner == s {
		return id
	}
	if id, ok := b.done[s]; ok {
		return id
	}
	if b.mode == inStep && s.state >= 0 {
		return b.finish(s, b.add(program.Value{Op: program.OpState, Ref: int32(s.state)}))
	}
	if b.isOpen(s) {
		b.l.loop(b, s)
		return b.failed()
	}
	owner, reading := b.owner, b.reading
	b.open, b.owner, b.reading = append(b.open, s), s, nil
	id := b.define(s, at)
	b.open, b.owner, b.reading = b.open[:len(b.open)-1], owner, reading
	return b.finish(s, id)
}

func (b *block) finish(s *scalar, id program.ID) program.ID {
	b.done[s] = id
	return id
}

// define lowers an element's own equation.
func (b *block) define(s *scalar, at diag.Place) program.ID {
	if x, ok := b.l.control[model.Key(s.v.Name)]; ok && model.IsControl(s.v.Name) {
		return b.number(x)
	}
	if s.param >= 0 {
		return b.param(s)
	}
	switch {
	case s.v.Kind == model.Lookup:
		b.l.fault("name", at, "lookup \""+s.name+"\" is used without an argument",
			"a lookup is a function, and has no value of its own", "write "+s.v.Name+"(x)")
		return b.failed()
	case s.v.Kind == model.Stock:
		b.moves("it depends on stock \"" + s.name + "\"")
		return b.expr(s.v.Initial, s.scope)
	case s.v.Numbers != nil:
		return b.number(s.v.Numbers[s.number])
	case s.v.Kind == model.Data && s.v.Equation == nil:
		return b.data(s, b.stepTime())
	case s.v.Kind == model.Data:
		return b.dataEquation(s)
	}
	return b.expr(s.v.Equation, s.scope)
}

func (b *block) param(s *scalar) program.ID {
	switch b.mode {
	case inConstant:
		if b.used = append(b.used, s); b.strict {
			b.moves("it depends on \"" + s.name + "\"")
		}
		return b.number(b.l.p.Params[s.param].Default)
	case inSetup:
		return b.add(program.Value{Op: program.OpParam, Ref: int32(s.param)})
	}
	return b.kept(b.l.setup.scalar(s, s.v.At))
}

// kept reads a value of Setup in Step.
func (b *block) kept(id program.ID) program.ID {
	return b.add(program.Value{Op: program.OpKept, Ref: b.l.keep(id)})
}
