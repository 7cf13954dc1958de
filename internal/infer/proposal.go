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
	parts   *parts
	others  [][]float64
	ellipse *Ellipse
	scale   float64
}

// refit is how many moves an ellipse serves before it is fitted anew.
const refit = 8

// kind is how move m proposes, and whether by the ellipse. The fitted t-proposal does
// most of the work and leaves parts on or off as they are; where there are parts, one move in four
// turns some. What is left draws single dimensions anew and now and then steps along a difference of
// particles, which leads from one mode to another. What other mixtures cost is in
// docs/rationale/why-sequential-monte-carlo.md.
func (p *parts) kind(m int) (propose func(*kernel, []float64, *prob.Stream) proposal, byEllipse bool) {
	hasParts := len(p.switches) > 0
	switch {
	case m%32 == 27:
		return (*kernel).differences, false
	case m%32 == 11 || !hasParts && m%8 == 3:
		return (*kernel).redrawn, false
	case hasParts && m%4 == 1:
		return (*kernel).turned, false
	}
	return (*kernel).fitted, true
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
// covariance given the parts that are on, which leaves that distribution as it is. Switches are
// drawn anew on the side where they stand.
func (k *kernel) fitted(z []float64, stream *prob.Stream) proposal {
	to, correction := make([]float64, len(z)), 0.0
	for _, s := range k.parts.switches {
		was := z[s.Dim]
		to[s.Dim] = s.draw(s.on(z), stream)
		correction += (to[s.Dim]*to[s.Dim] - was*was) / 2
	}
	g, u := k.ellipse, k.parts.bare(k.ellipse, z)
	d, distance := len(u), g.distance(u)
	gamma := distuv.Gamma{Alpha: float64(freedom+d) / 2, Beta: (freedom + distance) / 2, Src: stream}.Rand()
	keep, width := math.Sqrt(1-k.scale*k.scale), k.scale/math.Sqrt(gamma)
	noise := make([]float64, d)
	for i := range noise {
		noise[i] = stream.Normal()
	}
	for i := range u {
		sum := 0.0
		for j, l := range g.Root[i*d : i*d+i+1] {
			sum += l * noise[j]
		}
		u[i] = g.Mean[i] + keep*(u[i]-g.Mean[i]) + width*sum
	}
	log := func(distance float64) float64 { return -float64(freedom+d) / 2 * math.Log1p(distance/freedom) }
	correction += log(distance) - log(g.distance(u))
	k.parts.dress(g, to, u)
	return proposal{to, correction}
}

// turned switches one part, or up to three, since one may stand in for another. The
// free dimensions go along by what the ellipse says that the parts shift: a jump between models
// that is centred in both (Brooks, Giudici and Roberts 2003).
func (k *kernel) turned(z []float64, stream *prob.Stream) proposal {
	to, correction := slices.Clone(z), 0.0
	rest := slices.Clone(k.parts.switches)
	for range min(len(rest), 1+stream.IntN(3)) {
		i := stream.IntN(len(rest))
		s := rest[i]
		rest = slices.Delete(rest, i, i+1)
		was, on := z[s.Dim], s.on(z)
		to[s.Dim] = s.draw(!on, stream)
		correction += (to[s.Dim]*to[s.Dim]-was*was)/2 + s.logChance(!on) - s.logChance(on)
	}
	k.parts.dress(k.ellipse, to, k.parts.bare(k.ellipse, z))
	return proposal{to, correction}
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

// redrawn draws one dimension anew from its prior; the ratio of the priors is what corrects
// for it.
func (k *kernel) redrawn(z []float64, stream *prob.Stream) proposal {
	to, i := slices.Clone(z), stream.IntN(len(z))
	to[i] = stream.Normal()
	return proposal{to, (to[i]*to[i] - z[i]*z[i]) / 2}
}
