package kernel

import "math"

// The constants of Philox4x32 (Salmon, Moraes, Dror and Shaw 2011, Parallel random
// numbers: as easy as 1, 2, 3): two multipliers and the steps of the key.
const (
	philoxM0 = 0xD2511F53
	philoxM1 = 0xCD9E8D57
	philoxW0 = 0x9E3779B9
	philoxW1 = 0xBB67AE85
)

// UniformFunc is Uniform.
var UniformFunc = define("uniform", 3, func(b *builder, a []val) val { return uniform(b, a[0], a[1], a[2]) })

// Uniform is a number between 0 and 1, neither of them, that looks random and is the
// same for the same arguments: 52 bits of Philox4x32-10 under the bits of a seed as its
// key, on the counter that the bits of a time and a stream make. A stream is a whole
// number from 0 to 2^32-1.
func Uniform(seed, time, stream float64) float64 { return UniformFunc.Call(seed, time, stream) }

// uniform works on 32-bit words in the lower halves of 64-bit lanes.
func uniform(b *builder, seed, time, stream val) val {
	// What is no number stands for 0: which bits a NaN has differs between machines.
	number := func(x val) val { return b.and(x, b.equal(x, x)) }
	seed, time, stream = number(seed), number(time), number(stream)
	low := b.i(0xFFFFFFFF)
	word := func(x val) val { return b.and(x, low) }
	k0, k1 := word(seed), b.shr(seed, 32)
	c0, c1 := word(time), b.shr(time, 32)
	// A whole number below 2^32 stands in the lower half of its sum with 2^52.
	c2, c3 := word(b.add(stream, b.f(1<<52))), b.i(0)
	for range 10 {
		first, second := b.two(MulI, c0, b.i(philoxM0)), b.two(MulI, c2, b.i(philoxM1))
		c0, c1, c2, c3 = b.two(Xor, b.two(Xor, b.shr(second, 32), c1), k0), word(second),
			b.two(Xor, b.two(Xor, b.shr(first, 32), c3), k1), word(first)
		k0, k1 = word(b.two(AddI, k0, b.i(philoxW0))), word(b.two(AddI, k1, b.i(philoxW1)))
	}
	bits := b.or(b.shl(c0, 20), b.shr(c1, 12)) // a fraction of 52 bits
	oneAndMore := b.or(bits, b.f(1))
	return b.add(b.sub(oneAndMore, b.f(1)), b.f(math.Ldexp(1, -53)))
}
