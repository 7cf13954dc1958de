package prob

import "math"

// Normal is the normal distribution, written normal(mean, sd).
type Normal struct{ Mu, SD float64 }

// Quantile implements Dist.
func (d Normal) Quantile(p float64) float64 { return d.atScore(PhiQuantile(p)) }

// CDF implements Dist.
func (d Normal) CDF(x float64) float64 { return Phi((x - d.Mu) / d.SD) }

// LogDensity implements Dist.
func (d Normal) LogDensity(x float64) float64 {
	z := (x - d.Mu) / d.SD
	return -z*z/2 - logRootTwoPi - math.Log(d.SD)
}

// Mean implements Dist.
func (d Normal) Mean() float64 { return d.Mu }

// String implements Dist.
func (d Normal) String() string { return form("normal", d.Mu, d.SD) }

func (d Normal) atScore(z float64) float64 { return finite(d.Mu + float64(d.SD*z)) }
