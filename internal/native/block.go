package native

import (
	"fmt"

	"casus/internal/program"
)

// emitter writes one chunk of a block.
type emitter struct {
	*writer
	plan  *program.Plan
	here  int
	sinks map[program.ID][]string // where values go besides
	saved map[program.ID][]string // where they go in a row that is saved
	axes  map[string]string       // of lookups: the segments already found
	count int                     // of names made up
}

// block writes the functions of a block.
func (w *writer) block(name string, p *program.Plan, always, saved map[program.ID][]string) {
	for here, c := range p.Chunks {
		if name == "setup" {
			w.line("static void setup%d(const V *restrict params, V *restrict kept, V *restrict states, V *restrict between, double time) {", here)
		} else {
			w.line("static void step%d(const V *restrict kept, const V *restrict states, V *restrict rates, V *restrict row, V *restrict between, double time, double step_time, const double *restrict shared) {", here)
		}
		e := &emitter{writer: w, plan: p, here: here, sinks: always, saved: saved, axes: map[string]string{}}
		e.declare(c.Always)
		e.values(c.Always, c.Saved)
		if saved != nil {
			e.sinks = saved
			w.line("if (row) {")
			for _, id := range c.Always {
				e.sink(id)
			}
			e.declare(c.Saved)
			e.values(c.Saved, nil)
			w.line("}")
		}
		w.line("}")
	}
}

// declare names the values, which are given one by one, some behind branches.
func (e *emitter) declare(ids []program.ID) {
	for _, id := range ids {
		switch op := e.plan.Block[id].Op; {
		case op.IsLeaf():
		case op.IsTruth():
			e.line("M v%d;", id)
		default:
			e.line("V v%d;", id)
		}
	}
}

// values writes values in order; later are those that this function goes on to compute.
func (e *emitter) values(ids, later []program.ID) {
	needed := map[program.ID]bool{}
	for _, id := range later {
		for _, a := range e.plan.Block[id].Operands() {
			needed[a] = true
		}
	}
	r := program.NewRegions(e.plan.Block, ids, func(id program.ID) bool {
		_, crosses := e.plan.Slot[id]
		return crosses || needed[id] || len(e.sinks[id]) > 0 || len(e.saved[id]) > 0
	})
	e.region(r, 0)
}

func (e *emitter) region(r *program.Regions, i int) {
	for _, id := range r.All[i].Values {
		for arm, inside := range r.Arms[id] {
			if inside > 0 && len(r.All[inside].Values) > 0 {
				e.when(e.plan.Block[id].Args[0], arm == 0, func() { e.region(r, inside) })
			}
		}
		v := &e.plan.Block[id]
		if !v.Op.IsLeaf() {
			e.line("v%d = %s;", id, e.value(v))
		}
		e.sink(id)
		if slot, ok := e.plan.Slot[id]; ok && e.plan.Home[id] == e.here {
			e.line("between[%d] = %s;", slot, e.get(id))
		}
	}
}

// when writes what is needed only where some lane's condition is as given. What it finds
// of axes is known inside alone.
func (e *emitter) when(condition program.ID, holds bool, f func()) {
	test := "!all"
	if holds {
		test = "any"
	}
	axes := e.axes
	e.axes = map[string]string{}
	for k, v := range axes {
		e.axes[k] = v
	}
	e.line("if (%s(%s)) {", test, e.truth(condition))
	f()
	e.line("}")
	e.axes = axes
}

func (e *emitter) sink(id program.ID) {
	for _, s := range e.sinks[id] {
		e.line("%s = %s;", s, e.get(id))
	}
}

// get is a value as a number.
func (e *emitter) get(id program.ID) string {
	v := &e.plan.Block[id]
	switch {
	case v.Op == program.OpConst:
		return bits(v.Num)
	case v.Op == program.OpTime:
		return "splat(time)"
	case v.Op == program.OpStepTime:
		return "splat(step_time)"
	case v.Op == program.OpShared:
		return fmt.Sprintf("splat(shared[%d])", v.Ref)
	case v.Op == program.OpParam:
		return fmt.Sprintf("params[%d]", v.Ref)
	case v.Op == program.OpKept:
		return fmt.Sprintf("kept[%d]", v.Ref)
	case v.Op == program.OpState:
		return fmt.Sprintf("states[%d]", v.Ref)
	case e.plan.Home[id] != e.here:
		return fmt.Sprintf("between[%d]", e.plan.Slot[id])
	case v.Op.IsTruth():
		return fmt.Sprintf("one(v%d)", id)
	}
	return fmt.Sprintf("v%d", id)
}

// truth is a value as a mask of where it is not 0.
func (e *emitter) truth(id program.ID) string {
	if e.plan.Block[id].Op.IsTruth() && e.plan.Home[id] == e.here {
		return fmt.Sprintf("v%d", id)
	}
	return "truth(" + e.get(id) + ")"
}
