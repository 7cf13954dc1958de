package study

import (
	"fmt"
	"math"
)

// diagnostics sums up how the computation went, over all passes.
func (t *target) diagnostics(passes []*pass, o Options) Diagnostics {
	d := Diagnostics{Particles: o.Particles, Dimensions: t.Dim(), EffectiveDraws: math.Inf(1), UniqueDraws: math.MaxInt}
	low, high := math.Inf(1), math.Inf(-1)
	proposals, accepted := 0.0, 0.0
	for _, p := range passes {
		d.Stages = append(d.Stages, p.Reports...)
		for _, r := range p.Reports {
			d.Evaluations += r.Evaluations
			d.EffectiveDraws = math.Min(d.EffectiveDraws, r.ESS)
			d.WorstCorrelation = math.Max(d.WorstCorrelation, r.Correlation)
			proposals += float64(r.Moves)
			accepted += float64(r.Moves) * r.Acceptance
		}
		d.UniqueDraws = min(d.UniqueDraws, p.Reports[len(p.Reports)-1].Unique)
		d.LogEvidence += p.final.LogEvidence / float64(len(passes))
		low, high = math.Min(low, p.final.LogEvidence), math.Max(high, p.final.LogEvidence)
	}
	d.Acceptance = accepted / proposals
	d.EvidenceNote = "of one pass; --replicates shows how far others differ. It is not used to weigh explanations against each other"
	if len(passes) > 1 {
		d.EvidenceNote = fmt.Sprintf("%d passes gave %.1f to %.1f", len(passes), low, high)
	}
	if all := t.totalTime.Load(); all > 0 {
		d.LikelihoodShare = float64(t.likeTime.Load()) / float64(all)
	}
	return d
}
