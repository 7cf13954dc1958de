package score_test

import (
	"math"
	"testing"

	"casus/internal/score"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestScores: values of the R package scoringRules and by hand; a forecast's own
// expectation is the least (properness) by the tests below.
func TestScores(t *testing.T) {
	near(t, "CRPS of N(0,1) at 0", score.CRPSNormal(0, 1, 0), 0.23369497725510913)
	near(t, "CRPS of N(0,1) at 1", score.CRPSNormal(0, 1, 1), 0.6024413576276163)
	near(t, "CRPS of N(1,2) at -0.5", score.CRPSNormal(1, 2, -0.5), 0.8962885043931006)
	near(t, "log score of N(0,1) at 0", score.LogNormal(0, 1, 0), 0.9189385332046727)
	near(t, "log score of N(1,2) at -0.5", score.LogNormal(1, 2, -0.5), 1.893335713764618)
	for _, c := range []struct {
		draws                []float64
		outcome, plain, fair float64
	}{
		{[]float64{1, 2, 4}, 3, 2.0 / 3, 1.0 / 3},
		{[]float64{0, 0, 1, 5, 9}, 2.5, 1.26, 0.8},
		{[]float64{2, 2, 2, 2}, 2, 0, 0},
		{[]float64{3}, 5, 2, 2},
	} {
		plain, fair := score.CRPSDraws(c.draws, c.outcome)
		near(t, "CRPS of draws", plain, c.plain)
		near(t, "the fair one", fair, c.fair)
	}
	near(t, "interval inside", score.Interval(1, 5, 0.9, 3), 4)
	near(t, "interval above", score.Interval(1, 5, 0.9, 6), 24)
	near(t, "interval below", score.Interval(1, 5, 0.9, 0.5), 14)
	b := score.NewBrier([]float64{0.1, 0.2, 0.2, 0.4, 0.6, 0.6, 0.8, 0.9, 0.9, 0.95},
		[]bool{false, false, true, false, true, false, true, true, true, true})
	near(t, "Brier", b.Score, 0.14325)
	near(t, "reliability", b.Reliability, 0.04325)
	near(t, "resolution", b.Resolution, 0.14)
	near(t, "uncertainty", b.Uncertainty, 0.24)
	near(t, "skill", b.Skill, 0.403125)
	near(t, "log", b.Log, 0.4361041835829685)
}
