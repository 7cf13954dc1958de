package infer_test

import (
	"context"
	"math"
	"testing"

	"casus/internal/diagnose"
	"casus/internal/infer"
)

// substitutes are three parts, of prior chances 0.5, 0.3 and 0.9, that add 2, 1 and -1.5 to a
// quantity z[3], of which a reading of 1 has an error of 0.1. Turned by itself a part would take the
// quantity ten errors and more from the reading; it must take z[3] along.
type substitutes struct{}

var substitutesAdd = []float64{2, 1, -1.5}
var substitutesFrom = []float64{0, 0.524400512708041, -1.2815515655446004} // normal quantiles of 0.5, 0.7, 0.1

func (substitutes) Dim() int    { return 6 }
func (substitutes) Stages() int { return 1 }
func (substitutes) Switches() []infer.Switch {
	var out []infer.Switch
	for d, from := range substitutesFrom {
		out = append(out, infer.Switch{Dim: d, From: from})
	}
	return out
}

func (substitutes) LogLik(_ context.Context, z [][]float64, _ int, out [][]float64) error {
	for i := range z {
		at := z[i][3]
		for d, add := range substitutesAdd {
			if z[i][d] >= substitutesFrom[d] {
				at += add
			}
		}
		e := (1 - at) / 0.1
		out[i][0] = -e * e / 2
	}
	return nil
}

// exact is each part's chance, by counting all eight combinations: the reading is normal about
// what a combination adds, with variance 1 + 0.01.
func (substitutes) exact() []float64 {
	chance, all := make([]float64, 3), 0.0
	for which := range 8 {
		weight, at := 1.0, 0.0
		for d, p := range []float64{0.5, 0.3, 0.9} {
			if which>>d&1 == 1 {
				weight, at = weight*p, at+substitutesAdd[d]
			} else {
				weight *= 1 - p
			}
		}
		weight *= math.Exp(-(1 - at) * (1 - at) / (2 * 1.01))
		all += weight
		for d := range chance {
			if which>>d&1 == 1 {
				chance[d] += weight
			}
		}
	}
	for d := range chance {
		chance[d] /= all
	}
	return chance
}

// TestPartsTakeWhatTheyExplainAlong: particles and chains have the parts' exact chances, and
// eight moves of a chain, two of them turns of parts, make draws that are worth a quarter of
// independent ones. 0.05 is three standard errors of 1,000 particles, 0.03 of as many
// independent draws of chains as are asked for.
func TestPartsTakeWhatTheyExplainAlong(t *testing.T) {
	target := substitutes{}
	r, err := infer.Run(context.Background(), target, infer.Options{Particles: 1000, Seed: 4, Run: "x", MinMoves: 5, MaxMoves: 60, Correlation: 0.05})
	if err != nil {
		t.Fatal(err)
	}
	c, err := infer.Continue(context.Background(), target, r.State, infer.ChainOptions{Chains: 16, Draws: 500, Thin: 8, Seed: 4, Run: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range target.exact() {
		on := func(z []float64) float64 {
			if z[d] >= substitutesFrom[d] {
				return 1
			}
			return 0
		}
		particles, draws := 0.0, 0.0
		for _, z := range r.State.Z {
			particles += on(z) / float64(len(r.State.Z))
		}
		chains := make([][]float64, len(c.Z))
		for i, chain := range c.Z {
			for _, z := range chain {
				chains[i] = append(chains[i], on(z))
				draws += on(z) / 8000
			}
		}
		if math.Abs(particles-want) > 0.05 || math.Abs(draws-want) > 0.03 {
			t.Errorf("part %d is on in %.3f of the particles and %.3f of the draws, exactly %.3f", d, particles, draws, want)
		}
		if n := diagnose.Bulk(chains); n < 8000/4 {
			t.Errorf("the draws of part %d are worth %.0f", d, n)
		}
	}
}
