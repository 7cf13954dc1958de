package likelihood_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distmv"

	"casus/internal/likelihood"
)

// full is a quantity with every kind of error at work.
func full() likelihood.Quantity {
	return likelihood.Quantity{
		ID: "full", Scale: likelihood.Log, Offset: 20,
		BiasSD: 0.3, BiasSDBySide: map[string]float64{"north": 0.5}, BiasMean: map[string]float64{"north": -0.4, "south": 0.2},
		GroupSD: 0.15, ReadingSD: 0.12, RereadSD: 0.05, WalkSD: 0.07, DiscrepancySD: 0.2, DiscrepancyDays: 45,
		DriftSD: 0.11, DriftDays: 70, Breaks: []likelihood.Break{{Claimant: "claimant 2", Day: 406, SD: 0.25}, {Claimant: "claimant 2", Day: 409, SD: 0.1}},
		SpreadParam:  map[string]int{"north": 1, "west": 0},
		Observations: mixed(40),
	}
}

// mixed makes n exact readings by six claimants on three sides: levels, changes,
// rates, shares, and statements about a day already spoken of.
func mixed(n int) []likelihood.Observation {
	rng := rand.New(rand.NewPCG(7, 11))
	sides := []string{"north", "south", "west"}
	groups := []string{"", "capital", "capital", "", "press", "press"}
	var out []likelihood.Observation
	for i := range n {
		k := rng.IntN(6)
		row := 1 + 30*rng.IntN(12)
		o := at(fmt.Sprintf("C%03d", i), fmt.Sprint("claimant ", k), row, 900+rng.Float64()*8000)
		o.Side, o.Group = sides[k%3], groups[k]
		o.Published = 400 + i/3
		o.Stage = (o.Published - 400) / 4
		switch rng.IntN(5) {
		case 0:
			o.Reading, o.From, o.At = likelihood.Change, row, row+30
		case 1:
			o.Reading, o.From, o.At, o.Per = likelihood.Rate, row, row+60, 60
			o.Best /= 60
		case 2:
			o.Reading, o.Output2 = likelihood.Share, 1
			o.Best /= 100
			o.AddSpread = 0.1
		}
		out = append(out, o)
	}
	return out
}

// growing is a model whose column 0 is a running total and column 1 a stock.
func growing(row, output int) float64 {
	if output == 1 {
		return 12000 - 3*float64(row)
	}
	return 300 + 20*float64(row) + 0.01*float64(row*row)
}

const stagesOfMixed = 4

// dense computes the residuals and their mean and covariance from latent variables
// one by one: biases, group errors, the walk day by day, a discrepancy for each
// date, reading errors. It shares no code with the package.
func dense(q likelihood.Quantity, hyper []float64) (residual, mean []float64, covariance *mat.SymDense, bias func(claimant string) ([]float64, float64)) {
	n := len(q.Observations)
	covariance = mat.NewSymDense(n, nil)
	loads := make([]map[string]float64, n) // latent variable of unit variance -> weight
	for i, o := range q.Observations {
		w := map[string]float64{}
		loads[i] = w
		sd := q.BiasSD
		if v, ok := q.BiasSDBySide[o.Side]; ok {
			sd = v
		}
		w["bias "+o.Claimant] = sd
		for _, k := range q.Breaks {
			if k.Claimant == o.Claimant && o.Published >= k.Day {
				w[fmt.Sprint("break ", k.Day)] = k.SD
			}
		}
		if o.Group == "" {
			w["alone "+o.Claimant] = q.GroupSD
		} else {
			w["group "+o.Group] = q.GroupSD
		}
		spread := 1.0
		if k, ok := q.SpreadParam[o.Side]; ok {
			spread = hyper[k]
		}
		kind, from, level := "level", 0, growing(o.At, 0)
		value := o.Best
		switch o.Reading {
		case likelihood.Share:
			kind = "share"
			value *= growing(o.At, 1) / 100
		case likelihood.Change, likelihood.Rate:
			kind, from = "change", o.From
			level -= growing(o.From, 0)
			value *= max(o.Per, 1) // a change has no Per
		}
		for d := from; d < o.At; d++ {
			w[fmt.Sprint("walk ", o.Claimant, d)] = q.WalkSD / math.Sqrt(30)
		}
		w[fmt.Sprint("reading ", o.Claimant, kind, from, o.At)] = spread * q.ReadingSD
		w["own "+o.ID] = math.Hypot(spread*q.RereadSD, o.AddSpread)
		residual = append(residual, math.Log(value+q.Offset)-math.Log(level+q.Offset))
		mean = append(mean, q.BiasMean[o.Side])
	}
	date := func(o likelihood.Observation) float64 {
		if o.Reading == likelihood.Change || o.Reading == likelihood.Rate {
			return float64(o.From+o.At) / 2
		}
		return float64(o.At)
	}
	for i := range n {
		for j := range i + 1 {
			c := q.DiscrepancySD * q.DiscrepancySD *
				math.Exp(-math.Abs(date(q.Observations[i])-date(q.Observations[j]))/q.DiscrepancyDays)
			if q.Observations[i].Claimant == q.Observations[j].Claimant {
				c += q.DriftSD * q.DriftSD *
					math.Exp(-math.Abs(date(q.Observations[i])-date(q.Observations[j]))/q.DriftDays)
			}
			for name, w := range loads[i] { // addition in any order: the tolerance below allows it
				c += w * loads[j][name]
			}
			covariance.SetSym(i, j, c)
		}
	}
	bias = func(claimant string) ([]float64, float64) {
		with, prior := make([]float64, n), 0.0
		for i := range n {
			if w := loads[i]["bias "+claimant]; w > 0 {
				with[i], prior = w*w, w
			}
		}
		return with, prior
	}
	return residual, mean, covariance, bias
}

func TestAgainstDenseNormal(t *testing.T) {
	for _, hyper := range [][]float64{{1, 1}, {0.6, 1.9}} {
		q := full()
		residual, mean, covariance, bias := dense(q, hyper)
		normal, ok := distmv.NewNormal(mean, covariance, nil)
		if !ok {
			t.Fatal("the reference covariance is not positive definite")
		}
		m := build(t, stagesOfMixed, q)
		near(t, "log-likelihood", logLik(m, growing, hyper...), normal.LogProb(residual), 1e-9)

		var chol mat.Cholesky
		chol.Factorize(covariance)
		centred := mat.NewVecDense(len(residual), nil)
		for i := range residual {
			centred.SetVec(i, residual[i]-mean[i])
		}
		for _, b := range m.Posterior(growing, hyper, stagesOfMixed, m.NewScratch()).Biases {
			with, prior := bias(b.Claimant)
			var weight mat.VecDense
			if err := chol.SolveVecTo(&weight, mat.NewVecDense(len(with), with)); err != nil {
				t.Fatal(err)
			}
			near(t, "mean of the bias of "+b.Claimant, b.Mean, b.PriorMean+mat.Dot(&weight, centred), 1e-10)
			near(t, "its variance", b.SD*b.SD, prior*prior-mat.Dot(&weight, mat.NewVecDense(len(with), with)), 1e-10)
		}
	}
}

// The order of rows in a file says nothing, so it changes nothing, to the last bit.
func TestOrderOfObservations(t *testing.T) {
	q := full()
	want := increments(build(t, stagesOfMixed, q), growing, stagesOfMixed)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		q.Observations = slices.Clone(q.Observations)
		rng.Shuffle(len(q.Observations), func(i, j int) {
			q.Observations[i], q.Observations[j] = q.Observations[j], q.Observations[i]
		})
		if got := increments(build(t, stagesOfMixed, q), growing, stagesOfMixed); !slices.Equal(got, want) {
			t.Errorf("in another order the increments are %v, want %v", got, want)
		}
	}
}

// Exact claims of one day have a joint density that their order can't change; here
// their names turn it round.
func TestOrderWithinADay(t *testing.T) {
	q := full()
	want := increments(build(t, stagesOfMixed, q), growing, stagesOfMixed)
	for i := range q.Observations {
		q.Observations[i].ID = fmt.Sprintf("C%03d", 999-i)
	}
	got := increments(build(t, stagesOfMixed, q), growing, stagesOfMixed)
	for i := range want {
		near(t, "an increment", got[i], want[i], 1e-10)
	}
}

// What is published later may say anything: earlier increments, predictions and
// biases stay the same to the last bit, and rows of later claims are not asked for.
func TestNoHindsight(t *testing.T) {
	q := full()
	m := build(t, stagesOfMixed, q)
	const known = 2
	hyper := []float64{0.8, 1.3}
	want := make([]float64, known)
	m.LogLik(growing, hyper, want, m.NewScratch())
	before := m.Posterior(growing, hyper, known, m.NewScratch())

	futures := map[string]func(o likelihood.Observation) []likelihood.Observation{
		"none": func(likelihood.Observation) []likelihood.Observation { return nil },
		"tenfold": func(o likelihood.Observation) []likelihood.Observation {
			o.Best *= 10
			return []likelihood.Observation{o}
		},
		"ranges": func(o likelihood.Observation) []likelihood.Observation {
			o.Low, o.Best = o.Best, none
			return []likelihood.Observation{o}
		},
		"repeated": func(o likelihood.Observation) []likelihood.Observation {
			again := o
			again.ID += " again"
			return []likelihood.Observation{o, again}
		},
	}
	for name, change := range futures {
		altered := q
		altered.Observations = nil
		last := 0
		for _, o := range q.Observations {
			if o.Stage < known {
				altered.Observations = append(altered.Observations, o)
				last = max(last, o.At)
			} else {
				altered.Observations = append(altered.Observations, change(o)...)
			}
		}
		other := build(t, stagesOfMixed, altered)
		if got := other.LastRow(known - 1); got != last {
			t.Errorf("%s: the last row is %d, want %d", name, got, last)
		}
		short := func(row, output int) float64 {
			if row > last {
				t.Fatalf("%s: row %d of a later claim was asked for", name, row)
			}
			return growing(row, output)
		}
		got := make([]float64, known)
		scratch := other.NewScratch()
		if name != "none" {
			// A scratch that has seen the future must not remember it.
			all := make([]float64, stagesOfMixed)
			other.LogLik(growing, hyper, all, scratch)
			if !slices.Equal(all[:known], want) {
				t.Errorf("%s: increments are %v, want %v", name, all[:known], want)
			}
		}
		other.LogLik(short, hyper, got, scratch)
		if !slices.Equal(got, want) {
			t.Errorf("%s: increments are %v, want %v", name, got, want)
		}
		after := other.Posterior(short, hyper, known, scratch)
		if !slices.EqualFunc(before.Predictions, after.Predictions, func(a, b likelihood.Prediction) bool {
			return a.ID == b.ID && a.Mean == b.Mean && a.SD == b.SD && a.LogScore == b.LogScore
		}) {
			t.Errorf("%s: predictions differ", name)
		}
		for _, b := range after.Biases {
			if i := slices.IndexFunc(before.Biases, func(a likelihood.Bias) bool { return a.Claimant == b.Claimant }); i < 0 || before.Biases[i] != b {
				t.Errorf("%s: the bias of %s differs", name, b.Claimant)
			}
		}
	}
}

func increments(m *likelihood.Model, get func(row, output int) float64, stages int) []float64 {
	out := make([]float64, stages)
	m.LogLik(get, []float64{0.8, 1.3}, out, m.NewScratch())
	return out
}
