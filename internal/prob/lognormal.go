package prob

import "math"

// Lognormal is the distribution of a positive number whose logarithm is normal,
// written lognormal(median, sigma). Sigma is the standard deviation of the natural
// logarithm: one of 0.5 puts nine tenths within a factor of 2.3 of the median.
type Lognormal struct{ Median, Sigma float64 }

// Quantile implements Dist.
func (d Lognormal) Quantile(p float64) float64 { return d.atScore(PhiQuantile(p)) }

// CDF implements Dist.
func (d Lognormal) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return Phi(math.Log(x/d.Median) / d.Sigma)
}

// LogDensity implements Dist.
func (d Lognormal) LogDensity(x float64) float64 {
	if x <= 0 {
		return math.Inf(-1)
	}
	z := math.Log(x/d.Median) / d.Sigma
	return -z*z/2 - logRootTwoPi - math.Log(d.Sigma) - math.Log(x)
}

// Mean implements Dist.
func (d Lognormal) Mean() float64 { return finite(d.Median * math.Exp(d.Sigma*d.Sigma/2)) }

// String implements Dist.
func (d Lognormal) String() string { return form("lognormal", d.Median, d.Sigma) }

func (d Lognormal) atScore(z float64) float64 { return finite(d.Median * math.Exp(d.Sigma*z)) }
