package infer

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Ellipse is the mean of some particles and the root of their covariance. It is not
// changed once it is made.
type Ellipse struct {
	Mean []float64
	Root []float64 // lower triangle, row by row, each as long as the mean
}

// distance is the squared Mahalanobis distance of z from the mean.
func (g *Ellipse) distance(z []float64) float64 {
	d := len(g.Mean)
	white := make([]float64, d)
	total := 0.0
	for k := range d {
		x := z[k] - g.Mean[k]
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
	n     float64
	sum   []float64
	cross []float64 // lower triangle, row by row
}

// add takes in a set of points. It costs half a multiplication a point and pair of
// dimensions.
func (g *gathered) add(z [][]float64) {
	d := len(z[0])
	if g.sum == nil {
		g.sum, g.cross = make([]float64, d), make([]float64, d*d)
	}
	for _, x := range z {
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
	sum := gathered{n: g.n + other.n, sum: slices.Clone(g.sum), cross: slices.Clone(g.cross)}
	floats.Add(sum.sum, other.sum)
	floats.Add(sum.cross, other.cross)
	return sum
}

// fit fits a set of points.
func fit(z [][]float64) *Ellipse {
	var g gathered
	g.add(z)
	return g.ellipse()
}

// ellipse fits what was gathered. The covariance is drawn towards its diagonal by
// dimensions over points, so that it has a root even where these are few or stand in a
// plane.
func (g *gathered) ellipse() *Ellipse {
	d := len(g.sum)
	e := &Ellipse{Mean: make([]float64, d), Root: make([]float64, d*d)}
	toDiagonal := math.Min(0.9, float64(d)/(float64(d)+g.n))
	covariance := mat.NewSymDense(d, nil)
	for k := range d {
		e.Mean[k] = g.sum[k] / g.n
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
	if chol.Factorize(covariance) {
		var l mat.TriDense
		chol.LTo(&l)
		for k := range d {
			for j := range k + 1 {
				e.Root[k*d+j] = l.At(k, j)
			}
		}
		return e
	}
	for k := range d {
		e.Root[k*d+k] = math.Sqrt(covariance.At(k, k))
	}
	return e
}
