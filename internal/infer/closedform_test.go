package infer_test

import (
	"context"
	"math"
	"testing"

	"casus/internal/infer"

	"gonum.org/v1/gonum/mat"
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

// sample runs the target and gives the particles in its own coordinates.
func (t transformed) sample(tb testing.TB, particles, moves int) (x [][]float64, logEvidence float64) {
	tb.Helper()
	r, err := infer.Run(context.Background(), t, infer.Options{Particles: particles, Seed: 3, Run: "closed form", MinMoves: moves, MaxMoves: 2 * moves})
	if err != nil {
		tb.Fatal(err)
	}
	for _, z := range r.State.Z {
		x = append(x, t.to(z))
	}
	return x, r.State.LogEvidence
}

// close asks for means to a tenth and spreads to a twelfth of the posterior's, some
// three standard errors of 2000 particles that are not quite independent.
func closeTo(t *testing.T, name string, x [][]float64, d int, mean, sd float64) {
	t.Helper()
	m, s := moments(x, d)
	if math.Abs(m-mean) > 0.1*sd || math.Abs(s/sd-1) > 1.0/12 {
		t.Errorf("%s: %.4f (sd %.4f), exactly %.4f (sd %.4f)", name, m, s, mean, sd)
	}
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
	x, evidence := target.sample(t, 2000, 16)
	closeTo(t, "log N", x, 0, 8.320817, 0.191566)
	closeTo(t, "bias of A", x, 1, 0.410621, 0.201525)
	closeTo(t, "bias of B", x, 2, -1.496302, 0.210880)
	closeTo(t, "bias of C", x, 3, 0.086081, 0.171555)
	if math.Abs(evidence+2.566068) > 0.3 {
		t.Errorf("log evidence %.3f, exactly -2.566", evidence)
	}
	t.Logf("log evidence %.3f, exactly -2.566", evidence)
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
	x, evidence := target.sample(t, 2000, 16)
	closeTo(t, "intercept", x, 0, 1.115533, 0.293747)
	closeTo(t, "slope", x, 1, 0.976486, 0.055030)
	if math.Abs(evidence+12.184328) > 0.3 {
		t.Errorf("log evidence %.3f, exactly -12.184", evidence)
	}
	t.Logf("log evidence %.3f, exactly -12.184", evidence)
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
	x, evidence := target.sample(t, 2000, 16)
	closeTo(t, "the first", x, 0, -0.2031997, 0.0993430)
	closeTo(t, "the last", x, d-1, 19.2326379, 9.7665310)
	if math.Abs(evidence+37.534440) > 0.5 {
		t.Errorf("log evidence %.3f, exactly -37.534", evidence)
	}
	t.Logf("log evidence %.3f, exactly -37.534", evidence)
}
