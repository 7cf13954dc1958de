package xmile

import (
	"strings"

	"casus/internal/model"
)

// Conveyors and queues (XMILE 1.0, 3.7.2). A conveyor is what CONVEYOR of package lower
// makes of its inflow, its transit time and what is on it at the start; its outflows
// have no equations of their own, but read what it lets out and leaks. What comes onto
// it is bounded by its capacity and by its limit of inflow. A queue is a stock whose
// outflow is all that it holds, or all that the conveyor behind it has room for.

// unrunConveyor are options that are refused: they make lumps of what flows.
var unrunConveyor = []string{"discrete", "batch_integrity", "one_at_a_time"}

// belts are the conveyors and queues of a model, by key.
type belts struct {
	conveyors, queues map[string]*node
	onto              map[string]*node // by key of a flow, the conveyor that it fills
}

// belts finds them, and refuses what is not run.
func (r *reader) belts(variables []*node) belts {
	b := belts{map[string]*node{}, map[string]*node{}, map[string]*node{}}
	for _, n := range variables {
		key := model.Key(display(n.attrs["name"]))
		if c := n.first("conveyor"); c != nil {
			b.conveyors[key] = n
			for _, in := range n.all("inflow") {
				b.onto[model.Key(unquoted(strings.TrimSpace(in.text)))] = n
			}
			for _, option := range unrunConveyor {
				if strings.EqualFold(c.attrs[option], "true") {
					r.unsupported(c, "a conveyor that is "+option)
				}
			}
			for _, part := range []string{"sample", "arrest"} {
				if k := c.first(part); k != nil {
					r.unsupported(k, "<"+part+"> of a conveyor")
				}
			}
		}
		if n.first("queue") != nil {
			b.queues[key] = n
		}
	}
	return b
}

// partEquation is the equation of a part of a node, or a number where there is none.
func (r *reader) partEquation(n *node, name string, otherwise float64) model.Expr {
	text, at := n.child(name)
	if text == "" {
		return &model.Number{Value: otherwise, At: n.at}
	}
	e, _ := r.equation(text, at)
	return e
}

// endless stands for no bound.
const endless = 1e300

// conveyor makes a stock one.
func (r *reader) conveyor(v *model.Variable, n *node, flows map[string]*node) {
	c := n.first("conveyor")
	linear, exponential := model.Expr(&model.Number{At: n.at}), model.Expr(&model.Number{At: n.at})
	for _, out := range n.all("outflow") {
		flow := flows[model.Key(unquoted(strings.TrimSpace(out.text)))]
		if flow == nil || flow.first("leak") == nil {
			continue
		}
		for _, zone := range []string{"leak_start", "leak_end"} {
			if flow.attrs[zone] != "" || flow.first(zone) != nil {
				r.unsupported(flow, "a zone of leakage")
			}
		}
		if strings.EqualFold(c.attrs["exponential_leak"], "true") || strings.EqualFold(flow.attrs["exponential_leak"], "true") {
			exponential = r.partEquation(flow, "leak", 0)
		} else {
			linear = r.partEquation(flow, "leak", 0)
		}
	}
	initial := v.Initial
	v.Kind, v.Initial = model.Auxiliary, nil
	v.Equation = &model.Call{Func: "CONVEYOR", At: n.at, Args: []model.Expr{
		r.sumOf(n, "inflow"), r.partEquation(c, "len", 1), initial, linear, exponential}}
}

// sumOf adds a stock's flows of a kind.
func (r *reader) sumOf(stock *node, kind string) model.Expr {
	var sum model.Expr
	for _, k := range stock.all(kind) {
		flow := r.reference(strings.TrimSpace(k.text), k)
		if sum == nil {
			sum = flow
		} else {
			sum = &model.Binary{Op: model.Add, X: sum, Y: flow, At: k.at}
		}
	}
	if sum == nil {
		return &model.Number{At: stock.at}
	}
	return sum
}

// beltFlows gives the outflows of conveyors and queues their equations, and bounds what
// comes onto conveyors.
func (r *reader) beltFlows(b belts, variables []*node, flows map[string]*node) {
	for _, n := range variables {
		key := model.Key(display(n.attrs["name"]))
		switch {
		case b.conveyors[key] == n:
			for _, out := range n.all("outflow") {
				name := unquoted(strings.TrimSpace(out.text))
				function := "CONVEYOR OUTFLOW"
				if flow := flows[model.Key(name)]; flow != nil && flow.first("leak") != nil {
					function = "CONVEYOR LEAKAGE"
				}
				r.replace(name, &model.Call{Func: function, Args: []model.Expr{r.reference(display(n.attrs["name"]), n)}, At: out.at})
			}
			room := r.room(n)
			for _, in := range n.all("inflow") {
				flow := r.reference(strings.TrimSpace(in.text), in)
				if room != nil {
					r.cut(flow.Name, room)
					room = &model.Binary{Op: model.Subtract, X: room, Y: flow, At: in.at}
				}
			}
		case b.queues[key] == n:
			var left model.Expr = &model.Binary{Op: model.Divide, X: r.reference(display(n.attrs["name"]), n), Y: &model.Ref{Name: "TIME STEP", At: n.at}, At: n.at}
			for _, out := range n.all("outflow") {
				flow := r.reference(strings.TrimSpace(out.text), out)
				taken := left
				if conveyor := b.onto[model.Key(flow.Name)]; conveyor != nil {
					if room := r.room(conveyor); room != nil {
						taken = &model.Call{Func: "MAX", At: out.at, Args: []model.Expr{&model.Number{At: out.at},
							&model.Call{Func: "MIN", Args: []model.Expr{left, room}, At: out.at}}}
					}
				}
				r.replace(flow.Name, taken)
				left = &model.Binary{Op: model.Subtract, X: left, Y: flow, At: out.at}
			}
		}
	}
}

// room is what may come onto a conveyor in a unit of time, or nil where nothing bounds
// it: its limit, and what its capacity leaves beside what is on it and goes off.
func (r *reader) room(n *node) model.Expr {
	c := n.first("conveyor")
	var room model.Expr
	if text, _ := c.child("in_limit"); text != "" {
		room = r.partEquation(c, "in_limit", endless)
	}
	if text, _ := c.child("capacity"); text != "" {
		me := r.reference(display(n.attrs["name"]), n)
		free := &model.Binary{Op: model.Subtract, X: r.partEquation(c, "capacity", endless), Y: me, At: c.at}
		rate := &model.Binary{Op: model.Divide, X: free, Y: &model.Ref{Name: "TIME STEP", At: c.at}, At: c.at}
		off := &model.Binary{Op: model.Add, X: rate, Y: r.sumOf(n, "outflow"), At: c.at}
		if room == nil {
			room = off
		} else {
			room = &model.Call{Func: "MIN", Args: []model.Expr{room, off}, At: c.at}
		}
	}
	return room
}

// replace gives every equation of a flow another one.
func (r *reader) replace(flow string, e model.Expr) {
	for _, v := range r.m.Variables {
		if model.Key(v.Name) == model.Key(flow) {
			v.Kind, v.Equation, v.Numbers = model.Auxiliary, e, nil
		}
	}
}

// drains reports whether a flow goes out of a conveyor or a queue.
func (b belts) drains(flow string) bool {
	for _, all := range []map[string]*node{b.conveyors, b.queues} {
		for _, n := range all {
			for _, out := range n.all("outflow") {
				if model.Key(unquoted(strings.TrimSpace(out.text))) == model.Key(flow) {
					return true
				}
			}
		}
	}
	return false
}
