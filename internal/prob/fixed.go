package prob

import "math"

// FixedAt is a number taken as known, written fixed(x): all mass at one value.
type FixedAt struct{ X float64 }

// Quantile implements Dist.
func (d FixedAt) Quantile(p float64) float64 {
	if math.IsNaN(p) {
		return p
	}
	return d.X
}

// CDF implements Dist.
func (d FixedAt) CDF(x float64) float64 {
	if x < d.X {
		return 0
	}
	return 1
}

// LogDensity implements Dist: 0 at the value, where all mass is.
func (d FixedAt) LogDensity(x float64) float64 {
	if x == d.X {
		return 0
	}
	return math.Inf(-1)
}

// Mean implements Dist.
func (d FixedAt) Mean() float64 { return d.X }

// String implements Dist.
func (d FixedAt) String() string { return form("fixed", d.X) }
