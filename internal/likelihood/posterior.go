package likelihood

import (
	"math"
	"slices"
)

// Posterior is what the claims say beside the parameters, at one point of them.
type Posterior struct {
	Predictions []Prediction // by quantity, then in the order of publication
	Biases      []Bias       // by quantity, then by name of the claimant
}

// Prediction is a claim beside what was expected of it. Mean and SD are those of
// the claimant's figure on the transformed scale, given the exact claims published
// before its day; they are of the reading, with its bias and errors, not of the
// truth, and of one that is no outlier. Of a share the transformed scale is that of the level it implies.
type Prediction struct {
	Quantity, ID string
	Claimant     string
	Stage        int
	Exact        bool
	Fitted       float64 // the model's own value, in the claim's unit (a rate by day or month, a share in percent)
	Mean, SD     float64
	Observed     float64 // an exact reading on the transformed scale, else NaN
	Low, High    float64 // the ends of a censored reading on that scale, infinite where open, else NaN
	PIT          float64 // chance of less than Observed; uniform over claims when all is well; else NaN
	LogScore     float64 // the claim's part of the log-likelihood
}

// Bias is what is known of one claimant's bias on one quantity, on the transformed
// scale: a normal distribution given all its exact readings and those of others.
type Bias struct {
	Quantity, Claimant, Side string
	Readings                 int // exact ones by the claimant
	Mean, SD                 float64
	PriorMean, PriorSD       float64
}

// Posterior evaluates one point on the claims of the first stages. The biases are
// conjugate: given the point, residuals and biases are jointly normal. Averaging
// over a sample of points mixes these normals.
func (m *Model) Posterior(get func(row, output int) float64, hyper []float64, stages int, scratch *Scratch) Posterior {
	p := Posterior{Predictions: m.InTurn(get, hyper, 0, stages, scratch)}
	for i := range m.kinds {
		p.Biases = append(p.Biases, m.biases(&m.kinds[i], stages, hyper, scratch, &scratch.sides[i])...)
	}
	return p
}

// InTurn says what was expected of the readings of the stages from known up to but without
// a later one, each given the exact ones of the days before its own, by quantity and in the
// order of publication.
func (m *Model) InTurn(get func(row, output int) float64, hyper []float64, known, stages int, scratch *Scratch) []Prediction {
	m.prepare(hyper, stages, scratch)
	out := make([][]Prediction, len(m.blocks))
	for i := range m.kinds {
		k, s := &m.kinds[i], &scratch.sides[i]
		s.start(k.sd)
		morning, day := newSideState(len(k.sides)), math.MinInt
		for _, t := range k.order {
			b, f := &m.blocks[t.block], &scratch.factors[t.block]
			r := &b.readings[t.reading]
			if r.obs.Stage >= stages {
				break
			}
			if r.obs.Published != day {
				morning.copy(s)
				day = r.obs.Published
			}
			if r.obs.Stage < known {
				b.step(t.reading, get, f, s)
				continue
			}
			p := b.predict(t.reading, r.before, get, f, &morning)
			density, spread := b.step(t.reading, get, f, s)
			p.LogScore = density - math.Log(spread)
			out[t.block] = append(out[t.block], p)
		}
	}
	return slices.Concat(out...)
}

// Forecast says what is expected of every reading of the stages from known up to but
// without a later one, questions among them, by quantity and in the order of
// publication, given the exact ones of the stages before. Rows that only later stages
// read are not asked for.
func (m *Model) Forecast(get func(row, output int) float64, hyper []float64, known, stages int, scratch *Scratch) []Prediction {
	m.prepare(hyper, stages, scratch)
	out := make([][]Prediction, len(m.blocks))
	for i := range m.kinds {
		k, s := &m.kinds[i], &scratch.sides[i]
		s.start(k.sd)
		for _, t := range k.order {
			b, f := &m.blocks[t.block], &scratch.factors[t.block]
			switch stage := b.readings[t.reading].obs.Stage; {
			case stage >= stages:
				continue
			case stage < known:
				b.step(t.reading, get, f, s)
				continue
			}
			out[t.block] = append(out[t.block], b.predict(t.reading, b.knownExact(known), get, f, s))
		}
	}
	return slices.Concat(out...)
}

// knownExact is how many exact readings of the block belong to the first stages.
func (b *block) knownExact(stages int) int {
	n := 0
	for _, r := range b.readings[:b.known(stages)] {
		if r.exact {
			n++
		}
	}
	return n
}

// predict says what is expected of reading i, given the first exact ones and what is
// known of the sides.
func (b *block) predict(i, exact int, get func(row, output int) float64, f *factor, s *sideState) Prediction {
	r, row := &b.readings[i], f.rows[i]
	known := row[:min(exact, len(row))]
	weights := make([]float64, len(s.mean))
	for side := range weights {
		weights[side] = f.ofSide(r, known, side)
	}
	bySides, variance := s.of(weights)
	variance += f.sd[i]*f.sd[i] + dot(row, row) - dot(known, known)
	p := Prediction{
		Quantity: b.quantity.ID, ID: r.obs.ID, Claimant: r.obs.Claimant, Stage: r.obs.Stage, Exact: r.exact,
		Fitted: r.fitted(get), SD: math.Sqrt(variance), Observed: math.NaN(), PIT: math.NaN(), Low: math.NaN(), High: math.NaN(),
	}
	expected := r.mean + dot(known, f.z) + bySides
	model := b.quantity.transform(r.output(get))
	p.Mean = model + expected
	switch {
	case r.exact:
		p.Observed = r.observed(&b.quantity, get)
		p.PIT = b.quantity.below((r.bounded(p.Observed-model)-expected)/p.SD, p.SD)
	case r.obs.Ask == NoQuestion:
		p.Low, p.High = r.observedEnds(&b.quantity, get)
	}
	return p
}

// biases are those of the claimants of a kind, their side's included, in the blocks'
// order.
func (m *Model) biases(k *kind, stages int, hyper []float64, scratch *Scratch, s *sideState) []Bias {
	var out []Bias
	for _, i := range k.blocks {
		b := &m.blocks[i]
		exact, spread := b.knownExact(stages), factorOf(hyper, b.quantity.BiasSpread)
		for _, c := range b.claimants {
			out = append(out, b.bias(c, exact, spread, &scratch.factors[i], k, s))
		}
	}
	return out
}

// bias regresses a claimant's bias on the first exact readings, whitened.
func (b *block) bias(c claimant, exact int, spread float64, f *factor, k *kind, s *sideState) Bias {
	sd := b.quantity.biasSD(c.side) * spread
	out := Bias{
		Quantity: b.quantity.ID, Claimant: c.name, Side: c.side,
		PriorMean: b.quantity.BiasMean[c.side], PriorSD: math.Hypot(b.quantity.biasSD(c.side), k.sd),
	}
	w := make([]float64, exact)
	for _, j := range c.exact {
		if j < exact {
			w[j] = sd * sd
			out.Readings++
		}
	}
	for j := range w {
		w[j] = (w[j] - dot(f.columns[j], w)) * f.inverse[j]
	}
	weights := make([]float64, len(s.mean))
	for side := range weights {
		if k.sides[side] == c.side {
			weights[side] = 1
		}
		weights[side] -= dot(w, f.sideColumns[side])
	}
	bySides, variance := s.of(weights)
	out.Mean = out.PriorMean + dot(w, f.z) + bySides
	out.SD = math.Sqrt(math.Max(0, sd*sd-dot(w, w)) + variance)
	return out
}
