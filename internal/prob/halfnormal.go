package prob

import "math"

// HalfNormal is the absolute value of a normal of mean 0, written halfnormal(sd):
// a prior for a spread that may well be small. SD is that of the whole normal.
type HalfNormal struct{ SD float64 }

// Quantile implements Dist. Small probabilities keep their digits through the
// inverse of erf, large ones through the lower tail of the normal.
func (d HalfNormal) Quantile(p float64) float64 {
	if p = inside(p); p < 0.5 {
		return d.SD * math.Sqrt2 * math.Erfinv(p)
	}
	return finite(-d.SD * PhiQuantile((1-p)/2))
}

// CDF implements Dist.
func (d HalfNormal) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return math.Erf(x / d.SD / math.Sqrt2)
}

// LogDensity implements Dist.
func (d HalfNormal) LogDensity(x float64) float64 {
	if x < 0 {
		return math.Inf(-1)
	}
	return math.Ln2 + Normal{SD: d.SD}.LogDensity(x)
}

// Mean implements Dist.
func (d HalfNormal) Mean() float64 { return d.SD * math.Sqrt(2/math.Pi) }

// String implements Dist.
func (d HalfNormal) String() string { return form("halfnormal", d.SD) }
