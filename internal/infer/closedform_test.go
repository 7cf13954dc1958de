package infer_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"casus/internal/infer"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// transformed is a target of one stage that is written in its own coordinates; to
// takes the sampler's to them.
type transformed struct {
	dims   int
	to     func(z []float64) []float64
	logLik func(x []float64) float64
}

func (t transformed) Dim() int    { return t.dims }
func (t transformed) Stages() int { return 1 }

func (t transformed) LogLik(_ context.Context, z [][]float64, _ int, out [][]float64) error {
	for i := range z {
		out[i][0] = t.logLik(t.to(z[i]))
	}
	return nil
}

// estimate is a number as independent runs gave it: their mean and its standard error.
type estimate struct{ mean, se float64 }

func estimateOf(values []float64) estimate {
	m, v := stat.MeanVariance(values, nil)
	return estimate{m, math.Sqrt(v / float64(len(values)))}
}

// found is what eight independent runs of a target found.
type found struct {
	means, sds  []estimate   // by coordinate of the target's own
	correlation [][]estimate // of coordinates
	evidence    estimate     // on the log scale
}

// sample runs the target eight times with 2000 particles: enough for the standard errors
// that acceptance.md asks for, at most .05 posterior standard deviations and .15 in log
// evidence. They come from the spread between the runs, not from weights, which are blind
// to what a sampler misses.
func (t transformed) sample(tb testing.TB) found {
	tb.Helper()
	const runs = 8
	d := len(t.to(make([]float64, t.dims)))
	means, sds, corr := make([][]float64, d), make([][]float64, d), make([][][]float64, d)
	for i := range corr {
		corr[i] = make([][]float64, d)
	}
	var evidence []float64
	for run := range runs {
		r, err := infer.Run(context.Background(), t, infer.Options{Particles: 2000, Seed: 3, Run: fmt.Sprintf("closed form %d", run), MinMoves: 8, MaxMoves: 32})
		if err != nil {
			tb.Fatal(err)
		}
		evidence = append(evidence, r.State.LogEvidence)
		x := make([][]float64, d)
		for _, z := range r.State.Z {
			for i, v := range t.to(z) {
				x[i] = append(x[i], v)
			}
		}
		for i := range d {
			m, v := stat.MeanVariance(x[i], nil)
			means[i], sds[i] = append(means[i], m), append(sds[i], math.Sqrt(v))
			for j := range i {
				corr[i][j] = append(corr[i][j], stat.Correlation(x[i], x[j], nil))
			}
		}
	}
	p := found{evidence: estimateOf(evidence), correlation: make([][]estimate, d)}
	for i := range d {
		p.means, p.sds = append(p.means, estimateOf(means[i])), append(p.sds, estimateOf(sds[i]))
		for j := range i {
			p.correlation[i] = append(p.correlation[i], estimateOf(corr[i][j]))
		}
	}
	return p
}

// closeTo asks for what acceptance.md does of a sampler: within 4 of its standard errors,
// and these no larger than the limit.
func (e estimate) closeTo(t *testing.T, name string, exact, limit float64) {
	t.Helper()
	if math.Abs(e.mean-exact) > 4*e.se || e.se > limit {
		t.Errorf("%s: %.4f ± %.4f, exactly %.4f; the error may be %.4f", name, e.mean, e.se, exact, limit)
	}
}

// check compares a coordinate's mean and standard deviation with exact ones.
func (p found) check(t *testing.T, name string, d int, mean, sd float64) {
	t.Helper()
	p.means[d].closeTo(t, "the mean of "+name, mean, 0.05*sd)
	p.sds[d].closeTo(t, "the standard deviation of "+name, sd, 0.05*sd)
}

func normalLog(x, mean, sd float64) float64 {
	e := (x - mean) / sd
	return -e*e/2 - math.Log(sd*math.Sqrt(2*math.Pi))
}

// TestOpposedReporters: three reporters of one number with biases of known priors.
// The exact values are the conjugate normal's, computed from its formula.
func TestOpposedReporters(t *testing.T) {
	y := []float64{math.Log(6200), math.Log(900), math.Log(4700)}
	noise := []float64{0.10, 0.10, 0.15}
	target := transformed{dims: 4,
		to: func(z []float64) []float64 {
			return []float64{math.Log(4000) + z[0], 0.4 + 0.35*z[1], -0.7 + 0.6*z[2], 0.2 * z[3]}
		},
		logLik: func(x []float64) float64 {
			sum := 0.0
			for i := range y {
				sum += normalLog(y[i], x[0]+x[1+i], noise[i])
			}
			return sum
		}}
	p := target.sample(t)
	p.check(t, "log N", 0, 8.320817, 0.191566)
	p.check(t, "the bias of A", 1, 0.410621, 0.201525)
	p.check(t, "the bias of B", 2, -1.496302, 0.210880)
	p.check(t, "the bias of C", 3, 0.086081, 0.171555)
	for i, want := range []float64{-0.8788, -0.8839, -0.7147} {
		p.correlation[i+1][0].closeTo(t, "the correlation of log N with a bias", want, 0.01)
	}
	p.evidence.closeTo(t, "log evidence", -2.566068, 0.15)
}

// TestRegressionEvidence: a straight line through ten points, the prior a hundred
// times wider than the posterior. Exact values by the conjugate normal.
func TestRegressionEvidence(t *testing.T) {
	y := []float64{1.2, 1.9, 3.1, 4.2, 4.8, 6.1, 7.2, 7.7, 9.1, 9.8}
	target := transformed{dims: 2,
		to: func(z []float64) []float64 { return []float64{10 * z[0], 10 * z[1]} },
		logLik: func(b []float64) float64 {
			sum := 0.0
			for i, v := range y {
				sum += normalLog(v, b[0]+b[1]*float64(i), 0.5)
			}
			return sum
		}}
	p := target.sample(t)
	p.check(t, "the intercept", 0, 1.115533, 0.293747)
	p.check(t, "the slope", 1, 0.976486, 0.055030)
	p.correlation[1][0].closeTo(t, "their correlation", -0.842818, 0.01)
	p.evidence.closeTo(t, "log evidence", -12.184328, 0.15)
}

// TestCorrelatedNormal: ten dimensions of very different scales, neighbours
// correlated by 0.9; the log evidence is exactly -37.534440.
func TestCorrelatedNormal(t *testing.T) {
	const d = 10
	scale, mean := make([]float64, d), make([]float64, d)
	covariance := mat.NewSymDense(d, nil)
	for i := range d {
		scale[i] = math.Pow(10, -1+2*float64(i)/(d-1))
		mean[i] = 2 * scale[i] * (-1 + 2*float64(i)/(d-1))
	}
	for i := range d {
		for j := range i + 1 {
			covariance.SetSym(i, j, math.Pow(0.9, float64(i-j))*scale[i]*scale[j])
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(covariance) {
		t.Fatal("the covariance has no root")
	}
	target := transformed{dims: d,
		to: func(z []float64) []float64 {
			x := make([]float64, d)
			for i := range x {
				x[i] = 20 * math.Sqrt(scale[i]) * z[i]
			}
			return x
		},
		logLik: func(x []float64) float64 {
			gap := mat.NewVecDense(d, nil)
			for i := range x {
				gap.SetVec(i, x[i]-mean[i])
			}
			var solved mat.VecDense
			if err := chol.SolveVecTo(&solved, gap); err != nil {
				return math.Inf(-1)
			}
			return -mat.Dot(gap, &solved) / 2
		}}
	p := target.sample(t)
	for i, want := range [d][2]float64{{-0.2031997, 0.0993430}, {-0.2654307, 0.1654649}, {-0.3202642, 0.2755193}, {-0.3301729, 0.4586334},
		{-0.2108884, 0.7632146}, {0.2142962, 1.2697462}, {1.3006408, 2.1122273}, {3.7428599, 3.5144671}, {8.8750265, 5.8526545}, {19.2326379, 9.7665310}} {
		p.check(t, fmt.Sprint("coordinate ", i), i, want[0], want[1])
	}
	p.evidence.closeTo(t, "log evidence", -37.534440, 0.15)
}
