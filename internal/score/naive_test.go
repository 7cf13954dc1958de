package score_test

import (
	"math"
	"testing"

	"casus/internal/score"
)

// TestNaives, by hand: from 1 at 0, 3 at 1 and 4 at 3 to time 5 the last value is 4; the
// line goes through the mean 8/3 at 4/3 with the slope (13/3)/(14/3); the drift adds 2
// times (4-1)/3 to the last value.
func TestNaives(t *testing.T) {
	points := []score.Point{{Time: 0, Value: 1}, {Time: 1, Value: 3}, {Time: 3, Value: 4}}
	want := []float64{4, 8.0/3 + 13.0/14*(5-4.0/3), 6}
	for i, n := range score.Naives() {
		if got := n.At(points, 5); math.Abs(got-want[i]) > 1e-12 {
			t.Errorf("%s: %v, want %v", n.Name, got, want[i])
		}
		if got := n.At(points[:1], 5); got != 1 {
			t.Errorf("%s of one number: %v", n.Name, got)
		}
	}
}
