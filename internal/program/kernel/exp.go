package kernel

// ln 2 in pieces: the first has 32 bits, so that its product with an exponent is
// exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
	log2e   = 1.44269504088896338700
)

// whole turns a float that is a whole number of at most 2^51 into an integer: the
// sum with 1.5*2^52 has it in its lowest bits.
func (b *builder) whole(x val) val {
	const shift = 0x1.8p52
	return b.two(SubI, b.add(x, b.f(shift)), b.f(shift))
}

// twoTo is 2 to the n, n an integer from -1022 to 1023.
func (b *builder) twoTo(n val) val { return b.shl(b.two(AddI, n, b.i(1023)), 52) }

// clamp keeps x between low and high; NaN stays.
func (b *builder) clamp(x val, low, high float64) val {
	x = b.pick(b.less(x, b.f(low)), b.f(low), x)
	return b.pick(b.less(b.f(high), x), b.f(high), x)
}

// exp is fdlibm's e_exp.c (Sun Microsystems 1993) without its branches: the
// argument less a multiple of ln 2, a Remez polynomial, and a scaling in two steps
// so that results below the normal numbers are rounded once.
func exp(b *builder, x val) val {
	return expOf(b, double{b.clamp(x, -746, 710), b.f(0)})
}

// commonExp is exp where neither argument nor result is near the end of their range.
func commonExp(b *builder, a []val) (out, rare val) {
	y, n := expNear(b, double{a[0], b.f(0)})
	return b.mul(y, b.twoTo(b.whole(n))), b.uncommonPower(a[0])
}

// uncommonPower is a mask of where e to the x is not certain to be a normal number.
func (b *builder) uncommonPower(x val) val { return b.not(b.lessEq(b.abs(x), b.f(707))) }

// expOf is exp of hi + lo, hi between -746 and 710.
func expOf(b *builder, x double) val {
	y, n := expNear(b, x)
	n1 := b.near(b.mul(n, b.f(0.5)))
	n2 := b.sub(n, n1)
	return b.mul(b.mul(y, b.twoTo(b.whole(n1))), b.twoTo(b.whole(n2)))
}

// expNear is exp of hi + lo as y times 2 to the n, y near 1.
func expNear(b *builder, x double) (y, n val) {
	n = b.near(b.mul(x.hi, b.f(log2e)))
	hi := b.sub(x.hi, b.mul(n, b.f(ln2High)))
	lo := b.sub(b.mul(n, b.f(ln2Low)), x.lo)
	r := b.sub(hi, lo)
	t := b.mul(r, r)
	c := b.sub(r, b.mul(t, b.poly(t,
		1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
		-1.65339022054652515390e-06, 4.13813679705723846039e-08)))
	quotient := b.div(b.mul(r, c), b.sub(b.f(2), c))
	return b.sub(b.f(1), b.sub(b.sub(lo, quotient), hi)), n
}
