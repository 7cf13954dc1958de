package kernel

import "math"

// expDouble is exp x as m*2^n, m a double of some 59 bits between 0.7 and 1.5 and n a
// float, for x from -746 to 746: the argument less a multiple of ln 2, as a double, and
// the Taylor series, its first three terms as doubles.
func expDouble(b *builder, x val) (m double, n val) {
	n = b.near(b.mul(x, b.f(log2e)))
	r := b.sum(b.sub(x, b.mul(n, b.f(ln2First))), b.neg(b.mul(n, b.f(ln2Rest))))
	var terms []float64
	for k, factorial := 3.0, 6.0; k <= 15; k++ {
		terms = append(terms, 1/factorial)
		factorial *= k + 1
	}
	square := b.product(r.hi, r.hi)
	tail := b.mul(b.mul(square.hi, r.hi), b.poly(r.hi, terms...))
	low := b.add(b.mul(b.f(0.5), square.lo), b.add(b.mul(r.hi, r.lo), r.lo))
	first := b.renew(b.f(1), r.hi)
	second := b.renew(first.hi, b.mul(b.f(0.5), square.hi))
	low = b.add(b.add(first.lo, second.lo), b.add(tail, low))
	return b.renew(second.hi, low), n
}

// quotient is x/y, rounded but for the last digits of the doubles.
func (b *builder) quotient(x, y double) val {
	q := b.div(x.hi, y.hi)
	p := b.product(q, y.hi)
	rest := b.sub(b.add(b.sub(b.sub(x.hi, p.hi), p.lo), x.lo), b.mul(q, y.lo))
	return b.add(q, b.div(rest, y.hi))
}

// exponentials are, for |x| up to the bound, exp|x| + exp-|x| and the difference of the
// two, both divided by 2^n.
func exponentials(b *builder, size val, bound float64) (sum, difference double, n val) {
	m, n := expDouble(b, b.clamp(size, 0, bound))
	q := b.div(b.f(1), m.hi)
	p := b.product(q, m.hi)
	rest := b.sub(b.sub(b.sub(b.f(1), p.hi), p.lo), b.mul(q, m.lo))
	scale := b.twoTo(b.whole(b.neg(b.clamp(b.add(n, n), 0, 200)))) // beyond, it is below a digit
	inverse := double{b.mul(q, scale), b.mul(b.mul(q, rest), scale)}
	return b.plus(m, inverse), b.plus(m, double{b.neg(inverse.hi), b.neg(inverse.lo)}), n
}

// halved is x*2^(n-1), in two steps since 2^(n-1) may be no float.
func (b *builder) halved(x, n val) val {
	n = b.sub(n, b.f(1))
	n1 := b.near(b.mul(n, b.f(0.5)))
	return b.mul(b.mul(x, b.twoTo(b.whole(n1))), b.twoTo(b.whole(b.sub(n, n1))))
}

// nearSeries is where the hyperbolic functions are their series, in place of
// exponentials that cancel.
const nearSeries = 0.15

// series is x + x*z*(c0 + c1*z + ...), z being x*x.
func (b *builder) series(x val, c ...float64) val {
	z := b.mul(x, x)
	return b.add(x, b.mul(b.mul(x, z), b.poly(z, c...)))
}

// signed is the size with the sign of x.
func (b *builder) signed(size, x val) val { return b.or(b.abs(size), b.and(x, b.i(1<<63))) }

func hyperbolicSine(b *builder, x val) val {
	size := b.abs(x)
	_, difference, n := exponentials(b, size, 712)
	far := b.halved(difference.hi, n)
	near := b.series(size, 1./6, 1./120, 1./5040, 1./362880, 1./39916800)
	return b.signed(b.pick(b.less(size, b.f(nearSeries)), near, far), x)
}

func hyperbolicCosine(b *builder, x val) val {
	sum, _, n := exponentials(b, b.abs(x), 712)
	return b.halved(sum.hi, n)
}

// hyperbolicTangent has the series of tanh (Abramowitz and Stegun 4.5.64) near 0.
func hyperbolicTangent(b *builder, x val) val {
	size := b.abs(x)
	sum, difference, _ := exponentials(b, size, 22)
	far := b.quotient(difference, sum)
	near := b.series(size, -1./3, 2./15, -17./315, 62./2835, -1382./155925, 21844./6081075, -929569./638512875, 6404582./10854718875)
	return b.signed(b.pick(b.less(size, b.f(nearSeries)), near, far), x)
}

// log10(e) as 27 bits and the rest.
const (
	log10eHead = 0x1.bcb7b14000000p-02
	log10eRest = 0x1.26e50e32a6ab7p-30
)

// logTen is the logarithm to base 10, by that to base e as a double: exact at the powers
// of 10.
func logTen(b *builder, x val) val {
	l := lnDouble(b, x)
	low := b.add(b.mul(l.hi, b.f(log10eRest)), b.mul(l.lo, b.f(log10eHead+log10eRest)))
	y := b.add(b.mul(l.hi, b.f(log10eHead)), low)
	return b.logarithm(x, y)
}

// logarithm is y with the special values of a logarithm of x.
func (b *builder) logarithm(x, y val) val {
	inf := b.f(math.Inf(1))
	y = b.pick(b.equal(x, inf), inf, y)
	y = b.pick(b.equal(x, b.f(0)), b.f(math.Inf(-1)), y)
	return b.pick(b.lessEq(b.f(0), x), y, b.f(math.NaN()))
}
