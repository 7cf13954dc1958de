package likelihood

import "math"

// Scratch is the memory of one worker. It keeps the factor of each block's
// covariance for as long as the hyperparameters that it depends on stay the same.
// It belongs to the Model that made it.
type Scratch struct {
	factors []factor    // by block
	sides   []sideState // by kind
}

// NewScratch makes the memory that one worker needs.
func (m *Model) NewScratch() *Scratch {
	s := &Scratch{factors: make([]factor, len(m.blocks))}
	for _, k := range m.kinds {
		s.sides = append(s.sides, newSideState(len(k.sides)))
	}
	for i := range m.blocks {
		b := &m.blocks[i]
		f := &s.factors[i]
		f.hyper = make([]float64, len(b.params))
		f.rows = make([][]float64, len(b.readings))
		for j, r := range b.readings {
			f.rows[j] = make([]float64, len(r.row))
		}
		f.sides = make([][]float64, len(b.readings))
		for j := range f.sides {
			f.sides[j] = make([]float64, b.sides)
		}
		f.sideColumns = make([][]float64, b.sides)
		for j := range f.sideColumns {
			f.sideColumns[j] = make([]float64, b.exact)
		}
		f.sd = make([]float64, len(b.readings))
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
	columns [][]float64 // the rows of exact readings
	inverse []float64   // 1/sd of exact readings
	// sides are, by reading, how its whitened residual moves with the bias of each side
	// of the kind; sideColumns the same of exact readings, by side.
	sides, sideColumns [][]float64
	z                  []float64 // exact readings whitened, at the point last evaluated, as if no side had a bias
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
		f.whiten(row)
		// Every statement has an error of its own, so that what is left is above 0 but
		// for rounding.
		left := variance - dot(row, row)
		if !(left > 1e-12*variance) {
			left = 1e-12 * variance
		}
		f.sd[f.done] = math.Sqrt(left)
		sides, inverse := f.sides[f.done], 1/f.sd[f.done]
		for _, side := range b.speakers { // no other's bias moves any reading of the block
			sides[side] = f.ofSide(r, row, side) * inverse
			if r.exact {
				f.sideColumns[side][len(row)] = sides[side]
			}
		}
		if r.exact {
			f.columns[len(row)] = row
			f.inverse[len(row)] = inverse
		}
	}
}

// whiten solves for the weights of a row on the exact readings before it. Four of them
// are solved for at a time, since each then reads what is solved already once for all
// four: most of a calibration's time outside the model goes by here.
func (f *factor) whiten(row []float64) {
	j := 0
	for ; j+4 <= len(row); j += 4 {
		known := row[:j]
		c0, c1, c2, c3 := f.columns[j], f.columns[j+1], f.columns[j+2], f.columns[j+3]
		a0, a1, a2, a3 := c0[:len(known)], c1[:len(known)], c2[:len(known)], c3[:len(known)]
		var s0, s1, s2, s3, t0, t1, t2, t3 float64
		k := 0
		for ; k+2 <= len(known); k += 2 {
			x, y := known[k], known[k+1]
			s0 += a0[k] * x
			s1 += a1[k] * x
			s2 += a2[k] * x
			s3 += a3[k] * x
			t0 += a0[k+1] * y
			t1 += a1[k+1] * y
			t2 += a2[k+1] * y
			t3 += a3[k+1] * y
		}
		if k < len(known) {
			x := known[k]
			s0 += a0[k] * x
			s1 += a1[k] * x
			s2 += a2[k] * x
			s3 += a3[k] * x
		}
		x0 := (row[j] - (s0 + t0)) * f.inverse[j]
		x1 := (row[j+1] - (s1 + t1) - c1[j]*x0) * f.inverse[j+1]
		x2 := (row[j+2] - (s2 + t2) - c2[j]*x0 - c2[j+1]*x1) * f.inverse[j+2]
		x3 := (row[j+3] - (s3 + t3) - c3[j]*x0 - c3[j+1]*x1 - c3[j+2]*x2) * f.inverse[j+3]
		row[j], row[j+1], row[j+2], row[j+3] = x0, x1, x2, x3
	}
	for ; j < len(row); j++ {
		row[j] = (row[j] - dot(f.columns[j], row)) * f.inverse[j]
	}
}

// ofSide is how the residual of a reading, given the exact ones that its weights speak
// of, moves with the bias of a side.
func (f *factor) ofSide(r *reading, weights []float64, side int) float64 {
	own := 0.0
	if r.side == side {
		own = 1
	}
	return own - dot(weights, f.sideColumns[side])
}

// fill writes the covariance of a reading with the exact ones before it, and
// returns its variance.
func (b *block) fill(r *reading, hyper, row []float64) float64 {
	spread, bias := factorOf(hyper, b.quantity.KindSpread), factorOf(hyper, b.quantity.BiasSpread)
	if r.param >= 0 {
		spread *= hyper[r.param]
	}
	bias *= bias
	reading, reread := spread*b.quantity.ReadingSD, spread*b.quantity.rereadSD()
	if r.obs.Ask == Truth {
		reading, reread = 0, 0
	}
	for j := range row {
		row[j] = r.row[j] + float64(bias*r.biasRow[j])
	}
	for _, j := range r.same {
		row[j] += reading * reading
	}
	return r.fixed + float64(bias*r.fixedBias) + reading*reading + reread*reread
}

// factorOf is the hyperparameter that one more than its index names, or 1.
func factorOf(hyper []float64, oneMore int) float64 {
	if oneMore == 0 {
		return 1
	}
	return hyper[oneMore-1]
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
