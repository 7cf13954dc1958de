package prob

import "math"

// Exponential is the time until something that may happen at any moment, written
// exponential(mean).
type Exponential struct{ Average float64 }

// Quantile implements Dist.
func (d Exponential) Quantile(p float64) float64 { return finite(-d.Average * math.Log1p(-inside(p))) }

// CDF implements Dist.
func (d Exponential) CDF(x float64) float64 { return -math.Expm1(-math.Max(0, x) / d.Average) }

// LogDensity implements Dist.
func (d Exponential) LogDensity(x float64) float64 {
	if x < 0 {
		return math.Inf(-1)
	}
	return -x/d.Average - math.Log(d.Average)
}

// Mean implements Dist.
func (d Exponential) Mean() float64 { return d.Average }

// String implements Dist.
func (d Exponential) String() string { return form("exponential", d.Average) }
