package prob

import "math"

// TruncNormal is a normal between two bounds, either of which may be infinite, written
// truncnormal(mean, sd, low, high): of a rate that is positive, say. Mean and SD are of
// the whole normal.
type TruncNormal struct{ Location, SD, Low, High float64 }

// span are the bounds as normal scores, mirrored where both lie above the mean, since
// probabilities keep their digits below it only.
func (d TruncNormal) span() (a, b float64, mirrored bool) {
	a, b = (d.Low-d.Location)/d.SD, (d.High-d.Location)/d.SD
	if a > 0 {
		return -b, -a, true
	}
	return a, b, false
}

// Quantile implements Dist.
func (d TruncNormal) Quantile(p float64) float64 {
	p = inside(p)
	a, b, mirrored := d.span()
	if mirrored {
		p = 1 - p
	}
	z := PhiQuantile(Phi(a) + p*(Phi(b)-Phi(a)))
	if mirrored {
		z = -z
	}
	return finite(math.Min(math.Max(d.Location+d.SD*z, d.Low), d.High))
}

// CDF implements Dist.
func (d TruncNormal) CDF(x float64) float64 {
	switch {
	case x <= d.Low:
		return 0
	case x >= d.High:
		return 1
	}
	a, b, mirrored := d.span()
	z := (x - d.Location) / d.SD
	if mirrored {
		return (Phi(b) - Phi(-z)) / (Phi(b) - Phi(a))
	}
	return (Phi(z) - Phi(a)) / (Phi(b) - Phi(a))
}

// LogDensity implements Dist.
func (d TruncNormal) LogDensity(x float64) float64 {
	if x < d.Low || x > d.High {
		return math.Inf(-1)
	}
	a, b, _ := d.span()
	return Normal{d.Location, d.SD}.LogDensity(x) - math.Log(Phi(b)-Phi(a))
}

// Mean implements Dist (Johnson, Kotz and Balakrishnan 1994, 13.134).
func (d TruncNormal) Mean() float64 {
	density := func(x float64) float64 {
		z := (x - d.Location) / d.SD
		return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
	}
	a, b, _ := d.span()
	return d.Location + d.SD*(density(d.Low)-density(d.High))/(Phi(b)-Phi(a))
}

// String implements Dist.
func (d TruncNormal) String() string { return form("truncnormal", d.Location, d.SD, d.Low, d.High) }
