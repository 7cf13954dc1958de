package prob_test

import (
	"math"
	"testing"

	"casus/internal/prob"
)

// The references of this file were computed with mpmath at 500 digits.

func TestPhiAndItsQuantile(t *testing.T) {
	for _, c := range []struct{ x, p float64 }{
		{-37, 5.7255712225245246e-300}, {-10, 7.6198530241605260e-24}, {-1, 0.15865525393145705},
		{0, 0.5}, {2, 0.97724986805182079},
	} {
		// The rounding of x/sqrt(2) alone changes Phi(-37) by 1e-13 of it.
		if got := prob.Phi(c.x); !close(got, c.p, 3e-13) {
			t.Errorf("Phi(%v) is %v, want %v", c.x, got, c.p)
		}
		if got := prob.PhiQuantile(c.p); math.Abs(got-c.x) > 1e-14*math.Max(1, math.Abs(c.x)) {
			t.Errorf("PhiQuantile(%v) is %v, want %v", c.p, got, c.x)
		}
	}
	for _, p := range []float64{-1, 0, 1, 2} {
		if x := prob.PhiQuantile(p); math.IsNaN(x) || math.IsInf(x, 0) {
			t.Errorf("PhiQuantile(%v) is %v, want a number", p, x)
		}
	}
}

func TestLogPhi(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		{-1e4, -50000010.129278915181}, {-100, -5005.5242086942050886}, {-38.5, -745.69527029041108133},
		{-20.5, -214.06672896326380017}, {-19.5, -194.01696577749749941}, {-10, -53.231285150512470578},
		{-1, -1.8410216450092635058}, {0, -0.69314718055994530942}, {1, -0.17275377902344988953},
		{5, -2.8665161296376359338e-7}, {10, -7.619853024160526066e-24},
	} {
		if got := prob.LogPhi(c.x); !close(got, c.want, 1e-14) {
			t.Errorf("LogPhi(%v) is %v, want %v", c.x, got, c.want)
		}
	}
	if got := prob.LogPhi(math.Inf(-1)); !math.IsInf(got, -1) {
		t.Errorf("LogPhi(-Inf) is %v", got)
	}
	if got := prob.LogPhi(math.NaN()); !math.IsNaN(got) {
		t.Errorf("LogPhi(NaN) is %v", got)
	}
}

func TestLogDiffPhi(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ a, b, want float64 }{
		{-1, 1, -0.38171514630212607227},
		{0, 1e-12, -28.54995964913322097},
		{-1e-12, 1e-12, -27.856812468573275661},
		{5, 5.0001, -22.629528896432977166},
		{-40, -39, -765.08315656437754441},
		{-40, -39.999, -807.80662731474688681},
		{-60, -2, -3.7831843336820319488},
		{8, 9, -35.013618593437148117},
		{-8, 9, -6.2220891626777398999e-16},
		{30, 30.5, -454.32124422188508635},
		{-0.5, 3, -0.37090055956203252259},
		{1.9, 2.1, -4.5233930522381784737},
		{-100, -99.99999, -5012.4313639562073333},
		{-inf, -3, prob.LogPhi(-3)},
		{3, inf, prob.LogPhi(-3)},
		{-inf, inf, 0},
		{2, 2, -inf},
	} {
		// The bounds carry half a unit of the last place, which the width of a
		// narrow interval magnifies by bound over width: hence not 1e-14.
		if got := prob.LogDiffPhi(c.a, c.b); !close(got, c.want, 1e-11) {
			t.Errorf("LogDiffPhi(%v, %v) is %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if got := prob.LogDiffPhi(2, 1); !math.IsNaN(got) {
		t.Errorf("LogDiffPhi(2, 1) is %v, want NaN", got)
	}
}

// The three formulas of LogDiffPhi must meet where one gives way to another:
// moving a bound a little may move the result only a little.
func TestLogDiffPhiHasNoSeams(t *testing.T) {
	for a := -45.0; a < 10; a += 0.37 {
		last := math.NaN()
		for width := 0.02; width < 3; width *= 1.0005 {
			got := prob.LogDiffPhi(a, a+width)
			if got < last-1e-12*math.Abs(last) || got > last+0.01+0.0005*(math.Abs(a)+1)*width {
				t.Fatalf("from %v over %v: %v after %v", a, width, got, last)
			}
			last = got
		}
	}
}
