package prob

import "math"

// Uniform spreads its mass evenly from Low to High, written uniform(low, high).
type Uniform struct{ Low, High float64 }

// Quantile implements Dist. Rounding may not carry it out of the range.
func (d Uniform) Quantile(p float64) float64 {
	return min(d.High, d.Low+float64(inside(p)*(d.High-d.Low)))
}

// CDF implements Dist.
func (d Uniform) CDF(x float64) float64 {
	return min(1, max(0, (x-d.Low)/(d.High-d.Low)))
}

// LogDensity implements Dist.
func (d Uniform) LogDensity(x float64) float64 {
	if x < d.Low || x > d.High {
		return math.Inf(-1)
	}
	return -math.Log(d.High - d.Low)
}

// Mean implements Dist.
func (d Uniform) Mean() float64 { return d.Low/2 + d.High/2 }

// String implements Dist.
func (d Uniform) String() string { return form("uniform", d.Low, d.High) }
