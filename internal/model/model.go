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
	Checks       []*RealityCheck      // what the modeller says must hold, in file order
	TestInputs   []*TestInput         // changes that reality checks make, in file order
	Calendar     Calendar             // the date that time 0 is, where dates matter
	Equivalences []UnitEquivalence    // units declared to be the same
	Method       Method               // of integration; Euler's where a file says nothing
	DataFiles    []string             // the other files that its data came from
	LeftOut      []string             // what of the file has no place here and changes no number, in words
	Views        []*View              // the drawings, where the file is no Vensim file
	Sketch       string               // the sketch section of a Vensim file, byte for byte; "" when absent
	byName       map[string]*Variable // by Key, built on first use by Lookup
}

// Method is how stocks are integrated.
type Method string

// The methods of integration.
const (
	Euler   Method = ""
	RK2     Method = "rk2"      // the midpoint rule, Vensim's RK2 Fixed
	Heun    Method = "heun"     // the trapezoid rule, Stella's RK2
	RK4     Method = "rk4"      // Kutta's
	RK2Auto Method = "rk2 auto" // with a step size that follows the error
	RK4Auto Method = "rk4 auto"
)

// Kind says what a variable is.
type Kind int

// The kinds of variable.
const (
	Auxiliary Kind = iota // computed from others at each step
	Constant              // a number (or numbers over subscripts), the same at all times
	Stock                 // accumulates Equation (its net flow) from Initial
	Lookup                // a table of points, called as a function
	Data                  // a series over time from outside the model
)

// String names the kind in the field's standard terms.
func (k Kind) String() string {
	return [...]string{"auxiliary", "constant", "stock", "lookup", "data"}[k]
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
	Table      *Table    // for a Lookup; for Data its series, X the times
	Numbers    []float64 // a constant given as a list over its subscripts, else nil
	Units      string    // as written, without the range; "" when none is given
	Limits     string    // the range that stands after the units, as "[0,10]"; it binds nothing
	UnitsAt    diag.Place
	Doc        string     // the comment
	Group      string     // the group heading it stands under; "" when none
	At         diag.Place // of its name
	// Supplementary variables are said by the modeller to be used by no other.
	Supplementary bool
}

// Macro is a part of a model that is called like a function. Its result is its
// variable of its own name. Where it is called, the arguments stand for the inputs.
type Macro struct {
	Name      string
	Inputs    []string
	Outputs   []string // further results, named after ":" where it is called
	Variables []*Variable
	Standard  bool // a function of the language, not the modeller's: Vensim's format needs no definition of it
	At        diag.Place
}

// RealityCheck is a test that the modeller wrote into the model: where all test inputs
// that If names are in force and the rest of it holds, Then must hold, at every time.
type RealityCheck struct {
	Name       string
	Subscripts []string
	If, Then   Expr
	At         diag.Place
}

// TestInput is a change of the model that a reality check can make: an equation that
// stands in for a variable's own, in which that variable's name means its own value.
type TestInput struct {
	Name       string
	Subscripts []string
	Changes    *Ref
	Equation   Expr
	At         diag.Place
}

// Calendar is the date that time 0 stands for; the zero value means 1 January 2000.
type Calendar struct{ Year, Month, Day int }

// Mapping says which elements of another range a range's own stand for, so that
// either can be used where the other is on the left-hand side.
type Mapping struct {
	To string
	// Elements are those of To, or ranges of them, one for each of the range's own; nil
	// means in order.
	Elements []string
}

// Table is the points of a lookup or of a series of data, X ascending.
type Table struct {
	X, Y  []float64
	Shape Shape
	At    diag.Place
}

// Shape is the value of a table between its points and outside them.
type Shape int

// The shapes of tables.
const (
	Continuous   Shape = iota // straight lines between points, flat outside, as in Vensim
	Extrapolated              // straight lines, the first and last going on outside
	Stepped                   // that of the point at or before x; of the first before it
	Ahead                     // that of the point at or after x; of the last after it
	Exact                     // that of the point at x, and Missing elsewhere
)

// Missing is what stands where there is no number: Vensim's :NA:.
const Missing = -0x1p109

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
