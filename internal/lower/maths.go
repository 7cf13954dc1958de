package lower

import "casus/internal/program"

// smallDivisor is the divisor below which ZIDZ and XIDZ take it for 0, as Vensim
// does.
const smallDivisor = 1e-6

func zidz(b *block, x []program.ID) program.ID {
	return b.divided(x[0], x[1], b.number(0))
}

func xidz(b *block, x []program.ID) program.ID {
	return b.divided(x[0], x[1], x[2])
}

// divided is a/d, or the other value where d is as good as 0.
func (b *block) divided(a, d, other program.ID) program.ID {
	zero := b.op(program.OpLess, b.op(program.OpAbs, d), b.number(smallDivisor))
	return b.op(program.OpSelect, zero, other, b.op(program.OpDiv, a, d))
}

func logBase(b *block, x []program.ID) program.ID {
	return b.op(program.OpDiv, b.op(program.OpLn, x[0]), b.op(program.OpLn, x[1]))
}

// modulo is what is left of a after whole multiples of d, with the sign of a.
func modulo(b *block, x []program.ID) program.ID {
	whole := b.op(program.OpTrunc, b.op(program.OpDiv, x[0], x[1]))
	return b.op(program.OpSub, x[0], b.op(program.OpMul, whole, x[1]))
}

// quantum is the whole multiple of d next to a towards 0, or a where d isn't
// above 0.
func quantum(b *block, x []program.ID) program.ID {
	whole := b.op(program.OpTrunc, b.op(program.OpDiv, x[0], x[1]))
	none := b.op(program.OpLessEq, x[1], b.number(0))
	return b.op(program.OpSelect, none, x[0], b.op(program.OpMul, whole, x[1]))
}

func cosh(b *block, x []program.ID) program.ID {
	e, inverse := b.op(program.OpExp, x[0]), b.op(program.OpExp, b.op(program.OpNeg, x[0]))
	return b.op(program.OpMul, b.number(0.5), b.op(program.OpAdd, e, inverse))
}

// sinh takes the difference of two exponentials, and near 0, where that cancels,
// the first terms of the series x + x^3/3! + x^5/5! ..., whose next is below a
// unit in the last place for |x| < 0.5.
func sinh(b *block, x []program.ID) program.ID {
	e, inverse := b.op(program.OpExp, x[0]), b.op(program.OpExp, b.op(program.OpNeg, x[0]))
	far := b.op(program.OpMul, b.number(0.5), b.op(program.OpSub, e, inverse))

	square := b.op(program.OpMul, x[0], x[0])
	series := b.number(1)
	for n := 12.0; n >= 2; n -= 2 {
		term := b.op(program.OpDiv, b.op(program.OpMul, square, series), b.number(n*(n+1)))
		series = b.op(program.OpAdd, b.number(1), term)
	}
	near := b.op(program.OpMul, x[0], series)
	return b.op(program.OpSelect, b.small(x[0]), near, far)
}

// tanh is sinh/cosh near 0; elsewhere 1 - 2/(exp(2x)+1), which doesn't overflow.
func tanh(b *block, x []program.ID) program.ID {
	near := b.op(program.OpDiv, sinh(b, x), cosh(b, x))
	e := b.op(program.OpExp, b.op(program.OpAdd, x[0], x[0]))
	rest := b.op(program.OpDiv, b.number(2), b.op(program.OpAdd, e, b.number(1)))
	far := b.op(program.OpSub, b.number(1), rest)
	return b.op(program.OpSelect, b.small(x[0]), near, far)
}

func (b *block) small(x program.ID) program.ID {
	return b.op(program.OpLess, b.op(program.OpAbs, x), b.number(0.5))
}
