// Package causal reads the causal structure of a model out of its equations: what
// depends on what, with which sign along a run, through which delays, and in which
// feedback loops; and places it on the plane for a reader. Signs are not taken from
// anyone's drawing: each is that of a finite difference of the equation itself. It
// knows models and programs, and nothing of studies or pages.
package causal

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/model"
	"casus/internal/program"
)

// Graph is the causal structure of a model along one run.
type Graph struct {
	Nodes []Node // in the order of the file, constants included
	Loops []Loop
}

// Node is a variable.
type Node struct {
	Name     string
	Kind     model.Kind
	Unit     string
	Doc      string
	Group    string // the heading it stands under
	Equation string // its right-hand side, as text
	Causes   []Cause
}

// Cause is what a variable's equation refers to. For a stock the equation is its net
// flow.
type Cause struct {
	Name    string
	Sign    Sign
	Delay   bool // takes effect over time: into a stock, or through a smooth or delay
	Initial bool // only decides where a stock starts
	// Rate is the derivative of the variable (of a stock: of its net flow) by the cause,
	// all else equal, at each row of the run, with smooths and delays at rest. It is nil
	// where the equation can't be taken apart: over subscripts, or where it only starts
	// a stock.
	Rate []float64
}

// Sign says which way a variable goes when a cause goes up.
type Sign string

// The signs of a link.
const (
	Positive Sign = "+"
	Negative Sign = "-"
	Mixed    Sign = "±" // one way at some times, the other at others
	None     Sign = "0" // no effect anywhere along the run
	Unknown  Sign = "?"
)

// Of reads the structure of a model along the run of the given params, taking a row for
// every saveEvery steps. The program must be that of the model, with all its outputs.
// The same model and params give the same graph, in the same order. Cost: one evaluation
// of an equation for each cause and row.
func Of(m *model.Model, p *program.Program, params []float64, saveEvery int) (*Graph, error) {
	if p.Time.Grid != nil {
		return nil, fmt.Errorf("the causal structure of %s can't be read: its steps differ in length", p.Name)
	}
	r := newRun(m, p, params, saveEvery)
	g := &Graph{}
	seen := map[string]bool{}
	for _, v := range m.Variables {
		key := model.Key(v.Name)
		if seen[key] || v.Kind == model.Lookup || model.IsControl(v.Name) {
			continue
		}
		seen[key] = true
		n := Node{Name: v.Name, Kind: v.Kind, Unit: v.Units, Doc: v.Doc, Group: v.Group, Equation: equation(v)}
		if v.Kind == model.Auxiliary || v.Kind == model.Stock {
			n.Causes = r.causes(v)
		}
		g.Nodes = append(g.Nodes, n)
	}
	g.Loops = loops(g.Nodes)
	return g, nil
}

// equation is a variable's right-hand side as Vensim writes it.
func equation(v *model.Variable) string {
	switch {
	case v.Kind == model.Stock:
		text := "INTEG(" + model.Format(v.Equation)
		if v.Initial != nil {
			text += ", " + model.Format(v.Initial)
		}
		return text + ")"
	case v.Equation != nil:
		return model.Format(v.Equation)
	case len(v.Numbers) > 0:
		return strings.Trim(fmt.Sprint(v.Numbers), "[]")
	}
	return ""
}

// delays are the functions whose result follows their first argument over time, by
// model.Key.
var delays = []string{
	"smooth", "smoothi", "smooth3", "smooth3i", "smooth n", "smth1", "smth3", "smthn", "delay1", "delay1i", "delay3", "delay3i", "delay n", "delayn",
	"delay fixed", "delay", "delay information", "delay material", "delay conveyor", "delayp", "forecast", "trend", "sample if true",
}

// starts are the functions that hold what their argument was at the start.
var starts = []string{"initial", "init"}

// refs lists the variables that an expression refers to, each once, in the order of
// their first mention; those seen only inside a delay or a start are marked.
func refs(e model.Expr) (names []string, delayed, started map[string]bool) {
	type use struct{ plain, delay bool }
	uses := map[string]*use{}
	var walk func(e model.Expr, delay, start bool)
	walk = func(e model.Expr, delay, start bool) {
		switch e := e.(type) {
		case *model.Ref:
			if model.Key(e.Name) == "time" {
				return
			}
			key := model.Key(e.Name)
			if uses[key] == nil {
				uses[key] = &use{}
				names = append(names, e.Name)
			}
			uses[key].plain = uses[key].plain || !delay && !start
			uses[key].delay = uses[key].delay || delay && !start
		case *model.Call:
			key := model.Key(e.Func)
			for i, a := range e.Args {
				walk(a, delay || i == 0 && slices.Contains(delays, key), start || slices.Contains(starts, key))
			}
		case *model.Unary:
			walk(e.X, delay, start)
		case *model.Binary:
			walk(e.X, delay, start)
			walk(e.Y, delay, start)
		}
	}
	walk(e, false, false)
	delayed, started = map[string]bool{}, map[string]bool{}
	for key, u := range uses {
		delayed[key] = u.delay && !u.plain
		started[key] = !u.delay && !u.plain
	}
	return names, delayed, started
}
