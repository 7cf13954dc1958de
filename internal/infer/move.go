package infer

import (
	"context"
	"math"
	"slices"

	"casus/internal/prob"
)

// The acceptance that the scale of moves aims at (Roberts, Gelman and Gilks 1997),
// and how fast it follows.
const (
	goodAcceptance = 0.234
	adaptation     = 1.0
)

// moves takes the particles on at the present power. On the way to the full power
// the fewest moves suffice, since more will follow; there, moves go on until the
// particles have forgotten where they stood.
func (s *sampler) moves(ctx context.Context, stage int) (accepted, proposed int, err error) {
	start := make([][]float64, len(s.state.Z))
	for i, z := range s.state.Z {
		start[i] = slices.Clone(z)
	}
	limit := s.o.MinMoves
	if s.power == 1 {
		limit = s.o.MaxMoves
	}
	for m := range limit {
		a, err := s.move(ctx, stage, m)
		if err != nil {
			return accepted, proposed, err
		}
		accepted, proposed = accepted+a, proposed+len(s.state.Z)
		s.report.Moves++
		s.progress(stage, math.Min(0.95, s.power*float64(m+1)/float64(limit)))
		if s.power < 1 {
			continue
		}
		s.report.Correlation, s.report.WorstCorrelation = correlation(start, s.state.Z)
		if m+1 >= s.o.MinMoves && s.report.Correlation < s.o.Correlation {
			break
		}
	}
	return accepted, proposed, nil
}

// kinds are the moves in turn: the fitted t-proposal does most of the work,
// differences of particles follow what is not elliptic, and single dimensions are
// drawn anew so that parts switch on and off.
var kinds = []func(*sampler, []*prob.Stream, []int) *proposals{
	(*sampler).fitted, (*sampler).fitted, (*sampler).fitted, (*sampler).redrawn,
	(*sampler).fitted, (*sampler).fitted, (*sampler).fitted, (*sampler).differences,
}

// move proposes and accepts for all particles, in two halves: the one half's
// proposals are made from the other half only, which keeps the target the same
// (ter Braak 2006; Goodman and Weare 2010).
func (s *sampler) move(ctx context.Context, stage, m int) (accepted int, err error) {
	n := len(s.state.Z)
	kind := m % len(kinds)
	streams := make([]*prob.Stream, n)
	for i := range streams {
		streams[i] = prob.NewStream(s.o.Seed, s.o.Run+": move", uint64(stage), uint64(s.report.Temperings), uint64(m), uint64(i))
	}
	for half := range 2 {
		var who []int
		for i := half; i < n; i += 2 {
			who = append(who, i)
		}
		p := kinds[kind](s, streams, who)
		points, err := s.evaluate(ctx, stage, p.z)
		if err != nil {
			return accepted, err
		}
		chance := 0.0
		for k, i := range who {
			log := s.density(p.z[k], points[k]) - s.density(s.state.Z[i], s.points[i]) + p.correction[k]
			chance += math.Min(1, math.Exp(log))
			if math.Log(streams[i].Uniform()) < log {
				s.state.Z[i], s.points[i] = p.z[k], points[k]
				accepted++
			}
		}
		if p.scaled {
			// The scale follows the acceptance; it is fixed while a half is moved.
			rate := chance / float64(len(who))
			s.state.Scale = math.Min(0.99, math.Max(1e-3, s.state.Scale*math.Exp(adaptation*(rate-goodAcceptance))))
		}
	}
	return accepted, nil
}

// correlation is, over dimensions, the median and the largest size of the
// correlation between two sets of points.
func correlation(a, b [][]float64) (median, worst float64) {
	var sizes []float64
	n := float64(len(a))
	for d := range a[0] {
		var ma, mb, aa, bb, ab float64
		for i := range a {
			ma += a[i][d] / n
			mb += b[i][d] / n
		}
		for i := range a {
			x, y := a[i][d]-ma, b[i][d]-mb
			aa, bb, ab = aa+x*x, bb+y*y, ab+x*y
		}
		size := 1.0 // particles that all stand at one place have not moved
		if aa > 0 && bb > 0 {
			size = math.Abs(ab) / math.Sqrt(aa*bb)
		}
		sizes = append(sizes, size)
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2], sizes[len(sizes)-1]
}
