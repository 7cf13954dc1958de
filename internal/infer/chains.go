package infer

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"casus/internal/prob"
)

// ChainOptions are those of going on from the last stage with chains.
type ChainOptions struct {
	Chains int // how many
	Draws  int // kept of each
	Thin   int // moves from one kept draw to the next
	Seed   uint64
	Run    string // the name of the run's random streams

	Progress func(done float64) // 0 to 1; may be nil
}

// Chains are draws of the posterior in the order in which chains made them, so that it can
// be told how far chains agree and how many independent draws theirs are worth.
type Chains struct {
	Z           [][][]float64 // by chain, then by draw
	Acceptance  float64
	Evaluations int
}

// Flat are all draws, chain by chain.
func (c *Chains) Flat() [][]float64 { return slices.Concat(c.Z...) }

// Continue goes on from a state after its last stage with chains that start at particles
// spread evenly over the state. Their moves are made from the particles as they stand,
// which stay, so that each chain is a Markov chain with one kernel from first to last
// and what is known of chains holds (DE-MC with an archive that is no longer
// added to, ter Braak and Vrugt 2008). It costs Chains*Draws*Thin evaluations.
func Continue(ctx context.Context, t Target, state *State, o ChainOptions) (*Chains, error) {
	if o.Chains < 1 || o.Draws < 1 || o.Chains > len(state.Z) {
		return nil, fmt.Errorf("%d chains of %d draws can't go on from %d particles", o.Chains, o.Draws, len(state.Z))
	}
	o.Thin = max(1, o.Thin)
	k := &kernel{parts: partsOf(t), others: state.Z, ellipse: state.Ellipse, scale: state.Scale}
	if k.ellipse == nil {
		k.ellipse = fit(k.parts, state.Z)
	}
	c := &Chains{Z: make([][][]float64, o.Chains)}
	at := make([][]float64, o.Chains)
	for i := range at {
		at[i] = slices.Clone(state.Z[i*len(state.Z)/o.Chains])
	}
	density, err := c.densities(ctx, t, state.Stage, at)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(density, func(d float64) bool { return math.IsInf(d, 0) || math.IsNaN(d) }) {
		return nil, errors.New("a particle to go on from has no likelihood")
	}
	accepted, moves := 0, o.Draws*o.Thin
	streams, to, correction := make([]*prob.Stream, o.Chains), make([][]float64, o.Chains), make([]float64, o.Chains)
	for m := range moves {
		propose, _ := k.parts.kind(m)
		spread(len(at), func(i int) {
			streams[i] = prob.NewStream(o.Seed, o.Run+": chain", uint64(m), uint64(i))
			p := propose(k, at[i], streams[i])
			to[i], correction[i] = p.z, p.correction
		})
		next, err := c.densities(ctx, t, state.Stage, to)
		if err != nil {
			return nil, err
		}
		for i := range at {
			if math.Log(streams[i].Uniform()) < next[i]-density[i]+correction[i] {
				at[i], density[i] = to[i], next[i]
				accepted++
			}
			if (m+1)%o.Thin == 0 {
				c.Z[i] = append(c.Z[i], at[i])
			}
		}
		if o.Progress != nil {
			o.Progress(float64(m+1) / float64(moves))
		}
	}
	c.Acceptance = float64(accepted) / float64(moves*o.Chains)
	return c, nil
}

// densities are the logs of the posterior at points, but for a constant; NaN counts as
// impossible, as it does for particles.
func (c *Chains) densities(ctx context.Context, t Target, stage int, z [][]float64) ([]float64, error) {
	rows := make([][]float64, len(z))
	for i := range rows {
		rows[i] = make([]float64, stage+1)
	}
	if err := t.LogLik(ctx, z, stage, rows); err != nil {
		return nil, err
	}
	c.Evaluations += len(z)
	out := make([]float64, len(z))
	for i := range z {
		for _, x := range z[i] {
			out[i] -= x * x / 2
		}
		for _, x := range rows[i] {
			out[i] += x
		}
		if math.IsNaN(out[i]) {
			out[i] = math.Inf(-1)
		}
	}
	return out, nil
}
