package likelihood

import (
	"math"

	"casus/internal/prob"
)

// worst is the least that a censored reading may add: about what an exact one adds
// that is 450 standard deviations off.
const worst = -1e5

var halfLog2Pi = math.Log(2*math.Pi) / 2

// LogLik writes the log-likelihood that each stage adds, given the stages before
// it, into increments; stages beyond its length are left out, and the rows that
// they read are not asked for. get gives the model's output, hyper the factors that
// SpreadParam names: it panics when there are fewer. The increments are finite
// whatever get returns.
func (m *Model) LogLik(get func(row, output int) float64, hyper, increments []float64, scratch *Scratch) {
	clear(increments)
	m.prepare(hyper, len(increments), scratch)
	for i := range m.kinds {
		k, s := &m.kinds[i], &scratch.sides[i]
		s.start(k.sd)
		// The logarithm of a stage's spreads is taken of their product: one by one they
		// would cost a fifth of the likelihood.
		spreads, of := 1.0, 0
		for _, t := range k.order {
			b := &m.blocks[t.block]
			stage := b.readings[t.reading].obs.Stage
			if stage >= len(increments) {
				break // they stand in the order of stages
			}
			if stage != of || spreads < 1e-100 || spreads > 1e100 {
				increments[of] -= math.Log(spreads)
				spreads, of = 1, stage
			}
			density, spread := b.step(t.reading, get, &scratch.factors[t.block], s)
			increments[stage] += density
			spreads *= spread
		}
		if of < len(increments) {
			increments[of] -= math.Log(spreads)
		}
	}
}

// prepare factors the covariances of the readings of the first stages.
func (m *Model) prepare(hyper []float64, stages int, scratch *Scratch) {
	for i := range m.blocks {
		b := &m.blocks[i]
		scratch.factors[i].update(b, hyper, b.known(stages))
	}
}

// step adds reading i to what is known, and returns its log density in units of its spread
// given all before it, and that spread: 1 for a censored reading, whose probability has no unit.
func (b *block) step(i int, get func(row, output int) float64, f *factor, s *sideState) (logDensity, spread float64) {
	r, row, q := &b.readings[i], f.rows[i], &b.quantity
	if r.obs.Ask != NoQuestion {
		return 0, 1
	}
	model := q.transform(r.output(get))
	mean, sd := r.mean+dot(row, f.z), f.sd[i]
	bySides, variance := s.of(f.sides[i]) // in whitened units
	wider := math.Sqrt(1 + variance)
	if variance > 0 {
		mean, sd = mean+sd*bySides, sd*wider
	}
	if r.exact {
		z := (r.bounded(r.observed(q, get)-model) - mean) / sd
		logDensity, kept := q.mixed(z, sd)
		f.z[len(row)] = bySides + kept*wider
		s.learn(kept*wider, variance)
		return logDensity, sd
	}
	low, high := r.observedEnds(q, get)
	p := censored(r.against(low, model, mean, sd), r.against(high, model, mean, sd))
	if !(p > worst) {
		return worst, 1
	}
	return p, 1
}

// against is an end of a censored reading in standard deviations from where it is
// expected; an open end stays open.
func (r *reading) against(end, model, mean, sd float64) float64 {
	if math.IsInf(end, 0) {
		return end
	}
	return (r.bounded(end-model) - mean) / sd
}

// censored is the log probability that a standard normal lies between two ends.
func censored(low, high float64) float64 {
	switch {
	case math.IsInf(low, -1) && math.IsInf(high, 1):
		return 0
	case math.IsInf(low, -1):
		return prob.LogPhi(high)
	case math.IsInf(high, 1):
		return prob.LogPhi(-low)
	}
	return prob.LogDiffPhi(low, high)
}
