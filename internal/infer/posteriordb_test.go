package infer_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"casus/internal/infer"
	"casus/internal/prob"
)

// posterior is a file of posteriordb's (Magnusson and others, commit 28f8d3d): data, and
// moments and quantiles of its 10,000 reference draws.
type posterior struct {
	Parameters []string
	Data       map[string]json.RawMessage
	Reference  map[string]struct {
		Mean, SD float64
		Q        map[string]float64
	}
}

func readPosterior(t *testing.T, name string) posterior {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("../../../shared/acceptance/posteriordb", name+".json"))
	if err != nil {
		t.Skipf("no reference posteriors here: %v", err)
	}
	var p posterior
	if err := json.Unmarshal(src, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p posterior) get(t *testing.T, name string, out any) {
	t.Helper()
	if err := json.Unmarshal(p.Data[name], out); err != nil {
		t.Fatal(err)
	}
}

// byPriors is a target of one stage whose coordinates have these priors.
func byPriors(priors []prob.Dist, logLik func(x []float64) float64) transformed {
	return transformed{dims: len(priors), logLik: logLik, to: func(z []float64) []float64 {
		x := make([]float64, len(z))
		for i := range x {
			x[i] = prob.AtScore(priors[i], z[i])
		}
		return x
	}}
}

// holdTo wants means within 0.1 standard deviations of the reference, standard deviations
// within 10 % and the quantiles 5, 50 and 95 within 0.15 (acceptance A1); of parameters with
// heavy tails the quantiles alone.
func (p posterior) holdTo(t *testing.T, target transformed, derived func(x []float64) []float64, heavy ...string) {
	t.Helper()
	r, err := infer.Run(context.Background(), target, infer.Options{Particles: 2000, Seed: 2, Run: "posteriordb", MinMoves: 5, MaxMoves: 100, Correlation: 0.05})
	if err != nil {
		t.Fatal(err)
	}
	c, err := infer.Continue(context.Background(), target, r.State, infer.ChainOptions{Chains: 16, Draws: 500, Thin: 16, Seed: 2, Run: "posteriordb"})
	if err != nil {
		t.Fatal(err)
	}
	var draws [][]float64
	for _, z := range c.Flat() {
		x := target.to(z)
		if derived != nil {
			x = derived(x)
		}
		draws = append(draws, x)
	}
	for i, name := range p.Parameters {
		ref := p.Reference[name]
		mean, sd := moments(draws, i)
		off := (mean - ref.Mean) / ref.SD
		if !slices.Contains(heavy, name) && (math.Abs(off) > 0.1 || math.Abs(sd/ref.SD-1) > 0.1) {
			t.Errorf("%s is %.5g (sd %.3g), the reference %.5g (%.3g)", name, mean, sd, ref.Mean, ref.SD)
		}
		column := make([]float64, len(draws))
		for k := range draws {
			column[k] = draws[k][i]
		}
		slices.Sort(column)
		for text, at := range map[string]float64{"0.05": 0.05, "0.5": 0.5, "0.95": 0.95} {
			got := column[int(at*float64(len(column)))]
			if gap := (got - ref.Q[text]) / ref.SD; math.Abs(gap) > 0.15 {
				t.Errorf("%s: the quantile at %s is %.5g, the reference %.5g", name, text, got, ref.Q[text])
			}
		}
		t.Logf("%s: mean %+.3f sd, spread %.3f", name, off, sd/ref.SD)
	}
}

func normal(mean, sd float64) prob.Dist { return prob.Normal{Mu: mean, SD: sd} }

func TestEightSchools(t *testing.T) {
	p := readPosterior(t, "eight_schools-eight_schools_noncentered")
	var y, sigma []float64
	p.get(t, "y", &y)
	p.get(t, "sigma", &sigma)
	priors := []prob.Dist{normal(0, 5), prob.HalfCauchy{Scale: 5}}
	for range y {
		priors = append(priors, normal(0, 1))
	}
	schools := func(x []float64) []float64 {
		var out []float64
		for j := range y {
			out = append(out, x[0]+x[1]*x[2+j])
		}
		return append(out, x[0], x[1])
	}
	p.holdTo(t, byPriors(priors, func(x []float64) float64 {
		sum := 0.0
		for j, theta := range schools(x)[:len(y)] {
			sum += normalLog(y[j], theta, sigma[j])
		}
		return sum
	}), schools, "tau")
}

func TestKilpisjarvi(t *testing.T) {
	p := readPosterior(t, "kilpisjarvi_mod-kilpisjarvi")
	var x, y []float64
	var ma, sa, mb, sb float64
	p.get(t, "x", &x)
	p.get(t, "y", &y)
	p.get(t, "pmualpha", &ma)
	p.get(t, "psalpha", &sa)
	p.get(t, "pmubeta", &mb)
	p.get(t, "psbeta", &sb)
	wide := prob.HalfCauchy{Scale: 2} // of sigma, whose prior is flat: its density is divided out
	p.holdTo(t, byPriors([]prob.Dist{normal(ma, sa), normal(mb, sb), wide}, func(v []float64) float64 {
		sum := -wide.LogDensity(v[2])
		for i := range x {
			sum += normalLog(y[i], v[0]+v[1]*x[i], v[2])
		}
		return sum
	}), nil)
}

func TestAutoregression(t *testing.T) {
	p := readPosterior(t, "arK-arK")
	var y []float64
	var k int
	p.get(t, "y", &y)
	p.get(t, "K", &k)
	priors := []prob.Dist{normal(0, 10)}
	for range k {
		priors = append(priors, normal(0, 10))
	}
	p.holdTo(t, byPriors(append(priors, prob.HalfCauchy{Scale: 2.5}), func(v []float64) float64 {
		sum := 0.0
		for i := k; i < len(y); i++ {
			mean := v[0]
			for j := range k {
				mean += v[1+j] * y[i-1-j]
			}
			sum += normalLog(y[i], mean, v[1+k])
		}
		return sum
	}), nil)
}

func TestMovingAverage(t *testing.T) {
	p := readPosterior(t, "arma-arma11")
	var y []float64
	p.get(t, "y", &y)
	p.holdTo(t, byPriors([]prob.Dist{normal(0, 10), normal(0, 2), normal(0, 2), prob.HalfCauchy{Scale: 2.5}}, func(v []float64) float64 {
		expected := v[0] + v[1]*v[0]
		sum := 0.0
		for i := range y {
			if i > 0 {
				expected = v[0] + v[1]*y[i-1] + v[2]*(y[i-1]-expected)
			}
			sum += normalLog(y[i], expected, v[3])
		}
		return sum
	}), nil)
}

func TestRegressionOfFive(t *testing.T) {
	p := readPosterior(t, "sblrc-blr")
	var y []float64
	var x [][]float64
	p.get(t, "y", &y)
	p.get(t, "X", &x)
	priors := []prob.Dist{}
	for range x[0] {
		priors = append(priors, normal(0, 10))
	}
	p.holdTo(t, byPriors(append(priors, prob.HalfNormal{SD: 10}), func(v []float64) float64 {
		sum := 0.0
		for i := range y {
			mean := 0.0
			for j := range x[i] {
				mean += v[j] * x[i][j]
			}
			sum += normalLog(y[i], mean, v[len(x[i])])
		}
		return sum
	}), nil)
}
