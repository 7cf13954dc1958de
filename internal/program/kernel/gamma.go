package kernel

import "math"

// ln(2 pi)/2 as a double.
const (
	halfLnTwoPi     = 0x1.d67f1c864beb5p-01
	halfLnTwoPiRest = -0x1.65b5a1b7ff5dfp-55
)

// fromStirling is from where Stirling's series is used as it is; below, the argument is
// moved up by that and the product of the eight factors in between is taken off.
const fromStirling = 8

// stirling are B(2k)/(2k(2k-1)), k from 1, of Stirling's series (Abramowitz and Stegun
// 6.1.41): the thirteenth term is below 1e-19 at 8.
var stirling = []float64{1. / 12, -1. / 360, 1. / 1260, -1. / 1680, 1. / 1188, -691. / 360360, 1. / 156, -3617. / 122400,
	43867. / 244188, -174611. / 125400, 77683. / 5796, -236364091. / 1506960}

// greatestGamma is the last x whose logarithm of gamma is no more than the greatest float.
const greatestGamma = 2.5599833278516383e+305

// times is x*y, to some 104 bits.
func (b *builder) times(x, y double) double {
	p := b.product(x.hi, y.hi)
	return b.renew(p.hi, b.add(p.lo, b.add(b.mul(x.hi, y.lo), b.mul(x.lo, y.hi))))
}

func (b *builder) minus(x, y double) double { return b.plus(x, double{b.neg(y.hi), b.neg(y.lo)}) }

// logGamma is ln gamma(x) for x above 0, by Stirling's series in doubles.
func logGamma(b *builder, x val) val {
	zero, inf := b.f(0), b.f(math.Inf(1))
	constant := func(x float64) double { return double{b.f(x), zero} }
	// So near to 0 gamma is 1/x.
	tiny := b.less(x, b.f(0x1p-100))
	low := b.less(x, b.f(fromStirling))
	z := b.sum(x, b.and(b.f(fromStirling), low))

	lnHi := lnDouble(b, z.hi)
	lnZ := b.plus(lnHi, double{b.div(z.lo, z.hi), zero})
	body := b.times(z, b.minus(lnZ, constant(1)))
	half := b.f(0.5)
	body = b.minus(body, double{b.mul(half, lnZ.hi), b.mul(half, lnZ.lo)})
	inverse := b.div(b.f(1), z.hi)
	body = b.plus(body, double{b.f(halfLnTwoPi), b.f(halfLnTwoPiRest)})
	body = b.plus(body, double{b.mul(inverse, b.poly(b.mul(inverse, inverse), stirling...)), zero})
	body = double{b.pick(tiny, zero, body.hi), b.pick(tiny, zero, body.lo)}

	// x(x+1)...(x+7) is u(u+6)(u+10)(u+12) with u = x(x+7).
	u := b.times(double{x, zero}, b.sum(x, b.f(7)))
	product := b.times(b.times(u, b.plus(u, constant(6))), b.times(b.plus(u, constant(10)), b.plus(u, constant(12))))
	of := b.pick(tiny, x, b.pick(low, product.hi, b.f(1)))
	rest := b.and(b.div(product.lo, product.hi), b.and(low, b.not(tiny)))
	taken := b.plus(lnDouble(b, of), double{rest, zero})

	y := b.minus(body, taken).hi
	y = b.pick(b.less(b.f(greatestGamma), x), inf, y)
	y = b.pick(b.or(b.equal(x, b.f(1)), b.equal(x, b.f(2))), zero, y)
	return b.pick(b.less(zero, x), y, b.pick(b.equal(x, zero), inf, b.f(math.NaN())))
}
