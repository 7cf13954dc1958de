package study

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"casus/internal/likelihood"
	"casus/internal/prob"
)

// fitDraws is how many posterior draws the predictive checks and the biases are
// averaged over.
const fitDraws = 200

// fit evaluates, over posterior draws, how each exact reading stands to what was
// expected of it before its day, by quantity and by claimant, and what was learned of
// each claimant's bias; and over prior draws, how it stands to what was expected of it
// before any claim.
func (s *Study) fit(ctx context.Context, t *target, post, prior *sample) (map[string]FitResult, []CheckResult, []BiasResult, error) {
	n := min(fitDraws, len(post.z))
	at := make([]likelihood.Posterior, n)
	scratch := sync.Pool{New: func() any { return t.like.NewScratch() }}
	err := t.eachRow(ctx, post.z, n, func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.Scratch)
		defer scratch.Put(sc)
		at[i] = t.like.Posterior(get, hyper, len(s.Stages), sc)
	})
	if err != nil {
		return nil, nil, nil, err
	}
	before := make([][]likelihood.Prediction, n)
	err = t.eachRow(ctx, prior.z, n, func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.Scratch)
		defer scratch.Put(sc)
		before[i] = t.like.Forecast(get, hyper, 0, t.like.Stages(), sc)
	})
	if err != nil {
		return nil, nil, nil, err
	}
	return s.fits(at, before), s.checks(at), s.biases(at), nil
}

// meanPIT is the chance of less than an exact reading, averaged over draws, each of which
// lists the same predictions.
func meanPIT(draws int, at func(draw int) likelihood.Prediction) float64 {
	pit := 0.0
	for i := range draws {
		pit += at(i).PIT / float64(draws)
	}
	return pit
}

// within reports whether a chance lies inside the central interval of a share.
func within(pit, share float64) float64 {
	if math.Abs(pit-0.5) < share/2 {
		return 1
	}
	return 0
}

// fits averages each exact reading's predictive probability over the draws, and
// counts how many readings fall inside the central intervals.
func (s *Study) fits(at []likelihood.Posterior, before [][]likelihood.Prediction) map[string]FitResult {
	out := map[string]FitResult{}
	for i, p := range at[0].Predictions {
		if !p.Exact {
			continue
		}
		pit := meanPIT(len(at), func(draw int) likelihood.Prediction { return at[draw].Predictions[i] })
		f := out[p.Quantity]
		f.Readings++
		f.Inside90 += within(pit, 0.9)
		f.Inside50 += within(pit, 0.5)
		out[p.Quantity] = f
	}
	for i, p := range before[0] {
		if p.Exact {
			f := out[p.Quantity]
			f.PriorInside90 += within(meanPIT(len(before), func(draw int) likelihood.Prediction { return before[draw][i] }), 0.9)
			out[p.Quantity] = f
		}
	}
	for q, f := range out {
		n := float64(f.Readings)
		f.Inside90, f.Inside50, f.PriorInside90 = f.Inside90/n, f.Inside50/n, f.PriorInside90/n
		out[q] = f
	}
	return out
}

// fewestChecked is from how many exact readings of a quantity a claimant is checked by
// itself.
const fewestChecked = 3

// checks are posterior predictive checks by quantity and claimant. Under the model the
// chances of readings, each given those published before, are independent and even, so
// that their normal scores sum to a normal number (Dawid 1984, Statistical theory: the
// prequential approach). The constants are the posterior's, which makes the check mild.
func (s *Study) checks(at []likelihood.Posterior) []CheckResult {
	type group struct{ quantity, claimant string }
	pits := map[group][]float64{}
	var order []group
	for i, p := range at[0].Predictions {
		if !p.Exact {
			continue
		}
		g := group{p.Quantity, p.Claimant}
		if pits[g] == nil {
			order = append(order, g)
		}
		pits[g] = append(pits[g], meanPIT(len(at), func(draw int) likelihood.Prediction { return at[draw].Predictions[i] }))
	}
	out := []CheckResult{}
	for _, g := range order {
		n := float64(len(pits[g]))
		if n < fewestChecked {
			continue
		}
		var sum, inside50, inside90 float64
		for _, pit := range pits[g] {
			inside50 += within(pit, 0.5)
			inside90 += within(pit, 0.9)
			sum += prob.PhiQuantile(math.Min(1-1e-9, math.Max(1e-9, pit)))
		}
		c := CheckResult{Quantity: g.quantity, Claimant: g.claimant, Readings: len(pits[g]), Inside50: inside50 / n, Inside90: inside90 / n, Off: sum / n}
		c.P = 2 * prob.Phi(-math.Abs(sum)/math.Sqrt(n))
		out = append(out, c)
	}
	return out
}

// biases mixes the normals of the draws: the mean of means, and the spread of both.
func (s *Study) biases(at []likelihood.Posterior) []BiasResult {
	var out []BiasResult
	for i, b := range at[0].Biases {
		if b.Readings == 0 {
			continue
		}
		var mean, square float64
		for _, draw := range at {
			d := draw.Biases[i]
			mean += d.Mean
			square += d.Mean*d.Mean + d.SD*d.SD
		}
		n := float64(len(at))
		mean /= n
		q := s.quantity(b.Quantity)
		r := BiasResult{Claimant: b.Claimant, Side: b.Side, Quantity: b.Quantity, Scale: q.Scale, Readings: b.Readings,
			Mean: mean, SD: math.Sqrt(max(0, square/n-mean*mean)), PriorMean: b.PriorMean, PriorSD: b.PriorSD}
		for _, c := range q.Used {
			if s.Claims[c].Claimant == b.Claimant {
				r.Claims = append(r.Claims, s.Claims[c].ID)
			}
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b BiasResult) int {
		return cmp.Or(cmp.Compare(b.Readings, a.Readings), cmp.Compare(a.Claimant, b.Claimant))
	})
	return out
}
