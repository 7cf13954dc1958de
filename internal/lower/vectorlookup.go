package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// vectorLookup lowers VECTOR LOOKUP(y[first], x, xmin, xmax, mode): the elements over the
// last subscript are the points of a table, evenly apart from xmin to xmax, whose shape may
// change as the model runs (Vensim manual, Arrays, vectors and subscripts). The modes 0, 2,
// 3 and 4 read it as LOOKUP, LOOKUP BACKWARD, LOOKUP EXTRAPOLATE and LOOKUP FORWARD do.
func vectorLookup(b *block, c *model.Call, in *scope) program.ID {
	mode, params, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[4], in) })
	if why != "" || mode != 0 && mode != 2 && mode != 3 && mode != 4 {
		b.l.fault("function", c.Args[4].Place(), "the mode of VECTOR LOOKUP is none of 0, 2, 3 and 4",
			"areas, inverses and slopes of a table that may change are not computed", "give one of these modes as a number or constant")
		return b.failed()
	}
	for _, q := range params {
		b.l.warn("function", c.At, fmt.Sprintf("the mode of %s is fixed from %q as the model gives it", c.Func, q.name),
			"it decides what is computed, so varying that constant doesn't change it", "")
	}
	y, _, ok := b.vector(c.Args[0], in)
	if !ok {
		return b.failed()
	}
	last := b.number(float64(len(y) - 1))
	from, to := b.expr(c.Args[2], in), b.expr(c.Args[3], in)
	along := b.op(program.OpDiv, b.op(program.OpSub, b.expr(c.Args[1], in), from), b.op(program.OpSub, to, from))
	place := b.op(program.OpMul, along, last)
	within := b.op(program.OpMax, b.op(program.OpMin, place, last), b.number(0))
	before := b.op(program.OpFloor, within)
	switch {
	case len(y) == 1:
		return y[0]
	case mode == 2:
		return b.pickAt(y, before)
	case mode == 4:
		return b.pickAt(y, b.op(program.OpNeg, b.op(program.OpFloor, b.op(program.OpNeg, within))))
	case mode == 0:
		place = within
	}
	before = b.op(program.OpMin, before, b.number(float64(len(y)-2)))
	low, high := b.pickAt(y, before), b.pickAt(y, b.op(program.OpAdd, before, b.number(1)))
	return b.op(program.OpAdd, low, b.op(program.OpMul, b.op(program.OpSub, place, before), b.op(program.OpSub, high, low)))
}
