package infer

import (
	"math"

	"casus/internal/prob"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// proposals are new points for some particles, and what corrects for their not
// being symmetric: the log of the chance of the way back over that of the way.
type proposals struct {
	z          [][]float64
	correction []float64
	scaled     bool // whether the sampler's scale made them
}

// freedom is the degrees of freedom of the t-distribution that is fitted to the
// particles: heavy enough tails to come back from, close enough to a normal.
const freedom = 5

// fitted proposes by t-preconditioned Crank-Nicolson (Grumitt, Karamanis and
// Seljak 2024): an autoregressive step towards a
// t-distribution with the other half's mean and covariance, which leaves that
// distribution as it is.
func (s *sampler) fitted(streams []*prob.Stream, who []int) *proposals {
	g := s.fit(1 - who[0]%2)
	d := s.dim
	p := &proposals{scaled: true}
	keep := math.Sqrt(1 - s.state.Scale*s.state.Scale)
	noise := make([]float64, d)
	for _, i := range who {
		z := s.state.Z[i]
		distance := g.distance(z)
		gamma := distuv.Gamma{Alpha: float64(freedom+d) / 2, Beta: (freedom + distance) / 2, Src: streams[i]}.Rand()
		width := s.state.Scale / math.Sqrt(gamma)
		for k := range noise {
			noise[k] = streams[i].Normal()
		}
		to := make([]float64, d)
		for k := range to {
			sum := 0.0
			for j, l := range g.root[k*d : k*d+k+1] {
				sum += l * noise[j]
			}
			to[k] = g.mean[k] + keep*(z[k]-g.mean[k]) + width*sum
		}
		p.z = append(p.z, to)
		log := func(distance float64) float64 { return -float64(freedom+d) / 2 * math.Log1p(distance/freedom) }
		p.correction = append(p.correction, log(distance)-log(g.distance(to)))
	}
	return p
}

// ellipse is the mean of some particles and the root of their covariance.
type ellipse struct {
	mean []float64
	root []float64 // lower triangle, row by row
	room []float64
}

// distance is the squared Mahalanobis distance of z from the mean.
func (g *ellipse) distance(z []float64) float64 {
	d := len(g.mean)
	total := 0.0
	for k := range d {
		x := z[k] - g.mean[k]
		row := g.root[k*d : k*d+k+1]
		for j, l := range row[:k] {
			x -= l * g.room[j]
		}
		x /= row[k]
		g.room[k] = x
		total += x * x
	}
	return total
}

// fit fits the particles of one half. The covariance is drawn towards its diagonal
// by dimensions over particles, so that it has a root even where the particles are
// few or stand in a plane.
func (s *sampler) fit(half int) *ellipse {
	d := s.dim
	var z [][]float64
	for i := half; i < len(s.state.Z); i += 2 {
		z = append(z, s.state.Z[i])
	}
	g := &ellipse{mean: make([]float64, d), root: make([]float64, d*d), room: make([]float64, d)}
	for _, x := range z {
		for k := range x {
			g.mean[k] += x[k] / float64(len(z))
		}
	}
	sum := make([]float64, d*d)
	gap := make([]float64, d)
	for _, x := range z {
		for k := range x {
			gap[k] = x[k] - g.mean[k]
		}
		for k := range gap {
			row := sum[k*d : k*d+k+1]
			for j := range row {
				row[j] += gap[k] * gap[j]
			}
		}
	}
	toDiagonal := math.Min(0.9, float64(d)/float64(d+len(z)))
	covariance := mat.NewSymDense(d, nil)
	for k := range d {
		for j := range k + 1 {
			v := sum[k*d+j] / float64(len(z)-1)
			if j == k {
				v += 1e-9
			} else {
				v *= 1 - toDiagonal
			}
			covariance.SetSym(k, j, v)
		}
	}
	var chol mat.Cholesky
	if chol.Factorize(covariance) {
		var l mat.TriDense
		chol.LTo(&l)
		for k := range d {
			for j := range k + 1 {
				g.root[k*d+j] = l.At(k, j)
			}
		}
		return g
	}
	for k := range d {
		g.root[k*d+k] = math.Sqrt(covariance.At(k, k))
	}
	return g
}

// differences proposes by differential evolution (ter Braak 2006): a step along the
// difference of two particles of the other half, every fifth time of full length,
// which leads from one mode to another.
func (s *sampler) differences(streams []*prob.Stream, who []int) *proposals {
	others := 1 - who[0]%2
	n := (len(s.state.Z) - others + 1) / 2
	length := startScale / math.Sqrt(2*float64(s.dim))
	p := &proposals{}
	for _, i := range who {
		stream := streams[i]
		a, b := stream.IntN(n), stream.IntN(n-1)
		if b >= a {
			b++
		}
		from, to := s.state.Z[2*b+others], s.state.Z[2*a+others]
		step := length
		if stream.IntN(5) == 0 {
			step = 1
		}
		z := make([]float64, s.dim)
		for k := range z {
			z[k] = s.state.Z[i][k] + step*(to[k]-from[k]) + 1e-4*stream.Normal()
		}
		p.z, p.correction = append(p.z, z), append(p.correction, 0)
	}
	return p
}

// redrawn draws one dimension anew from its prior, a switch in half of the cases.
// The ratio of the priors is what corrects for it.
func (s *sampler) redrawn(streams []*prob.Stream, who []int) *proposals {
	p := &proposals{}
	for _, i := range who {
		stream := streams[i]
		k := stream.IntN(s.dim)
		if n := len(s.switches); n > 0 && stream.IntN(2) == 0 {
			k = s.switches[stream.IntN(n)]
		}
		z := append([]float64{}, s.state.Z[i]...)
		z[k] = stream.Normal()
		old := s.state.Z[i][k]
		p.z, p.correction = append(p.z, z), append(p.correction, (z[k]*z[k]-old*old)/2)
	}
	return p
}
