package xmile

import (
	"strings"

	"casus/internal/model"
)

// slice makes a range of the elements from one to another of a variable's dimension, as
// in x[2:4], and gives the subscript that runs over it.
func (p *parser) slice(name string, dimension int, from string, last token) string {
	to := last.text
	if last.kind == tokenName {
		to = unquoted(last.text)
	}
	dims := p.r.dims[model.Key(unquoted(name))]
	if dimension >= len(dims) {
		p.fault(last, "%q has no dimension there", unquoted(name))
		return from
	}
	r := p.r.m.RangeOf(dims[dimension])
	if r == nil {
		p.fault(last, "there is no dimension %q", dims[dimension])
		return from
	}
	first, end := -1, -1
	for i, e := range r.Elements {
		if model.Key(e) == model.Key(from) {
			first = i
		}
		if model.Key(e) == model.Key(to) {
			end = i
		}
	}
	if first < 0 || end < first {
		p.fault(last, "%s to %s are no elements of %q in this order", from, to, r.Name)
		return from
	}
	part := r.Name + " from " + from + " to " + to
	if p.r.m.RangeOf(part) == nil {
		p.r.m.Ranges = append(p.r.m.Ranges, &model.Range{Name: part, Elements: r.Elements[first : end+1], At: p.place(last)})
	}
	return part + "!"
}

// tablesByName lets LOOKUP name a variable whose equation goes through a graphical
// function: it is that function which is meant.
func (r *reader) tablesByName() {
	tables := map[string]*model.TableLiteral{}
	for _, v := range r.m.Variables {
		if call, ok := v.Equation.(*model.Call); ok && call.Func == "WITH LOOKUP" && len(v.Subscripts) == 0 {
			if t, ok := call.Args[1].(*model.TableLiteral); ok {
				tables[model.Key(v.Name)] = t
			}
		}
	}
	through := func(e model.Expr) model.Expr {
		call, ok := e.(*model.Call)
		if !ok || len(call.Args) == 0 {
			return e
		}
		if t := tables[model.Key(call.Func)]; t != nil && len(call.Args) == 1 {
			return &model.Call{Func: "WITH LOOKUP", Args: []model.Expr{call.Args[0], t}, At: call.At}
		}
		return e
	}
	for _, v := range r.m.Variables {
		v.Equation, v.Initial = model.Rebuild(v.Equation, through), model.Rebuild(v.Initial, through)
	}
}

// size is how many elements the dimensions of a reference marked with * have, as a
// product of ELMCOUNTs.
func (p *parser) size(e model.Expr) model.Expr {
	var product model.Expr = &model.Number{Value: 1, At: e.Place()}
	seen := map[string]bool{}
	model.Walk(e, func(e model.Expr) bool {
		ref, ok := e.(*model.Ref)
		if !ok {
			return true
		}
		for _, s := range ref.Subscripts {
			name, marked := strings.CutSuffix(s, "!")
			if !marked || seen[name] {
				continue
			}
			seen[name] = true
			count := &model.Call{Func: "ELMCOUNT", Args: []model.Expr{&model.Ref{Name: name, At: ref.At}}, At: ref.At}
			product = &model.Binary{Op: model.Multiply, X: product, Y: count, At: ref.At}
		}
		return true
	})
	return product
}
