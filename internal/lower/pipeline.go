package lower

import (
	"fmt"
	"math"

	"casus/internal/model"
	"casus/internal/program"
)

// line is a row of held states through which things move, one place a step: what is in
// place 0 comes out now.
type line struct {
	states []int
	values []program.ID // in Step
}

// line makes one, or finds it again: by the call that it belongs to and a name for what
// it carries.
func (b *block) line(c *model.Call, in *scope, what string, places int, initial func(setup *block, place int) program.ID,
	next func(step *block, place int, behind program.ID) program.ID) line {
	l := b.l
	key := delayKey{c, in.String() + what}
	if found, ok := l.lines[key]; ok {
		return found
	}
	owner := b.owner
	made := line{}
	for range places {
		s := l.addState(l.stateName(what+" of "+c.Func, owner))
		l.p.States[s].Held = true
		made.states = append(made.states, s)
		made.values = append(made.values, l.step.add(program.Value{Op: program.OpState, Ref: int32(s)}))
	}
	l.lines[key] = made
	l.later = append(l.later, func() {
		l.setup.within(owner, func() program.ID {
			for i, s := range made.states {
				l.p.Initial[s] = initial(l.setup, i)
			}
			return 0
		})
		l.step.within(owner, func() program.ID {
			for i, s := range made.states {
				behind := l.step.number(0)
				if i+1 < places {
					behind = made.values[i+1]
				}
				l.p.Rates[s] = next(l.step, i, behind)
			}
			return 0
		})
	})
	return made
}

// places is how many places a line needs for a time that may change: as many steps as
// it lasts where it is fixed, and otherwise as the run has, since what takes longer never
// comes out.
func (b *block) places(c *model.Call, time model.Expr, in *scope) (int, bool) {
	l := b.l
	before := len(l.faults)
	x, _, why := l.compileTime(func(constant *block) program.ID { return constant.expr(time, in) })
	if l.faults[before:].HasFaults() {
		return 0, false
	}
	steps := math.Round(x / l.p.Time.Step)
	if _, _, moves := l.compileTime(func(constant *block) program.ID { return constant.fixed(time, in) }); why != "" || moves != "" {
		steps = float64(l.p.Time.Steps() + 1)
	}
	if !(steps >= 0 && steps <= longestDelay) {
		l.fault("function", c.At, fmt.Sprintf("%s lasts %v steps", c.Func, steps), "each step is a state",
			fmt.Sprintf("use a time of at most %d steps, or a longer time step", longestDelay))
		return 0, false
	}
	return max(1, int(steps)), true
}

// fixed marks an expression as moving where it depends on a constant that a caller may
// change: then its value is not known before the run either.
func (b *block) fixed(e model.Expr, in *scope) program.ID {
	b.strict = true
	return b.expr(e, in)
}

// arrival is the place at which something that takes a time comes in, from 0, and at
// least the step after this one.
func (b *block) arrival(time model.Expr, in *scope) program.ID {
	steps := b.op(program.OpFloor, b.op(program.OpAdd, b.op(program.OpDiv, b.expr(time, in), b.timeStep()), b.number(0.5)))
	return b.op(program.OpMax, b.op(program.OpSub, steps, b.number(1)), b.number(0))
}

// isPlace is whether a place is the one of an arrival; all beyond the last count as it.
func (b *block) isPlace(place, places int, arrival program.ID) program.ID {
	if place == places-1 {
		return b.op(program.OpLessEq, b.number(float64(place)), arrival)
	}
	return b.op(program.OpEqual, arrival, b.number(float64(place)))
}

// delayMaterial is DELAY MATERIAL(input, time, initial, missing): what comes in comes
// out after the time that holds then; what comes out together adds up, and where
// nothing does the value is missing's (Vensim manual).
func delayMaterial(b *block, c *model.Call, in *scope) program.ID {
	n, ok := b.places(c, c.Args[1], in)
	if !ok {
		return b.failed()
	}
	b.moves("it depends on " + c.Func)
	if b.mode != inStep {
		return b.expr(c.Args[2], in)
	}
	filled := b.filled(c, in, n)
	goods := b.line(c, in, "goods", n, func(setup *block, place int) program.ID {
		return setup.op(program.OpMul, setup.underway(c, in, place), setup.expr(c.Args[2], in))
	}, func(step *block, place int, behind program.ID) program.ID {
		here := step.isPlace(place, n, step.arrival(c.Args[1], in))
		return step.op(program.OpAdd, behind, step.op(program.OpSelect, here, step.expr(c.Args[0], in), step.number(0)))
	})
	return b.op(program.OpSelect, filled.values[0], goods.values[0], b.expr(c.Args[3], in))
}

// filled is a line of marks: 1 where something is on its way.
func (b *block) filled(c *model.Call, in *scope, n int) line {
	return b.line(c, in, "marks", n, func(setup *block, place int) program.ID { return setup.underway(c, in, place) },
		func(step *block, place int, behind program.ID) program.ID {
			return step.op(program.OpOr, behind, step.isPlace(place, n, step.arrival(c.Args[1], in)))
		})
}

// underway is 1 at the places that are filled at the start.
func (b *block) underway(c *model.Call, in *scope, place int) program.ID {
	return b.op(program.OpLessEq, b.number(float64(place)), b.arrival(c.Args[1], in))
}

// delayInformation is DELAY INFORMATION(input, time, initial): what is known after the
// time that held when it came up; older news that would come later is dropped, and while
// none comes the last holds (Vensim manual).
func delayInformation(b *block, c *model.Call, in *scope) program.ID {
	n, ok := b.places(c, c.Args[1], in)
	if !ok {
		return b.failed()
	}
	b.moves("it depends on " + c.Func)
	initial := func(setup *block, _ int) program.ID { return setup.expr(c.Args[2], in) }
	if b.mode != inStep {
		return initial(b, 0)
	}
	marks := b.line(c, in, "marks", n, func(setup *block, place int) program.ID { return setup.underway(c, in, place) },
		func(step *block, place int, behind program.ID) program.ID {
			at := step.arrival(c.Args[1], in)
			later := step.op(program.OpLess, at, step.number(float64(place)))
			kept := step.op(program.OpSelect, later, step.number(0), behind)
			return step.op(program.OpSelect, step.isPlace(place, n, at), step.number(1), kept)
		})
	news := b.line(c, in, "news", n, initial, func(step *block, place int, behind program.ID) program.ID {
		return step.op(program.OpSelect, step.isPlace(place, n, step.arrival(c.Args[1], in)), step.expr(c.Args[0], in), behind)
	})
	known := b.line(c, in, "known", 1, initial, func(step *block, _ int, _ program.ID) program.ID {
		return delayInformation(step, c, in)
	})
	return b.op(program.OpSelect, marks.values[0], news.values[0], known.values[0])
}

// depreciateStraightline is DEPRECIATE STRAIGHTLINE(stream, time, fiscal year, initial):
// what comes in is written off evenly over the time, from the step in which it comes in
// on, and so is what was there at the start. The fiscal year is not looked at. The
// reading of the function is that of SDEverywhere, whose test of it is the only public
// one.
func depreciateStraightline(b *block, c *model.Call, in *scope) program.ID {
	n, ok := b.places(c, c.Args[1], in)
	if !ok {
		return b.failed()
	}
	b.moves("it depends on " + c.Func)
	part := func(block *block, e model.Expr) program.ID {
		return block.op(program.OpDiv, block.expr(e, in), block.number(float64(n)))
	}
	if b.mode != inStep {
		return b.op(program.OpAdd, part(b, c.Args[0]), part(b, c.Args[3]))
	}
	due := b.line(c, in, "due", n, func(setup *block, _ int) program.ID { return part(setup, c.Args[3]) },
		func(step *block, place int, behind program.ID) program.ID {
			if place == n-1 {
				return step.number(0)
			}
			return step.op(program.OpAdd, behind, part(step, c.Args[0]))
		})
	return b.op(program.OpAdd, due.values[0], part(b, c.Args[0]))
}
