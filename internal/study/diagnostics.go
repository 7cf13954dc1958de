package study

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// enoughPasses is how many independent passes it takes to tell the error of the log
// evidence.
const enoughPasses = 4

// diagnostics sums up how the computation went, over all passes.
func (t *target) diagnostics(passes []*pass, o Options) Diagnostics {
	d := Diagnostics{Particles: o.Particles, Dimensions: t.Dim(), EffectiveDraws: math.Inf(1), UniqueDraws: math.MaxInt}
	proposals, accepted := 0.0, 0.0
	var evidence []float64
	for _, p := range passes {
		d.Stages = append(d.Stages, p.Reports...)
		for _, r := range p.Reports {
			d.Evaluations += r.Evaluations
			d.EffectiveDraws = math.Min(d.EffectiveDraws, r.ESS)
			d.WorstCorrelation = math.Max(d.WorstCorrelation, r.Correlation)
			proposals += float64(r.Moves)
			accepted += float64(r.Moves) * r.Acceptance
		}
		d.Evaluations += p.Chains.Evaluations
		d.UniqueDraws = min(d.UniqueDraws, p.Reports[len(p.Reports)-1].Unique)
		evidence = append(evidence, p.final().LogEvidence)
	}
	d.Acceptance = accepted / proposals
	d.LogEvidence = stat.Mean(evidence, nil)
	d.EvidenceNote = fmt.Sprintf("of one pass, so that its error is not known; --replicates %d tells it", enoughPasses)
	switch n := len(evidence); {
	case n >= enoughPasses:
		d.EvidenceError = stat.StdDev(evidence, nil) / math.Sqrt(float64(n))
		d.EvidenceNote = fmt.Sprintf("standard error %.2f by %d passes, which gave %.1f to %.1f; differences below 3 mean nothing", d.EvidenceError, n, slices.Min(evidence), slices.Max(evidence))
	case n > 1:
		d.EvidenceNote = fmt.Sprintf("%d passes gave %.1f to %.1f; %d tell its error", n, slices.Min(evidence), slices.Max(evidence), enoughPasses)
	}
	if all := t.totalTime.Load(); all > 0 {
		d.LikelihoodShare = float64(t.likeTime.Load()) / float64(all)
	}
	return d
}
