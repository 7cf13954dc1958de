package study

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"casus/internal/likelihood"
)

// fitDraws is how many posterior draws the predictive checks and the biases are
// averaged over.
const fitDraws = 200

// fit evaluates, over posterior draws, how each exact reading stands to what was
// expected of it before its day, and what was learned of each claimant's bias.
func (s *Study) fit(ctx context.Context, t *target, post *sample) (map[string]FitResult, []BiasResult, error) {
	n := min(fitDraws, len(post.z))
	at := make([]likelihood.Posterior, n)
	scratch := sync.Pool{New: func() any { return t.like.NewScratch() }}
	err := t.eachRow(ctx, post.z, n, func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.Scratch)
		defer scratch.Put(sc)
		at[i] = t.like.Posterior(get, hyper, len(s.Stages), sc)
	})
	if err != nil {
		return nil, nil, err
	}
	return s.fits(at), s.biases(at), nil
}

// fits averages each exact reading's predictive probability over the draws, and
// counts how many readings fall inside the central intervals.
func (s *Study) fits(at []likelihood.Posterior) map[string]FitResult {
	out := map[string]FitResult{}
	for i, p := range at[0].Predictions {
		if !p.Exact {
			continue
		}
		pit := 0.0
		for _, draw := range at {
			pit += draw.Predictions[i].PIT
		}
		pit /= float64(len(at))
		f := out[p.Quantity]
		f.Readings++
		if math.Abs(pit-0.5) < 0.45 {
			f.Inside90++
		}
		if math.Abs(pit-0.5) < 0.25 {
			f.Inside50++
		}
		out[p.Quantity] = f
	}
	for q, f := range out {
		f.Inside90 /= float64(f.Readings)
		f.Inside50 /= float64(f.Readings)
		out[q] = f
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
