package lower

import (
	"fmt"
	"math"

	"casus/internal/model"
	"casus/internal/program"
)

// longestDelay bounds DELAY FIXED: each step of its time is a state of its own.
const longestDelay = 10000

// delayFixed lowers DELAY FIXED(input, time, initial): a chain of held states, as many
// as the time has steps, and at least one. As in Vensim the time is what it is at the
// start of the run.
func delayFixed(b *block, c *model.Call, in *scope) program.ID {
	n, ok := b.delaySteps(c, in)
	if !ok {
		return b.failed()
	}
	b.moves("it depends on " + c.Func)
	start := func(setup *block) program.ID { return setup.expr(c.Args[2], in) }
	if b.mode != inStep {
		return start(b)
	}
	return b.stages(c, in, n, start, func(_ *block, before, _ program.ID, _ bool) program.ID { return before }, nil, nil)
}

// delaySteps is how many steps a fixed delay lasts.
func (b *block) delaySteps(c *model.Call, in *scope) (int, bool) {
	l := b.l
	before := len(l.faults)
	x, params, why := l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[1], in) })
	if why != "" {
		x = l.initially(func(start *block) program.ID { return start.expr(c.Args[1], in) })
		l.warn("function", c.At, fmt.Sprintf("the time of %s is fixed at %v, what it is at the start: %s", c.Func, x, why),
			"it decides how many states there are", "")
	}
	for _, q := range params {
		l.warn("function", c.At, fmt.Sprintf("the time of %s is fixed from %q as the model gives it", c.Func, q.name),
			"it decides how many states there are, so varying that constant doesn't change it", "")
	}
	if l.faults[before:].HasFaults() {
		return 0, false
	}
	steps := math.Round(x / l.p.Time.Step)
	if !(steps >= 0 && steps <= longestDelay) {
		l.fault("function", c.At, fmt.Sprintf("the time of %s is %v, which is %v steps", c.Func, x, steps),
			"each step is a state", fmt.Sprintf("give a time of at most %d steps", longestDelay))
		return 0, false
	}
	return max(1, int(steps)), true
}

// sampleIfTrue lowers SAMPLE IF TRUE(condition, input, initial): the input while the
// condition holds, and what it was last while it does not. The variable's own name in its
// condition and its input is what it was last: SAMPLE IF TRUE(x > peak, x, x) is how
// models keep the peak of x.
func sampleIfTrue(b *block, c *model.Call, in *scope) program.ID {
	b.moves("it depends on " + c.Func)
	owner := b.owner
	value := func(block *block, held program.ID) program.ID {
		return block.recalling(owner, held, func() program.ID {
			return block.op(program.OpSelect, block.expr(c.Args[0], in), block.expr(c.Args[1], in), held)
		})
	}
	initial := func(setup *block) program.ID { return setup.expr(c.Args[2], in) }
	if b.mode != inStep {
		return value(b, initial(b))
	}
	held := b.stages(c, in, 1, initial, func(step *block, _, held program.ID, _ bool) program.ID { return value(step, held) }, nil, nil)
	return value(b, held)
}
