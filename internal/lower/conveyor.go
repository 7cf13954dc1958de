package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// conveyor is CONVEYOR(inflow, transit time, initial, leak, rate of leaking), what is on
// a conveyor (XMILE 1.0, 3.7.2): what comes on goes off after the transit time that
// holds then, less what leaks: a part of what came on, evenly over the transit, or a
// part of what is there in each unit of time. At the start it is laden as if what came
// on had always been the same.
func conveyor(b *block, c *model.Call, in *scope) program.ID {
	n, ok := b.places(c, c.Args[1], in)
	if !ok {
		return b.failed()
	}
	b.moves("it depends on a conveyor")
	if b.mode != inStep {
		return b.expr(c.Args[2], in)
	}
	goods, _ := b.belt(c, in, n)
	sum := b.number(0)
	for _, g := range goods.values {
		sum = b.op(program.OpAdd, sum, g)
	}
	return sum
}

// belt is what is in each place, and what of it leaks evenly in each step.
func (b *block) belt(c *model.Call, in *scope, n int) (goods, shares line) {
	inflow := func(step *block) program.ID {
		return step.op(program.OpMul, step.expr(c.Args[0], in), step.timeStep())
	}
	steps := func(block *block) program.ID {
		return block.op(program.OpAdd, block.arrival(c.Args[1], in), block.number(1))
	}
	share := func(block *block) program.ID { // of what came on, a step
		return block.op(program.OpDiv, block.expr(c.Args[3], in), steps(block))
	}
	// lading is what came on in each step before the start: k places hold it, each less
	// a share more than the one behind it.
	lading := func(setup *block) program.ID {
		k := steps(setup)
		lost := setup.op(program.OpMul, setup.number(0.5), setup.op(program.OpMul, setup.expr(c.Args[3], in), setup.op(program.OpSub, k, setup.number(1))))
		return setup.op(program.OpDiv, setup.expr(c.Args[2], in), setup.op(program.OpSub, k, lost))
	}
	shares = b.line(c, in, "shares", n, func(setup *block, place int) program.ID {
		return setup.op(program.OpMul, setup.underway(c, in, place), setup.op(program.OpMul, lading(setup), share(setup)))
	}, func(step *block, place int, behind program.ID) program.ID {
		here := step.isPlace(place, n, step.arrival(c.Args[1], in))
		came := step.op(program.OpMul, inflow(step), share(step))
		return step.op(program.OpAdd, behind, step.op(program.OpSelect, here, came, step.number(0)))
	})
	goods = b.line(c, in, "goods", n, func(setup *block, place int) program.ID {
		gone := setup.op(program.OpSub, setup.op(program.OpSub, steps(setup), setup.number(1)), setup.number(float64(place)))
		left := setup.op(program.OpSub, setup.number(1), setup.op(program.OpMul, gone, share(setup)))
		return setup.op(program.OpMul, setup.underway(c, in, place), setup.op(program.OpMul, lading(setup), left))
	}, func(step *block, place int, _ program.ID) program.ID {
		stays := step.number(0)
		if place+1 < n {
			goods, shares := step.belt(c, in, n)
			stays = step.op(program.OpSub, goods.values[place+1], step.leaking(c, in, goods, shares, place+1))
		}
		here := step.isPlace(place, n, step.arrival(c.Args[1], in))
		return step.op(program.OpAdd, stays, step.op(program.OpSelect, here, inflow(step), step.number(0)))
	})
	return goods, shares
}

// leaking is what leaks from a place in this step, and no more than is there.
func (b *block) leaking(c *model.Call, in *scope, goods, shares line, place int) program.ID {
	rate := b.op(program.OpMul, b.op(program.OpMul, b.expr(c.Args[4], in), b.timeStep()), goods.values[place])
	return b.op(program.OpMin, b.op(program.OpAdd, shares.values[place], rate), goods.values[place])
}

// beltFlow lowers a function of a conveyor: what it lets out, or what it leaks.
func beltFlow(of func(b *block, c *model.Call, in *scope, goods, shares line) program.ID) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		ref, ok := c.Args[0].(*model.Ref)
		var s *scalar
		if ok {
			if g := b.l.groups[model.Key(ref.Name)]; g != nil {
				s = b.l.find(g, ref.Subscripts, ref.At, in)
			}
		}
		var call *model.Call
		if s != nil {
			call, _ = s.v.Equation.(*model.Call)
		}
		if call == nil || model.Key(call.Func) != "conveyor" {
			b.l.fault("function", c.At, fmt.Sprintf("%s is asked of what is no conveyor", c.Func), "", "name one")
			return b.failed()
		}
		n, ok := b.places(call, call.Args[1], s.scope)
		if !ok {
			return b.failed()
		}
		b.moves("it depends on a conveyor")
		if b.mode != inStep {
			return b.number(0) // nothing has flowed before the start
		}
		owner := b.owner
		b.owner = s
		goods, shares := b.belt(call, s.scope, n)
		b.owner = owner
		return of(b, call, s.scope, goods, shares)
	}
}

func conveyorOutflow(b *block, c *model.Call, in *scope, goods, shares line) program.ID {
	off := b.op(program.OpSub, goods.values[0], b.leaking(c, in, goods, shares, 0))
	return b.op(program.OpDiv, off, b.timeStep())
}

func conveyorLeakage(b *block, c *model.Call, in *scope, goods, shares line) program.ID {
	sum := b.number(0)
	for place := range goods.values {
		sum = b.op(program.OpAdd, sum, b.leaking(c, in, goods, shares, place))
	}
	return b.op(program.OpDiv, sum, b.timeStep())
}
