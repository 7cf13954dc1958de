package study

import (
	"context"
	"fmt"
	"slices"
)

// The factors on the width of priors that a chance is told for beside 1.
const (
	narrowPrior = 0.5
	widePrior   = 2
)

// evidenceOfWidth is what the log evidence gains where the priors of whatever the variants set or
// change, and this one learns, are wider by a factor.
func (s *Study) evidenceOfWidth(ctx context.Context, t *target, p *pass, factor float64, o Options) (float64, error) {
	var dims []int
	for i, d := range t.dims {
		if slices.Contains(s.contested, key(d.name)) {
			dims = append(dims, i)
		}
	}
	if len(dims) == 0 {
		return 0, nil
	}
	_, gain, err := t.cross(ctx, p, toWidth(dims, factor), fmt.Sprintf("priors times %g", factor), o, func(float64) {
		o.Progress("widening and narrowing priors", beforeStructure)
	})
	return gain, err
}

// weighByWidth gives the variants the chances that they would have by such priors.
func (c *Weighing) weighByWidth(logPrior []float64) {
	narrow, wide := make([]float64, len(logPrior)), make([]float64, len(logPrior))
	for i, v := range c.Variants {
		narrow[i], wide[i] = logPrior[i]+(v.LogEvidence+v.narrowed), logPrior[i]+(v.LogEvidence+v.widened)
	}
	narrow, wide = shares(narrow), shares(wide)
	for i := range c.Variants {
		c.Variants[i].Narrow, c.Variants[i].Wide = narrow[i], wide[i]
	}
}
