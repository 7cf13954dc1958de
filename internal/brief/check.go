package brief

import (
	"errors"
	"fmt"

	"casus/internal/diag"
)

// Check tells what of the data can't be drawn: series of the wrong length, names
// that lead nowhere. It returns all faults, joined, or nil. These are faults of
// the program that made the data, not of the reader's files.
func Check(d Data) error {
	c := checker{claims: map[string]bool{}, scenarios: map[string]bool{}}
	for _, x := range d.Claims {
		if c.claims[x.ID] {
			c.fault("claim %s stands twice", x.ID)
		}
		c.claims[x.ID] = true
	}
	for _, s := range d.Scenarios {
		c.scenarios[s.ID] = true
	}
	for _, q := range d.Quantities {
		c.quantity(q)
	}
	for _, e := range append(append([]Effect{}, d.Effects...), d.Effectiveness...) {
		c.effect(e)
	}
	for _, s := range d.Statements {
		c.known("statement "+s.ID, s.Claims)
	}
	if d.Model != nil {
		c.model(d)
	}
	return errors.Join(c.faults...)
}

type checker struct {
	claims, scenarios map[string]bool
	faults            []error
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("brief: "+format, args...))
}

func (c *checker) known(who string, claims []string) {
	for _, id := range claims {
		if !c.claims[id] {
			c.fault("%s names claim %s, which is not among the claims", who, id)
		}
	}
}

func (c *checker) length(who string, days int, series ...Series) {
	for _, s := range series {
		if s != nil && len(s) != days {
			c.fault("%s has a series of %d numbers for %d days", who, len(s), days)
		}
	}
}

func (c *checker) quantity(q Quantity) {
	who := "quantity " + q.ID
	if len(q.Q50) == 0 {
		c.fault("%s has no estimate", who)
	}
	c.length(who, len(q.Days), q.Q05, q.Q25, q.Q50, q.Q75, q.Q95, q.PriorQ05, q.PriorQ25, q.PriorQ50, q.PriorQ75, q.PriorQ95)
	c.length(who, len(q.Days), q.Paths...)
	c.known(who, q.Claims)
}

func (c *checker) effect(e Effect) {
	who := "effect " + e.ID
	c.known(who, e.Claims)
	for _, id := range []string{e.Scenario, e.Against} {
		if id != "" && !c.scenarios[id] {
			c.fault("%s names scenario %q, which is not among the scenarios", who, id)
		}
	}
	for _, s := range e.Series {
		c.length(who+" under "+s.Scenario, len(s.Days), s.Q05, s.Q50, s.Q95)
	}
}

func (c *checker) model(d Data) {
	var params []string
	for _, p := range d.Model.Params {
		params = append(params, p.Name)
	}
	for _, s := range d.Sliders {
		c.name("slider", s.Param, params)
		if !(s.Min < s.Max && s.Step > 0 && s.Min <= s.Base && s.Base <= s.Max) {
			c.fault("slider %s can't be drawn: from %g to %g by %g with base %g", s.Param, s.Min, s.Max, s.Step, s.Base)
		}
	}
	for _, o := range d.Charts {
		c.name("chart", o.Output, d.Model.Outputs)
	}
	for i, draw := range d.Model.Draws {
		if len(draw) != len(d.Model.DrawParams) {
			c.fault("draw %d has %d numbers for %d parameters", i, len(draw), len(d.Model.DrawParams))
		}
	}
	if l := d.Model.Layout; l.Params != len(d.Model.Params) || l.Outputs != len(d.Model.Outputs) {
		c.fault("the module has %d parameters and %d outputs, the model %d and %d", l.Params, l.Outputs, len(d.Model.Params), len(d.Model.Outputs))
	}
}

func (c *checker) name(what, name string, known []string) {
	for _, k := range known {
		if k == name {
			return
		}
	}
	hint := ""
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf(" (did you mean %s?)", near)
	}
	c.fault("%s %q is not in the model%s", what, name, hint)
}
