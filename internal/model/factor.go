package model

import (
	"fmt"
	"slices"
)

// Factor multiplies what a lookup gives by a constant of the model's own that it adds,
// with the value 1, and returns that constant's name. The lookup is one that is called,
// or the table that a variable's equation is read by (WITH LOOKUP); an array of lookups
// has one factor for all. A name that is no lookup gives "" and leaves the model as it
// is; one that is handed on to a macro, where calls bear another name, is an error.
func (m *Model) Factor(name string) (string, error) {
	key := Key(name)
	of := slices.DeleteFunc(slices.Clone(m.Variables), func(v *Variable) bool { return Key(v.Name) != key })
	called := slices.ContainsFunc(of, func(v *Variable) bool { return v.Kind == Lookup })
	if !called && !slices.ContainsFunc(of, func(v *Variable) bool { return isTabled(v.Equation) }) {
		return "", nil
	}
	factor := &Variable{Name: "factor of " + of[0].Name, Kind: Constant, Equation: &Number{Value: 1, At: of[0].At}, Units: "1", UnitsAt: of[0].At, At: of[0].At}
	if slices.ContainsFunc(m.Variables, func(v *Variable) bool { return Key(v.Name) == Key(factor.Name) }) {
		return "", fmt.Errorf("the factor of lookup %q would be called %q, and the model has a variable of that name", name, factor.Name)
	}
	if called {
		f := &factored{lookup: key, factor: factor.Name}
		for _, v := range m.Variables {
			v.Equation, v.Initial = Rebuild(v.Equation, f.through), Rebuild(v.Initial, f.through)
		}
		if f.handedOn != nil {
			return "", fmt.Errorf("lookup %q can't have a factor: %s hands it on to %q", name, f.handedOn.At, f.handedOn.Func)
		}
	} else {
		for _, v := range of {
			if isTabled(v.Equation) {
				v.Equation = times(factor.Name, v.Equation)
			}
		}
	}
	m.Variables, m.byName = append(m.Variables, factor), nil
	return factor.Name, nil
}

// isTabled reports whether an equation is a table read at something.
func isTabled(e Expr) bool {
	call, ok := e.(*Call)
	return ok && Key(call.Func) == "with lookup"
}

func times(factor string, e Expr) Expr {
	return &Binary{Op: Multiply, X: &Ref{Name: factor, At: e.Place()}, Y: e, At: e.Place()}
}

// factored is the rewriting of what reads a lookup.
type factored struct {
	lookup, factor string
	handedOn       *Call // a call that takes the lookup and is not known to read it
}

func (f *factored) through(e Expr) Expr {
	call, ok := e.(*Call)
	if !ok {
		return e
	}
	if Key(call.Func) == f.lookup {
		return times(f.factor, call)
	}
	if !slices.ContainsFunc(call.Args, f.isLookup) {
		return e
	}
	switch Key(call.Func) {
	case "lookup extrapolate", "lookup forward", "lookup backward", "lookup area":
		return times(f.factor, call)
	case "lookup invert": // the x of a y that is the factor times the table's
		call.Args[1] = &Binary{Op: Divide, X: call.Args[1], Y: &Ref{Name: f.factor, At: call.At}, At: call.At}
		return call
	}
	f.handedOn = call
	return e
}

func (f *factored) isLookup(e Expr) bool {
	ref, ok := e.(*Ref)
	return ok && Key(ref.Name) == f.lookup
}
