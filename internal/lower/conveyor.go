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

// delayConveyor is DELAY CONVEYOR(input, time, leak, profile, initial, initial time):
// what leaves a conveyor that leaks a part of what is there in each unit of time. At the
// start it holds the initial quantity, spread as the profile says from its end, 0, to
// its beginning, 1 (Vensim manual, release notes of version 4.1).
func delayConveyor(b *block, c *model.Call, in *scope) program.ID {
	n, ok := b.places(c, c.Args[1], in)
	profile, isRef := c.Args[3].(*model.Ref)
	var table *scalar
	if isRef {
		if g := b.l.groups[model.Key(profile.Name)]; g != nil {
			table = b.l.find(g, profile.Subscripts, profile.At, in)
		}
	}
	if !ok || table == nil || table.v.Table == nil {
		b.l.fault("function", c.Args[3].Place(), "the profile of "+c.Func+" is no lookup", "it says how what is there at the start is spread", "name one")
		return b.failed()
	}
	b.moves("it depends on " + c.Func)
	// weight is the profile at a place, nought beyond the initial time.
	weight := func(setup *block, place int) program.ID {
		k := setup.op(program.OpMax, setup.number(1), setup.op(program.OpFloor, setup.op(program.OpAdd,
			setup.op(program.OpDiv, setup.expr(c.Args[5], in), setup.timeStep()), setup.number(0.5))))
		along := setup.op(program.OpDiv, setup.number(float64(place)+0.5), k)
		held := setup.op(program.OpLess, setup.number(float64(place)), k)
		return setup.op(program.OpSelect, held, setup.read(table.v.Table, table.name, along), setup.number(0))
	}
	lading := func(setup *block, place int) program.ID {
		sum := setup.number(0)
		for i := range n {
			sum = setup.op(program.OpAdd, sum, weight(setup, i))
		}
		return setup.op(program.OpDiv, setup.op(program.OpMul, setup.expr(c.Args[4], in), weight(setup, place)), sum)
	}
	stays := func(block *block, x program.ID) program.ID {
		leak := block.op(program.OpMul, block.expr(c.Args[2], in), block.timeStep())
		return block.op(program.OpMul, x, block.op(program.OpSub, block.number(1), leak))
	}
	if b.mode != inStep {
		return b.op(program.OpDiv, stays(b, lading(b, 0)), b.timeStep())
	}
	goods := b.line(c, in, "goods", n, lading, func(step *block, place int, behind program.ID) program.ID {
		came := step.op(program.OpMul, step.expr(c.Args[0], in), step.timeStep())
		here := step.op(program.OpSelect, step.isPlace(place, n, step.arrival(c.Args[1], in)), came, step.number(0))
		return step.op(program.OpAdd, stays(step, behind), here)
	})
	return b.op(program.OpDiv, stays(b, goods.values[0]), b.timeStep())
}
