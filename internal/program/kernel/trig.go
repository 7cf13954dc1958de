package kernel

import "math"

// pi/2 in three floats, each the nearest to what the ones before leave.
const (
	halfPi1 = 0x1.921fb54442d18p+00
	halfPi2 = 0x1.1a62633145c07p-54
	halfPi3 = -0x1.f1976b7ed8fbcp-110

	// widestAngle is the largest that reduce does: its quarter turns are whole floats.
	widestAngle = 0x1p50
)

// reduce takes x to an angle from -pi/4 to pi/4, as a double, and the number of
// quarter turns taken off, an integer (Cody and Waite 1980, with exact products).
func reduce(b *builder, x val) (r double, turns val) {
	n := b.near(b.mul(x, b.f(2/math.Pi)))
	p1, p2 := b.product(n, b.f(halfPi1)), b.product(n, b.f(halfPi2))
	r = b.sum(x, b.neg(p1.hi))
	r = b.plus(r, double{b.neg(p1.lo), b.f(0)})
	r = b.plus(r, double{b.neg(p2.hi), b.neg(p2.lo)})
	r = b.plus(r, double{b.neg(b.mul(n, b.f(halfPi3))), b.f(0)})
	turns = b.whole(n)
	// n was rounded before it was rounded to a whole number, so that of a large
	// angle more than an eighth of a turn may be left.
	n = b.near(b.mul(r.hi, b.f(2/math.Pi)))
	r = b.plus(r, double{b.neg(b.mul(n, b.f(halfPi1))), b.neg(b.mul(n, b.f(halfPi2)))})
	return r, b.two(AddI, turns, b.whole(n))
}

// sineNear and cosineNear are fdlibm's k_sin.c and k_cos.c (Sun Microsystems 1993)
// for angles from -pi/4 to pi/4, with what is left of their last sum.
func sineNear(b *builder, x double) double {
	z := b.mul(x.hi, x.hi)
	v := b.mul(z, x.hi)
	r := b.poly(z, 8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06,
		-2.50507602534068634195e-08, 1.58969099521155010221e-10)
	bent := b.sub(b.mul(z, b.sub(b.mul(b.f(0.5), x.lo), b.mul(v, r))), x.lo)
	return b.renew(x.hi, b.neg(b.sub(bent, b.mul(v, b.f(-1.66666666666666324348e-01)))))
}

func cosineNear(b *builder, x double) double {
	z := b.mul(x.hi, x.hi)
	r := b.mul(z, b.poly(z, 4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
		-2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11))
	half := b.mul(b.f(0.5), z)
	w := b.sub(b.f(1), half)
	rest := b.sub(b.mul(z, r), b.mul(x.hi, x.lo))
	return b.renew(w, b.add(b.sub(b.sub(b.f(1), w), half), rest))
}

// reduction takes an angle to one from -pi/4 to pi/4 and the quarter turns between.
type reduction func(b *builder, x val) (r double, turns val)

// defineAngle defines a function of an angle, once for those of common size and once
// for those beyond.
func defineAngle(name string, body func(b *builder, x val, turn reduction) val) *Func {
	far := define(name+"far", 1, func(b *builder, a []val) val { return b.finite(a[0], body(b, a[0], reduceFar)) })
	return defineCommon(name, 1, func(b *builder, a []val) (out, rare val) {
		return body(b, a[0], reduce), b.not(b.lessEq(b.abs(a[0]), b.f(widestAngle)))
	}, far)
}

// sine is the sine of x, or with ahead 1 that of a quarter turn on, its cosine.
func sine(b *builder, x val, turn reduction, ahead uint64) val {
	angle, turns := turn(b, x)
	turns = b.two(AddI, turns, b.i(ahead))
	r := b.pick(b.odd(turns), cosineNear(b, angle).hi, sineNear(b, angle).hi)
	r = b.two(Xor, r, b.and(b.shl(turns, 62), b.i(1<<63)))
	if ahead == 0 {
		r = b.pick(b.equal(x, b.f(0)), x, r) // keeps the sign of zero
	}
	return r
}

func tangent(b *builder, x val, turn reduction) val {
	angle, turns := turn(b, x)
	sin, cos, odd := sineNear(b, angle), cosineNear(b, angle), b.odd(turns)
	either := func(yes, no double) double { return double{b.pick(odd, yes.hi, no.hi), b.pick(odd, yes.lo, no.lo)} }
	r := b.quotient(either(double{b.neg(cos.hi), b.neg(cos.lo)}, sin), either(sin, cos))
	return b.pick(b.equal(x, b.f(0)), x, r)
}

// odd is a mask of where the integer is odd.
func (b *builder) odd(n val) val { return b.two(SubI, b.i(0), b.and(n, b.i(1))) }

// finite is r where x is finite, else NaN.
func (b *builder) finite(x, r val) val {
	return b.pick(b.less(b.abs(x), b.f(math.Inf(1))), r, b.f(math.NaN()))
}
