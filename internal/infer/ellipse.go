package infer

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// ellipse is the mean of some particles and the root of their covariance.
type ellipse struct {
	mean []float64
	root []float64 // lower triangle, row by row
}

// distance is the squared Mahalanobis distance of z from the mean.
func (g *ellipse) distance(z []float64) float64 {
	d := len(g.mean)
	white := make([]float64, d)
	total := 0.0
	for k := range d {
		x := z[k] - g.mean[k]
		row := g.root[k*d : k*d+k+1]
		for j, l := range row[:k] {
			x -= l * white[j]
		}
		x /= row[k]
		white[k] = x
		total += x * x
	}
	return total
}

// fit fits particles. The covariance is drawn towards its diagonal by dimensions over
// particles, so that it has a root even where the particles are few or stand in a plane.
func fit(z [][]float64) *ellipse {
	d := len(z[0])
	g := &ellipse{mean: make([]float64, d), root: make([]float64, d*d)}
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
