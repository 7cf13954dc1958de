package prob_test

import (
	"math"
	"testing"

	"casus/internal/prob"
)

// The values of these tables are scipy 1.17's (scipy.stats), whose own error is
// some units in the last place; 1e-12 relative is allowed.
const relative = 1e-12

func close(got, want, tolerance float64) bool {
	return got == want || math.Abs(got-want) <= tolerance*math.Max(1e-300, math.Abs(want))
}

func parse(t *testing.T, text string) prob.Dist {
	t.Helper()
	d, err := prob.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestQuantiles(t *testing.T) {
	for _, c := range []struct {
		text string
		p, x float64
	}{
		{"lognormal(4000, 0.5)", 1e-12, 118.72474272513618},
		{"lognormal(4000, 0.5)", 0.05, 1757.4564197099696},
		{"lognormal(4000, 0.5)", 0.95, 9104.066434057268},
		{"normal(-2, 3)", 1e-12, -23.103451475903395},
		{"normal(-2, 3)", 0.3, -3.5732015381241227},
		{"normal(-2, 3)", 0.5, -2.0},
		{"normal(-2, 3)", 0.999, 7.27069691850344},
		{"beta(6, 4)", 1e-12, 0.004788282527655216},
		{"beta(6, 4)", 0.05, 0.34494136594370317},
		{"beta(6, 4)", 0.5, 0.6069151671893704},
		{"beta(6, 4)", 0.999, 0.9437941101922317},
		{"uniform(-1, 4)", 0.3, 0.5},
		{"uniform(-1, 4)", 0.999, 3.995},
		{"triangular(1, 2, 5)", 1e-12, 1.000002},
		{"triangular(1, 2, 5)", 0.05, 1.4472135954999579},
		{"triangular(1, 2, 5)", 0.3, 2.1017246507621126},
		{"triangular(1, 2, 5)", 0.999, 4.890455488498967},
		// Half the root of pi/2, times p: scipy loses four digits of this one.
		{"halfnormal(0.3)", 1e-12, 0.3 * 1.2533141373155003e-12},
		{"halfnormal(0.3)", 0.3, 0.11559613992227032},
		{"halfnormal(0.3)", 0.95, 0.5879891953620162},
		// These by mpmath 1.3, 30 digits.
		{"truncnormal(1, 0.5, 0, inf)", 0.05, 0.268057277143034369683},
		{"truncnormal(1, 0.5, 0, inf)", 0.5, 1.01425846329545873764},
		{"truncnormal(0, 1, 5, 6)", 0.3, 5.06805364279216166714},
		{"halfcauchy(2.5)", 0.95, 31.7655118404367616150},
		{"halfcauchy(25)", 0.1, 3.95961100811340734597},
		{"exponential(3)", 0.7, 3.61191841297780797787},
		{"bernoulli(0.3)", 0.69, 0},
		{"bernoulli(0.3)", 0.71, 1},
		{"bernoulli(0)", 0.999999, 0},
		{"bernoulli(1)", 1e-9, 1},
		{"fixed(2.5)", 0.1, 2.5},
	} {
		if got := parse(t, c.text).Quantile(c.p); !close(got, c.x, relative) {
			t.Errorf("%s: quantile at %v is %v, want %v", c.text, c.p, got, c.x)
		}
	}
}

func TestDensityAndMean(t *testing.T) {
	for _, c := range []struct {
		text                   string
		x, cdf, logDensity, mu float64
	}{
		{"lognormal(4000, 0.5)", 3000, 0.28252252398594435, -8.397680869915277, 4532.593812267305},
		{"normal(-2, 3)", 1, 0.8413447460685429, -2.5175508218727822, -2.0},
		{"beta(6, 4)", 0.7, 0.729659098, 0.8272831353998988, 0.6},
		{"uniform(-1, 4)", 0.5, 0.3, -1.6094379124341003, 1.5},
		{"triangular(1, 2, 5)", 3, 0.6666666666666666, -1.0986122886681098, 2.666666666666667},
		{"halfnormal(0.3)", 0.2, 0.4950149249061541, 0.7559592294589864, 0.2393653682408596},
		{"exponential(3)", 2, 0.486582880967408, -1.7652789553347764, 3},
		{"halfcauchy(2)", 2, 0.5, -1.8378770664093453, math.Inf(1)},
		{"bernoulli(0.25)", 0, 0.75, math.Log(0.75), 0.25},
		{"fixed(2.5)", 2.5, 1, 0, 2.5},
	} {
		d := parse(t, c.text)
		if got := d.CDF(c.x); !close(got, c.cdf, relative) {
			t.Errorf("%s: CDF(%v) is %v, want %v", d, c.x, got, c.cdf)
		}
		if got := d.LogDensity(c.x); !close(got, c.logDensity, relative) {
			t.Errorf("%s: LogDensity(%v) is %v, want %v", d, c.x, got, c.logDensity)
		}
		if got := d.Mean(); !close(got, c.mu, relative) {
			t.Errorf("%s: mean %v, want %v", d, got, c.mu)
		}
	}
}

func TestNothingLiesOutsideTheSupport(t *testing.T) {
	for _, c := range []struct {
		text string
		x    float64
	}{
		{"lognormal(1, 1)", 0}, {"beta(2, 2)", 1.5}, {"uniform(0, 1)", -0.1}, {"uniform(0, 1)", 1.1},
		{"triangular(0, 1, 2)", 3}, {"halfnormal(1)", -1}, {"bernoulli(0.5)", 0.5}, {"fixed(1)", 2},
		{"truncnormal(1, 1, 0, 2)", -0.1}, {"halfcauchy(1)", -1}, {"exponential(1)", -1},
	} {
		if got := parse(t, c.text).LogDensity(c.x); !math.IsInf(got, -1) {
			t.Errorf("%s has log-density %v at %v, want -Inf", c.text, got, c.x)
		}
	}
}

// everyForm has an ordinary and an extreme member of each family.
var everyForm = []string{
	"lognormal(4000, 0.5)", "lognormal(1e-300, 40)", "normal(0, 1e6)", "normal(1e308, 1e308)", "beta(6, 4)", "beta(0.05, 7)",
	"uniform(-1, 4)", "triangular(1, 1, 5)", "triangular(1, 5, 5)", "halfnormal(0.3)", "bernoulli(0.3)", "fixed(-7)",
	"truncnormal(1, 0.5, 0, inf)", "truncnormal(0, 1, 5, 6)", "truncnormal(3, 2, -inf, 1)", "halfcauchy(2.5)", "exponential(4)",
}

func TestQuantileIsFiniteAndDoesNotDecrease(t *testing.T) {
	ps := []float64{math.Inf(-1), 0, 5e-324, 1e-300, 1e-100, 1e-16}
	for i := 1; i < 4000; i++ {
		ps = append(ps, float64(i)/4000)
	}
	ps = append(ps, 1-1e-12, 1-0x1p-53, 1, math.Inf(1))
	for _, text := range everyForm {
		d := parse(t, text)
		last := math.Inf(-1)
		for _, p := range ps {
			x := d.Quantile(p)
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("%s: quantile at %v is %v", text, p, x)
			}
			if x < last-1e-13*math.Abs(last) {
				t.Fatalf("%s: quantile at %v is %v, below %v", text, p, x, last)
			}
			last = x
		}
		if x := d.Quantile(math.NaN()); text != "fixed(-7)" && !math.IsNaN(x) {
			t.Errorf("%s: quantile at NaN is %v", text, x)
		}
	}
}

func TestAtScoreIsTheQuantileOfPhi(t *testing.T) {
	for _, text := range everyForm {
		d := parse(t, text)
		for _, z := range []float64{-8, -2.5, -0.1, 0, 0.7, 3, 5} {
			// Near 1 a probability has fewer digits, and the quantile loses them: six at
			// a score of 5, and a wide lognormal loses more.
			if got, want := prob.AtScore(d, z), d.Quantile(prob.Phi(z)); !close(got, want, 1e-7) {
				t.Errorf("%s at score %v: %v, want %v", d, z, got, want)
			}
		}
		for _, z := range []float64{-50, 50} {
			if x := prob.AtScore(d, z); math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s at score %v is %v", d, z, x)
			}
		}
	}
}
