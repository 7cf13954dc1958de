package kernel

import "math"

// ln 2 in three pieces of 37, 37 and 53 bits, so that the product of the first with
// an exponent is exact, and 2/3 in two of 26 and 53 bits.
const (
	ln2First      = 0x1.62e42fefap-1
	ln2Rest       = 0x1.cf79abc9e3b39p-40
	twoThirdsHead = 0x1.5555550000000p-1
	twoThirdsRest = 0x1.5555555555555p-27
)

// lnSeries is 3/5 + 3/7 x + 3/9 x^2 + ... as its Chebyshev interpolant of degree 7 for x from
// 0 to (3 - sqrt 8)^2, where it is 2^-58 off.
var lnSeries = []float64{0.6, 0.4285714285714405, 0.3333333333248435, 0.2727272750297172, 0.23076892456330622,
	0.20002206358021377, 0.17559372793082464, 0.1758457673353905}

// lnDouble is the logarithm of a positive finite x as a double.
func lnDouble(b *builder, x val) double {
	m, k := b.mantissa(x)
	return lnNormal(b, m, k)
}

// lnNormal is the logarithm of m*2^k as a double, to some 65 bits,
// with the heads of numbers (26 bits, whose products are exact) as in fdlibm's
// e_pow.c (Sun Microsystems 1993). With s = (m-1)/(m+1),
// ln m = 2/3 s (3 + s^2 + 3/5 s^4 + 3/7 s^6 + ...).
func lnNormal(b *builder, m, k val) double {
	f := b.sub(m, b.f(1))
	d := b.add(b.f(2), f)
	dHead := b.head(d)
	dRest := b.add(b.sub(d, dHead), b.sub(f, b.sub(d, b.f(2))))
	inverse := b.div(b.f(1), d)
	s := b.mul(f, inverse)
	sHead := b.head(s)
	sRest := b.mul(b.sub(b.sub(f, b.mul(sHead, dHead)), b.mul(sHead, dRest)), inverse)

	square := b.mul(s, s)
	r := b.mul(b.mul(square, square), b.poly(square, lnSeries...))
	r = b.add(r, b.mul(sRest, b.add(sHead, s)))
	square = b.mul(sHead, sHead)
	tHead := b.head(b.add(b.add(b.f(3), square), r))
	tRest := b.sub(r, b.sub(b.sub(tHead, b.f(3)), square))
	u := b.mul(sHead, tHead)
	v := b.add(b.mul(sRest, tHead), b.mul(tRest, s))
	pHead := b.head(b.add(u, v))
	pRest := b.sub(v, b.sub(pHead, u))

	high := b.mul(b.f(twoThirdsHead), pHead)
	low := b.add(b.mul(b.f(twoThirdsRest), pHead), b.mul(pRest, b.f(2.0/3)))
	low = b.add(low, b.mul(k, b.f(ln2Rest)))
	big := b.mul(k, b.f(ln2First))
	head := b.head(b.add(b.add(high, low), big))
	return double{head, b.sub(low, b.sub(b.sub(head, big), high))}
}

// multiple is a logarithm, its upper part of 26 bits, times y.
func (b *builder) multiple(l double, y val) double {
	yHead := b.head(y)
	low := b.add(b.mul(b.sub(y, yHead), l.hi), b.mul(y, l.lo))
	return b.renew(b.mul(yHead, l.hi), low)
}

// lnClose is the logarithm of m*2^k as a double of which some 56 bits behind the point
// hold: lnNear's, with its last sum kept apart.
func lnClose(b *builder, m, k val) double {
	f := b.sub(m, b.f(1))
	less := lnCurve(b, f, b.mul(k, b.f(ln2Rest)))
	sum := b.renew(b.mul(k, b.f(ln2First)), f)
	low := b.sub(sum.lo, less)
	head := b.head(b.add(sum.hi, low))
	return double{head, b.sub(low, b.sub(head, sum.hi))}
}

// commonY is the largest power for which lnClose does: its error, 2^-56, is multiplied
// by as much, to one unit in the last place of the result at most.
const commonY = 8

// commonPow is pow for positive normal x where the result is normal and y is small and
// not 1/2, and for 0 to a positive power. Larger powers, and whole ones of whole numbers,
// take twice the work, so that 3^3 is 27.
func commonPow(b *builder, a []val) (out, rare val) {
	x, y := a[0], a[1]
	plus := b.two(SubI, b.shr(x, 63), b.i(1)) // ones unless x has a minus, as -0 has
	none := b.and(plus, b.and(b.equal(x, b.f(0)), b.less(b.f(0), y)))
	x = b.pick(none, b.f(1), x)
	m, k := b.mantissaOfNormal(x)
	p := b.multiple(lnClose(b, m, k), y)
	e, n := expNear(b, p)
	exact := b.and(b.and(b.equal(b.trunc(y), y), b.equal(b.trunc(x), x)), b.less(b.f(1), x))
	special := b.or(exact, b.or(b.equal(y, b.f(2)), b.equal(y, b.f(0.5))))
	rare = b.or(b.or(b.notNormal(x), b.uncommonPower(p.hi)), b.or(special, b.less(b.f(commonY), b.abs(y))))
	return b.and(b.mul(e, b.twoTo(b.whole(n))), b.not(none)), rare
}

// pow is exp(y ln|x|) with the logarithm as a double, then the special cases of
// C99, annex F.9.4.4. Squares and roots are those that arithmetic gives, so that a pass
// may put these in the place of a power.
func pow(b *builder, x, y val) val {
	size := b.abs(x)
	inf, zero, one := b.f(math.Inf(1)), b.f(0), b.f(1)

	// Beyond 2^70 in y, only x = 1 gives a result that is neither 0 nor infinite.
	p := b.multiple(lnDouble(b, size), b.clamp(y, -0x1p70, 0x1p70))
	hi := b.clamp(p.hi, -746, 710)
	r := expOf(b, double{hi, b.and(p.lo, b.equal(hi, p.hi))})

	r = b.pick(b.equal(y, b.f(2)), b.mul(size, size), r)
	r = b.pick(b.equal(y, b.f(0.5)), b.sqrt(size), r)
	grows := b.less(zero, y)
	r = b.pick(b.equal(size, zero), b.pick(grows, zero, inf), r)
	r = b.pick(b.equal(size, inf), b.pick(grows, inf, zero), r)

	isWhole := b.equal(b.trunc(y), y)
	half := b.mul(y, b.f(0.5))
	isOdd := b.and(isWhole, b.not(b.equal(b.trunc(half), half)))
	r = b.two(Xor, r, b.and(b.and(x, isOdd), b.i(1<<63)))
	real := b.or(isWhole, b.or(b.lessEq(zero, x), b.equal(size, inf)))
	known := b.and(b.equal(x, x), b.equal(y, y))
	r = b.pick(b.and(real, known), r, b.f(math.NaN()))
	return b.pick(b.or(b.equal(y, zero), b.equal(x, one)), one, r)
}
