package xmile

import (
	"slices"
	"strings"

	"casus/internal/model"
)

// findFlows marks the variables that are flows of stocks under their own name: those
// that stand, with the stock's own subscripts, as a term of its net flow.
func (w *writer) findFlows() {
	for _, v := range w.m.Variables {
		if v.Kind != model.Stock {
			continue
		}
		for _, term := range w.terms(v) {
			for _, flow := range w.groups[model.Key(term.flow)] {
				w.flows[flow] = true
			}
		}
	}
}

// term is a flow of a stock.
type term struct {
	flow string
	out  bool
}

// terms takes a stock's net flow to the flows that it is the sum of, or nil where it is
// more than that.
func (w *writer) terms(stock *model.Variable) []term {
	if len(w.groups[model.Key(stock.Name)]) != 1 || !w.whole(stock) {
		return nil
	}
	var terms []term
	ok := true
	var take func(e model.Expr, out, first bool)
	take = func(e model.Expr, out, first bool) {
		switch e := e.(type) {
		case *model.Binary:
			if e.Op == model.Add || e.Op == model.Subtract {
				take(e.X, out, first)
				take(e.Y, out != (e.Op == model.Subtract), false)
				// A sum in brackets on the right would be added in another order.
				if _, nested := e.Y.(*model.Ref); !nested {
					ok = false
				}
				return
			}
			ok = false
		case *model.Unary:
			if e.Op == model.Negate && first {
				take(e.X, !out, false)
				return
			}
			ok = false
		case *model.Ref:
			all := w.groups[model.Key(e.Name)]
			same := slices.EqualFunc(e.Subscripts, stock.Subscripts, func(a, b string) bool { return model.Key(a) == model.Key(b) })
			fit := len(all) == 1 && same && all[0].Kind == model.Auxiliary && w.whole(all[0]) &&
				slices.EqualFunc(all[0].Subscripts, stock.Subscripts, func(a, b string) bool { return model.Key(a) == model.Key(b) })
			if !fit || slices.ContainsFunc(terms, func(t term) bool { return model.Key(t.flow) == model.Key(e.Name) }) {
				ok = false
				return
			}
			terms = append(terms, term{e.Name, out})
		default:
			ok = false
		}
	}
	take(stock.Equation, false, true)
	if !ok {
		return nil
	}
	return terms
}

// whole reports whether a variable has one equation for all elements of its dimensions.
func (w *writer) whole(v *model.Variable) bool {
	if len(v.Except) > 0 || v.Numbers != nil {
		return false
	}
	for _, s := range v.Subscripts {
		r := w.m.RangeOf(s)
		if r == nil {
			return false
		}
	}
	return w.resolves(v)
}

// ofVectors is how many of the last subscripts a function's arguments run over as a
// whole, whatever stands on the left-hand side; 0 of other functions. Profiles of
// allocation run over two, and where quantities run over one that one is on the left.
func ofVectors(c *model.Call) int {
	switch key := model.Key(c.Func); {
	case key == "invert matrix", strings.HasPrefix(key, "allocate "), strings.HasSuffix(key, " at price"), key == "find market price":
		return 2
	case key == "vector sort order", key == "vector rank", key == "vector reorder", key == "vector elm map":
		return 1
	}
	return 0
}

// resolves reports whether all subscripts in a variable's equations stand on its left,
// are elements, or are run over.
func (w *writer) resolves(v *model.Variable) bool {
	fine := true
	var look func(e model.Expr) bool
	look = func(e model.Expr) bool {
		var subs []string
		switch e := e.(type) {
		case *model.Ref:
			subs = e.Subscripts
			if r := w.m.RangeOf(e.Name); r != nil && w.groups[model.Key(e.Name)] == nil {
				fine = false // a range as a number
			}
		case *model.Call:
			subs = e.Subscripts
			if last := ofVectors(e); last > 0 {
				for _, a := range e.Args {
					if ref, ok := a.(*model.Ref); ok && len(ref.Subscripts) >= last {
						look(&model.Ref{Name: ref.Name, Subscripts: ref.Subscripts[:len(ref.Subscripts)-last], At: ref.At})
					} else {
						model.Walk(a, look)
					}
				}
				return false
			}
		}
		for _, s := range subs {
			if strings.HasSuffix(s, "!") || w.m.RangeOf(s) == nil {
				continue
			}
			if !slices.ContainsFunc(v.Subscripts, func(own string) bool { return model.Key(own) == model.Key(s) }) {
				fine = false
			}
		}
		return true
	}
	model.Walk(v.Equation, look)
	model.Walk(v.Initial, look)
	return fine
}
