package likelihood

import "math"

// Scratch is the memory of one worker. It keeps the factor of each block's
// covariance for as long as the hyperparameters that it depends on stay the same.
// It belongs to the Model that made it.
type Scratch struct {
	factors []factor
}

// NewScratch makes the memory that one worker needs.
func (m *Model) NewScratch() *Scratch {
	s := &Scratch{factors: make([]factor, len(m.blocks))}
	for i := range m.blocks {
		b := &m.blocks[i]
		f := &s.factors[i]
		f.hyper = make([]float64, len(b.params))
		f.rows = make([][]float64, len(b.readings))
		for j, r := range b.readings {
			f.rows[j] = make([]float64, len(r.row))
		}
		f.sd = make([]float64, len(b.readings))
		f.logSD = make([]float64, len(b.readings))
		f.inverse = make([]float64, b.exact)
		f.columns = make([][]float64, b.exact)
		f.z = make([]float64, b.exact)
	}
	return s
}

// factor is a Cholesky factor that grows by one reading at a time. A censored
// reading has a row as well, which no later row depends on.
type factor struct {
	hyper   []float64   // for which done readings are factored
	done    int         // readings factored so far
	rows    [][]float64 // by reading: its weights on the exact readings before it, whitened
	sd      []float64   // by reading: its spread given these
	logSD   []float64
	columns [][]float64 // the rows of exact readings
	inverse []float64   // 1/sd of exact readings
	z       []float64   // exact readings whitened, at the point last evaluated
}

// update makes the first n readings ready for the hyperparameters given.
// The cost is a sixth of the cube of their number in multiplications.
func (f *factor) update(b *block, hyper []float64, n int) {
	for i, k := range b.params {
		if f.hyper[i] != hyper[k] {
			f.done = 0
		}
		f.hyper[i] = hyper[k]
	}
	for ; f.done < n; f.done++ {
		r := &b.readings[f.done]
		row, variance := f.rows[f.done], b.fill(r, hyper, f.rows[f.done])
		for j := range row {
			row[j] = (row[j] - dot(f.columns[j], row)) * f.inverse[j]
		}
		// Every statement has an error of its own, so that what is left is above 0 but
		// for rounding.
		left := variance - dot(row, row)
		if !(left > 1e-12*variance) {
			left = 1e-12 * variance
		}
		f.sd[f.done] = math.Sqrt(left)
		f.logSD[f.done] = math.Log(left) / 2
		if r.exact {
			f.columns[len(row)] = row
			f.inverse[len(row)] = 1 / f.sd[f.done]
		}
	}
}

// fill writes the covariance of a reading with the exact ones before it, and
// returns its variance.
func (b *block) fill(r *reading, hyper, row []float64) float64 {
	spread := 1.0
	if r.param >= 0 {
		spread = hyper[r.param]
	}
	reading, reread := spread*b.quantity.ReadingSD, spread*b.quantity.rereadSD()
	copy(row, r.row)
	for _, j := range r.same {
		row[j] += reading * reading
	}
	return r.fixed + reading*reading + reread*reread
}

// dot is the inner product over the length of a, which b reaches. Four sums run at
// a time, since one would wait for itself; their order depends on the length alone.
func dot(a, b []float64) float64 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float64
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return (s0 + s1) + (s2 + s3)
}
