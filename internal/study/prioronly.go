package study

import (
	"math"
	"slices"

	"casus/internal/diag"
	"casus/internal/likelihood"
	"casus/internal/program"
)

// observedOutputs are the outputs that claims and events speak of.
func (s *Study) observedOutputs() []string {
	var names []string
	add := func(o int) {
		if name := s.Program.Outputs[o].Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, q := range s.Quantities {
		add(q.Output)
	}
	for _, e := range s.Events {
		add(e.output)
	}
	for _, sr := range s.Series {
		add(sr.Points[0].Output)
		if sr.Points[0].Reading == likelihood.Share {
			add(sr.Points[0].Output2)
		}
	}
	return names
}

// checkPriorOnly faults a constant that is drawn from its prior alone and moves
// anything that claims speak of: what claims could teach would be left unlearned,
// and its spread would count as error of the claims. It runs the model as it was
// with each such constant low and high and compares bits; whether the constant
// stands in an equation would be too strict, since one that matters only in a
// counterfactual does. Cost: two runs of the plain evaluator a constant.
func (s *Study) checkPriorOnly(l *diag.List, f *file) error {
	p := s.Program.Prune(s.observedOutputs())
	for _, c := range s.Constants {
		if c.Role != PriorOnly {
			continue
		}
		var runs [2][][]float64
		for i, quantile := range []float64{0.1, 0.9} {
			params := p.Defaults()
			params[c.Param] = c.Prior.Quantile(quantile)
			runs[i] = program.Run(p, params, s.lastStep(), 1)
		}
		o := firstDifference(runs[0], runs[1])
		if o < 0 {
			continue
		}
		at := slices.IndexFunc(f.Constants, func(e constantEntry) bool { return key(e.Name) == key(c.Name) })
		d := l.Faultf("study-constant", f.Constants[at].At, "%q is drawn from its prior only, but claims speak of %q, which it moves", c.Name, p.Outputs[o].Name)
		d.Reason = "what claims could teach would be left unlearned, and its spread would count as error of the claims"
		d.Hint = "calibrate it, or fix it"
	}
	return nil
}

func firstDifference(a, b [][]float64) int {
	for r := range a {
		for o := range a[r] {
			if math.Float64bits(a[r][o]) != math.Float64bits(b[r][o]) {
				return o
			}
		}
	}
	return -1
}
