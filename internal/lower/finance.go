package lower

import (
	"casus/internal/model"
	"casus/internal/program"
)

// npv is NPV(stream, rate, initial, factor): factor times a sum of the stream, each part
// at the worth that a discount at the rate leaves of it, this step's share included
// (Vensim manual).
func npv(b *block, c *model.Call, in *scope) program.ID {
	b.moves("it depends on " + c.Func)
	one := func(setup *block) program.ID { return setup.number(1) }
	initial := func(setup *block) program.ID { return setup.expr(c.Args[2], in) }
	worth := func(block *block, sum, discount program.ID) program.ID {
		now := block.op(program.OpMul, block.op(program.OpMul, block.expr(c.Args[0], in), block.timeStep()), discount)
		return block.op(program.OpMul, block.op(program.OpAdd, sum, now), block.expr(c.Args[3], in))
	}
	if b.mode != inStep {
		return worth(b, initial(b), one(b))
	}
	discount := b.integral(c, in, "discount", one, func(step *block, discount program.ID) program.ID {
		// A step divides it by 1 + rate*step, so that no rate can turn its sign.
		rate := step.expr(c.Args[1], in)
		grown := step.op(program.OpAdd, step.number(1), step.op(program.OpMul, rate, step.timeStep()))
		return step.op(program.OpNeg, step.op(program.OpDiv, step.op(program.OpMul, discount, rate), grown))
	})
	sum := b.integral(c, in, "sum", initial, func(step *block, _ program.ID) program.ID {
		return step.op(program.OpMul, step.expr(c.Args[0], in), discount)
	})
	return worth(b, sum, discount)
}

// integral is a state of a function: its rate is given by what it is itself.
func (b *block) integral(c *model.Call, in *scope, what string, initial func(setup *block) program.ID,
	rate func(step *block, level program.ID) program.ID) program.ID {
	l := b.l
	key := delayKey{c, in.String() + what}
	id, ok := l.delays[key]
	if !ok {
		owner := b.owner
		s := l.addState(l.stateName(what+" of "+c.Func, owner))
		id = b.add(program.Value{Op: program.OpState, Ref: int32(s)})
		l.delays[key] = id
		l.later = append(l.later, func() {
			l.p.Initial[s] = l.setup.within(owner, func() program.ID { return initial(l.setup) })
			l.p.Rates[s] = l.step.within(owner, func() program.ID { return rate(l.step, id) })
		})
	}
	return id
}

// forecast is FORECAST(input, time, horizon): where the input's trend over the time,
// which starts at nought, leads within the horizon (Vensim manual).
func forecast(b *block, c *model.Call, in *scope) program.ID {
	slope := trend(b, &model.Call{Func: c.Func, Args: []model.Expr{c.Args[0], c.Args[1], &model.Number{At: c.At}}, At: c.At}, in)
	grown := b.op(program.OpAdd, b.number(1), b.op(program.OpMul, slope, b.expr(c.Args[2], in)))
	return b.op(program.OpMul, b.expr(c.Args[0], in), grown)
}
