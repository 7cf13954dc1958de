package program

import (
	"errors"
	"fmt"
	"math"
)

// Check reports everything that makes the program unfit to run, joined into one
// error: an operand after its use, an operation in a block where it has no
// meaning, an index out of range, a table that doesn't ascend, counts that
// disagree, a span that can't be stepped. Back ends rely on a checked program
// and don't look again.
func (p *Program) Check() error {
	c := &checker{p: p}
	c.time()
	for i, t := range p.Tables {
		if err := t.check(); err != nil {
			c.faultf("table %d %q: %v", i, t.Name, err)
		}
	}
	c.block("setup", p.Setup, true)
	c.block("step", p.Step, false)
	c.ids("keep", p.Kept, len(p.Setup))
	c.ids("initial", p.Initial, len(p.Setup))
	c.ids("rate", p.Rates, len(p.Step))
	if len(p.Initial) != len(p.States) {
		c.faultf("%d initial values for %d states", len(p.Initial), len(p.States))
	}
	if len(p.Rates) != len(p.States) {
		c.faultf("%d rates for %d states", len(p.Rates), len(p.States))
	}
	seen := make(map[string]bool, len(p.Outputs))
	for _, o := range p.Outputs {
		if o.Value < 0 || int(o.Value) >= len(p.Step) {
			c.faultf("output %q is v%d, which step doesn't have", o.Name, o.Value)
		}
		if seen[o.Name] {
			c.faultf("output %q stands twice", o.Name)
		}
		seen[o.Name] = true
	}
	return errors.Join(c.faults...)
}

type checker struct {
	p      *Program
	faults []error
}

func (c *checker) faultf(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(format, args...))
}

func (c *checker) time() {
	t := c.p.Time
	switch {
	case !finite(t.Start) || !finite(t.Stop) || !finite(t.Step):
		c.faultf("the time span is not finite")
	case t.Step <= 0:
		c.faultf("the time step %v is not above 0", t.Step)
	case t.Stop < t.Start:
		c.faultf("time stops at %v, before it starts at %v", t.Stop, t.Start)
	}
	if t.SaveEvery < 1 {
		c.faultf("rows are saved every %d steps", t.SaveEvery)
	}
	if t.Method.Tableau() == nil {
		c.faultf("unknown method of integration %q", t.Method)
	}
	if g := t.Grid; g != nil {
		c.grid(g)
	}
}

// grid looks at a grid's times and saved steps.
func (c *checker) grid(g *Grid) {
	if len(g.Times) < 2 {
		c.faultf("the grid has %d times, and needs 2 at least", len(g.Times))
	}
	for i, x := range g.Times {
		if !finite(x) || i > 0 && x <= g.Times[i-1] {
			c.faultf("time %d of the grid, %v, does not follow the one before", i, x)
		}
	}
	for i, n := range g.Saved {
		if n < 0 || n > len(g.Times)-2 || i > 0 && n <= g.Saved[i-1] {
			c.faultf("saved step %d of the grid is %d", i, n)
		}
	}
}

func (c *checker) block(name string, block Block, setup bool) {
	for i := range block {
		v := &block[i]
		if v.Op >= opCount {
			c.faultf("%s: v%d has unknown operation %d", name, i, v.Op)
			continue
		}
		spec := opSpecs[v.Op]
		if setup && !spec.setup || !setup && !spec.step {
			c.faultf("%s: v%d: %s is not allowed here", name, i, spec.name)
		}
		for _, a := range v.Operands() {
			if a < 0 || int(a) >= i {
				c.faultf("%s: v%d uses v%d, which doesn't stand before it", name, i, a)
			}
		}
		for _, a := range v.Args[spec.args:] {
			if a != 0 {
				c.faultf("%s: v%d: %s takes %d operands and has more", name, i, spec.name, spec.args)
			}
		}
		if n, what := c.refs(v.Op); what != "" && (v.Ref < 0 || int(v.Ref) >= n) {
			c.faultf("%s: v%d refers to %s %d of %d", name, i, what, v.Ref, n)
		}
	}
}

// refs is how many things an operation's index may point at, and what they are.
func (c *checker) refs(op Op) (int, string) {
	switch op {
	case OpParam:
		return len(c.p.Params), "param"
	case OpKept:
		return len(c.p.Kept), "kept value"
	case OpState:
		return len(c.p.States), "state"
	case OpShared:
		return c.shared(), "shared value"
	case OpLookup:
		return len(c.p.Tables), "table"
	}
	return 0, ""
}

// shared is how many values all steps share with all members, 0 where the method
// looks between the steps or some step has none.
func (c *checker) shared() int {
	t := c.p.Time
	if tableau := t.Method.Tableau(); tableau == nil || len(tableau.Stages) > 0 || tableau.Auto() || len(c.p.Shared) <= t.Steps() {
		return 0
	}
	n := len(c.p.Shared[0])
	for _, row := range c.p.Shared {
		n = min(n, len(row))
	}
	return n
}

func (c *checker) ids(what string, ids []ID, n int) {
	for i, id := range ids {
		if id < 0 || int(id) >= n {
			c.faultf("%s %d is v%d of %d values", what, i, id, n)
		}
	}
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
