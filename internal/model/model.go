// Package model holds a system dynamics model as data: variables with their
// equation trees, subscript ranges, units and places. It knows no file format
// (mdl and xmile read and write those) and runs nothing (lower and engine do).
package model

import (
	"strings"

	"casus/internal/diag"
)

// Model is one model as read from a file.
type Model struct {
	File         string               // the file it came from, for messages
	Variables    []*Variable          // in file order, control variables included
	Ranges       []*Range             // subscript ranges, in file order
	Macros       []*Macro             // in file order
	Equivalences []UnitEquivalence    // units declared to be the same
	Method       Method               // of integration; Euler's where a file says nothing
	Sketch       string               // the sketch section of a Vensim file, byte for byte; "" when absent
	byName       map[string]*Variable // by Key, built on first use by Lookup
}

// Method is how stocks are integrated.
type Method string

// The methods of integration.
const (
	Euler Method = ""
	RK4   Method = "rk4"
)

// Kind says what a variable is.
type Kind int

// The kinds of variable.
const (
	Auxiliary Kind = iota // computed from others at each step
	Constant              // a number (or numbers over subscripts), the same at all times
	Stock                 // accumulates Equation (its net flow) from Initial
	Lookup                // a table of points, called as a function
)

// String names the kind in the field's standard terms.
func (k Kind) String() string {
	return [...]string{"auxiliary", "constant", "stock", "lookup"}[k]
}

// Variable is one equation of the model. With subscripts, several Variables may
// share a name, each for its own elements.
type Variable struct {
	Name       string     // as first written, without quotes, white space folded
	Subscripts []string   // ranges or elements on the left-hand side
	Except     [][]string // lists like Subscripts: elements that this equation leaves to others
	Kind       Kind
	Equation   Expr      // nil for a Lookup; the net flow for a Stock
	Initial    Expr      // for a Stock: the second argument of INTEG
	Table      *Table    // for a Lookup
	Numbers    []float64 // a constant given as a list over its subscripts, else nil
	Units      string    // as written, without the range; "" when none is given
	UnitsAt    diag.Place
	Doc        string     // the comment
	Group      string     // the group heading it stands under; "" when none
	At         diag.Place // of its name
}

// Macro is a part of a model that is called like a function. Its result is its
// variable of its own name. Where it is called, the arguments stand for the inputs.
type Macro struct {
	Name      string
	Inputs    []string
	Outputs   []string // further results, named after ":" where it is called
	Variables []*Variable
	At        diag.Place
}

// Range is a subscript range and its elements (ranges among them expanded).
type Range struct {
	Name     string
	Elements []string
	Maps     []Mapping
	At       diag.Place
}

// Mapping says which elements of another range a range's own stand for, so that
// either can be used where the other is on the left-hand side.
type Mapping struct {
	To string
	// Elements are those of To, or ranges of them, one for each of the range's own; nil
	// means in order.
	Elements []string
}

// Table is the points of a lookup, X ascending. Between points the value is
// interpolated linearly; outside it is that of the nearest end, as in Vensim.
type Table struct {
	X, Y []float64
	At   diag.Place
}

// UnitEquivalence says that two names of a unit mean the same.
type UnitEquivalence struct {
	Names []string
	At    diag.Place
}

// Key folds a name as Vensim and XMILE do for comparison: case, and any run of
// blanks or underscores, make no difference.
func Key(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '_' || r == '\t' || r == '\n' || r == '\r'
	}), " ")
}

// Lookup returns the variable of that name, or nil. Of several that share a name
// over subscripts it returns the first. Call it only after the model is complete.
func (m *Model) Lookup(name string) *Variable {
	if m.byName == nil {
		m.byName = make(map[string]*Variable, len(m.Variables))
		for _, v := range m.Variables {
			if k := Key(v.Name); m.byName[k] == nil {
				m.byName[k] = v
			}
		}
	}
	return m.byName[Key(name)]
}

// Fresh is the same model with an index of names of its own, for one whose variables
// were just put together.
func (m *Model) Fresh() *Model {
	c := *m
	c.byName = nil
	return &c
}

// Names lists the names of all variables in file order, each once.
func (m *Model) Names() []string {
	seen := map[string]bool{}
	var names []string
	for _, v := range m.Variables {
		if k := Key(v.Name); !seen[k] {
			seen[k] = true
			names = append(names, v.Name)
		}
	}
	return names
}

// The control variables that every runnable model has, by Key.
const (
	InitialTime = "initial time"
	FinalTime   = "final time"
	TimeStep    = "time step"
	SavePer     = "saveper"
)

// IsControl reports whether a name is one of the four control variables.
func IsControl(name string) bool {
	switch Key(name) {
	case InitialTime, FinalTime, TimeStep, SavePer:
		return true
	}
	return false
}
