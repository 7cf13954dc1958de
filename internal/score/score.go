// Package score says how good forecasts were, by rules under which nobody gains by
// forecasting anything but what they believe: CRPS, log scores, interval scores and
// Brier's. It makes no forecasts.
package score

import (
	"math"
	"slices"
)

// CRPSNormal is the continuous ranked probability score of a normal forecast: 0 is
// perfect, and the units are the outcome's (Gneiting and Raftery 2007, Strictly proper
// scoring rules, prediction, and estimation).
func CRPSNormal(mean, sd, outcome float64) float64 {
	z := (outcome - mean) / sd
	cdf := 0.5 * math.Erfc(-z/math.Sqrt2)
	density := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
	return sd * (z*(2*cdf-1) + 2*density - 1/math.Sqrt(math.Pi))
}

// LogNormal is minus the log density of a normal forecast at the outcome.
func LogNormal(mean, sd, outcome float64) float64 {
	z := (outcome - mean) / sd
	return z*z/2 + math.Log(sd*math.Sqrt(2*math.Pi))
}

// CRPSDraws is that of a forecast by equally likely draws. The fair one is not biased by
// how few they are (Ferro 2014, Fair scores for ensemble forecasts); of one draw it is the
// distance.
func CRPSDraws(draws []float64, outcome float64) (plain, fair float64) {
	x := slices.Clone(draws)
	slices.Sort(x)
	n := float64(len(x))
	far, apart := 0.0, 0.0
	for i, v := range x {
		far += math.Abs(v - outcome)
		apart += (2*float64(i) + 1 - n) * v // sums to half the distances of all pairs
	}
	plain = far/n - apart/(n*n)
	if len(x) == 1 {
		return plain, plain
	}
	return plain, far/n - apart/(n*(n-1))
}

// Interval is the score of a forecast that the outcome lies between low and high with a
// chance of level: its width, and what the outcome lies outside of it, dearer the surer
// the forecast (Winkler 1972).
func Interval(low, high, level, outcome float64) float64 {
	score := high - low
	switch dear := 2 / (1 - level); {
	case outcome < low:
		score += dear * (low - outcome)
	case outcome > high:
		score += dear * (outcome - high)
	}
	return score
}

// Brier is the mean squared distance of chances from what came (1 or 0), and what it is
// made of (Murphy 1973): how far chances that were given alike were off, how much they
// told events apart, and how uncertain events were.
type Brier struct {
	Score, Reliability, Resolution, Uncertainty float64
	Skill                                       float64 // against the frequency of the events
	Log                                         float64 // mean log score, in nats
}

// NewBrier scores chances and outcomes of equal number.
func NewBrier(chances []float64, outcomes []bool) Brier {
	var b Brier
	n := float64(len(chances))
	type group struct{ count, happened float64 }
	groups := map[float64]*group{}
	happened := 0.0
	for i, p := range chances {
		o := 0.0
		if outcomes[i] {
			o = 1
		}
		happened += o
		b.Score += (p - o) * (p - o) / n
		b.Log -= math.Log(math.Abs(1-o-p)) / n // the chance of what came
		if groups[p] == nil {
			groups[p] = &group{}
		}
		groups[p].count++
		groups[p].happened += o
	}
	rate := happened / n
	for p, g := range groups {
		own := g.happened / g.count
		b.Reliability += g.count * (p - own) * (p - own) / n
		b.Resolution += g.count * (own - rate) * (own - rate) / n
	}
	b.Uncertainty = rate * (1 - rate)
	b.Skill = 1 - b.Score/b.Uncertainty
	return b
}
