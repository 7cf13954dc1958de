package explore_test

import (
	"math"
	"testing"

	"casus/internal/explore"
	"casus/internal/prob"
)

func series(seed uint64, n int, slope, step, noise float64) (times, values []float64) {
	s := prob.NewStream(seed, "interrupted", 0)
	for i := range n {
		v := 3 + slope*float64(i) + noise*s.Normal()
		if i >= 8 && i < 14 {
			v += step
		}
		times, values = append(times, float64(i)), append(values, v)
	}
	return times, values
}

func window(t float64) bool { return t >= 8 && t < 14 }

// A step that is there is found exactly where there is no noise, and about as often as
// said where there is.
func TestInterrupted(t *testing.T) {
	times, values := series(1, 30, -0.1, 0.7, 0)
	r, ok := explore.Interrupted(times, values, window)
	if !ok || math.Abs(r.Step-0.7) > 1e-9 || r.High-r.Low > 1e-6 || r.Placebo > 0.1 || r.Inside != 6 || r.Points != 30 {
		t.Errorf("without noise: %+v", r)
	}
	covered, told := 0, 0
	const sets = 1000
	for seed := range uint64(sets) {
		times, values := series(seed, 60, 0.05, 0.7, 0.5)
		r, _ := explore.Interrupted(times, values, window)
		if r.Low <= 0.7 && 0.7 <= r.High {
			covered++
		}
		times, values = series(seed, 60, 0.05, 0, 0.5)
		if r, _ := explore.Interrupted(times, values, window); r.Placebo < 0.05 {
			told++
		}
	}
	if share := float64(covered) / sets; share < 0.87 || share > 0.95 {
		t.Errorf("intervals of nine tenths hold the step in %.2f of sets", share)
	}
	if share := float64(told) / sets; share > 0.08 {
		t.Errorf("without a step the placebo test tells of one in %.2f of sets", share)
	}
	if _, ok := explore.Interrupted(times[:9], values[:9], window); ok {
		t.Error("one point in the window was enough")
	}
}
