package infer

import (
	"math"
	"slices"

	"casus/internal/prob"
)

// nextPower is the largest power of the stage's increment that keeps the set share
// of the particles effective, found by bisection, and the effective sample size
// there. It is +Inf where no particle has any likelihood.
func (s *sampler) nextPower() (power, ess float64) {
	if !slices.ContainsFunc(s.points, func(p point) bool { return p.inc > math.Inf(-1) }) {
		return math.Inf(1), 0
	}
	enough := s.o.ESSFraction * float64(len(s.points))
	if ess = s.essAt(1); ess >= enough {
		return 1, ess
	}
	low, high := s.power, 1.0
	for range 60 {
		mid := (low + high) / 2
		if s.essAt(mid) >= enough {
			low = mid
		} else {
			high = mid
		}
	}
	if low == s.power {
		// Some particles are impossible: more than the share allows are lost however
		// small the step, so take the rest of them half of the way.
		low = (s.power + 1) / 2
	}
	return low, s.essAt(low)
}

// essAt is the effective sample size (Kong 1992) of stepping to a power.
func (s *sampler) essAt(power float64) float64 {
	w := s.weights(power)
	var sum, square float64
	for _, x := range w {
		sum += x
		square += x * x
	}
	return sum * sum / square
}

// weights are those of stepping to a power, the largest being 1.
func (s *sampler) weights(power float64) []float64 {
	w := make([]float64, len(s.points))
	top := math.Inf(-1)
	for i, p := range s.points {
		w[i] = (power - s.power) * p.inc
		top = math.Max(top, w[i])
	}
	for i := range w {
		w[i] = math.Exp(w[i] - top)
	}
	return w
}

// reweigh steps to a power: the evidence of the step, then systematic resampling
// (Kitagawa 1996), after which all particles weigh the same.
func (s *sampler) reweigh(stage int, power float64) {
	w := s.weights(power)
	top := math.Inf(-1)
	for _, p := range s.points {
		top = math.Max(top, (power-s.power)*p.inc)
	}
	sum := 0.0
	for _, x := range w {
		sum += x
	}
	n := float64(len(w))
	s.report.LogEvidence += top + math.Log(sum/n)
	u := prob.NewStream(s.o.Seed, s.o.Run+": resample", uint64(stage), uint64(s.report.Temperings)).Uniform()
	z := make([][]float64, len(w))
	points := make([]point, len(w))
	j, reached := 0, w[0]
	for i := range z {
		for goal := (float64(i) + u) * sum / n; reached < goal && j < len(w)-1; {
			j++
			reached += w[j]
		}
		z[i], points[i] = slices.Clone(s.state.Z[j]), s.points[j]
	}
	s.state.Z, s.points, s.power = z, points, power
}
