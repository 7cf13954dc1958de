package lower

import (
	"fmt"
	"math"
	"strings"

	"casus/internal/model"
	"casus/internal/program"
)

// delayKey is one smooth or delay of the program: a call in an equation, for the
// elements that the equation is lowered for.
type delayKey struct {
	call  *model.Call
	scope string
}

// held are the functions whose states are held, not integrated.
var held = map[string]bool{"DELAY FIXED": true, "SAMPLE IF TRUE": true, "SINTEG": true}

// maxOrder bounds SMOOTH N and DELAY N: each order is a state of its own.
const maxOrder = 1000

// smooth lowers an information smooth of an order, 0 where the fourth argument
// gives it: each stage moves towards the one before over its part of the time,
// s' = (before - s) / (time/order), from the initial value or the first input.
func smooth(order int) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		n, ok := b.order(c, in, order)
		if !ok {
			return b.failed()
		}
		b.moves("it depends on " + c.Func)
		first := c.Args[0]
		if len(c.Args) > 2 {
			first = c.Args[2]
		}
		start := func(setup *block) program.ID { return setup.expr(first, in) }
		if b.mode != inStep {
			return start(b)
		}
		return b.stages(c, in, n, start, func(step *block, before, s program.ID, _ bool) program.ID {
			gap := step.op(program.OpSub, before, s)
			return step.op(program.OpDiv, gap, step.stageTime(c.Args[1], in, n))
		}, nil, nil)
	}
}

// delay lowers a material delay of an order: each stage holds what is on its way
// and lets level/(time/order) out into the next, so nothing gets lost when the
// time changes. A stage starts with what would flow at the initial value.
//
// DELAY N, whose order is 0 here, is no chain of equations in Vensim but a function
// with a memory, which gives out of its last stage what it found at the end of the step
// before: there the time is the one of that step.
func delay(order int) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		n, ok := b.order(c, in, order)
		if !ok {
			return b.failed()
		}
		_, _, moves := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[1], in) })
		b.moves("it depends on " + c.Func)
		first := c.Args[0]
		if len(c.Args) > 2 {
			first = c.Args[2]
		}
		start := func(setup *block) program.ID {
			return setup.op(program.OpMul, setup.expr(first, in), setup.stageTime(c.Args[1], in, n))
		}
		out := func(block *block, level program.ID) program.ID {
			return block.op(program.OpDiv, level, block.stageTime(c.Args[1], in, n))
		}
		if b.mode != inStep {
			return out(b, start(b))
		}
		last := out
		if order == 0 && moves != "" {
			last = func(block *block, level program.ID) program.ID {
				t := block.before(c, c.Args[1], in)
				return block.op(program.OpDiv, level, block.op(program.OpDiv, t, block.number(float64(n))))
			}
		}
		return b.stages(c, in, n, start, func(step *block, before, level program.ID, isLast bool) program.ID {
			if isLast {
				return step.op(program.OpSub, before, last(step, level))
			}
			return step.op(program.OpSub, before, out(step, level))
		}, out, last)
	}
}

// before is what an argument of a call was a step ago, and at the start what it is.
func (b *block) before(c *model.Call, e model.Expr, in *scope) program.ID {
	l := b.l
	key := delayKey{c, in.String() + "before"}
	id, ok := l.delays[key]
	if !ok {
		owner := b.owner
		s := l.addState(l.stateName("argument of "+c.Func, owner))
		l.p.States[s].Held = true
		id = b.add(program.Value{Op: program.OpState, Ref: int32(s)})
		l.delays[key] = id
		l.later = append(l.later, func() {
			l.p.Initial[s] = l.setup.within(owner, func() program.ID { return l.setup.expr(e, in) })
			l.p.Rates[s] = l.step.within(owner, func() program.ID { return l.step.expr(e, in) })
		})
	}
	return id
}

// trend is the fractional rate of change of its input against a smooth of it:
// ZIDZ(input - average, time*|average|), the average starting at
// input/(1 + initial trend*time).
func trend(b *block, c *model.Call, in *scope) program.ID {
	b.moves("it depends on TREND")
	start := func(setup *block) program.ID {
		grown := setup.op(program.OpMul, setup.expr(c.Args[2], in), setup.expr(c.Args[1], in))
		return setup.op(program.OpDiv, setup.expr(c.Args[0], in), setup.op(program.OpAdd, setup.number(1), grown))
	}
	out := func(block *block, average program.ID) program.ID {
		gap := block.op(program.OpSub, block.expr(c.Args[0], in), average)
		scale := block.op(program.OpMul, block.expr(c.Args[1], in), block.op(program.OpAbs, average))
		return block.divided(gap, scale, block.number(0))
	}
	if b.mode != inStep {
		return out(b, start(b))
	}
	average := b.stages(c, in, 1, start, func(step *block, before, s program.ID, _ bool) program.ID {
		return step.op(program.OpDiv, step.op(program.OpSub, before, s), step.expr(c.Args[1], in))
	}, nil, nil)
	return out(b, average)
}

// stageTime is the time that one stage of n takes.
func (b *block) stageTime(e model.Expr, in *scope, n int) program.ID {
	t := b.expr(e, in)
	if n == 1 {
		return t
	}
	return b.op(program.OpDiv, t, b.number(float64(n)))
}

// stages makes the states of a smooth or delay, a chain in which each takes what
// the one before gives out, and returns what the last gives out. Rates and
// initial values wait until all outputs are there, so a loop through a state is
// none; out, of all stages but the last, and last are nil where a stage gives out its
// very level.
func (b *block) stages(c *model.Call, in *scope, n int, start func(*block) program.ID,
	rate func(step *block, before, level program.ID, isLast bool) program.ID, out, last func(*block, program.ID) program.ID) program.ID {
	l := b.l
	if out == nil {
		out = func(_ *block, level program.ID) program.ID { return level }
		last = out
	}
	key := delayKey{c, in.String()}
	level, ok := l.delays[key]
	if !ok {
		owner := b.owner
		states := make([]int, n)
		levels := make([]program.ID, n)
		for i := range states {
			states[i] = l.addState(l.stateName(c.Func, owner))
			l.p.States[states[i]].Held = held[strings.ToUpper(model.Key(c.Func))]
			levels[i] = b.add(program.Value{Op: program.OpState, Ref: int32(states[i])})
		}
		level = levels[n-1]
		l.delays[key] = level
		l.later = append(l.later, func() {
			first := l.setup.within(owner, func() program.ID { return start(l.setup) })
			l.step.within(owner, func() program.ID {
				before := l.step.expr(c.Args[0], in)
				for i, s := range states {
					l.p.Initial[s] = first
					l.p.Rates[s] = rate(l.step, before, levels[i], i == n-1)
					before = out(l.step, levels[i])
				}
				return before
			})
		})
	}
	return last(b, level)
}

// stateName names a state inside a delay: "SMOOTH of X #1".
func (l *lowerer) stateName(function string, owner *scalar) string {
	name := function + " of " + owner.name
	l.named[name]++
	return fmt.Sprintf("%s #%d", name, l.named[name])
}

// order is the number of stages: the given one, or that of the fourth argument,
// which fixes how many states there are and so must be known before the run.
func (b *block) order(c *model.Call, in *scope, given int) (int, bool) {
	if given > 0 {
		return given, true
	}
	before := len(b.l.faults)
	x, params, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[3], in) })
	if why != "" {
		// As in Vensim, the order is what it is at the start.
		x = b.l.initially(func(start *block) program.ID { return start.expr(c.Args[3], in) })
		b.l.warn("function", c.At, fmt.Sprintf("the order of %s is fixed at %v, what it is at the start: %s", c.Func, x, why),
			"it decides how many states there are", "")
	}
	if b.l.faults[before:].HasFaults() {
		return 0, false
	}
	if x != math.Trunc(x) || !(x >= 1 && x <= maxOrder) {
		b.l.fault("function", c.At, fmt.Sprintf("the order of %s is %v", c.Func, x),
			"each order is a state", fmt.Sprintf("give a whole number from 1 to %d", maxOrder))
		return 0, false
	}
	for _, q := range params {
		b.l.warn("function", c.At, fmt.Sprintf("the order of %s is fixed from %q as the model gives it", c.Func, q.name),
			"it decides how many states there are, so varying that constant doesn't change it", "")
	}
	return b.shortened(c, in, int(x)), true
}

// shortened is the order that Vensim gives a DELAY N whose time has fewer steps than
// it has stages: a stage can't last less than a step.
func (b *block) shortened(c *model.Call, in *scope, n int) int {
	if model.Key(c.Func) != "delay n" {
		return n
	}
	t, _, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[1], in) })
	if why != "" {
		t = b.l.initially(func(start *block) program.ID { return start.expr(c.Args[1], in) })
	}
	steps := math.Floor(t/b.l.p.Time.Step + tolerance)
	if !(steps >= 1 && steps < float64(n)) {
		return n
	}
	b.l.warn("function", c.At, fmt.Sprintf("the order of %s is %v, not %d: its time has no more steps", c.Func, steps, n),
		"a stage can't last less than a step", "use a shorter time step")
	return int(steps)
}
