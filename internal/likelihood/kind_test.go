package likelihood_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distmv"

	"casus/internal/likelihood"
)

// losses are two quantities of one kind: the biases of sides go through both, and two
// hyperparameters scale the spreads of readings and of biases.
func losses() []likelihood.Quantity {
	a, b := full(), full()
	a.ID, b.ID = "a", "b"
	a.Observations, b.Observations = mixed(40)[:22], mixed(40)[22:]
	b.BiasSD, b.BiasMean, b.ReadingSD = 0.2, map[string]float64{"west": 0.3}, 0.2
	for _, q := range []*likelihood.Quantity{&a, &b} {
		q.Kind, q.SideSD, q.KindSpread, q.BiasSpread = "losses", 0.35, 3, 4
	}
	return []likelihood.Quantity{a, b}
}

// scaled is a quantity whose spreads have been multiplied, for the reference.
func scaled(q likelihood.Quantity, reading, bias float64) likelihood.Quantity {
	q.ReadingSD, q.RereadSD = q.ReadingSD*reading, q.RereadSD*reading
	q.BiasSD, q.DriftSD = q.BiasSD*bias, q.DriftSD*bias
	q.BiasSDBySide = map[string]float64{"north": q.BiasSDBySide["north"] * bias}
	q.Breaks = slices.Clone(q.Breaks)
	for i := range q.Breaks {
		q.Breaks[i].SD *= bias
	}
	return q
}

// joint is the reference: both quantities' residuals, means and covariance, with the
// biases of sides as latent variables that they share.
func joint(quantities []likelihood.Quantity, hyper []float64) (residual []float64, covariance *mat.SymDense, sides []string) {
	var blocks []*mat.SymDense
	for _, q := range quantities {
		r, mean, c, _ := dense(scaled(q, hyper[2], hyper[3]), hyper)
		for i := range r {
			residual = append(residual, r[i]-mean[i])
			sides = append(sides, q.Observations[i].Side)
		}
		blocks = append(blocks, c)
	}
	n := len(residual)
	covariance = mat.NewSymDense(n, nil)
	at := 0
	for _, b := range blocks {
		for i := range b.SymmetricDim() {
			for j := range i + 1 {
				covariance.SetSym(at+i, at+j, b.At(i, j))
			}
		}
		at += b.SymmetricDim()
	}
	for i := range n {
		for j := range i + 1 {
			if sides[i] == sides[j] {
				covariance.SetSym(i, j, covariance.At(i, j)+quantities[0].SideSD*quantities[0].SideSD)
			}
		}
	}
	return residual, covariance, sides
}

// TestKindsAgainstDenseNormal: the readings of all quantities of a kind are jointly normal.
func TestKindsAgainstDenseNormal(t *testing.T) {
	for _, hyper := range [][]float64{{1, 1, 1, 1}, {0.6, 1.9, 1.3, 0.7}} {
		q := losses()
		residual, covariance, _ := joint(q, hyper)
		normal, ok := distmv.NewNormal(make([]float64, len(residual)), covariance, nil)
		if !ok {
			t.Fatal("the reference covariance is not positive definite")
		}
		m := build(t, stagesOfMixed, q...)
		near(t, "log-likelihood", logLik(m, growing, hyper...), normal.LogProb(residual), 1e-9)
	}
}

// TestForecastsAgainstDenseNormal: what is expected of later readings is the conditional
// normal given all earlier ones of the kind.
func TestForecastsAgainstDenseNormal(t *testing.T) {
	hyper := []float64{0.6, 1.9, 1.3, 0.7}
	q := losses()
	residual, covariance, _ := joint(q, hyper)
	const known = 2
	var all []likelihood.Observation
	for _, one := range q {
		all = append(all, one.Observations...)
	}
	var given []int
	for i, o := range all {
		if o.Stage < known {
			given = append(given, i)
		}
	}
	sub := mat.NewSymDense(len(given), nil)
	r := mat.NewVecDense(len(given), nil)
	for i, g := range given {
		r.SetVec(i, residual[g])
		for j, h := range given[:i+1] {
			sub.SetSym(i, j, covariance.At(g, h))
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(sub) {
		t.Fatal("the reference covariance is not positive definite")
	}
	m := build(t, stagesOfMixed, q...)
	forecasts := map[string]likelihood.Prediction{}
	for _, p := range m.Forecast(growing, hyper, known, m.Stages(), m.NewScratch()) {
		forecasts[p.Quantity+p.ID] = p
	}
	checked := 0
	for i, o := range all {
		if o.Stage < known {
			continue
		}
		with := mat.NewVecDense(len(given), nil)
		for j, g := range given {
			with.SetVec(j, covariance.At(i, g))
		}
		var weight mat.VecDense
		if err := chol.SolveVecTo(&weight, with); err != nil {
			t.Fatal(err)
		}
		quantity := "a"
		if i >= len(q[0].Observations) {
			quantity = "b"
		}
		p := forecasts[quantity+o.ID]
		near(t, "residual expected of "+o.ID, p.Observed-p.Mean, residual[i]-mat.Dot(&weight, r), 1e-10)
		near(t, "its variance", p.SD*p.SD, covariance.At(i, i)-mat.Dot(&weight, with), 1e-10)
		checked++
	}
	if checked < 10 {
		t.Errorf("%d forecasts were checked", checked)
	}
}

// TestASideHeardOfLater: a new side's claims leave earlier increments as they are.
func TestASideHeardOfLater(t *testing.T) {
	q := losses()
	hyper := []float64{0.6, 1.9, 1.3, 0.7}
	const known = 2
	want := make([]float64, known)
	m := build(t, stagesOfMixed, q...)
	m.LogLik(growing, hyper, want, m.NewScratch())
	for i := range q[1].Observations {
		if o := &q[1].Observations[i]; o.Stage >= known {
			o.Side, o.Claimant = "east "+o.Side, "another "+o.Claimant
		}
	}
	m = build(t, stagesOfMixed, q...)
	all := make([]float64, stagesOfMixed)
	m.LogLik(growing, hyper, all, m.NewScratch())
	if !slices.Equal(all[:known], want) {
		t.Errorf("increments are %v, want %v", all[:known], want)
	}
}

// TestQuestions: what is asked adds nothing, and the answers are the claimant's reading
// with all its errors, or the truth with the model's discrepancy alone.
func TestQuestions(t *testing.T) {
	q := losses()
	hyper := []float64{1, 1, 1, 1}
	want := logLik(build(t, stagesOfMixed, q...), growing, hyper...)
	for _, ask := range []likelihood.Ask{likelihood.ByClaimant, likelihood.Truth} {
		q[0].Observations = append(q[0].Observations, likelihood.Observation{ID: fmt.Sprint("asked ", ask), Claimant: "claimant 1", Side: q[0].Observations[0].Side,
			Published: 900, Stage: stagesOfMixed, Reading: likelihood.Level, At: 800, Low: none, Best: none, High: none, Ask: ask})
	}
	for i := range q[0].Observations {
		if o := q[0].Observations[i]; o.Claimant == "claimant 1" && o.Ask == likelihood.NoQuestion {
			for k := range q[0].Observations {
				if q[0].Observations[k].Ask != likelihood.NoQuestion {
					q[0].Observations[k].Side = o.Side
				}
			}
		}
	}
	m := build(t, stagesOfMixed+1, q...)
	near(t, "log-likelihood", logLik(m, growing, hyper...), want, 1e-9)
	answers := m.Forecast(growing, hyper, stagesOfMixed, m.Stages(), m.NewScratch())
	if len(answers) != 2 {
		t.Fatalf("%d answers", len(answers))
	}
	claimed, truth := answers[0], answers[1]
	// The discrepancy has long forgotten the last reading, 45 days of memory on.
	near(t, "the truth's spread", truth.SD, q[0].DiscrepancySD, 1e-4)
	near(t, "the truth's middle", truth.Mean, math.Log(growing(800, 0)+q[0].Offset), 1e-3)
	if claimed.SD < truth.SD {
		t.Errorf("a claimant would be surer (%g) than the truth is (%g)", claimed.SD, truth.SD)
	}
}
