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
	for i := range m.blocks {
		m.blocks[i].logLik(get, hyper, increments, &scratch.factors[i])
	}
}

func (b *block) logLik(get func(row, output int) float64, hyper, increments []float64, f *factor) {
	n := b.known(len(increments))
	f.update(b, hyper, n)
	for i := range b.readings[:n] {
		increments[b.readings[i].obs.Stage] += b.step(i, get, f)
	}
}

// step adds reading i to what is known, and returns its log density.
func (b *block) step(i int, get func(row, output int) float64, f *factor) float64 {
	r, row, q := &b.readings[i], f.rows[i], &b.quantity
	model := q.transform(r.output(get))
	mean := r.mean + dot(row, f.z)
	if r.exact {
		z := (r.bounded(r.observed(q, get)-model) - mean) / f.sd[i]
		logDensity, kept := q.mixed(z, f.sd[i], f.logSD[i])
		f.z[len(row)] = kept
		return logDensity
	}
	low, high := r.observedEnds(q, get)
	p := censored(r.against(low, model, mean, f.sd[i]), r.against(high, model, mean, f.sd[i]))
	if !(p > worst) {
		return worst
	}
	return p
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
