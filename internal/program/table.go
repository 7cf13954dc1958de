package program

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// Reader is a table made ready to be read. Both back ends use these very numbers,
// computed once, and the arithmetic of At, so that what they read has the same bits.
type Reader struct {
	X, Y   []float64
	Slopes []float64 // from each point to the next; 0 after the last, and in a stepped table
	// Inverse is above 0 where the points of a continuous table stand at equal distances:
	// the segment of x is then the whole part of (x - X[0]) * Inverse.
	Inverse float64
}

// Reader makes a table ready.
func (t Table) Reader() *Reader {
	r := &Reader{X: t.X, Y: t.Y, Slopes: make([]float64, len(t.X))}
	if t.Stepped {
		return r
	}
	for i := range len(t.X) - 1 {
		r.Slopes[i] = (t.Y[i+1] - t.Y[i]) / (t.X[i+1] - t.X[i])
	}
	r.Inverse = inverse(t.X)
	return r
}

// fewestRegular is from how many points on an equal distance is made use of; a few
// comparisons are as quick.
const fewestRegular = 4

// inverse is what turns a distance from the first point into a number of segments, or 0
// where the points do not stand at equal distances. Points such as 0.1, 0.2, 0.3 do so
// but for their rounding, so the inverse is the least for which the whole part is the
// point's own number, or more, at every point. A little below a point it may then be that
// of the segment above, whose line goes through the same point: within a billionth of the
// distance, which is checked.
func inverse(x []float64) float64 {
	last := len(x) - 1
	if last+1 < fewestRegular {
		return 0
	}
	inv := 0.0
	for i := 1; i <= last; i++ {
		inv = math.Max(inv, float64(i)/(x[i]-x[0]))
	}
	if inv == 0 || math.IsInf(inv, 0) || math.IsInf(x[last]-x[0], 0) {
		return 0
	}
	number := func(at float64) float64 { return math.Trunc((at - x[0]) * inv) }
	for i := 1; i <= last; i++ {
		for number(x[i]) < float64(i) { // by rounding alone, so a step or two
			inv = math.Nextafter(inv, math.Inf(1))
		}
	}
	for i := 1; i <= last; i++ {
		if number(x[i]) > float64(i) || number(x[i]-1e-9*(x[i]-x[i-1])) != float64(i-1) {
			return 0
		}
	}
	return inv
}

// At is the table's value at x: Y[i] + (x - X[i])*Slopes[i], with x moved to the nearer
// end where it lies outside and i its segment, the largest with X[i] <= x. NaN gives NaN.
func (r *Reader) At(x float64) float64 {
	last := len(r.X) - 1
	if x < r.X[0] {
		x = r.X[0]
	}
	if r.X[last] < x {
		x = r.X[last]
	}
	i := 0
	switch {
	case math.IsNaN(x):
	case r.Inverse > 0:
		i = int(float64((x - r.X[0]) * r.Inverse))
	default:
		i = sort.Search(len(r.X), func(i int) bool { return r.X[i] > x }) - 1
	}
	return r.Y[i] + float64((x-r.X[i])*r.Slopes[i])
}

// At is the table's value at x, by its Reader.
func (t Table) At(x float64) float64 { return t.Reader().At(x) }

// check says why the table can't be read, if so. Two points at one x would make
// the value there depend on which is found first, so they are refused.
func (t Table) check() error {
	if len(t.X) == 0 {
		return errors.New("no points")
	}
	if len(t.X) != len(t.Y) {
		return fmt.Errorf("%d x values and %d y values", len(t.X), len(t.Y))
	}
	for i := range t.X {
		if !finite(t.X[i]) || !finite(t.Y[i]) {
			return fmt.Errorf("point %d is not finite", i+1)
		}
		if i > 0 && t.X[i] <= t.X[i-1] {
			return fmt.Errorf("x goes from %v to %v, and must ascend", t.X[i-1], t.X[i])
		}
	}
	return nil
}
