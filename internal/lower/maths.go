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

// logBase is a quotient of logarithms, but for base 10, whose powers come out whole.
func logBase(b *block, x []program.ID) program.ID {
	if base := b.values[x[1]]; base.Op == program.OpConst && base.Num == 10 {
		return b.op(program.OpLog10, x[0])
	}
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
