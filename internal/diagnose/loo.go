package diagnose

import (
	"errors"
	"math"
	"slices"
)

// LOO is how well each observation is predicted from all others, without fitting
// anything anew: each draw is weighted by the inverse of what it gives the observation,
// the largest weights smoothed by a generalised Pareto distribution (Vehtari, Simpson,
// Gelman, Yao and Gabry 2024, Pareto smoothed importance sampling).
type LOO struct {
	Elpd      float64   // expected log density of new observations, a sum over them
	Error     float64   // its standard error
	Effective float64   // number of params that the draws spend
	Pointwise []float64 // of Elpd
	// K is the shape of each observation's tail: above 0.7 the draws can't tell what they
	// would be without it.
	K []float64
}

// BadK is the shape above which an observation's figure can't be trusted.
const BadK = 0.7

// NewLOO takes the log-likelihood of each draw (rows) for each observation (columns).
// efficiency is the effective number of draws over their number, 1 for independent ones.
func NewLOO(logLik [][]float64, efficiency float64) (*LOO, error) {
	if len(logLik) < 2 || len(logLik[0]) == 0 {
		return nil, errors.New("leave-one-out needs two draws and an observation at least")
	}
	l := &LOO{}
	for i := range logLik[0] {
		column := make([]float64, len(logLik))
		ratios := make([]float64, len(logLik))
		for s, row := range logLik {
			column[s], ratios[s] = row[i], -row[i]
		}
		weights, k := Smooth(ratios, efficiency)
		joint := make([]float64, len(column))
		for s := range column {
			joint[s] = column[s] + weights[s]
		}
		elpd := logSumExp(joint) - logSumExp(weights)
		l.Pointwise, l.K = append(l.Pointwise, elpd), append(l.K, k)
		l.Elpd += elpd
		l.Effective += logSumExp(column) - math.Log(float64(len(column))) - elpd
	}
	if n := len(l.Pointwise); n > 1 {
		l.Error = math.Sqrt(float64(n) * variance(l.Pointwise))
	}
	return l, nil
}

// fewest is how many draws a tail needs for a fit.
const fewest = 5

// Smooth takes log importance ratios to log weights with a smoothed tail, the largest of
// which is 0 at most, and gives the shape of the tail: +Inf where there is none to fit.
func Smooth(ratios []float64, efficiency float64) (weights []float64, k float64) {
	n := len(ratios)
	weights = slices.Clone(ratios)
	largest := slices.Max(weights)
	order := make([]int, n)
	for i := range weights {
		weights[i] -= largest
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case weights[a] < weights[b]:
			return -1
		case weights[a] > weights[b]:
			return 1
		}
		return 0
	})
	tail := int(math.Ceil(math.Min(0.2*float64(n), 3*math.Sqrt(float64(n)/efficiency))))
	if tail < fewest || tail >= n {
		return weights, math.Inf(1)
	}
	ids := order[n-tail:]
	cut := math.Exp(weights[order[n-tail-1]])
	over := make([]float64, tail)
	for i, id := range ids {
		over[i] = math.Exp(weights[id]) - cut
	}
	if over[tail-1]-over[0] < math.SmallestNonzeroFloat64*10 {
		return weights, math.Inf(1)
	}
	k, scale := FitPareto(over)
	if !math.IsInf(k, 0) && !math.IsNaN(k) {
		for i, id := range ids {
			p := (float64(i) + 0.5) / float64(tail)
			x := scale * math.Expm1(-k*math.Log1p(-p)) / k
			if k == 0 {
				x = -scale * math.Log1p(-p)
			}
			weights[id] = math.Min(0, math.Log(x+cut))
		}
	}
	return weights, k
}

// FitPareto fits a generalised Pareto distribution to ascending numbers above 0: its
// shape k and scale, by Zhang and Stephens's empirical Bayes (2009, A new and efficient
// estimation method for the generalized Pareto distribution), the shape drawn a little
// to 0.5 as in PSIS.
func FitPareto(x []float64) (k, scale float64) {
	const (
		prior  = 3.0
		points = 30
		pull   = 10.0
	)
	n := len(x)
	m := points + int(math.Sqrt(float64(n)))
	quarter := x[int(float64(n)/4+0.5)-1]
	theta, profile := make([]float64, m), make([]float64, m)
	for j := range theta {
		theta[j] = 1/x[n-1] + (1-math.Sqrt(float64(m)/(float64(j)+0.5)))/prior/quarter
		shape := meanLog(x, -theta[j])
		profile[j] = float64(n) * (math.Log(-theta[j]/shape) - shape - 1)
	}
	best := 0.0
	for j := range theta {
		sum := 0.0
		for _, l := range profile {
			sum += math.Exp(l - profile[j])
		}
		best += theta[j] / sum
	}
	k = meanLog(x, -best)
	scale = -k / best
	return k*float64(n)/(float64(n)+pull) + 0.5*pull/(float64(n)+pull), scale
}

// meanLog is the mean of log(1 + a*x).
func meanLog(x []float64, a float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += math.Log1p(a * v)
	}
	return sum / float64(len(x))
}

func logSumExp(x []float64) float64 {
	largest := slices.Max(x)
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v - largest)
	}
	return largest + math.Log(sum)
}
