package kernel

import "math"

// pi/2 and pi/4, and what the first lacks.
const (
	halfPi     = 1.57079632679489655800
	halfPiRest = 6.12323399573676603587e-17
	quarterPi  = 7.85398163397448278999e-01
)

// arcRatio is the rational function by which fdlibm's e_asin.c and e_acos.c (Sun
// Microsystems 1993) approximate (arcsin(x)-x)/x for z = x*x up to 1/4.
func arcRatio(b *builder, z val) val {
	p := b.mul(z, b.poly(z, 1.66666666666666657415e-01, -3.25565818622400915405e-01, 2.01212532134862925881e-01,
		-4.00555345006794114027e-02, 7.91534994289814532176e-04, 3.47933107596021167570e-05))
	q := b.poly(z, 1, -2.40339491173441421878e+00, 2.02094576023350569471e+00,
		-6.88283971605453293030e-01, 7.70381505559019352791e-02)
	return b.div(p, q)
}

func arcSin(b *builder, x val) val {
	near := b.add(x, b.mul(x, arcRatio(b, b.mul(x, x))))

	size := b.abs(x)
	t := b.mul(b.sub(b.f(1), size), b.f(0.5))
	s, r := b.sqrt(t), arcRatio(b, t)
	end := b.add(s, b.mul(s, r))
	end = b.sub(b.f(halfPi), b.sub(b.add(end, end), b.f(halfPiRest)))

	w := b.and(s, b.i(0xffffffff<<32))
	c := b.div(b.sub(t, b.mul(w, w)), b.add(s, w))
	p := b.sub(b.mul(b.add(s, s), r), b.sub(b.f(halfPiRest), b.add(c, c)))
	q := b.sub(b.f(quarterPi), b.add(w, w))
	far := b.sub(b.f(quarterPi), b.sub(p, q))

	far = b.pick(b.less(size, b.f(0.975)), far, end)
	far = b.or(far, b.and(x, b.i(1<<63)))
	return b.pick(b.less(size, b.f(0.5)), near, far)
}

func arcCos(b *builder, x val) val {
	z := b.mul(x, x)
	near := b.sub(b.f(halfPi), b.sub(x, b.sub(b.f(halfPiRest), b.mul(x, arcRatio(b, z)))))

	z = b.mul(b.sub(b.f(1), b.abs(x)), b.f(0.5))
	s, r := b.sqrt(z), arcRatio(b, z)
	left := b.add(s, b.sub(b.mul(r, s), b.f(halfPiRest)))
	left = b.sub(b.f(math.Pi), b.add(left, left))

	w := b.and(s, b.i(0xffffffff<<32))
	c := b.div(b.sub(z, b.mul(w, w)), b.add(s, w))
	right := b.add(w, b.add(b.mul(r, s), c))
	right = b.pick(b.equal(x, b.f(1)), b.f(0), b.add(right, right))

	far := b.pick(b.less(x, b.f(0)), left, right)
	return b.pick(b.less(b.abs(x), b.f(0.5)), near, far)
}

// arcTan is fdlibm's s_atan.c (Sun Microsystems 1993): the angle from the nearest
// of five, by a rotation.
func arcTan(b *builder, x val) val {
	size := b.abs(x)
	top, bottom, angle, rest := size, b.f(1), b.f(0), b.f(0)
	from := func(limit float64, t, d val, hi, lo float64) {
		on := b.lessEq(b.f(limit), size)
		top, bottom = b.pick(on, t, top), b.pick(on, d, bottom)
		angle, rest = b.pick(on, b.f(hi), angle), b.pick(on, b.f(lo), rest)
	}
	one := b.f(1)
	from(7./16, b.sub(b.add(size, size), one), b.add(b.f(2), size), 4.63647609000806093515e-01, 2.26987774529616870924e-17)
	from(11./16, b.sub(size, one), b.add(size, one), 7.85398163397448278999e-01, 3.06161699786838301793e-17)
	from(19./16, b.sub(size, b.f(1.5)), b.add(one, b.mul(b.f(1.5), size)), 9.82793723247329054082e-01, 1.39033110312309984516e-17)
	from(39./16, b.f(-1), size, halfPi, halfPiRest)

	t := b.div(top, bottom)
	z := b.mul(t, t)
	series := b.mul(z, b.poly(z, 3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01,
		-1.11111104054623557880e-01, 9.09088713343650656196e-02, -7.69187620504482999495e-02, 6.66107313738753120669e-02,
		-5.83357013379057348645e-02, 4.97687799461593236017e-02, -3.65315727442169155270e-02, 1.62858201153657823623e-02))
	r := b.sub(angle, b.sub(b.sub(b.mul(t, series), rest), t))
	return b.or(r, b.and(x, b.i(1<<63)))
}
