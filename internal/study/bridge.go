package study

import (
	"context"
	"math"

	"casus/internal/infer"
	"casus/internal/likelihood"
)

// bridge is the log of what a last stage multiplies the posterior of all claims by at a
// point, given the log-likelihood of each stage there. The sampler takes finished particles
// across by tempering, which is dependable where weights would not be.
type bridge func(z []float64, get func(row, output int) float64, hyper, base []float64) float64

// toLikelihood leads to the posterior by another likelihood of the same claims.
func (t *target) toLikelihood(other *likelihood.Model) bridge {
	return func(_ []float64, get func(row, output int) float64, hyper, base []float64) float64 {
		increments := make([]float64, len(base))
		other.LogLik(get, hyper, increments, other.NewScratch())
		t.addEvents(get, increments)
		t.study.table.Add(get, hyper, increments)
		sum := 0.0
		for i := range increments {
			sum += increments[i] - base[i]
		}
		return sum
	}
}

// toWidth leads to the posterior by priors of some dimensions that are wider by a factor: in
// the sampler's space, where a prior is standard normal, normal with the factor as its spread.
func toWidth(dims []int, factor float64) bridge {
	return func(z []float64, _ func(row, output int) float64, _, _ []float64) float64 {
		sum := 0.0
		for _, d := range dims {
			sum += z[d]*z[d]/2*(1-1/(factor*factor)) - math.Log(factor)
		}
		return sum
	}
}

// cross takes the particles of a finished pass over a bridge, in a run of that name. The log
// evidence that it adds is that of the one posterior's normaliser over the other's.
func (t *target) cross(ctx context.Context, p *pass, by bridge, run string, o Options, progress func(float64)) (state *infer.State, evidence float64, err error) {
	t.bridge = by
	defer func() { t.bridge = nil }()
	io := t.study.inferOptions(o, run)
	io.From, io.Progress = p.final(), progress
	r, err := infer.Run(ctx, t, io)
	if err != nil {
		return nil, 0, err
	}
	return r.State, r.Reports[0].LogEvidence, nil
}
