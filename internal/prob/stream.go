package prob

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// Stream is a sequence of random numbers that depends on its seed, its name and
// its indexes, and on nothing else: neither on what was drawn elsewhere before nor
// on which goroutine draws. Draws of a factual and a counterfactual run that ask
// for the same stream are therefore the same. The zero Stream is not of use; a
// Stream is not safe for use by two goroutines at once.
type Stream struct {
	key   [2]uint32
	id    [3]uint32 // of the stream among those of its seed
	block uint32
	words [2]uint64
	left  int // of words
}

// NewStream opens a stream at its start. Streams of different names or indexes
// are independent: 96 bits tell them apart under each seed, so that among a
// million million streams the chance of any two being the same is 6e-6.
func NewStream(seed uint64, name string, indexes ...uint64) *Stream {
	h := hash{key: [2]uint32{uint32(seed), uint32(seed >> 32)}}
	for text := []byte(name); ; text = text[15:] {
		// The last byte of a block says how much of it is name, so that no two
		// names give the same blocks; a full block is always followed by another.
		var block [16]byte
		n := copy(block[:15], text)
		block[15] = byte(n)
		h.absorb(binary.LittleEndian.Uint64(block[:8]), binary.LittleEndian.Uint64(block[8:]))
		if n < 15 {
			break
		}
	}
	for i, index := range indexes {
		h.absorb(index, uint64(i+1)<<32|uint64(len(indexes)))
	}
	return &Stream{key: h.key, id: [3]uint32(h.state[:3])}
}

// hash chains Philox as Matyas, Meyer and Oseas (1985) chain a cipher: each block
// goes through the bijection and is added to what came out.
type hash struct {
	key   [2]uint32
	state [4]uint32
}

func (h *hash) absorb(a, b uint64) {
	in := [4]uint32{uint32(a), uint32(a >> 32), uint32(b), uint32(b >> 32)}
	for i := range in {
		in[i] ^= h.state[i]
	}
	// The key of the chain is not that of the stream, whose outputs stay apart.
	out := Philox(in, [2]uint32{^h.key[0], h.key[1]})
	for i := range out {
		h.state[i] = out[i] ^ in[i]
	}
}

// Uint64 is the next 64 random bits. It makes Stream a math/rand/v2 Source.
func (s *Stream) Uint64() uint64 {
	if s.left == 0 {
		w := Philox([4]uint32{s.block, s.id[0], s.id[1], s.id[2]}, s.key)
		s.words = [2]uint64{uint64(w[2]) | uint64(w[3])<<32, uint64(w[0]) | uint64(w[1])<<32}
		s.left = 2
		s.block++
	}
	s.left--
	return s.words[s.left]
}

// Uniform is the next number of the open interval (0,1): the middle of one of
// 2^52 equal cells, so that it is never 0 or 1 and its quantiles are finite.
func (s *Stream) Uniform() float64 { return (float64(s.Uint64()>>12) + 0.5) * 0x1p-52 }

// Normal is the next standard normal number. Inverting the distribution function
// costs a little more than rejection would, and always takes one number of the
// stream, so that what follows never depends on the values before. (2u-1 is exact,
// and the inverse of erf is the quickest way to the quantile for such u.)
func (s *Stream) Normal() float64 { return math.Sqrt2 * math.Erfinv(2*s.Uniform()-1) }

// IntN is the next whole number from 0 to n-1, by Lemire's product (2019) without
// its rejection: the bias is less than n/2^64. It panics if n is not positive.
func (s *Stream) IntN(n int) int {
	if n <= 0 {
		panic("prob: IntN of a number that is not positive")
	}
	high, _ := bits.Mul64(s.Uint64(), uint64(n))
	return int(high)
}

// Perm is the next random order of the numbers 0 to n-1 (Fisher and Yates 1938).
func (s *Stream) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		j := s.IntN(i + 1)
		p[i] = p[j]
		p[j] = i
	}
	return p
}
