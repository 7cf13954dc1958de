package prob

import (
	"math"
	"slices"
)

// Quantiles are those of a sample at the probabilities p, in their order. With
// weights nil they are Hyndman and Fan's type 7 (1996), the usual one: straight
// lines through the ordered values, the least at 0 and the greatest at 1.
//
// With weights a value stands as far along as half the weight between it and its
// neighbours says, which is type 7 again when the weights are equal; the scale of
// the weights does not matter and values of no weight do not count. The result is
// NaN when nothing counts, or when a value that counts is NaN.
func Quantiles(x, weights []float64, p ...float64) []float64 {
	values, places := ordered(x, weights)
	out := make([]float64, len(p))
	for i, q := range p {
		out[i] = interpolate(values, places, q)
	}
	return out
}

// ordered is the values that count, in order, and the place of each on a scale
// that starts at 0.
func ordered(x, weights []float64) (values, places []float64) {
	order := make([]int, 0, len(x))
	for i := range x {
		if weights != nil && !(weights[i] > 0) {
			continue
		}
		if math.IsNaN(x[i]) {
			return nil, nil
		}
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	values, places = make([]float64, len(order)), make([]float64, len(order))
	for k, i := range order {
		values[k] = x[i]
		switch {
		case k == 0:
		case weights == nil:
			places[k] = float64(k)
		default:
			places[k] = places[k-1] + (weights[order[k-1]]+weights[i])/2
		}
	}
	return values, places
}

func interpolate(values, places []float64, p float64) float64 {
	n := len(values)
	if n == 0 || math.IsNaN(p) {
		return math.NaN()
	}
	at := min(1, max(0, p)) * places[n-1]
	k, exact := slices.BinarySearch(places, at)
	switch {
	case exact:
		return values[k]
	case k == n:
		return values[n-1]
	}
	share := (at - places[k-1]) / (places[k] - places[k-1])
	low, high := values[k-1], values[k]
	if low == high {
		return low
	}
	return low + float64(share*(high-low))
}
