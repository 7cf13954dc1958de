package infer

import (
	"math"
	"slices"

	"casus/internal/prob"

	"gonum.org/v1/gonum/stat/distuv"
)

// kernel is what proposals are made from: some particles that are not moved by it, the
// ellipse fitted to them, and a scale. While it stays as it is, moves by it leave the
// target as it is (ter Braak 2006; Goodman and Weare 2010).
type kernel struct {
	others   [][]float64
	ellipse  *Ellipse
	scale    float64
	switches []int
}

// refit is how many moves an ellipse serves before it is fitted anew.
const refit = 8

// kind is how move m proposes, and whether by the ellipse. The fitted t-proposal does
// nearly all of the work. One move in eight does what it can't: single dimensions are drawn
// anew, so that parts switch on and off, and now and then a step along a difference of
// particles leads from one mode to another. What other mixtures cost is in
// docs/rationale/why-sequential-monte-carlo.md.
func kind(m int) (propose func(*kernel, []float64, *prob.Stream) proposal, byEllipse bool) {
	switch {
	case m%8 != 3:
		return (*kernel).fitted, true
	case m%32 == 27:
		return (*kernel).differences, false
	}
	return (*kernel).redrawn, false
}

// proposal is a new point for a particle, and what corrects for the way there not being
// as likely as the way back: the log of the chance of the way back over that of the way.
type proposal struct {
	z          []float64
	correction float64
}

// freedom is the degrees of freedom of the t-distribution that is fitted to the
// particles: heavy enough tails to come back from, close enough to a normal.
const freedom = 5

// fitted proposes by t-preconditioned Crank-Nicolson (Grumitt, Karamanis and
// Seljak 2024): an autoregressive step towards a t-distribution with the others' mean and
// covariance, which leaves that distribution as it is.
func (k *kernel) fitted(z []float64, stream *prob.Stream) proposal {
	g, d := k.ellipse, len(z)
	distance := g.distance(z)
	gamma := distuv.Gamma{Alpha: float64(freedom+d) / 2, Beta: (freedom + distance) / 2, Src: stream}.Rand()
	keep, width := math.Sqrt(1-k.scale*k.scale), k.scale/math.Sqrt(gamma)
	noise, to := make([]float64, d), make([]float64, d)
	for i := range noise {
		noise[i] = stream.Normal()
	}
	for i := range to {
		sum := 0.0
		for j, l := range g.Root[i*d : i*d+i+1] {
			sum += l * noise[j]
		}
		to[i] = g.Mean[i] + keep*(z[i]-g.Mean[i]) + width*sum
	}
	log := func(distance float64) float64 { return -float64(freedom+d) / 2 * math.Log1p(distance/freedom) }
	return proposal{to, log(distance) - log(g.distance(to))}
}

// differences proposes by differential evolution (ter Braak 2006): a step along the
// difference of two of the others, every fifth time of full length, which leads from one
// mode to another.
func (k *kernel) differences(z []float64, stream *prob.Stream) proposal {
	n := len(k.others)
	a, b := stream.IntN(n), stream.IntN(n-1)
	if b >= a {
		b++
	}
	step := startScale / math.Sqrt(2*float64(len(z)))
	if stream.IntN(5) == 0 {
		step = 1
	}
	to := make([]float64, len(z))
	for i := range to {
		to[i] = z[i] + step*(k.others[a][i]-k.others[b][i]) + 1e-4*stream.Normal()
	}
	return proposal{to, 0}
}

// redrawn draws one dimension anew from its prior, or, in half of the cases, one switch
// or two, since one part may stand in for another. The ratio of the priors is what
// corrects for it.
func (k *kernel) redrawn(z []float64, stream *prob.Stream) proposal {
	to, correction := slices.Clone(z), 0.0
	draw := func(i int) {
		was := to[i]
		to[i] = stream.Normal()
		correction += (to[i]*to[i] - was*was) / 2
	}
	n := len(k.switches)
	if n == 0 || stream.IntN(2) == 0 {
		draw(stream.IntN(len(z)))
		return proposal{to, correction}
	}
	for range 1 + stream.IntN(2) {
		draw(k.switches[stream.IntN(n)])
	}
	return proposal{to, correction}
}
