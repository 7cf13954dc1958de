package likelihood_test

import (
	"math"
	"testing"

	"casus/internal/likelihood"
)

// TestSimulate: what is drawn from the likelihood looks as the likelihood says: the
// chances below which exact readings fall are even, and a one-sided reading says "more
// than" as often as its chance.
func TestSimulate(t *testing.T) {
	q := losses()
	q[0].Observations[3].Low, q[0].Observations[3].Best = q[0].Observations[3].Best, none  // more than
	q[1].Observations[2].High, q[1].Observations[2].Best = q[1].Observations[2].Best, none // up to
	o := &q[1].Observations[5]
	o.Low, o.High, o.Best = o.Best*0.8, o.Best*1.3, none // a range
	hyper := []float64{0.6, 1.9, 1.3, 0.7}
	m := build(t, stagesOfMixed, q...)
	var sum, square, count float64
	more, expected := 0.0, 0.0
	const sets = 400
	for set := range uint64(sets) {
		again := build(t, stagesOfMixed, m.Simulate(growing, hyper, 5, set)...)
		for _, p := range again.Posterior(growing, hyper, stagesOfMixed, again.NewScratch()).Predictions {
			if p.Exact {
				sum, square, count = sum+p.PIT, square+p.PIT*p.PIT, count+1
			}
			if p.Quantity == "a" && p.ID == q[0].Observations[3].ID {
				if !math.IsInf(p.Low, 0) {
					more++
				}
				threshold := p.Low
				if math.IsInf(threshold, 0) {
					threshold = p.High
				}
				expected += 0.5 * math.Erfc((threshold-p.Mean)/p.SD/math.Sqrt2)
			}
		}
	}
	// Readings of one day are expected without one another, so that they go together and
	// the errors of these means are some three times those of independent ones.
	near(t, "mean chance", sum/count, 0.5, 3*3*0.29/math.Sqrt(count))
	near(t, "mean square of it", square/count, 1.0/3, 3*3*0.3/math.Sqrt(count))
	near(t, "share that says more", more/sets, expected/sets, 3*0.5/math.Sqrt(sets))

	one, two := m.Simulate(growing, hyper, 5, 7), m.Simulate(growing, hyper, 5, 7)
	if a, b := one[0].Observations[0].Best, two[0].Observations[0].Best; a != b {
		t.Errorf("the same draw gives %v and %v", a, b)
	}
	for i, set := range one {
		for _, o := range set.Observations {
			if o.Ask != likelihood.NoQuestion {
				t.Errorf("quantity %d: a question among claims", i)
			}
		}
	}
}
