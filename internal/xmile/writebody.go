package xmile

import (
	"fmt"
	"strings"

	"casus/internal/model"
)

// body writes the equation of a variable, or of one element of it.
func (w *writer) body(v *model.Variable, b []model.Binding, depth int, terms []term) {
	eqn := func(e model.Expr) { w.line(depth, "<eqn>"+escape(w.expr(e, b))+"</eqn>") }
	switch {
	case v.Kind == model.Stock:
		eqn(v.Initial)
		if n, ok := v.Equation.(*model.Number); ok && n.Value == 0 {
			return
		}
		if terms == nil {
			net := w.fresh(v.Name + " net flow")
			var dims []string
			if len(v.Subscripts) > 0 {
				dims = v.Subscripts
			}
			w.netFlow(net, []*model.Variable{v}, dims)
			terms = []term{{flow: net}}
		}
		for _, t := range terms {
			tag := "inflow"
			if t.out {
				tag = "outflow"
			}
			w.line(depth, "<"+tag+">"+escape(w.name(t.flow))+"</"+tag+">")
		}
	case v.Kind == model.Lookup:
		if len(v.Subscripts) == 0 {
			w.points(v.Table, depth)
			return
		}
		w.line(depth, "<gf"+shapeOf(v.Table)+">")
		w.points(v.Table, depth+1)
		w.line(depth, "</gf>")
	case v.Numbers != nil:
		parts := make([]string, len(v.Numbers))
		for i, x := range v.Numbers {
			parts[i] = number(x)
		}
		w.line(depth, "<eqn>"+strings.Join(parts, ", ")+"</eqn>")
	default:
		call, ok := v.Equation.(*model.Call)
		if ok && model.Key(call.Func) == "with lookup" && len(call.Args) == 2 {
			if t, isTable := call.Args[1].(*model.TableLiteral); isTable {
				eqn(call.Args[0])
				w.graph(t.Table, depth)
				return
			}
		}
		if ok && model.Key(call.Func) == "active initial" && len(call.Args) == 2 {
			eqn(call.Args[0])
			w.line(depth, "<init_eqn>"+escape(w.expr(call.Args[1], b))+"</init_eqn>")
			return
		}
		eqn(v.Equation)
	}
}

func (w *writer) graph(t *model.Table, depth int) {
	w.line(depth, "<gf"+shapeOf(t)+">")
	w.points(t, depth+1)
	w.line(depth, "</gf>")
}

// table makes a graphical function of its own of a table.
func (w *writer) table(name string, t *model.Table) *model.Ref {
	name = w.fresh(name)
	outside := w.b
	w.b = strings.Builder{}
	w.line(3, `<gf name="`+escape(name)+`"`+shapeOf(t)+">")
	w.points(t, 4)
	w.line(3, "</gf>")
	w.extra.WriteString(w.b.String())
	w.b = outside
	return &model.Ref{Name: name, At: t.At}
}

func shapeOf(t *model.Table) string {
	switch t.Shape {
	case model.Extrapolated:
		return ` type="extrapolate"`
	case model.Stepped:
		return ` type="discrete"`
	}
	return ""
}

func (w *writer) points(t *model.Table, depth int) {
	join := func(list []float64) string {
		parts := make([]string, len(list))
		for i, x := range list {
			parts[i] = number(x)
		}
		return strings.Join(parts, ",")
	}
	w.line(depth, "<xpts>"+join(t.X)+"</xpts>")
	w.line(depth, "<ypts>"+join(t.Y)+"</ypts>")
}

// fresh is a name that no variable has.
func (w *writer) fresh(name string) string {
	base := name
	for w.names[model.Key(name)] {
		w.made++
		name = fmt.Sprintf("%s %d", base, w.made)
	}
	w.names[model.Key(name)] = true
	return name
}
