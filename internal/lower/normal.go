package lower

import (
	"math"

	"casus/internal/program"
)

// poly is a polynomial in x, the highest power first.
func (b *block) poly(x program.ID, c ...float64) program.ID {
	sum := b.number(c[0])
	for _, next := range c[1:] {
		sum = b.op(program.OpAdd, b.op(program.OpMul, sum, x), b.number(next))
	}
	return sum
}

// normalCDF is the distribution function of the standard normal, within 1e-15: Hart's
// rational function (1968, Computer Approximations, 5666) and a continued fraction
// beyond 7, as West (2005, Better approximations to cumulative normal functions) joins
// them.
func (b *block) normalCDF(x program.ID) program.ID {
	z := b.op(program.OpAbs, x)
	density := b.op(program.OpExp, b.op(program.OpMul, b.number(-0.5), b.op(program.OpMul, z, z)))
	top := b.poly(z, 3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376)
	bottom := b.poly(z, 8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752)
	near := b.op(program.OpDiv, b.op(program.OpMul, density, top), bottom)
	fraction := b.op(program.OpAdd, z, b.number(0.65))
	for n := 4.0; n >= 1; n-- {
		fraction = b.op(program.OpAdd, z, b.op(program.OpDiv, b.number(n), fraction))
	}
	far := b.op(program.OpDiv, density, b.op(program.OpMul, fraction, b.number(math.Sqrt(2*math.Pi))))
	tail := b.op(program.OpSelect, b.op(program.OpLess, z, b.number(7.07106781186547)), near, far)
	above := b.op(program.OpLess, b.number(0), x)
	return b.op(program.OpSelect, above, b.op(program.OpSub, b.number(1), tail), tail)
}

// normalQuantile is its inverse, within 1e-15 of its value: Wichura's PPND16 (1988,
// Algorithm AS 241, Applied Statistics 37).
func (b *block) normalQuantile(p program.ID) program.ID {
	q := b.op(program.OpSub, p, b.number(0.5))
	r := b.op(program.OpSub, b.number(0.180625), b.op(program.OpMul, q, q))
	middle := b.op(program.OpMul, q, b.op(program.OpDiv,
		b.poly(r, 2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
			1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080),
		b.poly(r, 5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
			5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1)))
	side := b.op(program.OpMin, p, b.op(program.OpSub, b.number(1), p))
	root := b.op(program.OpSqrt, b.op(program.OpNeg, b.op(program.OpLn, side)))
	u := b.op(program.OpSub, root, b.number(1.6))
	tail := b.op(program.OpDiv,
		b.poly(u, 7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
			3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734),
		b.poly(u, 1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
			6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1))
	v := b.op(program.OpSub, root, b.number(5))
	farTail := b.op(program.OpDiv,
		b.poly(v, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
			2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720),
		b.poly(v, 2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
			1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1))
	tail = b.op(program.OpSelect, b.op(program.OpLessEq, root, b.number(5)), tail, farTail)
	tail = b.op(program.OpSelect, b.op(program.OpLess, q, b.number(0)), b.op(program.OpNeg, tail), tail)
	return b.op(program.OpSelect, b.op(program.OpLessEq, b.op(program.OpAbs, q), b.number(0.425)), middle, tail)
}
