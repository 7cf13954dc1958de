package likelihood

import "math"

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
	Stage        int
	Exact        bool
	Fitted       float64 // the model's own value, in the claim's unit (a rate by day or month, a share in percent)
	Mean, SD     float64
	Observed     float64 // an exact reading on the transformed scale, else NaN
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
	var p Posterior
	for i := range m.blocks {
		b, f := &m.blocks[i], &scratch.factors[i]
		n := b.known(stages)
		f.update(b, hyper, n)
		exact := 0
		for j := range b.readings[:n] {
			p.Predictions = append(p.Predictions, b.predict(j, get, f))
			if b.readings[j].exact {
				exact++
			}
		}
		for _, c := range b.claimants {
			p.Biases = append(p.Biases, b.bias(c, exact, f))
		}
	}
	return p
}

func (b *block) predict(i int, get func(row, output int) float64, f *factor) Prediction {
	r, row := &b.readings[i], f.rows[i]
	known := row[:r.before]
	variance := f.sd[i]*f.sd[i] + dot(row, row) - dot(known, known)
	p := Prediction{
		Quantity: b.quantity.ID, ID: r.obs.ID, Stage: r.obs.Stage, Exact: r.exact,
		Fitted: r.fitted(get), SD: math.Sqrt(variance), Observed: math.NaN(), PIT: math.NaN(),
		LogScore: b.step(i, get, f),
	}
	expected := r.mean + dot(known, f.z)
	model := b.quantity.transform(r.output(get))
	p.Mean = model + expected
	if r.exact {
		p.Observed = r.observed(&b.quantity, get)
		p.PIT = b.quantity.below((r.bounded(p.Observed-model)-expected)/p.SD, p.SD)
	}
	return p
}

// bias regresses a claimant's bias on the first exact readings, whitened.
func (b *block) bias(c claimant, exact int, f *factor) Bias {
	sd := b.quantity.biasSD(c.side)
	out := Bias{
		Quantity: b.quantity.ID, Claimant: c.name, Side: c.side,
		PriorMean: b.quantity.BiasMean[c.side], PriorSD: sd,
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
	out.Mean = out.PriorMean + dot(w, f.z)
	out.SD = math.Sqrt(math.Max(0, sd*sd-dot(w, w)))
	return out
}
