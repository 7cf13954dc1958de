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

// expSeries is (e^r - 1 - r)/r^2 as its Chebyshev interpolant of degree 10 for r from -ln 2/2
// to ln 2/2, where e^r is 2^-61 off. A ratio of shorter polynomials, as fdlibm has it, waits
// for a division, which wide registers are slow at.
var expSeries = []float64{0.5, 0.1666666666666667, 0.04166666666666667, 0.008333333333326141, 0.0013888888888883752,
	0.00019841269874800683, 2.4801587325533502e-05, 2.75572554255029e-06, 2.7557273661174726e-07, 2.5105206475334834e-08,
	2.091467944897855e-09}

// exp is the argument less a multiple of ln 2, in two pieces as fdlibm's e_exp.c takes them
// (Sun Microsystems 1993), a polynomial, and a scaling in two steps so that results below
// the normal numbers are rounded once.
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
	curve := b.sub(b.mul(b.mul(r, r), b.poly(r, expSeries...)), lo)
	return b.add(b.f(1), b.add(hi, curve)), n
}
