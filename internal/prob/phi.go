package prob

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// logRootTwoPi is the logarithm of the square root of 2 pi.
const logRootTwoPi = 0.918938533204672741780329736405617639861397473637783412817151540

// Phi is the distribution function of the standard normal. Through erfc it keeps
// its relative accuracy in the lower tail, down to where it underflows at -38.
func Phi(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// PhiQuantile is the inverse of Phi, finite for every p: probabilities outside
// (0,1) count as the nearest number inside.
func PhiQuantile(p float64) float64 {
	if math.IsNaN(p) {
		return p
	}
	return mathext.NormalQuantile(inside(p))
}

// tailFrom is where LogPhi goes over to the asymptotic series: there the series
// has long converged to the last bit, and erfc is still far from underflow.
const tailFrom = -20

// LogPhi is the natural logarithm of Phi, accurate for every x: at -10,000, where
// Phi itself underflows to nought, it is about -5e7.
func LogPhi(x float64) float64 {
	switch {
	case x > 0:
		return math.Log1p(-math.Erfc(x/math.Sqrt2) / 2)
	case x > tailFrom:
		return math.Log(math.Erfc(-x/math.Sqrt2) / 2)
	}
	// Abramowitz and Stegun (1964), 26.2.12: the alternating series in 1/x^2 whose
	// coefficients are the odd double factorials, summed until it stands still.
	inverse := 1 / float64(x*x)
	sum, term := 1.0, 1.0
	for k := 1.0; k < 20; k++ {
		term *= -(2*k - 1) * inverse
		if sum+term == sum {
			break
		}
		sum += term
	}
	return -float64(x*x)/2 - math.Log(-x) - logRootTwoPi + math.Log(sum)
}

// LogDiffPhi is log(Phi(b)-Phi(a)), the log-probability of an interval, accurate
// for narrow intervals and for those far in a tail. It is -Inf when a equals b
// and NaN when a is greater than b.
func LogDiffPhi(a, b float64) float64 {
	switch {
	case math.IsNaN(a) || math.IsNaN(b) || a > b:
		return math.NaN()
	case a == b:
		return math.Inf(-1)
	case math.IsInf(a, -1):
		return LogPhi(b)
	case math.IsInf(b, 1):
		return LogPhi(-a)
	case a+b > 0:
		// By symmetry the interval may always be taken to lean to the left, where
		// Phi has its relative accuracy.
		a, b = -b, -a
	}
	width, middle := b-a, a+(b-a)/2
	switch {
	case width <= 1 && -middle*width <= 1:
		return narrow(middle, width)
	case b > 1:
		return math.Log1p(-(Phi(a) + Phi(-b)))
	case b > 0:
		return math.Log((math.Erf(b/math.Sqrt2) - math.Erf(a/math.Sqrt2)) / 2)
	}
	upper := LogPhi(b)
	return upper + math.Log1p(-math.Exp(LogPhi(a)-upper))
}

// The positive nodes and the weights of the Gauss-Legendre rule of 8 points on
// (-1,1) (Abramowitz and Stegun 1964, table 25.4).
var (
	gaussNodes   = [4]float64{0.183434642495650, 0.525532409916329, 0.796666477413627, 0.960289856497536}
	gaussWeights = [4]float64{0.362683783378362, 0.313706645877887, 0.222381034453374, 0.101228536290376}
)

// narrow integrates the density over an interval short enough for the integrand,
// freed of its value in the middle, to be a polynomial to the eye of the rule: no
// difference of nearly equal probabilities is formed.
func narrow(middle, width float64) float64 {
	half := width / 2
	sum := 0.0
	for i, node := range gaussNodes {
		t := float64(half * node)
		sum += float64(gaussWeights[i] * math.Cosh(float64(middle*t)) * math.Exp(-float64(t*t)/2))
	}
	return -float64(middle*middle)/2 - logRootTwoPi + math.Log(width) + math.Log(sum)
}
