package kernel

import "math"

// twoOverPi is 2/pi as a binary fraction, behind four zeroes.
var twoOverPi = [19]uint64{
	0x0a2f9836e4e44152, 0x9fc2757d1f534ddc, 0x0db6295993c43904, 0x1fe5163abdebbc56,
	0x1b7246e3a424dd2e, 0x006492eea09d1921, 0xcfe1deb1cb129a73, 0xee88235f52ebb448,
	0x4e99c7026b45f7e4, 0x13991d639835339f, 0x49c845f8bbdf9283, 0xb1ff897ffde05980,
	0xfef2f118b5a0a6d1, 0xf6d367ecf27cb09b, 0x74f463f669e5fea2, 0xd7527bac7ebe5f17,
	0xb3d0739f78a5292e, 0xa6bfb5fb11f8d5d0, 0x856033046fc7b6ba,
}

// reduceFar is reduce for angles from widestAngle on, which are whole multiples of a
// power of 2 (Payne and Hanek 1983, "Radian reduction for trigonometric functions"):
// of 2/pi only the bits count that make up the last turn and what follows it. Some
// 350 instructions, which only members that need them cost.
func reduceFar(b *builder, x val) (r double, turns val) {
	bits := b.abs(x)
	m := b.or(b.and(bits, b.i(1<<52-1)), b.i(1<<52))
	w := b.window(b.two(SubI, b.shr(bits, 52), b.i(1073)))

	// x*2/pi modulo 4, as six digits of 32 bits, the highest first.
	digits := b.multiply(m, w)
	whole := func(i int) val { return b.or(b.shl(digits[i], 32), digits[i+1]) }

	// The first two bits are quarter turns, rounded; the rest is a signed fraction.
	top := whole(0)
	turns = b.shr(b.two(AddI, top, b.i(1<<61)), 62)
	top = b.two(AddI, b.two(SubI, top, b.shl(turns, 62)), b.i(1<<63))
	parts := []val{b.sub(b.digit(b.shr(top, 32)), b.f(1<<31)), b.digit(b.and(top, b.i(1<<32-1))), b.digit(digits[2]), b.digit(digits[3]), b.digit(digits[4])}
	sum := double{b.mul(parts[0], b.f(0x1p-30)), b.f(0)}
	for i, part := range parts[1:] {
		sum = b.plus(sum, double{b.mul(part, b.f(math.Ldexp(1, -62-32*i))), b.f(0)})
	}

	r = b.product(sum.hi, b.f(halfPi1))
	r = b.renew(r.hi, b.add(r.lo, b.add(b.mul(sum.hi, b.f(halfPi2)), b.mul(sum.lo, b.f(halfPi1)))))
	minus := b.and(x, b.i(1<<63))
	negative := b.two(SubI, b.i(0), b.shr(x, 63))
	turns = b.two(SubI, b.two(Xor, turns, negative), negative)
	return double{b.two(Xor, r.hi, minus), b.two(Xor, r.lo, minus)}, turns
}

// window is 192 bits of twoOverPi from bit number from on, shifted there by the bits
// of that number, the largest first.
func (b *builder) window(from val) [3]val {
	var words []val
	for _, word := range twoOverPi {
		words = append(words, b.i(word))
	}
	mask := func(bit uint64) val { return b.two(SubI, b.i(0), b.and(b.shr(from, bit), b.i(1))) }
	for _, step := range []int{8, 4, 2, 1} {
		far := mask(uint64(6 + map[int]int{8: 3, 4: 2, 2: 1, 1: 0}[step]))
		for i := range len(words) - step {
			words[i] = b.pick(far, words[i+step], words[i])
		}
		words = words[:3+step]
	}
	for bit := uint64(0); bit < 6; bit++ {
		far := mask(bit)
		for i := range words[:len(words)-1] {
			moved := b.or(b.shl(words[i], 1<<bit), b.shr(words[i+1], 64-1<<bit))
			words[i] = b.pick(far, moved, words[i])
		}
		last := len(words) - 1
		words[last] = b.pick(far, b.shl(words[last], 1<<bit), words[last])
	}
	return [3]val(words[:3])
}

// multiply is m, of at most 53 bits, times the number of three words, modulo 2^192, as
// digits of 32 bits, the highest first.
func (b *builder) multiply(m val, words [3]val) (digits [6]val) {
	lower := func(x val) val { return b.and(x, b.i(1<<32-1)) }
	upper := func(x val) val { return b.shr(x, 32) }
	var low, high [6]val // the products with both halves of m, the lowest digit first
	carry := b.i(0)
	for i := range 6 {
		digit := lower(words[2-i/2])
		if i%2 == 1 {
			digit = upper(words[2-i/2])
		}
		low[i], high[i] = b.two(MulI, lower(m), digit), b.two(MulI, upper(m), digit)
		sum := b.two(AddI, carry, lower(low[i]))
		if i > 0 {
			sum = b.two(AddI, sum, b.two(AddI, upper(low[i-1]), lower(high[i-1])))
		}
		if i > 1 {
			sum = b.two(AddI, sum, upper(high[i-2]))
		}
		digits[5-i], carry = lower(sum), upper(sum)
	}
	return digits
}

// digit is a number of 32 bits as a float.
func (b *builder) digit(x val) val { return b.sub(b.or(x, b.i(0x433<<52)), b.f(0x1p52)) }
