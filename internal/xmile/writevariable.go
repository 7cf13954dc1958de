package xmile

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/model"
)

// variable writes one with all its equations: one for all elements where it has one that
// fits, and otherwise one for each element.
func (w *writer) variable(all []*model.Variable) {
	first := all[0]
	tag := w.tag(first)
	w.line(3, fmt.Sprintf(`<%s name="%s">`, tag, escape(first.Name)))
	w.about(all)
	if len(first.Subscripts) == 0 {
		w.body(first, nil, 4, w.terms(first))
		w.line(3, "</"+tag+">")
		return
	}
	dims := w.dims(all)
	if dims == nil {
		w.fault(first.At, fmt.Sprintf("the dimensions of %q: no one range has all its elements", first.Name), "define a range of all of them")
		return
	}
	w.line(4, "<dimensions>")
	for _, d := range dims {
		w.line(5, `<dim name="`+escape(d)+`"/>`)
	}
	w.line(4, "</dimensions>")
	covers := len(all) == 1 && w.whole(first)
	for i, d := range dims {
		covers = covers && model.Key(first.Subscripts[i]) == model.Key(d)
	}
	if covers {
		w.body(first, nil, 4, w.terms(first))
		w.line(3, "</"+tag+">")
		return
	}
	if first.Kind == model.Stock && !w.sameKind(all, model.Stock) || first.Kind != model.Stock && w.anyKind(all, model.Stock) {
		w.fault(first.At, fmt.Sprintf("%q, a stock for some elements only", first.Name), "take it apart into two variables")
		return
	}
	if tag == "stock" {
		// A net flow of its own, over the same elements, fills it.
		net := w.fresh(first.Name + " net flow")
		w.line(4, "<inflow>"+escape(w.name(net))+"</inflow>")
		w.elements(all, func(one *model.Variable, b []model.Binding) {
			w.line(5, "<eqn>"+escape(w.expr(one.Initial, b))+"</eqn>")
		})
		w.line(3, "</"+tag+">")
		w.netFlow(net, all, dims)
		return
	}
	w.elements(all, func(one *model.Variable, b []model.Binding) { w.body(one, b, 5, nil) })
	w.line(3, "</"+tag+">")
}

func (w *writer) anyKind(all []*model.Variable, kind model.Kind) bool {
	for _, v := range all {
		if v.Kind == kind {
			return true
		}
	}
	return false
}

func (w *writer) sameKind(all []*model.Variable, kind model.Kind) bool {
	for _, v := range all {
		if v.Kind != kind {
			return false
		}
	}
	return true
}

func (w *writer) tag(v *model.Variable) string {
	switch {
	case v.Kind == model.Stock:
		return "stock"
	case w.flows[v]:
		return "flow"
	case v.Kind == model.Lookup && len(v.Subscripts) == 0:
		return "gf"
	}
	return "aux"
}

// about writes the words and units of a variable: a variable of many equations has them
// mostly at the last, and one <aux> has place for one of each.
func (w *writer) about(all []*model.Variable) {
	v := all[0]
	if doc := described(all, func(v *model.Variable) string { return v.Doc }); doc != "" {
		w.line(4, "<doc>"+escape(doc)+"</doc>")
	}
	if units := unitsOf(all); units != "" {
		w.line(4, "<units>"+escape(units)+"</units>")
	}
	if v.Limits != "" {
		w.list.Warnf("convert", v.At, "the range %s of %q is left out: it binds nothing", v.Limits, v.Name)
	}
	if v.Supplementary {
		w.list.Warnf("convert", v.At, "that %q is supplementary is left out", v.Name)
	}
}

func unitsOf(all []*model.Variable) string {
	return described(all, func(v *model.Variable) string { return v.Units })
}

// described is what the first of the equations that says something says.
func described(all []*model.Variable, what func(*model.Variable) string) string {
	for _, v := range all {
		if text := what(v); text != "" {
			return text
		}
	}
	return ""
}

// elements writes every element of all equations.
func (w *writer) elements(all []*model.Variable, body func(*model.Variable, []model.Binding)) {
	for _, v := range all {
		each, bindings := w.m.Spread(v)
		for i, one := range each {
			w.line(4, `<element subscript="`+escape(strings.Join(one.Subscripts, ", "))+`">`)
			body(one, bindings[i])
			w.line(4, "</element>")
		}
	}
}

// netFlow writes the flow that a stock is filled by, element by element.
func (w *writer) netFlow(name string, all []*model.Variable, dims []string) {
	outside := w.b
	w.b = strings.Builder{}
	w.line(3, `<flow name="`+escape(name)+`">`)
	if units := w.perTime(unitsOf(all)); units != "" {
		w.line(4, "<units>"+escape(units)+"</units>")
	}
	if dims != nil {
		w.line(4, "<dimensions>")
		for _, d := range dims {
			w.line(5, `<dim name="`+escape(d)+`"/>`)
		}
		w.line(4, "</dimensions>")
		w.elements(all, func(one *model.Variable, b []model.Binding) {
			w.line(5, "<eqn>"+escape(w.expr(one.Equation, b))+"</eqn>")
		})
	} else {
		w.line(4, "<eqn>"+escape(w.expr(all[0].Equation, nil))+"</eqn>")
	}
	w.line(3, "</flow>")
	w.extra.WriteString(w.b.String())
	w.b = outside
}

// dims are the names of the dimensions of a variable: its own ranges, or where
// equations differ the largest ranges that hold their elements.
func (w *writer) dims(all []*model.Variable) []string {
	first := all[0]
	if len(all) == 1 && len(first.Except) == 0 && !slices.ContainsFunc(first.Subscripts, func(s string) bool { return w.m.RangeOf(s) == nil }) {
		return first.Subscripts
	}
	var dims []string
	for i := range first.Subscripts {
		var elements []string
		for _, v := range all {
			if r := w.m.RangeOf(v.Subscripts[i]); r != nil {
				elements = append(elements, r.Elements...)
			} else {
				elements = append(elements, v.Subscripts[i])
			}
		}
		dim := ""
		for _, r := range w.m.Ranges {
			has := map[string]bool{}
			for _, e := range r.Elements {
				has[model.Key(e)] = true
			}
			holds := true
			for _, e := range elements {
				holds = holds && has[model.Key(e)]
			}
			if current := w.m.RangeOf(dim); holds && (current == nil || len(r.Elements) < len(current.Elements)) {
				dim = r.Name
			}
		}
		if dim == "" {
			return nil
		}
		dims = append(dims, dim)
	}
	return dims
}

// grouping writes the groups that variables stand under.
func (w *writer) grouping() {
	var order []string
	members := map[string][]string{}
	for _, name := range w.m.Names() {
		if v := w.m.Lookup(name); v.Group != "" {
			if members[v.Group] == nil {
				order = append(order, v.Group)
			}
			members[v.Group] = append(members[v.Group], name)
		}
	}
	for _, group := range order {
		w.line(2, `<group name="`+escape(group)+`">`)
		for _, name := range members[group] {
			w.line(3, `<entity name="`+escape(name)+`"/>`)
		}
		w.line(2, "</group>")
	}
}

// perTime are the units of a stock's flow, "" where those of the stock or of time are not
// given.
func (w *writer) perTime(units string) string {
	v := w.m.Lookup(model.TimeStep)
	if units == "" || v == nil || v.Units == "" {
		return ""
	}
	if strings.Contains(units, "/") {
		units = "(" + units + ")"
	}
	return units + "/" + v.Units
}
