package explore

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestResponds: of y ~ normal(θ + c, s) with θ ~ normal(0, t) before, θ stands about k(y - c)
// after, k = t²/(t² + s²), so that its mean moves by -k with c, that of θ + c by 1 - k, and the
// log evidence by (y - c)/(t² + s²). All three are exact for a change of any size.
func TestResponds(t *testing.T) {
	const n, chains, y, s, prior, step = 40000, 16, 1.4, 0.5, 1.0, 0.2
	k := prior * prior / (prior*prior + s*s)
	rng := rand.New(rand.NewPCG(7, 0))
	var theta, sumLow, sumHigh, logLow, logHigh []float64
	logLik := func(theta, c float64) float64 { return -(y - theta - c) * (y - theta - c) / (2 * s * s) }
	for range n {
		v := k*y + prior*s/math.Sqrt(prior*prior+s*s)*rng.NormFloat64()
		theta = append(theta, v)
		sumLow, sumHigh = append(sumLow, v-step/2), append(sumHigh, v+step/2)
		logLow, logHigh = append(logLow, logLik(v, -step/2)), append(logHigh, logLik(v, step/2))
	}
	for _, of := range []struct {
		name          string
		low, high     []float64
		held, learned float64
	}{
		{"what is learned", theta, theta, 0, -k},
		{"what is asked", sumLow, sumHigh, 1, 1 - k},
	} {
		r := Responds(of.low, of.high, logLow, logHigh, step, chains)
		if math.Abs(r.Held-of.held) > 1e-9 || math.Abs(r.Learned-of.learned) > 4*r.Error || r.Error > 0.02 || r.Error < 0.001 {
			t.Errorf("%s moves by %.4f held and %.4f ± %.4f learned, not %g and %.4f", of.name, r.Held, r.Learned, r.Error, of.held, of.learned)
		}
	}
	pull, off := Pull(logLow, logHigh, step, chains)
	if want := y / (prior*prior + s*s); math.Abs(pull-want) > 4*off || off > 0.05 || off < 0.001 {
		t.Errorf("the evidence is pulled by %.4f ± %.4f, not %.4f", pull, off, want)
	}
}

// TestRespondsWithoutNumbers: draws in which the answer is no number leave the others alone.
func TestRespondsWithoutNumbers(t *testing.T) {
	low, high := []float64{1, 2, math.NaN(), 4, 5, 6}, []float64{2, 3, 9, 5, 6, math.Inf(1)}
	r := Responds(low, high, make([]float64, 6), make([]float64, 6), 0.5, 3)
	if r.Held != 2 || r.Learned != 2 || r.Error != 0 {
		t.Errorf("%+v", r)
	}
}
