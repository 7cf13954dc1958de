package prob

import (
	"math"
	"testing"
)

// A table gives what inverting gives, over shares that are sure, unsure and nearly 0 or 1. Six
// standard deviations out it is inverting that errs, by up to 1e-5.
func TestPreparedBetaIsTheBeta(t *testing.T) {
	for _, b := range []Beta{{1, 1}, {2, 2}, {6, 14}, {8, 28}, {0.7, 3}, {120, 4}, {1, 60}} {
		d := Prepared(b)
		if _, ok := d.(tabled); !ok {
			t.Errorf("%v has no table", b)
		}
		before := math.Inf(-1)
		for z := -9.0; z <= 9; z += 0.0137 {
			got, want := AtScore(d, z), AtScore(b, z)
			if near := 1e-9 * (1 + z*z*z*z); math.Abs(z) < 6 && math.Abs(got-want) > near*math.Min(want, 1-want)+1e-14 {
				t.Errorf("%v at score %.4f: %.17g, by inversion %.17g", b, z, got, want)
			}
			if got < before {
				t.Errorf("%v falls at score %.4f", b, z)
			}
			before = got
		}
	}
	if d := Prepared(Normal{0, 1}); d != (Normal{0, 1}) {
		t.Errorf("a normal became %v", d)
	}
}
