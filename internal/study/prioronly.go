package study

import (
	"context"

	"casus/internal/diag"
	"casus/internal/engine"
)

// observedOutputs are the outputs that claims and events speak of.
func (s *Study) observedOutputs() []string {
	seen := map[int]bool{}
	var names []string
	add := func(o int) {
		if !seen[o] {
			seen[o] = true
			names = append(names, s.Program.Outputs[o].Name)
		}
	}
	for _, q := range s.Quantities {
		add(q.Output)
	}
	for _, e := range s.Events {
		add(e.output)
	}
	return names
}

// CheckPriorOnly verifies that a constant drawn from its prior touches nothing
// that claims speak of: learning it would be possible, and leaving it unlearned
// would be wrong. It runs the model with each such constant low and high, and
// compares what claims speak of, bit for bit. Cost: two runs a constant.
func (s *Study) CheckPriorOnly(ctx context.Context) (diag.List, error) {
	var list diag.List
	p := s.Program.Prune(s.observedOutputs())
	e, err := engine.New(ctx, p, engine.Options{})
	if err != nil {
		return nil, err
	}
	defer e.Close()
	for _, c := range s.Constants {
		if c.Role != PriorOnly {
			continue
		}
		var runs [2][][]float64
		for i, quantile := range []float64{0.1, 0.9} {
			params := make([]float64, len(p.Params))
			for j, q := range p.Params {
				params[j] = q.Default
			}
			params[c.Param] = c.Prior.Quantile(quantile)
			if runs[i], err = e.One(ctx, params, 0); err != nil {
				return nil, err
			}
		}
		if o := firstDifference(runs[0], runs[1]); o >= 0 {
			d := list.Faultf("study-constant", diag.Place{File: s.Files[0]}, "%q is drawn from its prior only, but claims speak of %q, which it moves", c.Name, p.Outputs[o].Name)
			d.Reason = "what claims could teach would be left unlearned and its spread counted as error of the claims"
			d.Hint = "calibrate it, or fix it"
		}
	}
	return list, nil
}

func firstDifference(a, b [][]float64) int {
	for r := range a {
		for o := range a[r] {
			if a[r][o] != b[r][o] {
				return o
			}
		}
	}
	return -1
}
