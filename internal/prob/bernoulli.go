package prob

import "math"

// Bernoulli is an on/off part of a model, 1 with probability P and 0 else, written
// bernoulli(p). Its quantile is a threshold, so that a continuous coordinate can
// stand for the switch and its posterior be sampled with all the others.
type Bernoulli struct{ P float64 }

// Quantile implements Dist: 0 below 1-P, else 1.
func (d Bernoulli) Quantile(p float64) float64 {
	switch p = inside(p); {
	case math.IsNaN(p):
		return p
	case p < 1-d.P:
		return 0
	}
	return 1
}

// Threshold is the normal score from which the part is on.
func (d Bernoulli) Threshold() float64 { return PhiQuantile(1 - d.P) }

func (d Bernoulli) atScore(z float64) float64 {
	switch {
	case math.IsNaN(z):
		return z
	case z < d.Threshold():
		return 0
	}
	return 1
}

// CDF implements Dist.
func (d Bernoulli) CDF(x float64) float64 {
	switch {
	case x < 0:
		return 0
	case x < 1:
		return 1 - d.P
	}
	return 1
}

// LogDensity implements Dist: the logarithm of the mass at 0 or 1.
func (d Bernoulli) LogDensity(x float64) float64 {
	switch x {
	case 0:
		return math.Log1p(-d.P)
	case 1:
		return math.Log(d.P)
	}
	return math.Inf(-1)
}

// Mean implements Dist.
func (d Bernoulli) Mean() float64 { return d.P }

// String implements Dist.
func (d Bernoulli) String() string { return form("bernoulli", d.P) }
