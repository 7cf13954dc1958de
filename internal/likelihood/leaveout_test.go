package likelihood_test

import (
	"math"
	"testing"

	"casus/internal/likelihood"
)

// TestLeaveOneOut: of three jointly normal readings, each given the two others, against the
// textbook's conditional normal by the inverse covariance: mean r - (K r)_i/K_ii, variance
// 1/K_ii (Sundararajan and Keerthi 2001, Predictive approaches for choosing
// hyperparameters in Gaussian processes, eq. 14).
func TestLeaveOneOut(t *testing.T) {
	q := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, BiasSD: 1, ReadingSD: 0.3, RereadSD: 0.4}
	r := []float64{0.5, 1.2, -0.4} // by one claimant on three days: covariance 1 and variance 1.25
	for i, y := range r {
		q.Observations = append(q.Observations, at(string(rune('1'+i)), "a", i+1, y))
	}
	m := build(t, 1, q)
	l := m.NewLeaveOneOut()
	got := l.At(constant(0), nil, l.NewScratch())
	// The inverse of 0.25 I + 1 1' is 4 (I - 1 1' / 3.25).
	sum := r[0] + r[1] + r[2]
	for i := range r {
		kii := 4 * (1 - 1/3.25)
		kr := 4 * (r[i] - sum/3.25)
		variance, gap := 1/kii, kr/kii
		near(t, l.Claims[i].ID, got[i], -gap*gap/(2*variance)-math.Log(2*math.Pi*variance)/2, 1e-12)
	}
}
