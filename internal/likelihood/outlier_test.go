package likelihood_test

import (
	"math"
	"testing"

	"casus/internal/likelihood"
)

// TestOutliersByEnumeration: two readings by two claimants, with every pattern of outliers
// counted out. The first score is exact; the second conditions on a mean, so it is near.
// Numbers: the model puts out 1000, the claimants say 1100 and 8000; each has a bias of
// 0.3, all share a discrepancy of 0.1, a reading errs by 0.1 and a statement by 0.05.
func TestOutliersByEnumeration(t *testing.T) {
	q := likelihood.Quantity{ID: "q", Scale: likelihood.Log, BiasSD: 0.3, ReadingSD: 0.1, RereadSD: 0.05,
		DiscrepancySD: 0.1, DiscrepancyDays: 30, OutlierShare: 0.05, OutlierSD: 2}
	first, second := at("1", "a", 3, 1100), at("2", "b", 3, 8000)
	first.Published, second.Published, second.Stage = 4, 5, 1
	q.Observations = []likelihood.Observation{first, second}
	m := build(t, 2, q)
	got := increments(m, constant(1000), 2)

	normal := func(x, variance float64) float64 {
		return math.Exp(-x*x/(2*variance)) / math.Sqrt(2*math.Pi*variance)
	}
	const own, shared = 0.3*0.3 + 0.1*0.1 + 0.05*0.05 + 0.1*0.1, 0.1 * 0.1
	x, y := math.Log(1.1), math.Log(8)
	one, both := 0.0, 0.0
	for _, a := range []float64{0, 4} {
		for _, b := range []float64{0, 4} {
			chance := func(further float64) float64 {
				if further > 0 {
					return 0.05
				}
				return 0.95
			}
			vx := own + a
			given := own + b - shared*shared/vx
			both += chance(a) * chance(b) * normal(x, vx) * normal(y-shared/vx*x, given)
			if b == 0 {
				one += chance(a) * normal(x, vx)
			}
		}
	}
	near(t, "the first score", got[0], math.Log(one), 1e-12)
	near(t, "both", got[0]+got[1], math.Log(both), 1e-3)

	// Without outliers the second reading is all but impossible, and drags everything along.
	q.OutlierShare, q.OutlierSD = 0, 0
	if plain := increments(build(t, 2, q), constant(1000), 2); plain[1] > got[1]-10 {
		t.Errorf("a reading eight times too high scores %v without outliers and %v with them", plain[1], got[1])
	}
}

// TestOutlierMovesNothing: a reading that is far off says next to nothing of its
// claimant's bias, and its place in the predictive distribution is that of the mixture.
func TestOutlierMovesNothing(t *testing.T) {
	q := likelihood.Quantity{ID: "q", Scale: likelihood.Log, BiasSD: 0.3, ReadingSD: 0.1, OutlierShare: 0.05, OutlierSD: 2}
	q.Observations = []likelihood.Observation{at("1", "a", 3, 50000)}
	m := build(t, 1, q)
	p := m.Posterior(constant(1000), nil, 1, m.NewScratch())
	if b := p.Biases[0]; math.Abs(b.Mean) > 0.15 {
		t.Errorf("an outlier moved the bias to %v", b.Mean)
	}
	if pit := p.Predictions[0].PIT; pit < 0.995 || pit > 0.9999 {
		t.Errorf("the outlier lies at %v of its distribution, want the mixture's 0.9985 or so", pit)
	}
}
