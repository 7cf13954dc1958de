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
	// Each half's kernel is fitted to all places where the other half stood since the step
	// to this power, taken at every refit: the more points, the nearer the ellipse to
	// the posterior's. It is never fitted to the half that it moves: a point that an ellipse
	// is fitted to looks nearer than it is, and would be accepted further out than it should.
	seen := [2]gathered{{parts: s.parts}, {parts: s.parts}} // by half
	var ellipses [2]*Ellipse
	for m := range limit {
		if m%refit == 0 {
			for half := range 2 {
				seen[half].add(s.half(half))
				ellipses[half] = seen[half].ellipse()
			}
		}
		a, err := s.move(ctx, stage, m, ellipses)
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
	both := seen[0].with(seen[1])
	s.state.Ellipse = both.ellipse()
	return accepted, proposed, nil
}

// half are the particles of even or of odd places.
func (s *sampler) half(which int) [][]float64 {
	var z [][]float64
	for i := which; i < len(s.state.Z); i += 2 {
		z = append(z, s.state.Z[i])
	}
	return z
}

// move proposes and accepts for all particles, in two halves: the one half's
// proposals are made from the other half only, which keeps the target the same
// (ter Braak 2006; Goodman and Weare 2010).
func (s *sampler) move(ctx context.Context, stage, m int, ellipses [2]*Ellipse) (accepted int, err error) {
	for half := range 2 {
		others := s.half(1 - half)
		var who []int
		for i := half; i < len(s.state.Z); i += 2 {
			who = append(who, i)
		}
		propose, byEllipse := s.parts.kind(m)
		k := &kernel{parts: s.parts, others: others, ellipse: ellipses[1-half], scale: s.state.Scale}
		streams, proposals, to := make([]*prob.Stream, len(who)), make([]proposal, len(who)), make([][]float64, len(who))
		spread(len(who), func(n int) {
			i := who[n]
			streams[n] = prob.NewStream(s.o.Seed, s.o.Run+": move", uint64(stage), uint64(s.report.Temperings), uint64(m), uint64(i))
			proposals[n] = propose(k, s.state.Z[i], streams[n])
			to[n] = proposals[n].z
		})
		points, err := s.evaluate(ctx, stage, to)
		if err != nil {
			return accepted, err
		}
		chance := 0.0
		for n, i := range who {
			log := s.density(to[n], points[n]) - s.density(s.state.Z[i], s.points[i]) + proposals[n].correction
			chance += math.Min(1, math.Exp(log))
			if math.Log(streams[n].Uniform()) < log {
				s.state.Z[i], s.points[i] = to[n], points[n]
				accepted++
			}
		}
		if byEllipse {
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
