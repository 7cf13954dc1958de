package brief

import (
	"errors"
	"fmt"
	"slices"

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
		c.known("quantity "+q.ID, q.Claims)
	}
	for _, f := range d.Fans {
		c.fan(f, d)
	}
	c.stages(d)
	c.kept(d)
	for _, e := range append(slices.Clone(d.Effects), d.Effectiveness...) {
		c.effect(e)
	}
	statements, effects := map[string]bool{}, map[string]bool{}
	for _, s := range d.Statements {
		c.known("statement "+s.ID, s.Claims)
		statements[s.ID] = true
	}
	for _, e := range append(slices.Clone(d.Effects), d.Effectiveness...) {
		effects[e.ID] = true
	}
	for _, r := range d.Rows {
		if len(r.Statements) == 0 {
			c.fault("row %s has no statement", r.Title)
		}
		c.listed("row "+r.Title, "statement", r.Statements, statements)
		c.listed("row "+r.Title, "effect", r.Effects, effects)
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

func (c *checker) listed(who, what string, ids []string, known map[string]bool) {
	for _, id := range ids {
		if !known[id] {
			c.fault("%s names %s %s, which is not among them", who, what, id)
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

func (c *checker) fan(f Fan, d Data) {
	who := "the fan of " + f.Output + " under " + f.Scenario
	if len(f.Q) != len(d.Levels) {
		c.fault("%s has %d series for %d levels", who, len(f.Q), len(d.Levels))
	}
	c.length(who, len(d.Days), f.Q...)
	if !c.scenarios[f.Scenario] {
		c.fault("%s: there is no such scenario", who)
	}
}

func (c *checker) stages(d Data) {
	for _, s := range d.Stages {
		who := fmt.Sprintf("the stage of day %d", s.Day)
		if s.Bands != nil && len(s.Bands) != len(d.Quantities) {
			c.fault("%s has %d bands for %d quantities", who, len(s.Bands), len(d.Quantities))
		}
		for _, b := range s.Bands {
			c.length(who, len(d.AsOfDays), b.Q05, b.Q25, b.Q50, b.Q75, b.Q95)
		}
	}
}

// kept checks the claims and scenarios that long analyses name.
func (c *checker) kept(d Data) {
	if d.Backtest != nil {
		c.known("the backtest", d.Backtest.Claims)
		for _, r := range d.Backtest.Rows {
			if len(r.NaiveCRPS) != 0 && len(r.NaiveCRPS) != len(d.Backtest.Naives) {
				c.fault("the backtest of %s has %d naive scores for %d naive forecasts", r.Title, len(r.NaiveCRPS), len(d.Backtest.Naives))
			}
		}
	}
	if d.LeaveOut != nil {
		for _, g := range d.LeaveOut.Groups {
			c.known("the claims left out on "+g.Title, g.IDs)
			c.length("the claims left out on "+g.Title, len(g.IDs), g.PITs)
		}
	}
	if d.Variants != nil {
		for _, a := range d.Variants.AsOf {
			if len(a.Chances) != len(d.Variants.List) {
				c.fault("the variants of day %d have %d chances for %d variants", a.Day, len(a.Chances), len(d.Variants.List))
			}
		}
	}
	if d.Levers != nil {
		for _, o := range d.Levers.Outcomes {
			c.known("outcome "+o.ID, o.Claims)
			for _, p := range o.Options {
				if !c.scenarios[p.Scenario] {
					c.fault("outcome %s names scenario %q, which is not among the scenarios", o.ID, p.Scenario)
				}
			}
		}
	}
	effects := map[string]bool{}
	for _, e := range slices.Concat(d.Effects, d.Effectiveness) {
		effects[e.ID] = true
	}
	for _, x := range d.Hinges {
		if !effects[x.Effect] {
			c.fault("what effect %q hangs on is told, and it is not among the effects", x.Effect)
		}
	}
	if d.Sensitivity != nil {
		for _, x := range d.Sensitivity.Effects {
			if !effects[x.ID] {
				c.fault("what moves effect %q is told, and it is not among the effects", x.ID)
			}
		}
		for _, x := range d.Sensitivity.Statements {
			if !slices.ContainsFunc(d.Statements, func(s Statement) bool { return s.ID == x.ID }) {
				c.fault("what moves statement %q is told, and it is not among the statements", x.ID)
			}
		}
	}
	for _, x := range d.CrossChecks {
		c.known("cross-check "+x.ID, x.Claims)
	}
	for _, f := range d.Issued {
		for _, s := range f.Series {
			c.length("the forecast of "+s.Title+" of "+f.Cut, len(s.Dates), s.Q05, s.Q25, s.Q50, s.Q75, s.Q95)
		}
	}
}

func (c *checker) effect(e Effect) {
	who := "effect " + e.ID
	c.known(who, e.Claims)
	for _, id := range []string{e.Scenario, e.Against} {
		if id != "" && !c.scenarios[id] {
			c.fault("%s names scenario %q, which is not among the scenarios", who, id)
		}
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
