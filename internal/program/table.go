package program

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// Slopes are the slopes between neighbouring points, one fewer than the points.
// Both back ends use these very numbers, computed once, so that an interpolated
// value has the same bits in each.
func (t Table) Slopes() []float64 {
	if len(t.X) < 2 {
		return nil
	}
	slopes := make([]float64, len(t.X)-1)
	for i := range slopes {
		if t.Stepped {
			break // level between points
		}
		slopes[i] = (t.Y[i+1] - t.Y[i]) / (t.X[i+1] - t.X[i])
	}
	return slopes
}

// At is the table's value at x: Y[0] where x <= X[0], the last Y where x is at or
// above the last X, and otherwise Y[i] + (x - X[i])*slope[i] for the largest i
// with X[i] <= x; in a stepped table all slopes are 0. NaN gives NaN.
func (t Table) At(x float64) float64 {
	slopes := t.Slopes()
	return t.at(x, func(i int) float64 { return slopes[i] })
}

func (t Table) at(x float64, slope func(int) float64) float64 {
	last := len(t.X) - 1
	switch {
	case x <= t.X[0]:
		return t.Y[0]
	case x >= t.X[last]:
		return t.Y[last]
	case math.IsNaN(x):
		return x
	}
	i := sort.Search(len(t.X), func(i int) bool { return t.X[i] > x }) - 1
	return t.Y[i] + float64((x-t.X[i])*slope(i))
}

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
