package infer_test

import (
	"context"
	"math"
	"reflect"
	"testing"

	"casus/internal/infer"
)

// TestContinue: chains that go on from the particles have the closed form's means and
// spreads, and the same bits when drawn again.
func TestContinue(t *testing.T) {
	target := sharp()
	r, err := infer.Run(context.Background(), target, infer.Options{Particles: 1000, Seed: 4, Run: "x", MinMoves: 5, MaxMoves: 60, Correlation: 0.05})
	if err != nil {
		t.Fatal(err)
	}
	draw := func() *infer.Chains {
		c, err := infer.Continue(context.Background(), target, r.State, infer.ChainOptions{Chains: 8, Draws: 500, Thin: 16, Seed: 4, Run: "x"})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := draw()
	mean, sd, _ := target.exact()
	for d := range mean {
		m, s := moments(c.Flat(), d)
		// 4,000 draws, some four moves from one independent draw to the next.
		if math.Abs(m-mean[d]) > 0.1*sd[d] || math.Abs(s/sd[d]-1) > 0.08 {
			t.Errorf("dimension %d: %.4f (sd %.4f), exactly %.4f (sd %.4f)", d, m, s, mean[d], sd[d])
		}
	}
	if !reflect.DeepEqual(c.Z, draw().Z) {
		t.Error("the same chains have other bits the second time")
	}
	if _, err := infer.Continue(context.Background(), target, r.State, infer.ChainOptions{Chains: 2000, Draws: 1}); err == nil {
		t.Error("more chains than particles are taken")
	}
}
