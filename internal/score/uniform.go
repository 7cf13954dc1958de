package score

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Uniformity is the Kolmogorov-Smirnov distance of chances, such as probability integral
// transforms, from evenness, and how likely a distance as large is of as many even and
// independent ones. The chance is exact (Marsaglia, Tsang and Wang 2003, Evaluating
// Kolmogorov's distribution). For no chances it is 0 and 1.
func Uniformity(chances []float64) (distance, p float64) {
	n := len(chances)
	if n == 0 {
		return 0, 1
	}
	u := slices.Sorted(slices.Values(chances))
	for i, v := range u {
		distance = max(distance, v-float64(i)/float64(n), float64(i+1)/float64(n)-v)
	}
	return distance, 1 - kolmogorov(n, distance)
}

// UniformBand is the distance that so many even and independent chances keep within with a
// chance of level.
func UniformBand(n int, level float64) float64 {
	low, high := 0.0, 1.0
	for high-low > 1e-9 {
		if mid := (low + high) / 2; kolmogorov(n, mid) < level {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// kolmogorov is the chance that n even and independent numbers keep within d of evenness:
// n!/n^n times an element of the n-th power of a matrix of 2k-1 rows, k = floor(nd) + 1.
func kolmogorov(n int, d float64) float64 {
	if d >= 1 {
		return 1
	}
	k := int(float64(n)*d) + 1
	m, h := 2*k-1, float64(k)-float64(n)*d
	matrix := mat.NewDense(m, m, nil)
	for i := range m {
		for j := range m {
			if i-j+1 >= 0 {
				matrix.Set(i, j, 1)
			}
		}
	}
	for i := range m {
		matrix.Set(i, 0, matrix.At(i, 0)-math.Pow(h, float64(i+1)))
		matrix.Set(m-1, i, matrix.At(m-1, i)-math.Pow(h, float64(m-i)))
	}
	if 2*h-1 > 0 {
		matrix.Set(m-1, 0, matrix.At(m-1, 0)+math.Pow(2*h-1, float64(m)))
	}
	for i := range m {
		for j := range m {
			for g := 1; g <= i-j+1; g++ {
				matrix.Set(i, j, matrix.At(i, j)/float64(g))
			}
		}
	}
	power, exponent := powered(matrix, n)
	chance := power.At(k-1, k-1)
	for i := 1; i <= n; i++ {
		chance *= float64(i) / float64(n)
		if chance < 1e-140 {
			chance *= 1e140
			exponent -= 140
		}
	}
	return min(1, max(0, chance*math.Pow(10, float64(exponent))))
}

// powered is the n-th power of a matrix over ten to the exponent.
func powered(a *mat.Dense, n int) (power *mat.Dense, exponent int) {
	rows, _ := a.Dims()
	if n == 1 {
		return a, 0
	}
	half, e := powered(a, n/2)
	power, exponent = mat.NewDense(rows, rows, nil), 2*e
	power.Mul(half, half)
	if n%2 == 1 {
		odd := mat.NewDense(rows, rows, nil)
		odd.Mul(a, power)
		power = odd
	}
	if power.At(rows/2, rows/2) > 1e140 {
		power.Scale(1e-140, power)
		exponent += 140
	}
	return power, exponent
}
