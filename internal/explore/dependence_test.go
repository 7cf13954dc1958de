package explore_test

import (
	"math"
	"slices"
	"testing"

	"casus/internal/diagnose"
	"casus/internal/explore"
	"casus/internal/prob"
)

// draws are n points of independent even numbers from 0 to 1, column by column.
func even(n, columns int) [][]float64 {
	out := make([][]float64, columns)
	for c := range out {
		stream := prob.NewStream(3, "dependence", uint64(c))
		for range n {
			out[c] = append(out[c], stream.Uniform())
		}
	}
	return out
}

// TestSharesOfASum: of y = 3a + 4b + 0c with equal spreads, a has 9/25 of the variance, b
// 16/25 and c none. Ranks and groups, inside which a hundredth of x's own variance is left,
// move shares by up to 0.04.
func TestSharesOfASum(t *testing.T) {
	x := even(4000, 3)
	y := make([]float64, len(x[0]))
	for i := range y {
		y[i] = 3*x[0][i] + 4*x[1][i]
	}
	for k, want := range []float64{9.0 / 25, 16.0 / 25, 0} {
		d := explore.Depends(x[k], y, 4000)
		if math.Abs(d.Share-want) > 0.04 {
			t.Errorf("number %d has share %.3f, want %.3f", k, d.Share, want)
		}
		if (d.P < 0.01) != (want > 0) {
			t.Errorf("number %d: chance %.3g", k, d.P)
		}
	}
	if r := explore.Together(x, y, 4000); r < 0.97 || r > 1 {
		t.Errorf("together they explain %.3f, want nearly all", r)
	}
	if d := explore.Depends(x[0], y, 4000); math.Abs(d.Lower-(3*0.125+2)) > 0.1 || math.Abs(d.Upper-(3*0.875+2)) > 0.1 {
		t.Errorf("medians %.2f and %.2f of the quarters, want 2.38 and 4.63", d.Lower, d.Upper)
	}
}

// TestIshigami: sin x + 7 sin² y + 0.1 z⁴ sin x over -π to π has first-order shares of 0.314,
// 0.442 and 0 (Ishigami and Homma 1990). Ranks move them a little; the order and the nought
// stand. Its second number turns back, so that no straight line sees it.
func TestIshigami(t *testing.T) {
	x := even(8000, 3)
	y := make([]float64, len(x[0]))
	for i := range y {
		a, b, c := math.Pi*(2*x[0][i]-1), math.Pi*(2*x[1][i]-1), math.Pi*(2*x[2][i]-1)
		y[i] = math.Sin(a) + 7*math.Sin(b)*math.Sin(b) + 0.1*c*c*c*c*math.Sin(a)
	}
	for k, want := range []float64{0.314, 0.442, 0} {
		if d := explore.Depends(x[k], y, 8000); math.Abs(d.Share-want) > 0.05 {
			t.Errorf("number %d has share %.3f, want %.3f within 0.05", k, d.Share, want)
		}
	}
	if r := explore.Together(x, y, 8000); r > 0.35 {
		t.Errorf("a straight line explains %.3f", r)
	}
}

// TestPartsAndConstants: a part that is on or off makes two groups, however rare; a number
// without spread, or an effect without, tells nothing.
func TestPartsAndConstants(t *testing.T) {
	x := even(2000, 2)
	on, y := make([]float64, 2000), make([]float64, 2000)
	for i := range y {
		if x[0][i] < 0.05 {
			on[i] = 1
		}
		y[i] = 10*on[i] + x[1][i]
	}
	d := explore.Depends(on, y, 2000)
	if d.P > 1e-6 || math.Abs(d.Lower-0.5) > 0.05 || math.Abs(d.Upper-10.5) > 0.15 {
		t.Errorf("of a part: %+v", d)
	}
	same := make([]float64, 2000)
	for _, d := range []explore.Dependence{explore.Depends(same, y, 2000), explore.Depends(y, same, 2000)} {
		if d.Share != 0 || d.P != 1 {
			t.Errorf("without spread: %+v", d)
		}
	}
	holes := append([]float64{math.NaN(), math.NaN()}, y[2:]...)
	if d := explore.Depends(on, holes, 2000); d.P > 1e-6 {
		t.Errorf("with draws that are no number: %+v", d)
	}
	if r := explore.Together([][]float64{same}, y, 2000); !math.IsNaN(r) {
		t.Errorf("numbers without spread explain %v", r)
	}
}

// TestChanceOfAShare: of a hundred numbers on which y does not hang, about one has a chance
// below 0.01, and fewer draws that count make every chance larger.
func TestChanceOfAShare(t *testing.T) {
	x := even(500, 401)
	var p []float64
	for _, column := range x[1:] {
		d := explore.Depends(column, x[0], 500)
		p = append(p, d.P)
		if fewer := explore.Depends(column, x[0], 100); fewer.P < d.P {
			t.Errorf("chance %.3g of 100 draws, %.3g of 500", fewer.P, d.P)
		}
	}
	slices.Sort(p)
	if median := p[len(p)/2]; median < 0.42 || median > 0.58 {
		t.Errorf("the middle of the chances is %.2f", median)
	}
	if n := len(p[:slices.IndexFunc(p, func(v float64) bool { return v > 0.01 })]); n > 12 {
		t.Errorf("%d of 400 chances are below 0.01", n)
	}
}

// TestChainsThatStandStill: where moves are refused, all numbers of a chain stand still
// together, and look as if they went together. Counted as the effective draws that they
// are, numbers that have nothing to do with each other are told apart from chance no
// oftener than the level says: in 200 cases at 0.01, more than 7 have a chance of a thousandth.
func TestChainsThatStandStill(t *testing.T) {
	wrong := 0
	for c := range uint64(200) {
		stream := prob.NewStream(5, "chains that stand still", c)
		var x, y [][]float64
		for range 16 {
			var a, b []float64
			for i := range 125 {
				if i == 0 || stream.Uniform() < 0.1 {
					a, b = append(a, stream.Normal()), append(b, stream.Normal())
					continue
				}
				a, b = append(a, a[i-1]), append(b, b[i-1])
			}
			x, y = append(x, a), append(y, b)
		}
		effective := min(diagnose.Bulk(x), diagnose.Bulk(y))
		if explore.Depends(slices.Concat(x...), slices.Concat(y...), effective).P < 0.01 {
			wrong++
		}
	}
	if wrong > 7 {
		t.Errorf("%d of 200 independent numbers are told apart from chance at 0.01", wrong)
	}
}
