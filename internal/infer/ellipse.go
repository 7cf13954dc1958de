package infer

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Ellipse is how the free dimensions of some particles lie, given which parts are on: normal
// about a mean that each part shifts, with one covariance for all (the location model of Olkin
// and Tate 1961, without interactions). It is not changed once it is made.
type Ellipse struct {
	Mean  []float64   // with all parts off
	Shift [][]float64 // by switch, what its being on adds to the mean
	Root  []float64   // of the covariance: lower triangle, row by row, each as long as the mean
}

// distance is the squared Mahalanobis distance of bare free dimensions from the mean.
func (g *Ellipse) distance(u []float64) float64 {
	d := len(g.Mean)
	white := make([]float64, d)
	total := 0.0
	for k := range d {
		x := u[k] - g.Mean[k]
		row := g.Root[k*d : k*d+k+1]
		for j, l := range row[:k] {
			x -= l * white[j]
		}
		x /= row[k]
		white[k] = x
		total += x * x
	}
	return total
}

// gathered are the moments of points that came one set after another. All are measured
// from the prior's mean, which is 0: posteriors are never so far from it that digits
// are lost.
type gathered struct {
	parts *parts
	n     float64
	sum   []float64 // of ordered points
	cross []float64 // lower triangle, row by row
}

// add takes in a set of points. It costs half a multiplication a point and pair of
// dimensions.
func (g *gathered) add(z [][]float64) {
	d := len(z[0])
	if g.sum == nil {
		g.sum, g.cross = make([]float64, d), make([]float64, d*d)
	}
	for i := range z {
		x := g.parts.ordered(z[i])
		for k := range x {
			g.sum[k] += x[k]
			row := g.cross[k*d : k*d+k+1]
			for j := range row {
				row[j] += x[k] * x[j]
			}
		}
	}
	g.n += float64(len(z))
}

// with is what two gathered together.
func (g gathered) with(other gathered) gathered {
	sum := gathered{parts: g.parts, n: g.n + other.n, sum: slices.Clone(g.sum), cross: slices.Clone(g.cross)}
	floats.Add(sum.sum, other.sum)
	floats.Add(sum.cross, other.cross)
	return sum
}

// fit fits a set of points.
func fit(p *parts, z [][]float64) *Ellipse {
	g := gathered{parts: p}
	g.add(z)
	return g.ellipse()
}

// ellipse fits what was gathered. The covariance is drawn towards its diagonal by
// dimensions over points, so that it has a root even where these are few or stand in a
// plane. In the root of the covariance of all, switches first, stand the root of what the
// free dimensions vary given the switches, and how they follow these.
func (g *gathered) ellipse() *Ellipse {
	d, switches := len(g.sum), len(g.parts.switches)
	toDiagonal := math.Min(0.9, float64(d)/(float64(d)+g.n))
	covariance := mat.NewSymDense(d, nil)
	for k := range d {
		for j := range k + 1 {
			v := (g.cross[k*d+j] - g.sum[k]*g.sum[j]/g.n) / (g.n - 1)
			if j == k {
				v += 1e-9
			} else {
				v *= 1 - toDiagonal
			}
			covariance.SetSym(k, j, v)
		}
	}
	var chol mat.Cholesky
	var root mat.TriDense
	if chol.Factorize(covariance) {
		chol.LTo(&root)
	} else {
		root = *mat.NewTriDense(d, mat.Lower, nil)
		for k := range d {
			root.SetTri(k, k, math.Sqrt(covariance.At(k, k)))
		}
	}
	n := d - switches
	e := &Ellipse{Mean: make([]float64, n), Shift: make([][]float64, switches), Root: make([]float64, n*n)}
	for s := range e.Shift {
		e.Shift[s] = make([]float64, n)
	}
	for i := range n {
		for j := range i + 1 {
			e.Root[i*n+j] = root.At(switches+i, switches+j)
		}
		e.Mean[i] = g.sum[switches+i] / g.n
		for s := switches - 1; s >= 0; s-- {
			v := root.At(switches+i, s)
			for t := s + 1; t < switches; t++ {
				v -= e.Shift[t][i] * root.At(t, s)
			}
			e.Shift[s][i] = v / root.At(s, s)
			e.Mean[i] -= e.Shift[s][i] * g.sum[s] / g.n
		}
	}
	return e
}
