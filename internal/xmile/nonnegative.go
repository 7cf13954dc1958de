package xmile

import (
	"strings"

	"casus/internal/model"
)

// isNonNegative reports whether a stock or flow must not fall below nought: by its
// own word, or by the file's behaviour for its kind.
func (r *reader) isNonNegative(n *node) bool {
	if k := n.first("non_negative"); k != nil {
		return !strings.EqualFold(strings.TrimSpace(k.text), "false")
	}
	return r.nonNegativeKinds[n.name]
}

// behaviour reads the defaults for all stocks or all flows.
func (r *reader) behaviour(root *node) {
	r.nonNegativeKinds = map[string]bool{}
	for _, b := range append(root.all("behavior"), root.all("behaviour")...) {
		for _, kind := range b.kids {
			if k := kind.first("non_negative"); k != nil && !strings.EqualFold(strings.TrimSpace(k.text), "false") {
				r.nonNegativeKinds[kind.name] = true
			}
		}
	}
}

// nonNegative keeps a variable at nought or above. A flow is cut at nought. A stock
// gives no more in a step than it holds and gets: its net flow is bounded here, and
// cutOutflows bounds the flows themselves, so that what leaves one stock is what
// reaches the next.
func (r *reader) nonNegative(v *model.Variable, n *node) {
	if v.Equation == nil {
		return
	}
	at := v.Equation.Place()
	if n.name != "stock" {
		v.Kind = model.Auxiliary
		v.Equation = &model.Call{Func: "MAX", Args: []model.Expr{v.Equation, &model.Number{At: at}}, At: at}
		return
	}
	held := &model.Binary{Op: model.Divide, X: &model.Ref{Name: v.Name, Subscripts: v.Subscripts, At: at}, Y: &model.Ref{Name: "TIME STEP", At: at}, At: at}
	v.Equation = &model.Call{Func: "MAX", Args: []model.Expr{v.Equation, &model.Unary{Op: model.Negate, X: held, At: at}}, At: at}
}

// cutOutflows bounds the outflows of every stock that must not fall below nought by
// what it holds, what flows in, and what the outflows before it in the file take. An
// outflow that drains several stocks has no one bound, and stays as it is.
func (r *reader) cutOutflows(variables []*node) {
	drains := map[string]int{}
	for _, n := range variables {
		for _, out := range n.all("outflow") {
			drains[model.Key(unquoted(strings.TrimSpace(out.text)))]++
		}
	}
	for _, n := range variables {
		if n.name != "stock" || !r.isNonNegative(n) {
			continue
		}
		name := display(n.attrs["name"])
		var available model.Expr = &model.Binary{Op: model.Divide, X: r.reference(name, n), Y: &model.Ref{Name: "TIME STEP", At: n.at}, At: n.at}
		for _, in := range n.all("inflow") {
			available = &model.Binary{Op: model.Add, X: available, Y: r.reference(strings.TrimSpace(in.text), in), At: n.at}
		}
		for _, out := range n.all("outflow") {
			flow := r.reference(strings.TrimSpace(out.text), out)
			if drains[model.Key(flow.Name)] == 1 {
				r.cut(flow.Name, available)
			}
			available = &model.Binary{Op: model.Subtract, X: available, Y: flow, At: n.at}
		}
	}
}

// reference names a variable over its own dimensions.
func (r *reader) reference(name string, n *node) *model.Ref {
	name = unquoted(name)
	return &model.Ref{Name: name, Subscripts: r.dims[model.Key(name)], At: n.at}
}

// cut bounds every equation of a flow from above, and the bound from below.
func (r *reader) cut(flow string, available model.Expr) {
	for _, v := range r.m.Variables {
		if model.Key(v.Name) != model.Key(flow) || v.Equation == nil {
			continue
		}
		at := v.Equation.Place()
		bound := &model.Call{Func: "MAX", Args: []model.Expr{available, &model.Number{At: at}}, At: at}
		v.Kind = model.Auxiliary
		v.Equation = &model.Call{Func: "MIN", Args: []model.Expr{v.Equation, bound}, At: at}
	}
}
