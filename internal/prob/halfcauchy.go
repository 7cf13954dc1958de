package prob

import "math"

// HalfCauchy is the absolute value of a Cauchy around 0, written halfcauchy(scale): a
// prior for a scale of which little is known but that it is above 0; half of it lies
// below Scale, and its tail is so long that it has no mean.
type HalfCauchy struct{ Scale float64 }

// Quantile implements Dist. Near 1 it is written by the cotangent of what is left, which
// keeps its digits.
func (d HalfCauchy) Quantile(p float64) float64 {
	if p = inside(p); p < 0.5 {
		return d.Scale * math.Tan(math.Pi/2*p)
	}
	return finite(d.Scale / math.Tan(math.Pi/2*(1-p)))
}

// CDF implements Dist.
func (d HalfCauchy) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return 2 / math.Pi * math.Atan(x/d.Scale)
}

// LogDensity implements Dist.
func (d HalfCauchy) LogDensity(x float64) float64 {
	if x < 0 {
		return math.Inf(-1)
	}
	r := x / d.Scale
	return math.Log(2/(math.Pi*d.Scale)) - math.Log1p(r*r)
}

// Mean implements Dist; it is infinite.
func (d HalfCauchy) Mean() float64 { return math.Inf(1) }

// String implements Dist.
func (d HalfCauchy) String() string { return form("halfcauchy", d.Scale) }
