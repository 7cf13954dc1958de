package prob_test

import (
	"math"
	"testing"

	"casus/internal/prob"
)

func TestQuantilesOfASample(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name       string
		x, weights []float64
		p, want    float64
	}{
		// Type 7 of R's quantile(), as in numpy's default.
		{"type 7", []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, nil, .25, 2.25},
		{"type 7", []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, nil, .5, 3.5},
		{"type 7", []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, nil, .9, 6.3},
		{"type 7", []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, nil, .95, 7.65},
		{"equal weights are none", []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, []float64{2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, .9, 6.3},
		{"one value", []float64{4}, nil, .3, 4},
		{"the ends", []float64{2, 7}, nil, 0, 2},
		{"the ends", []float64{2, 7}, nil, 1, 7},
		{"no weight, no value", []float64{1, 100, 2}, []float64{1, 0, 1}, 1, 2},
		// Places 0, 1 and 2.5: the middle, 1.25, is a sixth of the way from 2 to 3.
		{"weights", []float64{1, 2, 3, 4}, []float64{1, 1, 2, -1}, .5, 2 + 1.0/6},
		{"infinite ends", []float64{-inf, 1, inf}, nil, .5, 1},
		{"nothing", nil, nil, .5, nan},
		{"NaN", []float64{1, nan}, nil, .5, nan},
	} {
		got := prob.Quantiles(c.x, c.weights, c.p)[0]
		if math.Abs(got-c.want) > 1e-12 || math.IsNaN(got) != math.IsNaN(c.want) {
			t.Errorf("%s at %v: %v, want %v", c.name, c.p, got, c.want)
		}
	}
}
