package study

import (
	"context"
	"fmt"
	"math"
	"sync"

	"casus/internal/diagnose"
	"casus/internal/engine"
	"casus/internal/likelihood"
)

// ChainFigures is how far the chains that the draws are from agree, and how many
// independent draws theirs are worth, for whatever is worst: a calibrated constant, the
// spread of a side or a reported effect (Vehtari and others 2021).
type ChainFigures struct {
	Passes     int     `json:"passes"`
	Chains     int     `json:"chains"`
	Draws      int     `json:"draws"` // kept of each chain
	Acceptance float64 `json:"acceptance"`
	RHat       float64 `json:"rhat"`
	RHatOf     string  `json:"rhat_of"`
	Bulk       float64 `json:"bulk"` // effective draws for the middle
	BulkOf     string  `json:"bulk_of"`
	Tail       float64 `json:"tail"` // and for the 5 and 95 % quantiles
	TailOf     string  `json:"tail_of"`
}

// mixing works out the figures over all dimensions and effects.
func (s *Study) mixing(t *target, post *sample, passes []*pass) ChainFigures {
	f := ChainFigures{Passes: len(passes), Chains: post.chains, Draws: len(post.z) / post.chains, Bulk: math.Inf(1), Tail: math.Inf(1)}
	for _, p := range passes {
		f.Acceptance += p.Chains.Acceptance / float64(len(passes))
	}
	add := func(name string, draws []float64) {
		chains := post.split(draws)
		if r := diagnose.RHat(chains); r > f.RHat {
			f.RHat, f.RHatOf = r, name
		}
		if n := diagnose.Bulk(chains); n < f.Bulk {
			f.Bulk, f.BulkOf = n, name
		}
		if n := diagnose.Tail(chains); n < f.Tail {
			f.Tail, f.TailOf = n, name
		}
	}
	for i, d := range t.dims {
		column := make([]float64, len(post.z))
		for k, z := range post.z {
			column[k] = z[i]
		}
		add(d.name, column)
	}
	if post.runs == nil {
		return f // a calibration alone
	}
	for _, list := range [][]Effect{s.Effects, s.Effectiveness} {
		for _, e := range list {
			add(e.Title, e.Measure.Draws(post.runs))
		}
	}
	return f
}

// LOOFigures is how well each claim is predicted by all others.
type LOOFigures struct {
	Elpd      float64 `json:"elpd"`
	Error     float64 `json:"error"`
	Effective float64 `json:"p_loo"`
	Claims    int     `json:"claims"`
	Bad       int     `json:"bad_k"` // with a Pareto k above 0.7
	WorstK    float64 `json:"worst_k"`
	Worst     string  `json:"worst"` // the claim that it is of
}

// looDraws is how many posterior draws the figures are from: enough for a tail.
const looDraws = 1000

// leaveOneOut runs PSIS-LOO over the claims.
func (s *Study) leaveOneOut(ctx context.Context, t *target, post *sample) (*LOOFigures, error) {
	l := t.like.NewLeaveOneOut()
	if len(l.Claims) == 0 {
		return nil, nil
	}
	n := min(looDraws, len(post.z))
	rows := make([][]float64, n)
	scratch := sync.Pool{New: func() any { return l.NewScratch() }}
	err := t.eachRow(ctx, post.z, n, func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.LeaveScratch)
		defer scratch.Put(sc)
		rows[i] = l.At(get, hyper, sc)
	})
	if err != nil {
		return nil, err
	}
	loo, err := diagnose.NewLOO(rows, 1)
	if err != nil {
		return nil, fmt.Errorf("leave-one-out: %w", err)
	}
	f := &LOOFigures{Elpd: loo.Elpd, Error: loo.Error, Effective: loo.Effective, Claims: len(l.Claims), WorstK: math.Inf(-1)}
	for j, k := range loo.K {
		if k > diagnose.BadK {
			f.Bad++
		}
		if k > f.WorstK {
			f.WorstK, f.Worst = k, l.Claims[j].ID
		}
	}
	return f, nil
}

// eachRow runs the model at n points spread evenly over z and calls visit, from many
// goroutines, with what the claims read and the spreads of the sides.
func (t *target) eachRow(ctx context.Context, z [][]float64, n int, visit func(i int, get func(row, output int) float64, hyper []float64)) error {
	at := func(member int) []float64 { return z[member*len(z)/n] }
	return t.engine.Run(ctx, engine.Batch{
		Members: n,
		Steps:   t.last,
		Set:     func(member int, params []float64) { t.set(at(member), params) },
		Visit: func(member int, rows engine.Rows) error {
			visit(member, func(row, output int) float64 { return rows.At(row, t.output[output]) }, t.hyper(at(member)))
			return nil
		},
	})
}
