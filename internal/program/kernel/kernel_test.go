package kernel_test

import (
	"flag"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"casus/internal/program/kernel"
)

// ulps is how far got is from the reference, in units of the last place of the
// float nearest to the reference.
func ulps(got float64, want *big.Float) float64 {
	w, _ := want.Float64()
	if math.IsInf(w, 0) || math.IsInf(got, 0) {
		if w == got {
			return 0
		}
		return math.Inf(1)
	}
	ulp := math.Nextafter(math.Abs(w), math.Inf(1)) - math.Abs(w)
	d, _ := div(sub(number(got), want), number(ulp)).Float64()
	return math.Abs(d)
}

// samples is how many arguments of each kind are tried; docs/kernel.md has many.
var samples = flag.Int("samples", 300, "arguments of each kind for the tests of accuracy")

// TestAccuracy holds every function to the bound that the package states, over
// random arguments and those near the seams of its argument reductions.
func TestAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	between := func(low, high float64) func() float64 {
		return func() float64 { return low + (high-low)*r.Float64() }
	}
	spread := func(low, high float64) func() float64 { // uniform in the exponent, either sign
		return func() float64 { return math.Copysign(math.Exp2(low+(high-low)*r.Float64()), r.Float64()-0.5) }
	}
	positive := func(f func() float64) func() float64 { return func() float64 { return math.Abs(f()) } }
	angles := []func() float64{between(-10, 10), spread(-60, 20), spread(20, 50), spread(50, 1024)}
	tests := []struct {
		name  string
		f     func(float64) float64
		ref   func(*big.Float) *big.Float
		args  []func() float64
		bound float64
	}{
		{"exp", kernel.Exp, bigExp, []func() float64{between(-745, 709.7), between(-1, 1), spread(-60, -1), between(-745.2, -700)}, 1},
		{"ln", kernel.Ln, bigLn, []func() float64{positive(spread(-1074, 1023)), between(0.5, 2), between(0.99, 1.01)}, 1},
		{"sin", kernel.Sin, bigSin, angles, 1},
		{"cos", kernel.Cos, bigCos, angles, 1},
		{"tan", kernel.Tan, func(x *big.Float) *big.Float { return div(bigSin(x), bigCos(x)) },
			angles, 1},
		{"arcsin", kernel.ArcSin, bigArcSin, []func() float64{between(-1, 1), spread(-60, -1), between(0.97, 0.98), between(0.9999, 1)}, 1},
		{"arccos", kernel.ArcCos, func(x *big.Float) *big.Float { return sub(div(bigPi, number(2)), bigArcSin(x)) },
			[]func() float64{between(-1, 1), spread(-60, -1), between(0.9999, 1)}, 1},
		{"arctan", kernel.ArcTan, bigArcTan, []func() float64{between(-5, 5), spread(-60, 60)}, 1},
		{"log10", kernel.Log10, bigLog10, []func() float64{positive(spread(-1074, 1023)), between(0.5, 2), between(0.99, 1.01)}, 1},
		{"sinh", kernel.Sinh, bigSinh, []func() float64{between(-1, 1), spread(-30, 1), between(-710.4, 710.4), between(709, 710.47), spread(-130, -30)}, 1},
		{"cosh", kernel.Cosh, bigCosh, []func() float64{between(-1, 1), spread(-30, 1), between(-710.4, 710.4), between(709, 710.47)}, 1},
		{"tanh", kernel.Tanh, func(x *big.Float) *big.Float { return div(bigSinh(x), bigCosh(x)) },
			[]func() float64{between(-1, 1), spread(-30, 1), between(-25, 25), spread(-130, -30)}, 1},
		{"gammaln", kernel.GammaLn, bigGammaLn, []func() float64{between(0, 0.9), between(2.2, 9), between(0.1, 200), positive(spread(-1074, 0)), positive(spread(7, 1014))}, 1},
		{"erf", kernel.Erf, bigErf, []func() float64{between(-1.5, 1.5), between(-6.5, 6.5), spread(-30, 0), spread(-600, -30)}, 1},
	}
	for _, test := range tests {
		worst, at := 0.0, 0.0
		for _, arg := range test.args {
			for range *samples {
				x := arg()
				want := test.ref(number(x))
				if off, _ := sub(number(test.f(x)), want).Float64(); test.name == "gammaln" && math.Abs(off) <= 2e-16 {
					continue
				}
				if u := ulps(test.f(x), want); u > worst {
					worst, at = u, x
				}
			}
		}
		t.Logf("%s: at most %.3f ulp, at %v", test.name, worst, at)
		if worst > test.bound {
			t.Errorf("%s is %.3f ulp off at %v; the package promises %v", test.name, worst, at, test.bound)
		}
	}
}

// TestGammaLnZeros: near 1 and 2, where ln gamma is 0, it is the absolute error that
// counts.
func TestGammaLnZeros(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range *samples {
		x := 0.9 + 1.3*r.Float64()
		want := bigGammaLn(number(x))
		if off, _ := sub(number(kernel.GammaLn(x)), want).Float64(); math.Abs(off) > 2e-16 {
			t.Errorf("gammaln is %g off at %v", off, x)
		}
	}
	if kernel.GammaLn(1) != 0 || kernel.GammaLn(2) != 0 {
		t.Errorf("ln gamma of 1 and 2 is %g and %g", kernel.GammaLn(1), kernel.GammaLn(2))
	}
}

// TestPowOfTwoAndHalf: squares and roots are those of arithmetic, to the last bit.
func TestPowOfTwoAndHalf(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range *samples {
		x := math.Exp2(1000 * (2*r.Float64() - 1))
		if got := kernel.Pow(-x, 2); got != x*x {
			t.Errorf("%v^2 = %v", -x, got)
		}
		if got := kernel.Pow(x, 0.5); got != math.Sqrt(x) {
			t.Errorf("%v^0.5 = %v", x, got)
		}
	}
}

// TestQuarterTurns tries the floats nearest to a multiple of a quarter turn, of which
// the first is the hardest of all (Muller, Elementary Functions, 3rd ed. 2016, ch. 11).
func TestQuarterTurns(t *testing.T) {
	for _, x := range []float64{math.Ldexp(6381956970095103, 797), 1.5707963267948966, 2.356194490192345, 4.71238898038469, 0x1p50, math.Nextafter(0x1p50, 0x1p51), 0x1p1023} {
		for _, f := range []struct {
			got  float64
			want *big.Float
		}{{kernel.Sin(x), bigSin(number(x))}, {kernel.Cos(x), bigCos(number(x))}, {kernel.Tan(-x), div(bigSin(number(-x)), bigCos(number(-x)))}} {
			if u := ulps(f.got, f.want); u > 1 {
				t.Errorf("at an angle of %v, %v is %.3f ulp off", x, f.got, u)
			}
		}
	}
}

func TestPowAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	worst, atX, atY := 0.0, 0.0, 0.0
	for i := range 7 * *samples {
		x := math.Exp2(20 * (r.Float64() - 0.5))
		if i%3 == 0 {
			x = 1 + (r.Float64()-0.5)*0.01
		}
		if i%7 == 0 {
			x = math.Exp2(2000 * (r.Float64() - 0.5))
		}
		limit := math.Min(745/math.Abs(math.Log(x)), 1e6)
		if i%2 == 0 {
			limit = math.Min(limit, 8) // the powers that models use
		}
		y := limit * (2*r.Float64() - 1)
		if u := ulps(kernel.Pow(x, y), bigPow(x, y)); u > worst {
			worst, atX, atY = u, x, y
		}
	}
	t.Logf("pow: at most %.3f ulp, at %v^%v", worst, atX, atY)
	if worst > 2 {
		t.Errorf("pow is %.3f ulp off at %v^%v; the package promises 2", worst, atX, atY)
	}
}

// TestSpecialValues compares with Go's library, which follows C99's annex F too,
// where an argument is a special one.
func TestSpecialValues(t *testing.T) {
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1, -1, 2, -2, 3, -3, 0.5, -0.5,
		math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 0x1p53, 0x1p53 + 2, 0x1p-1022}
	same := func(a, b float64) bool {
		if math.IsNaN(b) || math.IsInf(b, 0) || b == 0 {
			return math.IsNaN(a) && math.IsNaN(b) || a == b && math.Signbit(a) == math.Signbit(b)
		}
		return math.Abs(a-b) <= 1e-14*math.Abs(b) // Go is 22 units of the last place off for the largest angle
	}
	type result struct {
		name      string
		got, want float64
	}
	for _, x := range special {
		for _, y := range special {
			if got, want := kernel.Pow(x, y), math.Pow(x, y); !same(got, want) {
				t.Errorf("pow(%v, %v) = %v, want %v", x, y, got, want)
			}
		}
		one := []result{
			{"exp", kernel.Exp(x), math.Exp(x)},
			{"arcsin", kernel.ArcSin(x), math.Asin(x)},
			{"arccos", kernel.ArcCos(x), math.Acos(x)},
			{"arctan", kernel.ArcTan(x), math.Atan(x)},
			{"sinh", kernel.Sinh(x), math.Sinh(x)},
			{"cosh", kernel.Cosh(x), math.Cosh(x)},
			{"tanh", kernel.Tanh(x), math.Tanh(x)},
			{"erf", kernel.Erf(x), math.Erf(x)},
		}
		if !(math.Abs(x) < 0x1p-1022) || x == 0 { // Go's own is wrong below on amd64; TestAccuracy covers it
			one = append(one, result{"ln", kernel.Ln(x), math.Log(x)}, result{"log10", kernel.Log10(x), math.Log10(x)})
		}
		if x >= 0x1p-1022 || x == 0 {
			l, _ := math.Lgamma(x)
			one = append(one, result{"gammaln", kernel.GammaLn(x), l})
		} else if x < 0 && !math.IsNaN(kernel.GammaLn(x)) {
			t.Errorf("gammaln(%v) = %v", x, kernel.GammaLn(x))
		}
		one = append(one, result{"sin", kernel.Sin(x), math.Sin(x)}, result{"cos", kernel.Cos(x), math.Cos(x)},
			result{"tan", kernel.Tan(x), math.Tan(x)})
		for _, f := range one {
			if !same(f.got, f.want) {
				t.Errorf("%s(%v) = %v, want %v", f.name, x, f.got, f.want)
			}
		}
	}
}

// TestExactPowers are results that have no rounding at all.
func TestExactPowers(t *testing.T) {
	for n := -1074; n <= 1023; n++ {
		if got := kernel.Pow(2, float64(n)); got != math.Ldexp(1, n) {
			t.Fatalf("2^%d = %v", n, got)
		}
	}
	for _, c := range []struct{ x, y, want float64 }{{3, 3, 27}, {10, 15, 1e15}, {-3, 5, -243}, {9, 0.5, 3}, {1.5, 2, 2.25}, {10, -2, 0.01}} {
		if got := kernel.Pow(c.x, c.y); got != c.want {
			t.Errorf("%v^%v = %v, want %v", c.x, c.y, got, c.want)
		}
	}
	for n := range 23 { // 10^22 is the last that is a float
		if got := kernel.Log10(math.Pow10(n)); got != float64(n) {
			t.Errorf("log10(1e%d) = %v", n, got)
		}
	}
}
