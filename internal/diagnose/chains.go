// Package diagnose tells how far draws of a posterior can be trusted: whether chains
// agree (R-hat), how many independent draws they are worth (bulk and tail effective
// sample sizes), what that leaves uncertain (Monte Carlo standard errors), and how well
// each observation is predicted by the others (PSIS-LOO). It draws nothing.
//
// Chains are slices of equal length, one for each chain. Where a figure has no meaning
// (fewer than four draws, draws that are all the same, a draw that is no number) it is
// NaN.
package diagnose

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Figures are what there is to say of the draws of one quantity.
type Figures struct {
	RHat           float64 // rank-normalised, split and folded
	Bulk, Tail     float64 // effective sample sizes
	MeanError      float64 // Monte Carlo standard error of the mean
	ErrorOfQ05     float64 // and of two quantiles
	ErrorOfQ95     float64
	EffectiveMeans float64 // effective sample size for the mean
}

// Of computes the figures (Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021,
// Rank-normalization, folding, and localization: an improved R-hat).
func Of(chains [][]float64) Figures {
	f := Figures{RHat: RHat(chains), Bulk: Bulk(chains), Tail: Tail(chains), EffectiveMeans: Means(chains)}
	f.MeanError = deviation(joined(chains)) / math.Sqrt(f.EffectiveMeans)
	f.ErrorOfQ05, f.ErrorOfQ95 = QuantileError(chains, 0.05), QuantileError(chains, 0.95)
	return f
}

// RHat is the larger of that of the ranks and that of the ranks of distances from the
// median, so that chains which differ in place or in spread are both found. Above 1.01
// chains have not forgotten where they began.
func RHat(chains [][]float64) float64 {
	if !usable(chains) {
		return math.NaN()
	}
	middle := median(sorted(joined(chains)))
	folded := mapped(chains, func(x float64) float64 { return math.Abs(x - middle) })
	place := SplitRHat(ranked(split(chains)))
	if !usable(folded) {
		return place // all lie equally far from the median, as a switch that is on in half of the draws
	}
	return math.Max(place, SplitRHat(ranked(split(folded))))
}

// SplitRHat is the square root of the ratio of the variance of all draws, as chains
// tell it, to that within chains (Gelman and Rubin 1992), of chains as they are given.
func SplitRHat(chains [][]float64) float64 {
	n := float64(len(chains[0]))
	var means []float64
	within := 0.0
	for _, c := range chains {
		means = append(means, mean(c))
		within += variance(c) / float64(len(chains))
	}
	between := n * variance(means)
	return math.Sqrt((between/within + n - 1) / n)
}

// Bulk is the effective sample size for the middle of the distribution.
func Bulk(chains [][]float64) float64 {
	if !usable(chains) {
		return math.NaN()
	}
	return effective(ranked(split(chains)))
}

// Tail is the smaller of the effective sample sizes for the 5 and 95 % quantiles.
func Tail(chains [][]float64) float64 {
	return math.Min(ForQuantile(chains, 0.05), ForQuantile(chains, 0.95))
}

// Means is the effective sample size for the mean.
func Means(chains [][]float64) float64 {
	if !usable(chains) {
		return math.NaN()
	}
	return effective(split(chains))
}

// ForQuantile is the effective sample size for a quantile.
func ForQuantile(chains [][]float64, p float64) float64 {
	if !usable(chains) {
		return math.NaN()
	}
	at := quantile(sorted(joined(chains)), p)
	below := mapped(chains, func(x float64) float64 {
		if x <= at {
			return 1
		}
		return 0
	})
	if !usable(below) {
		return math.NaN()
	}
	return effective(split(below))
}

// QuantileError is the Monte Carlo standard error of a quantile: half the distance of
// the draws at the ends of its interval of one standard error, by the distribution of
// an order statistic.
func QuantileError(chains [][]float64, p float64) float64 {
	n := ForQuantile(chains, p)
	if math.IsNaN(n) {
		return n
	}
	all := sorted(joined(chains))
	at := func(q float64) float64 { return mathext.InvRegIncBeta(n*p+1, n*(1-p)+1, q) * float64(len(all)) }
	low := max(int(math.Floor(at(oneBelow))), 1)
	high := min(int(math.Ceil(at(1-oneBelow))), len(all))
	return (all[high-1] - all[low-1]) / 2
}

// oneBelow is the chance of a normal number more than a standard deviation below its
// mean.
const oneBelow = 0.15865525393145705

// effective is the number of draws over the time that a chain needs to forget, by
// Geyer's initial monotone sequence (1992, Practical Markov chain Monte Carlo).
func effective(chains [][]float64) float64 {
	n, m := len(chains[0]), len(chains)
	var means []float64
	for _, c := range chains {
		means = append(means, mean(c))
	}
	// covariance of a lag, over chains.
	covariance := func(lag int) float64 {
		sum := 0.0
		for j, c := range chains {
			for i := 0; i+lag < n; i++ {
				sum += (c[i] - means[j]) * (c[i+lag] - means[j])
			}
		}
		return sum / float64(n) / float64(m)
	}
	within := covariance(0) * float64(n) / float64(n-1)
	all := within * float64(n-1) / float64(n)
	if m > 1 {
		all += variance(means)
	}
	correlation := func(lag int) float64 { return 1 - (within-covariance(lag))/all }
	rho := []float64{1, correlation(1)}
	even, odd := rho[0], rho[1]
	t := 0
	for t < n-5 && even+odd > 0 {
		t += 2
		even, odd = correlation(t), correlation(t+1)
		if even+odd >= 0 {
			rho = append(rho, even, odd)
		} else {
			rho = append(rho, 0, 0)
		}
	}
	last := t
	rho = append(rho, 0, 0)
	if even > 0 {
		rho[last] = even
	}
	for t := 2; t <= last-2; t += 2 {
		if rho[t]+rho[t+1] > rho[t-2]+rho[t-1] {
			rho[t] = (rho[t-2] + rho[t-1]) / 2
			rho[t+1] = rho[t]
		}
	}
	tau := -1.0
	for _, r := range rho[:last] {
		tau += 2 * r
	}
	tau += rho[last]
	draws := float64(n * m)
	return draws / math.Max(tau, 1/math.Log10(draws))
}

// usable reports whether there are draws enough, all numbers, and not all the same.
func usable(chains [][]float64) bool {
	if len(chains) == 0 || len(chains[0]) < 4 {
		return false
	}
	same := true
	for _, c := range chains {
		if len(c) != len(chains[0]) {
			return false
		}
		for _, x := range c {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return false
			}
			same = same && x == chains[0][0]
		}
	}
	return !same
}

// split makes two chains of each, leaving out the middle one of an odd number of draws.
func split(chains [][]float64) [][]float64 {
	var first, second [][]float64
	for _, c := range chains {
		half := len(c) / 2
		first, second = append(first, c[:half]), append(second, c[len(c)-half:])
	}
	return append(first, second...)
}

// ranked puts the normal scores of their ranks in the place of draws, equal ones sharing
// theirs (Blom 1958).
func ranked(chains [][]float64) [][]float64 {
	all := sorted(joined(chains))
	n := float64(len(all))
	return mapped(chains, func(x float64) float64 {
		low, _ := slices.BinarySearch(all, x)
		high := low
		for high < len(all) && all[high] == x {
			high++
		}
		rank := float64(low+1+high) / 2
		return mathext.NormalQuantile((rank - 3.0/8) / (n + 1.0/4))
	})
}

func mapped(chains [][]float64, f func(float64) float64) [][]float64 {
	out := make([][]float64, len(chains))
	for i, c := range chains {
		out[i] = make([]float64, len(c))
		for j, x := range c {
			out[i][j] = f(x)
		}
	}
	return out
}

func joined(chains [][]float64) []float64 { return slices.Concat(chains...) }

func sorted(x []float64) []float64 {
	out := slices.Clone(x)
	slices.Sort(out)
	return out
}

// quantile is that of sorted numbers, straight between neighbours (Hyndman and Fan 1996,
// type 7).
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// median is that of sorted numbers. Of an even number it is the mean of the two in the
// middle, rounded so that both are as far from it: their ranks by distance are equal.
func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func variance(x []float64) float64 {
	m, sum := mean(x), 0.0
	for _, v := range x {
		sum += (v - m) * (v - m)
	}
	return sum / float64(len(x)-1)
}

func deviation(x []float64) float64 { return math.Sqrt(variance(x)) }
