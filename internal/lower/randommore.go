package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// Distributions without a quick inverse are drawn by trying: a program has no loops, so
// the tries are written out, and are so many that all fail less than once in 10^9 draws.
const (
	gammaTries   = 10 // each is taken with a chance above 0.95
	poissonTries = 16 // above 0.75
	redraws      = 3  // of a number outside its bounds, before it is moved to the nearer one
)

// normal is a number of the standard normal distribution.
func (d *draw) normal() program.ID { return d.normalQuantile(d.uniform()) }

// bounded is shift + stretch*x for x of a distribution, drawn again where it falls
// outside of min and max.
func (d *draw) bounded(min, max, shift, stretch program.ID, of func() program.ID) program.ID {
	var out program.ID
	for i := range redraws {
		x := d.op(program.OpAdd, shift, d.op(program.OpMul, stretch, of()))
		if i == 0 {
			out = x
			continue
		}
		inside := d.op(program.OpAnd, d.op(program.OpLessEq, min, out), d.op(program.OpLessEq, out, max))
		out = d.op(program.OpSelect, inside, out, x)
	}
	return d.op(program.OpMin, d.op(program.OpMax, out, min), max)
}

// gamma is a number of the gamma distribution with a shape and mean of order: Marsaglia
// and Tsang (2000, A simple method for generating gamma variables), with their step for
// orders below 1.
func (d *draw) gamma(order program.ID) program.ID {
	small := d.op(program.OpLess, order, d.number(1))
	shape := d.op(program.OpSelect, small, d.op(program.OpAdd, order, d.number(1)), order)
	k := d.op(program.OpSub, shape, d.number(1.0/3))
	c := d.op(program.OpDiv, d.number(1), d.op(program.OpSqrt, d.op(program.OpMul, d.number(9), k)))
	out, done := d.number(0), d.number(0)
	for range gammaTries {
		z, u := d.normal(), d.uniform()
		root := d.op(program.OpAdd, d.number(1), d.op(program.OpMul, c, z))
		v := d.op(program.OpMul, root, d.op(program.OpMul, root, root))
		positive := d.op(program.OpLess, d.number(0), v)
		safe := d.op(program.OpSelect, positive, v, d.number(1))
		height := d.op(program.OpAdd, d.op(program.OpMul, d.number(0.5), d.op(program.OpMul, z, z)),
			d.op(program.OpMul, k, d.op(program.OpAdd, d.op(program.OpSub, d.number(1), v), d.op(program.OpLn, safe))))
		taken := d.op(program.OpAnd, positive, d.op(program.OpLess, d.op(program.OpLn, u), height))
		x := d.op(program.OpMul, k, safe)
		out = d.op(program.OpSelect, done, out, x)
		done = d.op(program.OpOr, done, taken)
	}
	boost := d.op(program.OpPow, d.uniform(), d.op(program.OpDiv, d.number(1), order))
	return d.op(program.OpSelect, small, d.op(program.OpMul, out, boost), out)
}

// poisson is a number of the Poisson distribution: below a mean of 10 by its inverse,
// and from there by Hörmann's transformed rejection (1993, The transformed rejection
// method for generating Poisson random variables, PTRS).
func (d *draw) poisson(mean program.ID) program.ID {
	low := d.poissonInverse(d.op(program.OpMin, mean, d.number(10)))
	m := d.op(program.OpMax, mean, d.number(10))
	b := d.op(program.OpAdd, d.number(0.931), d.op(program.OpMul, d.number(2.53), d.op(program.OpSqrt, m)))
	a := d.op(program.OpAdd, d.number(-0.059), d.op(program.OpMul, d.number(0.02483), b))
	inverse := d.op(program.OpAdd, d.number(1.1239), d.op(program.OpDiv, d.number(1.1328), d.op(program.OpSub, b, d.number(3.4))))
	sure := d.op(program.OpSub, d.number(0.9277), d.op(program.OpDiv, d.number(3.6224), d.op(program.OpSub, b, d.number(2))))
	logMean := d.op(program.OpLn, m)
	out, done := d.number(0), d.number(0)
	for range poissonTries {
		u, v := d.op(program.OpSub, d.uniform(), d.number(0.5)), d.uniform()
		us := d.op(program.OpSub, d.number(0.5), d.op(program.OpAbs, u))
		slope := d.op(program.OpAdd, d.op(program.OpDiv, d.op(program.OpMul, d.number(2), a), us), b)
		k := d.op(program.OpFloor, d.op(program.OpAdd, d.op(program.OpMul, slope, u), d.op(program.OpAdd, m, d.number(0.43))))
		quick := d.op(program.OpAnd, d.op(program.OpLessEq, d.number(0.07), us), d.op(program.OpLessEq, v, sure))
		out0 := d.op(program.OpOr, d.op(program.OpLess, k, d.number(0)), d.op(program.OpAnd, d.op(program.OpLess, us, d.number(0.013)), d.op(program.OpLess, us, v)))
		safe := d.op(program.OpMax, k, d.number(0))
		left := d.op(program.OpSub, d.op(program.OpAdd, d.op(program.OpLn, v), d.op(program.OpLn, inverse)),
			d.op(program.OpLn, d.op(program.OpAdd, d.op(program.OpDiv, a, d.op(program.OpMul, us, us)), b)))
		right := d.op(program.OpSub, d.op(program.OpSub, d.op(program.OpMul, safe, logMean), m), d.op(program.OpGammaLn, d.op(program.OpAdd, safe, d.number(1))))
		taken := d.op(program.OpOr, quick, d.op(program.OpAnd, d.op(program.OpNot, out0), d.op(program.OpLessEq, left, right)))
		out = d.op(program.OpSelect, done, out, safe)
		done = d.op(program.OpOr, done, taken)
	}
	return d.op(program.OpSelect, d.op(program.OpLess, mean, d.number(10)), low, out)
}

// poissonTerms is how far the inverse goes: with a mean of 10 there is more with a
// chance of 10^-15.
const poissonTerms = 45

func (d *draw) poissonInverse(mean program.ID) program.ID {
	u := d.uniform()
	term := d.op(program.OpExp, d.op(program.OpNeg, mean))
	sum, out := term, d.number(0)
	for k := 1; k <= poissonTerms; k++ {
		out = d.op(program.OpAdd, out, d.op(program.OpLess, sum, u)) // one more
		term = d.op(program.OpMul, term, d.op(program.OpDiv, mean, d.number(float64(k))))
		sum = d.op(program.OpAdd, sum, term)
	}
	return out
}

// randomGamma is RANDOM GAMMA(min, max, order, shift, stretch).
func randomGamma(d *draw, x []program.ID) program.ID {
	return d.bounded(x[0], x[1], x[3], x[4], func() program.ID { return d.gamma(x[2]) })
}

// randomBeta is RANDOM BETA(min, max, alpha, beta, shift, stretch): a gamma as a part of
// two.
func randomBeta(d *draw, x []program.ID) program.ID {
	return d.bounded(x[0], x[1], x[4], x[5], func() program.ID {
		one, other := d.gamma(x[2]), d.gamma(x[3])
		return d.op(program.OpDiv, one, d.op(program.OpAdd, one, other))
	})
}

// randomPoisson is RANDOM POISSON(min, max, mean, shift, stretch).
func randomPoisson(d *draw, x []program.ID) program.ID {
	return d.bounded(x[0], x[1], x[3], x[4], func() program.ID { return d.poisson(x[2]) })
}

// randomNegativeBinomial is RANDOM NEGATIVE BINOMIAL(min, max, chance, successes, shift,
// stretch): failures before so many successes, a Poisson number whose mean is a gamma's.
func randomNegativeBinomial(d *draw, x []program.ID) program.ID {
	odds := d.op(program.OpDiv, d.op(program.OpSub, d.number(1), x[2]), x[2])
	return d.bounded(x[0], x[1], x[4], x[5], func() program.ID {
		return d.poisson(d.op(program.OpMul, odds, d.gamma(x[3])))
	})
}

// mostTrials bounds RANDOM BINOMIAL, whose inverse is written out.
const mostTrials = 1000

// randomBinomial is RANDOM BINOMIAL(min, max, chance, trials, shift, stretch), by its
// inverse, from the side of the rarer outcome on, whose first term can't underflow.
func randomBinomial(b *block, c *model.Call, in *scope) program.ID {
	if _, _, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[3], in) }); why != "" {
		b.l.fault("function", c.Args[3].Place(), "the number of trials of "+c.Func+" can't be computed before the run: "+why, "it decides what is computed", "give it as a number")
		return b.failed()
	}
	trials, used, _ := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[3], in) })
	if !(trials >= 0 && trials <= mostTrials) || trials != float64(int(trials)) {
		b.l.fault("function", c.Args[3].Place(), fmt.Sprintf("the number of trials of %s is %v", c.Func, trials), "each is written out", fmt.Sprintf("give a whole number up to %d", mostTrials))
		return b.failed()
	}
	for _, q := range used {
		b.l.warn("function", c.At, fmt.Sprintf("the number of trials of %s is fixed from %q as the model gives it", c.Func, q.name), "it decides what is computed", "")
	}
	return drawn(6, func(d *draw, x []program.ID) program.ID {
		return d.bounded(x[0], x[1], x[4], x[5], func() program.ID { return d.binomial(x[2], int(trials)) })
	}).tree(b, c, in)
}

func (d *draw) binomial(chance program.ID, trials int) program.ID {
	often := d.op(program.OpLess, d.number(0.5), chance)
	p := d.op(program.OpSelect, often, d.op(program.OpSub, d.number(1), chance), chance)
	odds := d.op(program.OpDiv, p, d.op(program.OpSub, d.number(1), p))
	u := d.uniform()
	term := d.op(program.OpPow, d.op(program.OpSub, d.number(1), p), d.number(float64(trials)))
	sum, out := term, d.number(0)
	for k := 1; k <= trials; k++ {
		out = d.op(program.OpAdd, out, d.op(program.OpLess, sum, u))
		term = d.op(program.OpMul, term, d.op(program.OpMul, odds, d.number(float64(trials-k+1)/float64(k))))
		sum = d.op(program.OpAdd, sum, term)
	}
	return d.op(program.OpSelect, often, d.op(program.OpSub, d.number(float64(trials)), out), out)
}

// pinkNoise is RANDOM PINK NOISE(mean, standard deviation, correlation time, time step):
// a smooth of white noise that has that standard deviation itself (Vensim manual).
func pinkNoise(b *block, c *model.Call, in *scope) program.ID {
	b.moves("it is random")
	mean := func(block *block) program.ID { return block.expr(c.Args[0], in) }
	if b.mode != inStep {
		return mean(b)
	}
	white := drawn(4, func(d *draw, x []program.ID) program.ID {
		part := d.op(program.OpDiv, x[3], x[2])
		wider := d.op(program.OpSqrt, d.op(program.OpDiv, d.op(program.OpSub, d.number(2), part), part))
		return d.op(program.OpAdd, x[0], d.op(program.OpMul, d.op(program.OpMul, x[1], wider), d.normal()))
	})
	return b.integral(c, in, "noise", mean, func(step *block, level program.ID) program.ID {
		gap := step.op(program.OpSub, white.tree(step, c, in), level)
		return step.op(program.OpDiv, gap, step.expr(c.Args[2], in))
	})
}
