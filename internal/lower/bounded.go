package lower

import (
	"casus/internal/model"
	"casus/internal/program"
)

// sinteg lowers SINTEG(rate, initial, min, max, quant, spec, thresh): what the rate adds
// up to, kept between min and max (Vensim manual, Dynamic functions). The last three,
// which round it, are refused but for :NA:, as the manual doesn't say whether what is
// rounded off is kept. It steps by Euler's rule.
func sinteg(b *block, c *model.Call, in *scope) program.ID {
	bounds := [2]float64{model.Missing, model.Missing}
	for i, arg := range c.Args[2:] {
		n, ok := arg.(*model.Number)
		switch {
		case !ok:
			b.l.fault("function", c.At, "a bound of SINTEG is no number", "Vensim takes numbers and :NA: there", "write the number, or use INTEG with MIN and MAX in the rate")
			return b.failed()
		case i < 2:
			bounds[i] = n.Value
		case n.Value != model.Missing:
			b.l.fault("function", c.At, "SINTEG rounds what it adds up to", "whether it keeps what is rounded off is not documented", "write :NA: for the last three arguments")
			return b.failed()
		}
	}
	kept := func(block *block, x program.ID) program.ID {
		if bounds[0] != model.Missing {
			x = block.op(program.OpMax, x, block.number(bounds[0]))
		}
		if bounds[1] != model.Missing {
			x = block.op(program.OpMin, x, block.number(bounds[1]))
		}
		return x
	}
	b.moves("it depends on " + c.Func)
	start := func(setup *block) program.ID { return kept(setup, setup.expr(c.Args[1], in)) }
	if b.mode != inStep {
		return start(b)
	}
	if b.l.p.Time.Method != program.Euler {
		b.l.warn("function", c.At, "SINTEG steps by Euler's rule", "its bounds hold at time steps, not between them", "choose Euler, or use INTEG")
	}
	return b.stages(c, in, 1, start, func(step *block, rate, before program.ID, _ bool) program.ID {
		return kept(step, step.op(program.OpAdd, before, step.op(program.OpMul, rate, step.timeStep())))
	}, nil, nil)
}
