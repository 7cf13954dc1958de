package prob

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Triangular rises in a straight line from Low to Mode and falls to High, written
// triangular(low, mode, high): a person's least, likeliest and greatest value.
type Triangular struct{ Low, Mode, High float64 }

// Quantile implements Dist.
func (d Triangular) Quantile(p float64) float64 {
	p = inside(p)
	width := d.High - d.Low
	if rise := (d.Mode - d.Low) / width; p < rise {
		return min(d.Mode, d.Low+width*math.Sqrt(p*rise))
	}
	return max(d.Mode, d.High-width*math.Sqrt((1-p)*((d.High-d.Mode)/width)))
}

// CDF implements Dist.
func (d Triangular) CDF(x float64) float64 { return d.dist().CDF(x) }

// LogDensity implements Dist.
func (d Triangular) LogDensity(x float64) float64 { return math.Log(d.dist().Prob(x)) }

// Mean implements Dist.
func (d Triangular) Mean() float64 { return d.Low/3 + d.Mode/3 + d.High/3 }

// String implements Dist.
func (d Triangular) String() string { return form("triangular", d.Low, d.Mode, d.High) }

func (d Triangular) dist() distuv.Triangle { return distuv.NewTriangle(d.Low, d.High, d.Mode, nil) }
