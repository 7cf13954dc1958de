package study

import (
	"fmt"
	"math"

	"casus/internal/explore"
)

// The classes of wording, and the limits that decide them. They stand in
// docs/method.md.
const (
	wordingAssumed      = "assumed, not learned"
	wordingNotSeparable = "not separable on this evidence"

	// assumedWithin: a prior and a posterior probability closer than this mean that
	// the structure of the model gave the answer and the claims did not.
	assumedWithin = 0.05
	// widthKept: a posterior interval wider than this share of the prior's means
	// that the claims do not tell one size of effect from another.
	widthKept = 0.8
	// rivalWeight: an explanation of at least this weight under which the sign of
	// an effect is another keeps the effect from being attributed.
	rivalWeight = 0.1
)

// effect evaluates one effect on paired runs of posterior and prior draws.
func (s *Study) effect(e Effect, post, prior map[string]*explore.Ensemble, parts []partDraws) EffectResult {
	after, before := e.Measure.Draws(post), e.Measure.Draws(prior)
	positive := func(v float64) bool { return v > 0 }
	r := EffectResult{ID: e.ID, Title: e.Title, Unit: e.Unit, Note: e.Note,
		Scenario: e.Measure.Scenario, Against: e.Measure.Against,
		Posterior: explore.Summarise(after), Prior: explore.Summarise(before),
		ProbAbove: explore.Probability(after, positive), PriorProbAbove: explore.Probability(before, positive),
		Claims: s.claimsOn(e.Quantities), Output: s.Program.Outputs[e.Output].Name}
	r.Wording, r.Reason = word(r, after, parts)
	return r
}

// word decides how an effect may be spoken of. What can't be separated is said
// first, since it is the graver.
func word(r EffectResult, after []float64, parts []partDraws) (wording, reason string) {
	if r.Prior.Width() > 0 && r.Posterior.Width() > widthKept*r.Prior.Width() {
		return wordingNotSeparable, fmt.Sprintf("the interval is still %.0f %% as wide as before any claim was read", 100*r.Posterior.Width()/r.Prior.Width())
	}
	for _, p := range parts {
		if other, weight, turns := p.turns(after, r.Posterior.Q50); turns {
			return wordingNotSeparable, fmt.Sprintf("a rival explanation of weight %.2f (%s) turns its sign", weight, other)
		}
	}
	if math.Abs(r.ProbAbove-r.PriorProbAbove) < assumedWithin {
		return wordingAssumed, "its sign is as probable after the claims as before them"
	}
	return "", ""
}

// sign is 0 for numbers too small to be anything but rounding.
func sign(v float64) int {
	switch {
	case v > 1e-9:
		return 1
	case v < -1e-9:
		return -1
	}
	return 0
}

// statement evaluates one statement: its probability over the base posterior, over
// those with the claimants' bias held tight and wide, and under the prior.
func (s *Study) statement(st Statement, base, tight, wide, prior map[string]*explore.Ensemble) StatementResult {
	p := func(runs map[string]*explore.Ensemble) float64 {
		return explore.Probability(st.Measure.Draws(runs), st.Holds)
	}
	r := StatementResult{ID: st.ID, Row: st.Row, Text: st.Text, Test: st.Test, Note: st.Note,
		Probability: p(base), Prior: p(prior), Claims: s.claimsOn(st.Quantities), Dates: st.Dates}
	a, b := p(tight), p(wide)
	r.Low = math.Min(r.Probability, math.Min(a, b))
	r.High = math.Max(r.Probability, math.Max(a, b))
	r.Verdict = WordsOfRange(r.Low, r.High)
	if math.Abs(r.Probability-r.Prior) < assumedWithin {
		r.Wording = wordingAssumed
	}
	return r
}

// claimsOn lists the used claims that inform any of the quantities.
func (s *Study) claimsOn(quantities []string) []string {
	ids := []string{}
	for _, id := range quantities {
		if q := s.quantity(id); q != nil {
			for _, i := range q.Used {
				ids = append(ids, s.Claims[i].ID)
			}
		}
	}
	return ids
}
