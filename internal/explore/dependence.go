package explore

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Dependence is how far one number hangs on another, over draws of both.
//
// Share is the part of the variance of y's ranks that lies between groups of draws alike
// in x: the first-order sensitivity index from given data (Plischke, Borgonovo and Smith
// 2013, Global sensitivity measures from given data), on ranks, since effects have long
// tails; less what chance puts between as many groups (Kelley 1935, An unbiased correlation
// ratio measure). Where the inputs of a model are independent, shares add up to at most 1.
// Draws of a posterior are not: one number may take the credit of another that it goes with.
type Dependence struct {
	Share float64 // of the variance, 0 to 1
	P     float64 // chance of a share as large where y does not hang on x at all
	Lower float64 // median of y over the quarter of draws with the least x, or with the lesser of two values
	Upper float64 // and over that with the most, or with the greater
}

// dependenceGroups is into how many groups of equal size draws are put by x. Draws of one
// value stay together, so that a number of two values makes two.
const dependenceGroups = 10

// Depends is how far y hangs on x. Draws of chains are worth fewer independent ones:
// effective is how many. Without spread in x or y the share is 0 and its chance 1.
func Depends(x, y []float64, effective float64) Dependence {
	order := ascending(x)
	group, groups := grouped(x, order)
	d := Dependence{P: 1}
	d.Lower, d.Upper = ends(x, y, order)
	ratio := between(ranks(y), group, groups)
	n := math.Min(effective, float64(len(x)))
	free := n - float64(groups)
	if groups < 2 || math.IsNaN(ratio) || free <= 0 {
		return d
	}
	if ratio >= 1 {
		d.Share, d.P = 1, 0
		return d
	}
	d.Share = math.Max(0, 1-(1-ratio)*(n-1)/free)
	d.P = distuv.F{D1: float64(groups - 1), D2: free}.Survival(ratio / (1 - ratio) * free / float64(groups-1))
	return d
}

// Together is the share of the variance of y's ranks that a straight line through the
// ranks of all the numbers explains, less what as many numbers would by chance (adjusted
// R²; Saltelli and others 2008, Global sensitivity analysis, 1.2.5). It is NaN where
// effective draws are too few for as many numbers, or y has no spread.
func Together(xs [][]float64, y []float64, effective float64) float64 {
	var columns [][]float64
	for _, x := range xs {
		if c := centred(ranks(x)); varies(c) {
			columns = append(columns, c)
		}
	}
	n, p := math.Min(effective, float64(len(y))), float64(len(columns))
	target := centred(ranks(y))
	if n <= p+1 || !varies(target) || p == 0 {
		return math.NaN()
	}
	a := mat.NewDense(len(y), len(columns), nil)
	for j, c := range columns {
		a.SetCol(j, c)
	}
	var qr mat.QR
	qr.Factorize(a)
	var b mat.VecDense
	goal := mat.NewVecDense(len(y), target)
	if err := qr.SolveVecTo(&b, false, goal); err != nil {
		return math.NaN() // two numbers that are one
	}
	var fitted mat.VecDense
	fitted.MulVec(a, &b)
	fitted.SubVec(goal, &fitted)
	left := mat.Dot(&fitted, &fitted) / mat.Dot(goal, goal)
	return math.Max(0, 1-left*(n-1)/(n-p-1))
}

// ascending are the places of values from the least to the greatest.
func ascending(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	return order
}

// grouped puts draws into groups of about equal size by their values.
func grouped(x []float64, order []int) (group []int, groups int) {
	group = make([]int, len(x))
	tenth, before := 0, -1
	for place, i := range order {
		if place == 0 || x[i] != x[order[place-1]] {
			tenth = place * dependenceGroups / len(x)
		}
		if tenth != before {
			groups, before = groups+1, tenth
		}
		group[i] = groups - 1
	}
	return group, groups
}

// between is the share of the variance that lies between groups, NaN where there is none.
func between(y []float64, group []int, groups int) float64 {
	n, sum := make([]float64, groups), make([]float64, groups)
	mean := 0.0
	for i, v := range y {
		n[group[i]]++
		sum[group[i]] += v
		mean += v / float64(len(y))
	}
	total, between := 0.0, 0.0
	for _, v := range y {
		total += (v - mean) * (v - mean)
	}
	if !varies(centred(y)) {
		return math.NaN()
	}
	for g := range groups {
		gap := sum[g]/n[g] - mean
		between += n[g] * gap * gap
	}
	return between / total
}

// ends are the medians of y over the quarters of draws with the least and the most x; of
// an x with two values, over those with each.
func ends(x, y []float64, order []int) (lower, upper float64) {
	n := len(order)
	from, to := n/4, n-n/4
	least, most := x[order[0]], x[order[n-1]]
	if second := slices.IndexFunc(order, func(i int) bool { return x[i] != least }); second > 0 && x[order[second]] == most {
		from, to = second, second
	}
	over := func(places []int) float64 {
		v := make([]float64, len(places))
		for k, i := range places {
			v[k] = y[i]
		}
		slices.Sort(v)
		return Quantile(v, 0.5)
	}
	return over(order[:from]), over(order[to:])
}

// ranks are the places of values among all, equal ones sharing the middle of theirs; what
// is no number comes first.
func ranks(x []float64) []float64 {
	order := ascending(x)
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i + 1 // what is no number equals nothing, itself included
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, at := range order[i:j] {
			out[at] = float64(i+j-1) / 2
		}
		i = j
	}
	return out
}

func centred(x []float64) []float64 {
	mean := 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v - mean
	}
	return out
}

// varies reports whether any of some centred values is not at their mean.
func varies(x []float64) bool {
	return slices.ContainsFunc(x, func(v float64) bool { return math.Abs(v) > 1e-9 })
}
