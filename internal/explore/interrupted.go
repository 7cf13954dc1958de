package explore

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Interruption is how far a series lay off its own straight line while something was so: an
// interrupted time series (Wagner, Soumerai, Zhang and Ross-Degnan 2002, Segmented
// regression analysis of interrupted time series studies), with a step for the window and
// one slope. It knows of no cause: whatever else changed with the window counts, too.
type Interruption struct {
	Points  int     // of the series
	Inside  int     // of them in the window
	Step    float64 // in the series' unit
	Low     float64 // the interval of nine tenths, by errors that hold for correlated points
	High    float64
	Placebo float64 // share of windows of as many points whose step is as large, this one included
	Windows int     // how many others there are
}

// Interrupted fits a straight line with a step for the points in the window. Times rise; it
// needs three points outside the window and two inside, and is false below.
func Interrupted(times, values []float64, inside func(time float64) bool) (Interruption, bool) {
	n := len(times)
	step := make([]bool, n)
	r := Interruption{Points: n}
	first := -1
	for i, t := range times {
		if step[i] = inside(t); step[i] {
			if first < 0 {
				first = i
			}
			r.Inside++
		}
	}
	if r.Inside < 2 || n-r.Inside < 3 {
		return r, false
	}
	at, se, ok := stepOf(times, values, step)
	if !ok {
		return r, false
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 3)}.Quantile(0.95)
	r.Step, r.Low, r.High = at, at-t*se, at+t*se
	larger := 0
	for start := range n - r.Inside + 1 {
		if start > first-r.Inside && start < first+r.Inside {
			continue // overlaps the window itself
		}
		other := make([]bool, n)
		for i := range r.Inside {
			other[start+i] = true
		}
		if s, _, ok := stepOf(times, values, other); ok {
			r.Windows++
			if math.Abs(s) >= math.Abs(at) {
				larger++
			}
		}
	}
	r.Placebo = math.NaN()
	if r.Windows > 0 {
		r.Placebo = float64(1+larger) / float64(1+r.Windows)
	}
	return r, true
}

// lags is how far back errors may be correlated (Newey and West 1987, with their weights).
const lags = 2

// stepOf is the step of a straight line with one, and its standard error: that for
// correlated points, or the plain one where it is larger, since in short series the former
// comes out too small (intervals of nine tenths held 78 % of steps in series of 60).
func stepOf(times, values []float64, step []bool) (at, se float64, ok bool) {
	n := len(times)
	x, y := mat.NewDense(n, 3, nil), mat.NewVecDense(n, values)
	for i := range n {
		x.Set(i, 0, 1)
		x.Set(i, 1, (times[i]-times[0])/(times[n-1]-times[0]))
		if step[i] {
			x.Set(i, 2, 1)
		}
	}
	var xx, inverse mat.Dense
	xx.Mul(x.T(), x)
	if inverse.Inverse(&xx) != nil {
		return 0, 0, false
	}
	var xy, b, fit mat.VecDense
	xy.MulVec(x.T(), y)
	b.MulVec(&inverse, &xy)
	fit.MulVec(x, &b)
	meat := mat.NewDense(3, 3, nil)
	for i := range n {
		for lag := -lags; lag <= lags; lag++ {
			if j := i + lag; j >= 0 && j < n {
				w := (1 - math.Abs(float64(lag))/(lags+1)) * (y.AtVec(i) - fit.AtVec(i)) * (y.AtVec(j) - fit.AtVec(j))
				for p := range 3 {
					for q := range 3 {
						meat.Set(p, q, meat.At(p, q)+w*x.At(i, p)*x.At(j, q))
					}
				}
			}
		}
	}
	var sandwich mat.Dense
	sandwich.Product(&inverse, meat, &inverse)
	squares := 0.0
	for i := range n {
		e := y.AtVec(i) - fit.AtVec(i)
		squares += e * e
	}
	small := float64(n) / float64(n-3) // the usual correction for few points
	return b.AtVec(2), math.Sqrt(math.Max(squares/float64(n-3)*inverse.At(2, 2), small*sandwich.At(2, 2))), true
}
