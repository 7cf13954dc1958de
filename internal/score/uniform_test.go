package score_test

import (
	"math"
	"testing"

	"casus/internal/prob"
	"casus/internal/score"
)

// TestUniformity: K(10, 0.274) = 0.6284796154565 (Marsaglia, Tsang and Wang 2003); the
// five-percent points of the table in Miller 1956 (n = 20: 0.29408, n = 1: 0.975).
func TestUniformity(t *testing.T) {
	u := make([]float64, 10)
	for i := range u {
		u[i] = (float64(i) + 0.5) / 10
	}
	copy(u[6:], []float64{0.874, 0.875, 0.88, 0.95}) // the seventh lies 0.274 above the step before it
	d, p := score.Uniformity(u)
	for _, c := range []struct {
		what                 string
		got, want, tolerance float64
	}{
		{"distance", d, 0.274, 1e-12},
		{"chance of a smaller one", 1 - p, 0.6284796154565, 1e-12},
		{"five percent of twenty", score.UniformBand(20, 0.95), 0.29408, 1e-5},
		{"five percent of one", score.UniformBand(1, 0.95), 0.975, 1e-8},
	} {
		if math.Abs(c.got-c.want) > c.tolerance {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	if d, p := score.Uniformity(nil); d != 0 || p != 1 {
		t.Errorf("of none: %v, %v", d, p)
	}
	// Chances of even numbers are even themselves.
	below := 0
	for i := range 2000 {
		s := prob.NewStream(1, "even", uint64(i))
		v := make([]float64, 37)
		for j := range v {
			v[j] = s.Uniform()
		}
		if _, p := score.Uniformity(v); p < 0.05 {
			below++
		}
	}
	if math.Abs(float64(below)/2000-0.05) > 0.015 {
		t.Errorf("%d of 2000 sets of even numbers are called uneven at five percent", below)
	}
}
