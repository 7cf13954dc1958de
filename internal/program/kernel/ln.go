package kernel

import "math"

// mantissa takes a positive x to m*2^k with m from sqrt(1/2) to sqrt(2); k is a
// float.
func (b *builder) mantissa(x val) (m, k val) {
	tiny := b.less(x, b.f(leastNormal))
	m, k = b.mantissaOfNormal(b.pick(tiny, b.mul(x, b.f(0x1p54)), x))
	return m, b.sub(k, b.and(tiny, b.f(54)))
}

const leastNormal = 0x1p-1022

// mantissaOfNormal is mantissa for x that is a normal number.
func (b *builder) mantissaOfNormal(x val) (m, k val) {
	above := b.two(SubI, x, b.f(math.Sqrt2/2))
	m = b.two(SubI, x, b.and(above, b.i(0xfff<<52)))

	// The exponent, raised by 1024 so that it is positive, becomes a float by being
	// put into the lowest bits of 2^52.
	raised := b.shr(b.two(AddI, above, b.i(1024<<52)), 52)
	return m, b.sub(b.or(raised, b.f(0x1p52)), b.f(0x1p52+1024))
}

// notNormal is a mask of where x is not a positive normal number.
func (b *builder) notNormal(x val) val {
	return b.not(b.and(b.lessEq(b.f(leastNormal), x), b.lessEq(x, b.f(math.MaxFloat64))))
}

// commonLn is ln of positive normal numbers.
func commonLn(b *builder, a []val) (out, rare val) {
	m, k := b.mantissaOfNormal(a[0])
	return lnNear(b, m, k), b.notNormal(a[0])
}

// ln is fdlibm's e_log.c (Sun Microsystems 1993) without its branches.
func ln(b *builder, x val) val {
	m, k := b.mantissa(x)
	y := lnNear(b, m, k)
	inf := b.f(math.Inf(1))
	y = b.pick(b.equal(x, inf), inf, y)
	y = b.pick(b.equal(x, b.f(0)), b.f(math.Inf(-1)), y)
	return b.pick(b.lessEq(b.f(0), x), y, b.f(math.NaN()))
}

// lnNear is the logarithm of m*2^k.
func lnNear(b *builder, m, k val) val {
	f := b.sub(m, b.f(1))
	return b.sub(b.mul(k, b.f(ln2High)), b.sub(lnCurve(b, f, b.mul(k, b.f(ln2Low))), f))
}

// lnCurve is f - ln(1 + f) less a small number.
func lnCurve(b *builder, f, less val) val {
	s := b.div(f, b.add(b.f(2), f))
	z := b.mul(s, s)
	r := b.mul(z, b.poly(z,
		6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
		1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01))
	square := b.mul(b.mul(b.f(0.5), f), f)
	return b.sub(square, b.add(b.mul(s, b.add(square, r)), less))
}
