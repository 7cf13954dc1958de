package prob

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"sync"
)

// MaxSobolDim is how many dimensions a Sobol' sequence can have here. The
// published table goes on to 21,201; no study has that many numbers to vary.
const MaxSobolDim = 256

//go:embed joekuo.txt
var joeKuo string

// sobolBits is the length of a coordinate in binary digits, and so the logarithm
// of how many points a sequence has.
const sobolBits = 32

// Sobol is a Sobol' sequence (1967) with the direction numbers of Joe and Kuo
// (2008). It has no state: any point can be had by its number.
type Sobol struct {
	directions [][sobolBits]uint32
	scrambled  bool
	seed       uint64
}

// NewSobol is the plain sequence, which starts with the origin, so that Quantile
// meets a 0 there. It fails when dim is not from 1 to MaxSobolDim.
func NewSobol(dim int) (*Sobol, error) {
	if dim < 1 || dim > MaxSobolDim {
		return nil, fmt.Errorf("a Sobol' sequence has 1 to %d dimensions, not %d", MaxSobolDim, dim)
	}
	return &Sobol{directions: directions()[:dim]}, nil
}

// NewScrambledSobol is the sequence under Owen's nested scrambling (1995): every
// point by itself is uniform, and the points together are spread as evenly as
// before. Its coordinates lie in the open interval.
func NewScrambledSobol(dim int, seed uint64) (*Sobol, error) {
	s, err := NewSobol(dim)
	if err != nil {
		return nil, err
	}
	s.scrambled, s.seed = true, seed
	return s, nil
}

// At writes the point of number i, from 0, into point, which has the sequence's
// dimension. Numbers of 2^32 and above start again.
func (s *Sobol) At(i uint64, point []float64) {
	gray := uint32(i) ^ uint32(i)>>1
	for j := range s.directions {
		var x uint32
		for left := gray; left != 0; left &= left - 1 {
			x ^= s.directions[j][bits.TrailingZeros32(left)]
		}
		if !s.scrambled {
			point[j] = float64(x) * 0x1p-32
			continue
		}
		point[j] = (float64(scramble(x, mix(s.seed^mix(uint64(j))))) + 0.5) * 0x1p-32
	}
}

// Points is the first n points of the sequence; a power of 2 keeps their balance.
func (s *Sobol) Points(n int) [][]float64 {
	points := grid(n, len(s.directions))
	for i := range points {
		s.At(uint64(i), points[i])
	}
	return points
}

// scramble flips every digit or not, as a hash of the digits before it says.
func scramble(x uint32, key uint64) uint32 {
	flips := uint32(0)
	for digit := range sobolBits {
		before := uint64(x) >> (sobolBits - digit) << 6
		flips |= uint32(mix(key^mix(before|uint64(digit)))>>63) << (sobolBits - 1 - digit)
	}
	return x ^ flips
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// directions expands the table by the recurrence of each dimension's primitive
// polynomial (Bratley and Fox 1988). The first dimension is van der Corput's.
var directions = sync.OnceValue(func() [][sobolBits]uint32 {
	all := make([][sobolBits]uint32, 1, MaxSobolDim)
	for k := range sobolBits {
		all[0][k] = 1 << (sobolBits - 1 - k)
	}
	for line := range strings.Lines(joeKuo) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var row []uint32
		for field := range strings.FieldsSeq(line) {
			n, err := strconv.ParseUint(field, 10, 32)
			if err != nil {
				panic("prob: the table of direction numbers is damaged: " + err.Error())
			}
			row = append(row, uint32(n))
		}
		all = append(all, expand(int(row[1]), row[2], row[3:]))
	}
	return all
})

// expand turns the initial numbers m of a polynomial of a degree, whose inner
// coefficients are the digits of a, into all direction numbers.
func expand(degree int, a uint32, m []uint32) (v [sobolBits]uint32) {
	for k := range sobolBits {
		if k < degree {
			v[k] = m[k] << (sobolBits - 1 - k)
			continue
		}
		v[k] = v[k-degree] ^ v[k-degree]>>degree
		for i := 1; i < degree; i++ {
			if a>>(degree-1-i)&1 == 1 {
				v[k] ^= v[k-i]
			}
		}
	}
	return v
}
