package kernel

import "math"

// ln 2 in three pieces of 37, 37 and 53 bits, so that the products of the first two
// with an exponent are exact.
const (
	ln2First  = 0x1.62e42fefap-1
	ln2Second = 0x1.cf79abc9ep-40
	ln2Third  = 0x1.d9cc01f97b57ap-79
)

// lnDouble is the logarithm of a positive finite x as a double, to some 66 bits:
// with s = (m-1)/(m+1), ln m = 2(s + s^3/3 + s^5/5 + ...), the first two terms as
// doubles, the others, which are below 2^-12 of the first, as floats.
func lnDouble(b *builder, x val) double {
	m, k := b.mantissa(x)
	f := b.sub(m, b.f(1))
	d := b.renew(b.f(2), f)
	hi := b.div(f, d.hi)
	back := b.product(hi, d.hi)
	rest := b.sub(b.sub(b.sub(f, back.hi), back.lo), b.mul(hi, d.lo))
	s := double{hi, b.div(rest, d.hi)}

	square := b.times(s, s)
	cube := b.times(square, s)
	var terms []float64
	for n := 5.0; n <= 27; n += 2 {
		terms = append(terms, 2/n)
	}
	tail := b.mul(b.mul(cube.hi, square.hi), b.poly(square.hi, terms...))
	third := b.times(cube, double{b.f(2.0 / 3), b.f(twoThirdsRest)})
	first := double{b.add(s.hi, s.hi), b.add(s.lo, s.lo)}
	y := b.plus(first, b.plus(third, double{tail, b.f(0)}))

	low := b.renew(b.mul(k, b.f(ln2Second)), b.mul(k, b.f(ln2Third)))
	return b.plus(b.plus(double{b.mul(k, b.f(ln2First)), b.f(0)}, low), y)
}

// twoThirdsRest is 2/3 less its nearest float, which is 2/3 - 2^-54 * 2/3.
const twoThirdsRest = 0x1p-54 * 2 / 3

// pow is exp(y ln|x|) with the logarithm as a double, then the special cases of
// C99, annex F.9.4.4.
func pow(b *builder, x, y val) val {
	size := b.abs(x)
	inf, zero, one := b.f(math.Inf(1)), b.f(0), b.f(1)

	// Beyond 2^70 in y, only x = 1 gives a result that is neither 0 nor infinite.
	l := lnDouble(b, size)
	exponent := b.clamp(y, -0x1p70, 0x1p70)
	p := b.product(exponent, l.hi)
	p = b.renew(p.hi, b.add(p.lo, b.mul(exponent, l.lo)))
	hi := b.clamp(p.hi, -746, 710)
	r := expOf(b, double{hi, b.and(p.lo, b.equal(hi, p.hi))})

	grows := b.less(zero, y)
	r = b.pick(b.equal(size, zero), b.pick(grows, zero, inf), r)
	r = b.pick(b.equal(size, inf), b.pick(grows, inf, zero), r)

	isWhole := b.equal(b.trunc(y), y)
	half := b.mul(y, b.f(0.5))
	isOdd := b.and(isWhole, b.not(b.equal(b.trunc(half), half)))
	r = b.two(Xor, r, b.and(b.and(x, isOdd), b.i(1<<63)))
	real := b.or(isWhole, b.or(b.lessEq(zero, x), b.equal(size, inf)))
	r = b.pick(real, r, b.f(math.NaN()))

	known := b.and(b.equal(x, x), b.equal(y, y))
	r = b.pick(known, r, b.f(math.NaN()))
	return b.pick(b.or(b.equal(y, zero), b.equal(x, one)), one, r)
}
