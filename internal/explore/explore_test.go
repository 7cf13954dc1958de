package explore

import (
	"context"
	"math"
	"testing"

	"casus/internal/engine"
	"casus/internal/program"
)

// steps is a run that is known: output 0 falls from 10 by 1 a row, output 1 rises
// from 0 by 2.
type steps struct{}

func (steps) Len() int { return 11 }
func (steps) At(row, output int) float64 {
	if output == 0 {
		return 10 - float64(row)
	}
	return 2 * float64(row)
}

func TestReductions(t *testing.T) {
	for _, c := range []struct {
		atom Atom
		want float64
	}{
		{Atom{Output: 1, Reduce: Level, At: 3}, 6},
		{Atom{Output: 1, Reduce: Level, At: 99}, 20},
		{Atom{Output: 1, Reduce: Change, From: 2, At: 5}, 6},
		{Atom{Output: 1, Reduce: Mean, From: 2, At: 4}, 6},
		{Atom{Output: 0, Reduce: Peak, From: 3, At: 9}, 7},
		{Atom{Output: 0, Reduce: DaysUntilBelow, From: 2, At: 10, Below: 5}, 4},
		{Atom{Output: 0, Reduce: DaysUntilBelow, From: 2, At: 10, Below: -1}, 9},
		{Atom{Output: 1, Reduce: DaysUntilAbove, From: 1, At: 10, Below: 8}, 3},
		{Atom{Output: 1, Reduce: DaysUntilAbove, From: 1, At: 10, Below: 100}, 10},
		{Atom{Output: 0, Reduce: StaysAbove, From: 0, At: 4, Below: 5}, 1},
		{Atom{Output: 0, Reduce: StaysAbove, From: 0, At: 6, Below: 5}, 0},
	} {
		if got := c.atom.Of(steps{}); got != c.want {
			t.Errorf("%+v is %v, want %v", c.atom, got, c.want)
		}
	}
}

// TestSummary: the quantiles of 0..100 are their percents (type 7), whatever the
// order, and the mean is 50.
// TestDrawsWithoutNumbers: what is no finite number is left out, and of nothing nothing is said.
func TestDrawsWithoutNumbers(t *testing.T) {
	whole, holed := []float64{3, 1, 2}, []float64{math.NaN(), 3, math.Inf(1), 1, 2, math.Inf(-1)}
	if a, b := Summarise(whole), Summarise(holed); a != b {
		t.Errorf("%v, and %v with draws that are no numbers among them", a, b)
	}
	if s := Summarise([]float64{math.NaN()}); !math.IsNaN(s.Q50) || !math.IsNaN(s.Mean) {
		t.Errorf("of no number: %v", s)
	}
	if p := Probability([]float64{math.NaN(), 1, 3}, func(v float64) bool { return v > 2 }); p != 0.5 {
		t.Errorf("chance %v, not a half", p)
	}
}

func TestSummary(t *testing.T) {
	var v []float64
	for i := range 101 {
		v = append(v, float64((i*37)%101))
	}
	if s := Summarise(v); s.Q05 != 5 || s.Q25 != 25 || s.Q50 != 50 || s.Q75 != 75 || s.Q95 != 95 || math.Abs(s.Mean-50) > 1e-12 {
		t.Errorf("summary %+v", s)
	}
	if v[1] != 37 {
		t.Error("the draws were sorted in place")
	}
	if p := Probability(v, func(x float64) bool { return x > 79.5 }); p != 21.0/101 {
		t.Errorf("probability %v", p)
	}
	if !math.IsNaN(Quantile(nil, 0.5)) || Quantile([]float64{3}, 0.9) != 3 {
		t.Error("quantile of none or of one")
	}
}

// TestPaired: the same draws under two scenarios differ by what the scenario sets.
func TestPaired(t *testing.T) {
	p := &program.Program{
		Name: "line", Time: program.Time{Stop: 4, Step: 1, SaveEvery: 1, Method: program.Euler},
		Params:  []program.Param{{Name: "slope", Default: 1}, {Name: "switch", Default: 1}},
		States:  []program.State{{Name: "y"}},
		Setup:   program.Block{{Op: program.OpParam}, {Op: program.OpParam, Ref: 1}, {Op: program.OpMul, Args: [3]program.ID{0, 1}}, {Op: program.OpConst}},
		Kept:    []program.ID{2},
		Initial: []program.ID{3},
		Step:    program.Block{{Op: program.OpState}, {Op: program.OpKept}},
		Rates:   []program.ID{1},
		Outputs: []program.Output{{Name: "y", Value: 0}},
	}
	e, err := engine.New(context.Background(), p, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	draws := [][]float64{{1, 1}, {2, 1}, {3, 1}}
	atom := Atom{Reduce: Level, At: 4}
	runs, err := Paired(context.Background(), e, draws, []Scenario{{ID: "base"}, {ID: "off", Set: map[int]float64{1: 0}}},
		Request{Atoms: []Atom{atom}, Steps: 4, Series: []int{0}, Every: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range draws {
		if got := runs["base"].Atoms[0][i]; got != 4*d[0] {
			t.Errorf("base, draw %d: %v", i, got)
		}
		if got := runs["off"].Atoms[0][i]; got != 0 {
			t.Errorf("off, draw %d: %v", i, got)
		}
		if got := runs["base"].Series[0][1][i]; got != 2*d[0] {
			t.Errorf("series at row 2, draw %d: %v", i, got)
		}
	}
}
