// Package prob holds what casus needs of probability: prior distributions with
// a text form, the normal distribution far into its tails, random numbers that
// depend on nothing but their name, space-filling designs and weighted
// quantiles. It knows neither models nor evidence, and it samples no posterior
// (package infer does).
//
// Every distribution is used through its quantile: a prior is pushed forward
// from a uniform or a standard normal number, so that one space, in which all
// priors look alike, serves designs, random draws and the sampler.
package prob

import (
	"math"
	"strconv"
	"strings"
)

// Dist is a distribution of one real number, in the units of whatever it is the
// prior of.
type Dist interface {
	// Quantile is the smallest x whose CDF reaches p. It does not decrease in p (but
	// for a last digit where it is computed by approximation) and is finite for
	// every p, those outside (0,1) counting as the nearest number inside; only a
	// NaN gives NaN.
	Quantile(p float64) float64
	// CDF is the probability of a value of at most x.
	CDF(x float64) float64
	// LogDensity is the natural logarithm of the density at x, or of the mass
	// where single values carry mass; -Inf where neither is.
	LogDensity(x float64) float64
	// Mean is the expected value.
	Mean() float64
	// String is the text form, which Parse reads back to the same distribution.
	String() string
}

// scored is a distribution that has a closed form in the normal score. It saves
// the round trip through a probability, and the digits that one loses near 1.
type scored interface{ atScore(z float64) float64 }

// AtScore is the value of d at a normal score: Quantile(Phi(z)), and more
// accurate than that where z is large. A standard normal z gives a draw of d.
func AtScore(d Dist, z float64) float64 {
	if s, ok := d.(scored); ok {
		return s.atScore(z)
	}
	return d.Quantile(Phi(z))
}

// The ends of the open unit interval, as far as float64 goes.
const (
	leastP    = math.SmallestNonzeroFloat64
	greatestP = 1 - 0x1p-53
)

// inside moves a probability into the open unit interval; NaN stays.
func inside(p float64) float64 {
	switch {
	case p < leastP:
		return leastP
	case p > greatestP:
		return greatestP
	}
	return p
}

// finite replaces an overflow by the largest number of that sign.
func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.Copysign(math.MaxFloat64, x)
	}
	return x
}

// form writes a distribution as Parse reads it, with as few digits as identify
// each number.
func form(name string, numbers ...float64) string {
	parts := make([]string, len(numbers))
	for i, x := range numbers {
		parts[i] = strconv.FormatFloat(x, 'g', -1, 64)
	}
	return name + "(" + strings.Join(parts, ", ") + ")"
}
