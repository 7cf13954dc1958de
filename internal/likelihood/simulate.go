package likelihood

import (
	"math"

	"casus/internal/prob"
)

// Simulate draws what the claimants might have said at a point: for each quantity the
// same observations with other values, drawn from the very density that LogLik computes,
// so that a calibration on them can be checked against the point (Talts and others 2018,
// Validating Bayesian inference algorithms with simulation-based calibration). An exact
// reading keeps the spread that its bounds gave it; a range keeps its width on the
// transformed scale and falls anywhere about the claimant's figure, as one of a row of
// such ranges would; a one-sided reading keeps its threshold and says on which side of it
// the figure is. Outliers are not drawn. Random numbers depend on seed and index, and on
// the claims' ids.
func (m *Model) Simulate(get func(row, output int) float64, hyper []float64, seed, index uint64) []Quantity {
	scratch := m.NewScratch()
	m.prepare(hyper, m.stages, scratch)
	said := make([][]Observation, len(m.blocks))
	for i := range m.kinds {
		k, s := &m.kinds[i], &scratch.sides[i]
		s.start(k.sd)
		for _, t := range k.order {
			b, f := &m.blocks[t.block], &scratch.factors[t.block]
			r := &b.readings[t.reading]
			stream := prob.NewStream(seed, "simulated claim "+b.quantity.ID+" "+r.obs.ID, index)
			bySides, variance := s.of(f.sides[t.reading])
			wider := math.Sqrt(1 + variance)
			far := wider * stream.Normal()
			figure := b.quantity.transform(r.output(get)) + r.mean + dot(f.rows[t.reading], f.z) + f.sd[t.reading]*(bySides+far)
			if r.exact {
				f.z[len(f.rows[t.reading])] = bySides + far
				s.learn(far, variance)
			}
			said[t.block] = append(said[t.block], r.saying(&b.quantity, figure, get, stream))
		}
	}
	var out []Quantity
	for i := range m.blocks {
		q := m.blocks[i].quantity
		q.Observations = said[i]
		out = append(out, q)
	}
	return out
}

// saying is the observation with the claimant's figure put into it.
func (r *reading) saying(q *Quantity, figure float64, get func(row, output int) float64, stream *prob.Stream) Observation {
	o := r.obs
	unit := o.unit()
	if o.Reading == Share {
		unit *= get(o.At, o.Output2)
	}
	value := func(y float64) float64 { return q.back(y) / unit }
	low, high := r.observedEnds(q, get)
	switch {
	case o.Ask != NoQuestion:
	case r.exact:
		o.Low, o.Best, o.High = math.NaN(), value(figure), math.NaN()
		o.AddSpread = math.Sqrt(r.own)
	case math.IsInf(high, 1):
		if figure < low {
			o.Low, o.High = math.NaN(), o.Low
		}
	case math.IsInf(low, -1):
		if figure >= high {
			o.Low, o.High = o.High, math.NaN()
		}
	default:
		start := figure - stream.Uniform()*(high-low)
		o.Low, o.High = value(start), value(start+high-low)
	}
	return o
}
