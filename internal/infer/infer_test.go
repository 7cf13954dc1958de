package infer_test

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"casus/internal/infer"
)

// readings is a target with a closed form: at stage s, reading y[s] of dimension
// dim[s] with normal error sd[s].
type readings struct {
	dims int
	y    []float64
	dim  []int
	sd   []float64
}

func (r *readings) Dim() int    { return r.dims }
func (r *readings) Stages() int { return len(r.y) }

func (r *readings) LogLik(_ context.Context, z [][]float64, upTo int, out [][]float64) error {
	for i := range z {
		for s := range upTo + 1 {
			e := (r.y[s] - z[i][r.dim[s]]) / r.sd[s]
			out[i][s] = -e*e/2 - math.Log(r.sd[s]*math.Sqrt(2*math.Pi))
		}
	}
	return nil
}

// exact is the closed form: mean and sd of each dimension, and the log evidence,
// by the conjugate normal (Gelman et al., Bayesian Data Analysis, 2.5).
func (r *readings) exact() (mean, sd []float64, evidence float64) {
	mean, sd = make([]float64, r.dims), make([]float64, r.dims)
	for d := range sd {
		sd[d] = 1
	}
	for s, y := range r.y {
		d := r.dim[s]
		v := sd[d]*sd[d] + r.sd[s]*r.sd[s]
		e := y - mean[d]
		evidence += -e*e/(2*v) - math.Log(2*math.Pi*v)/2
		mean[d] += e * sd[d] * sd[d] / v
		sd[d] *= r.sd[s] / math.Sqrt(v)
	}
	return mean, sd, evidence
}

// sharp is evidence far from the prior and much sharper than it, twice on a
// dimension, in 20 dimensions.
func sharp() *readings {
	r := &readings{dims: 20}
	for s := range 12 {
		r.y = append(r.y, 2*math.Sin(float64(s)))
		r.dim = append(r.dim, s%8)
		r.sd = append(r.sd, 0.05+0.05*float64(s%3))
	}
	return r
}

func options() infer.Options {
	return infer.Options{Particles: 1000, Seed: 1, Run: "test", MinMoves: 16, MaxMoves: 40}
}

// TestConjugateNormal: means to a fifth and spreads to an eighth of a posterior
// standard deviation are about five standard errors of 1000 particles, as is 0.5
// of the log evidence over a dozen stages.
func TestConjugateNormal(t *testing.T) {
	target := sharp()
	r, err := infer.Run(context.Background(), target, options())
	if err != nil {
		t.Fatal(err)
	}
	mean, sd, evidence := target.exact()
	for d := range mean {
		m, s := moments(r.State.Z, d)
		if math.Abs(m-mean[d]) > 0.2*sd[d] {
			t.Errorf("mean of dimension %d is %.4f, exactly %.4f (sd %.4f)", d, m, mean[d], sd[d])
		}
		if math.Abs(s/sd[d]-1) > 0.125 {
			t.Errorf("sd of dimension %d is %.4f, exactly %.4f", d, s, sd[d])
		}
	}
	if math.Abs(r.State.LogEvidence-evidence) > 0.5 {
		t.Errorf("log evidence is %.3f, exactly %.3f", r.State.LogEvidence, evidence)
	}
	t.Logf("log evidence %.3f, exactly %.3f", r.State.LogEvidence, evidence)
	for _, rep := range r.Reports {
		if rep.Correlation > 0.15 || rep.Unique < 900 {
			t.Errorf("stage %d: correlation %.2f, %d distinct particles", rep.Stage, rep.Correlation, rep.Unique)
		}
	}
}

func moments(z [][]float64, d int) (mean, sd float64) {
	for i := range z {
		mean += z[i][d] / float64(len(z))
	}
	for i := range z {
		sd += (z[i][d] - mean) * (z[i][d] - mean) / float64(len(z)-1)
	}
	return mean, math.Sqrt(sd)
}

// split evaluates points in reversed order and remembers nothing, as another
// number of workers would.
type split struct{ *readings }

func (s split) LogLik(ctx context.Context, z [][]float64, upTo int, out [][]float64) error {
	for i := len(z) - 1; i >= 0; i-- {
		if err := s.readings.LogLik(ctx, z[i:i+1], upTo, out[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// allOf is a state to the last bit.
func allOf(t *testing.T, s *infer.State) string {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSameBits: the result depends neither on the order of evaluation nor on
// stopping half way and going on.
func TestSameBits(t *testing.T) {
	ctx := context.Background()
	target, o := sharp(), options()
	o.Particles = 100
	var half *infer.State
	o.OnStage = func(r infer.StageReport, s *infer.State) error {
		if r.Stage == 5 {
			half = s
		}
		return nil
	}
	whole, err := infer.Run(ctx, target, o)
	if err != nil {
		t.Fatal(err)
	}
	o.OnStage = nil
	other, err := infer.Run(ctx, split{target}, o)
	if err != nil {
		t.Fatal(err)
	}
	o.From = half
	resumed, err := infer.Run(ctx, target, o)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(resumed.Reports); n != 6 {
		t.Errorf("%d stages were run after the stop, want 6", n)
	}
	want := allOf(t, whole.State)
	if allOf(t, other.State) != want {
		t.Error("another order of evaluation gives other bits")
	}
	if allOf(t, resumed.State) != want {
		t.Error("going on from a state gives other bits")
	}
	o.From, o.Run = nil, "another"
	another, err := infer.Run(ctx, target, o)
	if err != nil {
		t.Fatal(err)
	}
	if allOf(t, another.State) == want {
		t.Error("another run gives the same draws")
	}
}

// gate is a part that is on where z[0] is 0 or more, and a reading 1 of a quantity
// that is z[1] when the part is off and z[1]+3 when it is on.
type gate struct{}

func (gate) Dim() int                 { return 6 }
func (gate) Stages() int              { return 1 }
func (gate) Switches() []infer.Switch { return []infer.Switch{{Dim: 0}} }

func (gate) LogLik(_ context.Context, z [][]float64, _ int, out [][]float64) error {
	for i := range z {
		at := z[i][1]
		if z[i][0] >= 0 {
			at += 3
		}
		e := (1 - at) / 0.5
		out[i][0] = -e * e / 2
	}
	return nil
}

// TestSwitch: with prior odds of 1, the posterior odds are the ratio of the normal
// densities of the reading with and without the part; 0.05 is three standard
// errors of 1000 draws.
func TestSwitch(t *testing.T) {
	r, err := infer.Run(context.Background(), gate{}, options())
	if err != nil {
		t.Fatal(err)
	}
	density := func(y float64) float64 { return math.Exp(-y * y / (2 * 1.25)) }
	want := density(1-3) / (density(1-3) + density(1))
	on := 0.0
	for _, z := range r.State.Z {
		if z[0] >= 0 {
			on++
		}
	}
	if got := on / float64(len(r.State.Z)); math.Abs(got-want) > 0.05 {
		t.Errorf("the part is on in %.3f of the draws, exactly %.3f", got, want)
	}
}

type impossible struct{ gate }

func (impossible) LogLik(_ context.Context, z [][]float64, _ int, out [][]float64) error {
	for i := range z {
		out[i][0] = math.NaN()
	}
	return nil
}

func TestFaults(t *testing.T) {
	ctx := context.Background()
	if _, err := infer.Run(ctx, impossible{}, options()); err == nil {
		t.Error("evidence that nothing explains is no error")
	}
	if _, err := infer.Run(ctx, gate{}, infer.Options{Particles: 3}); err == nil {
		t.Error("three particles are no error")
	}
	o := options()
	o.From = &infer.State{Z: [][]float64{{1}}}
	if _, err := infer.Run(ctx, gate{}, o); err == nil {
		t.Error("a state of other dimensions is no error")
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := infer.Run(cancelled, stopping{}, options()); err == nil {
		t.Error("the target's error is lost")
	}
}

type stopping struct{ gate }

func (stopping) LogLik(ctx context.Context, _ [][]float64, _ int, _ [][]float64) error {
	return ctx.Err()
}
