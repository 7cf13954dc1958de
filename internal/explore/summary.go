package explore

import (
	"math"
	"slices"
)

// Summary is how draws of one number are reported. The mean is what counts where
// draws are 0 or 1, or a difference of such: it is a probability, or how much one
// rises.
type Summary struct {
	Q05 float64 `json:"q05"`
	Q25 float64 `json:"q25"`
	Q50 float64 `json:"q50"`
	Q75 float64 `json:"q75"`
	Q95 float64 `json:"q95"`

	Mean float64 `json:"mean"`
}

// Summarise sorts a copy of the draws and takes their quantiles (type 7 of
// Hyndman and Fan 1996: straight lines between order statistics). Draws that are no finite
// number are left out: who makes them says so. Of none at all everything is NaN.
func Summarise(draws []float64) Summary {
	v := slices.DeleteFunc(slices.Clone(draws), func(x float64) bool { return !Finite(x) })
	slices.Sort(v)
	q := func(p float64) float64 { return Quantile(v, p) }
	mean := 0.0
	if len(v) == 0 {
		mean = math.NaN()
	}
	for _, x := range v {
		mean += x / float64(len(v))
	}
	return Summary{q(.05), q(.25), q(.5), q(.75), q(.95), mean}
}

// Width is the length of the central interval of nine tenths.
func (s Summary) Width() float64 { return s.Q95 - s.Q05 }

// Quantile is the p-quantile of an ascending slice, NaN for an empty one.
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	h := p * float64(len(sorted)-1)
	i := min(int(h), len(sorted)-2)
	if i < 0 {
		return sorted[0]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}

// Probability is the share of draws for which the test holds, among those that are numbers.
func Probability(draws []float64, holds func(float64) bool) float64 {
	n, of := 0, 0
	for _, x := range draws {
		if math.IsNaN(x) {
			continue
		}
		of++
		if holds(x) {
			n++
		}
	}
	return float64(n) / float64(max(1, of))
}

// Finite reports whether x is a number, and no infinite one.
func Finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
