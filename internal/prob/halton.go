package prob

// Halton gives the points of Halton (1960, On the efficiency of certain quasi-random
// sequences of points), the digits of each coordinate permuted at random, by place, so
// that coordinates of large bases are not in step (Owen 2017, A randomized Halton
// algorithm in R).
type Halton struct {
	bases []uint64
	seed  uint64
}

// NewHalton gives points of so many coordinates, whose bases are the first primes.
func NewHalton(dim int, seed uint64) *Halton {
	h := &Halton{seed: seed}
	for n := uint64(2); len(h.bases) < dim; n++ {
		prime := true
		for _, b := range h.bases {
			prime = prime && n%b != 0
		}
		if prime {
			h.bases = append(h.bases, n)
		}
	}
	return h
}

// At is a coordinate of a point, between 0 and 1 and neither of them.
func (h *Halton) At(point uint64, coordinate int) float64 {
	base := h.bases[coordinate]
	x, scale := 0.0, 1.0
	for place := uint64(0); scale > 0x1p-53; place++ {
		digit := point % base
		point /= base
		// A permutation of the digits of this place: a stream draws it anew each time, in
		// the same order.
		permuted := NewStream(h.seed, "halton", uint64(coordinate), place).Perm(int(base))[digit]
		scale /= float64(base)
		x += float64(permuted) * scale
	}
	if x < 0x1p-54 {
		return 0x1p-54
	}
	if x >= 1 {
		return 1 - 0x1p-53
	}
	return x
}
