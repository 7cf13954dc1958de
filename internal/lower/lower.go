// Package lower turns a model into the scalar program that runs: it resolves
// names, writes out subscripted variables element by element, expands smooths and
// delays into the states they stand for, puts the equations in an order in which
// each can be computed, and finds the initial values. What it can't lower exactly
// it refuses, with the place in the model; it never approximates. It reads no
// file (mdl does) and makes nothing faster (the passes of program do).
//
// The meaning of every function is that of the Vensim reference manual.
package lower

import (
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
	"casus/internal/program"
)

// Lower makes the program of a model. Constants become its params, all of them in
// file order and element by element, except the control variables, whose values
// fix the time span; every variable but a lookup becomes an output under its name
// and elements ("Pop[north,young]"), in file order too. Where the list holds a
// fault the program is nil.
func Lower(m *model.Model) (*program.Program, diag.List) {
	l := newLowerer(m)
	l.m = l.expandMacros(m)
	l.index()
	if !l.faults.HasFaults() {
		l.constants()
		l.timeSpan()
		l.equations()
	}
	l.faults.Sort()
	if l.faults.HasFaults() {
		return nil, l.faults
	}
	l.p.Setup, l.p.Step = l.setup.values, l.step.values
	if l.grid(); l.faults.HasFaults() {
		return nil, l.faults
	}
	return l.p, l.faults
}

// lowerer is one lowering at work.
type lowerer struct {
	m         *model.Model
	faults    diag.List
	told      map[string]bool // faults already in the list, told once for all elements
	ranges    map[string]*model.Range
	family    map[string]*model.Range // by element: the largest range that holds it
	groups    map[string]*group       // variables by model.Key
	scalars   []*scalar               // in file order, element by element
	control   map[string]float64      // values of control variables, as far as known
	p         *program.Program
	setup     *block
	step      *block
	kept      map[program.ID]int32
	tables    map[tableKey]int32
	made      map[derivedKey]*model.Table
	delays    map[delayKey]program.ID
	lines     map[delayKey]line
	named     map[string]int  // states so far of each name
	looped    map[string]bool // the loops that have been told of, by variables
	seedParam *scalar         // NOISE SEED, where the model draws random numbers and has none
	later     []func()        // rates and initial values still to be emitted

	irregular bool // the time step, the final time or the saved rows are not the same all through
}

func newLowerer(m *model.Model) *lowerer {
	l := &lowerer{
		m:       m,
		told:    map[string]bool{},
		ranges:  map[string]*model.Range{},
		family:  map[string]*model.Range{},
		groups:  map[string]*group{},
		control: map[string]float64{},
		p:       &program.Program{Name: strings.TrimSuffix(filepath.Base(m.File), filepath.Ext(m.File))},
		kept:    map[program.ID]int32{},
		tables:  map[tableKey]int32{},
		made:    map[derivedKey]*model.Table{},
		delays:  map[delayKey]program.ID{},
		lines:   map[delayKey]line{},
		named:   map[string]int{},
		looped:  map[string]bool{},
	}
	l.setup, l.step = newBlock(l, inSetup), newBlock(l, inStep)
	return l
}

// equations emits both blocks. Stocks take their places among the states before
// anything reads them; their rates and initial values, and those of delays found
// on the way, come after the outputs, so that a loop through a state is no loop.
func (l *lowerer) equations() {
	for _, s := range l.scalars {
		if s.v.Kind == model.Stock {
			s.state = l.addState(s.name)
			l.later = append(l.later, func() { l.stock(s) })
		}
	}
	for _, s := range l.scalars {
		if s.v.Kind != model.Lookup {
			l.p.Outputs = append(l.p.Outputs, program.Output{Name: s.name, Value: l.step.scalar(s, s.v.At)})
		}
	}
	for len(l.later) > 0 {
		next := l.later[0]
		l.later = l.later[1:]
		next()
	}
}

// addState makes room for a state; its rate and initial value are set later.
func (l *lowerer) addState(name string) int {
	l.p.States = append(l.p.States, program.State{Name: name})
	l.p.Rates = append(l.p.Rates, 0)
	l.p.Initial = append(l.p.Initial, 0)
	return len(l.p.States) - 1
}

// stock sets a stock's rate and initial value.
func (l *lowerer) stock(s *scalar) {
	l.p.Rates[s.state] = l.step.within(s, func() program.ID { return l.step.expr(s.v.Equation, s.scope) })
	l.p.Initial[s.state] = l.setup.scalar(s, s.v.At)
}

// place stands for the whole file.
func (l *lowerer) place() diag.Place { return diag.Place{File: l.m.File} }

// keep makes a value of Setup readable in Step, and gives the index to read it by.
func (l *lowerer) keep(id program.ID) int32 {
	ref, ok := l.kept[id]
	if !ok {
		ref = int32(len(l.p.Kept))
		l.kept[id] = ref
		l.p.Kept = append(l.p.Kept, id)
	}
	return ref
}

// fault tells of a fault, once for each place and message: an equation over a
// range is lowered for every element, and its faults are the same each time.
func (l *lowerer) fault(code string, at diag.Place, message, reason, hint string) {
	if d := l.tell(diag.Fault, code, at, message); d != nil {
		d.Reason, d.Hint = reason, hint
	}
}

// warn tells of what a reader of the results should know, once.
func (l *lowerer) warn(code string, at diag.Place, message, reason, hint string) {
	if d := l.tell(diag.Warning, code, at, message); d != nil {
		d.Reason, d.Hint = reason, hint
	}
}

func (l *lowerer) tell(s diag.Severity, code string, at diag.Place, message string) *diag.Diagnostic {
	key := at.String() + " " + message
	if l.told[key] {
		return nil
	}
	l.told[key] = true
	if s == diag.Warning {
		return l.faults.Warnf(code, at, "%s", message)
	}
	return l.faults.Faultf(code, at, "%s", message)
}

// nearestHint suggests a known name, or falls back on other advice.
func nearestHint(name string, known []string, otherwise string) string {
	slices.Sort(known)
	if near := diag.Nearest(name, known); near != "" {
		return "did you mean \"" + near + "\"?"
	}
	return otherwise
}
