package study

import (
	"testing"

	"casus/internal/explore"
)

func TestWording(t *testing.T) {
	narrow := explore.Summary{Q05: 10, Q50: 20, Q95: 30}
	wide := explore.Summary{Q05: -100, Q50: 5, Q95: 100}
	draws := []float64{20, 20, 20, 0, 0, 20, 20, 20, 20, 20}
	off := partDraws{without: "no ground was moved", on: []bool{true, true, true, false, false, true, true, true, true, true}}
	rare := partDraws{without: "no ground was moved", on: []bool{true, true, true, true, true, true, true, true, true, true}}
	for _, c := range []struct {
		name  string
		r     EffectResult
		parts []partDraws
		want  string
	}{
		{"learned", EffectResult{Posterior: narrow, Prior: wide, ProbAbove: .99, PriorProbAbove: .6}, nil, ""},
		{"probability as before", EffectResult{Posterior: narrow, Prior: wide, ProbAbove: .99, PriorProbAbove: .97}, nil, wordingAssumed},
		{"interval as wide", EffectResult{Posterior: wide, Prior: wide, ProbAbove: .9, PriorProbAbove: .5}, nil, wordingNotSeparable},
		{"a rival turns it", EffectResult{Posterior: narrow, Prior: wide, ProbAbove: .8, PriorProbAbove: .5}, []partDraws{off}, wordingNotSeparable},
		{"a rival without weight", EffectResult{Posterior: narrow, Prior: wide, ProbAbove: .8, PriorProbAbove: .5}, []partDraws{rare}, ""},
	} {
		if got, _ := word(c.r, draws, c.parts); got != c.want {
			t.Errorf("%s: wording %q, want %q", c.name, got, c.want)
		}
	}
}
