package study

import (
	"fmt"
	"math"
	"slices"

	"casus/internal/diagnose"

	"gonum.org/v1/gonum/stat"
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
	if len(passes) > 1 {
		d.Agreement = t.agreement(passes)
	}
	if all := t.totalTime.Load(); all > 0 {
		d.LikelihoodShare = float64(t.likeTime.Load()) / float64(all)
	}
	return d
}

// agreement compares the last particles of independent passes. The order of particles
// within a pass means nothing, so that R-hat tells of differences between passes alone.
func (t *target) agreement(passes []*pass) *Agreement {
	a := &Agreement{Passes: len(passes)}
	var worth []float64
	for i, dim := range t.dims {
		chains := make([][]float64, len(passes))
		var means, all []float64
		for j, p := range passes {
			for _, z := range p.final.Z {
				chains[j] = append(chains[j], z[i])
			}
			means, all = append(means, stat.Mean(chains[j], nil)), append(all, chains[j]...)
		}
		if r := diagnose.RHat(chains); r > a.RHat {
			a.RHat, a.Dimension = r, dim.name
		}
		if between := stat.Variance(means, nil); between > 0 {
			worth = append(worth, float64(len(passes))*stat.Variance(all, nil)/between)
		}
	}
	if len(worth) > 0 {
		slices.Sort(worth)
		a.BetweenDraws = math.Min(stat.Quantile(0.5, stat.Empirical, worth, nil), float64(len(passes)*len(passes[0].final.Z)))
	}
	return a
}
