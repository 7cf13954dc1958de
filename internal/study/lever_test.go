package study_test

import (
	"math"
	"testing"
)

// TestLevers: what must hold of effects and regrets whatever the numbers are.
func TestLevers(t *testing.T) {
	r := examine(t, small, nil)
	if len(r.Outcomes) != 2 {
		t.Fatalf("%d outcomes", len(r.Outcomes))
	}
	for _, o := range r.Outcomes {
		if len(o.Options) != 3 || o.Options[0].Scenario != "as_it_was" || o.Options[0].Effect.Mean != 0 || o.Options[0].Verdict != "" {
			t.Fatalf("%s: the options are %+v", o.ID, o.Options)
		}
		best, sign := 0.0, 1.0
		if o.Better == "lower" {
			sign = -1
		}
		nothing := o.Options[0]
		for _, p := range o.Options {
			best += p.Best
			if p.Regret.Q05 < 0 || p.Helps+p.Harms > 1+1e-9 {
				t.Errorf("%s, %s: %+v", o.ID, p.Scenario, p)
			}
			// The best of a draw is the same for all options, so that mean regrets differ
			// by the mean effect.
			if got, want := nothing.Regret.Mean-p.Regret.Mean, sign*p.Effect.Mean; math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
				t.Errorf("%s, %s: regrets differ by %v, effects by %v", o.ID, p.Scenario, got, want)
			}
		}
		if best < 1-1e-9 {
			t.Errorf("%s: the best options of all draws come to %v", o.ID, best)
		}
	}
	// Without guests there are no guests' casualties, and that is robustly fewer.
	if p := r.Outcomes[0].Options[1]; p.Level.Q95 != 0 || p.Helps != 1 || p.Verdict != "robustly helps" || p.Regret.Q95 != 0 {
		t.Errorf("casualties without guests: %+v", p)
	}
}
