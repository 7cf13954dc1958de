package lower

import (
	"casus/internal/model"
	"casus/internal/program"
)

// past is true from the step that lies nearest to a time on. Like Vensim it
// compares with half a step to spare, so that a time such as 0.3 is met by the
// third step of 0.1 whatever the rounding.
func (b *block) past(t program.ID) program.ID {
	return b.op(program.OpLess, t, b.halfStepOn())
}

// halfStepOn is the time half a step from now.
func (b *block) halfStepOn() program.ID {
	return b.op(program.OpAdd, b.stepTime(), b.op(program.OpMul, b.timeStep(), b.number(0.5)))
}

// step is 0 before the time x[1] and x[0] from then on.
func step(b *block, x []program.ID) program.ID {
	return b.op(program.OpSelect, b.past(x[1]), x[0], b.number(0))
}

// pulse is 1 from the time x[0] for a time x[1], and 0 otherwise.
func pulse(b *block, x []program.ID) program.ID {
	end := b.op(program.OpAdd, x[0], b.width(x[1]))
	return b.op(program.OpAnd, b.past(x[0]), b.op(program.OpLess, b.halfStepOn(), end))
}

// width is how long a pulse lasts: 0 stands for one time step.
func (b *block) width(w program.ID) program.ID {
	none := b.op(program.OpEqual, w, b.number(0))
	return b.op(program.OpSelect, none, b.timeStep(), w)
}

// pulseTrain is a pulse of width x[1] at the time x[0] and again each x[2], up to
// the time x[3].
func pulseTrain(b *block, x []program.ID) program.ID {
	start, width, every, end := x[0], b.width(x[1]), x[2], x[3]
	now := b.halfStepOn()
	since := b.op(program.OpSub, now, start)
	pulses := b.op(program.OpFloor, b.op(program.OpDiv, since, every))
	phase := b.op(program.OpSub, since, b.op(program.OpMul, pulses, every))
	on := b.op(program.OpLess, phase, width)
	return b.op(program.OpAnd, b.op(program.OpAnd, b.past(start), b.op(program.OpLess, now, end)), on)
}

// ramp is 0 until the time x[1], then rises by x[0] a unit of time until the time
// x[2], or for ever where x[2] comes first. It is continuous, so its comparisons
// need no half step.
func ramp(b *block, x []program.ID) program.ID {
	slope, start, end := x[0], x[1], x[2]
	now := b.stepTime()
	rising := b.op(program.OpOr, b.op(program.OpLess, now, end), b.op(program.OpLess, end, start))
	reached := b.op(program.OpSelect, rising, now, end)
	height := b.op(program.OpMul, slope, b.op(program.OpSub, reached, start))
	return b.op(program.OpSelect, b.op(program.OpLess, start, now), height, b.number(0))
}

// initial is the value that its argument has at the start, at all times.
func initial(b *block, c *model.Call, in *scope) program.ID {
	if b.mode != inStep {
		return b.expr(c.Args[0], in)
	}
	setup := b.l.setup
	return b.kept(setup.within(b.owner, func() program.ID { return setup.expr(c.Args[0], in) }))
}

// activeInitial is its first argument in the run, and its second where initial
// values are computed.
func activeInitial(b *block, c *model.Call, in *scope) program.ID {
	if b.mode == inStep {
		return b.expr(c.Args[0], in)
	}
	return b.expr(c.Args[1], in)
}
