package lower

import (
	"fmt"
	"hash/fnv"

	"casus/internal/model"
	"casus/internal/program"
)

// noiseSeed is the constant that sets apart one series of random numbers from another,
// as in Vensim. A model that has none and draws gets it as a param of 0.
const noiseSeed = "NOISE SEED"

// drawn lowers a function of random numbers. Its last argument is a seed: with 0, or
// none, the numbers follow NOISE SEED; with another they are the same in every run. A
// number depends on the seed, on the time of the step and on the name of the variable
// that it is drawn for, so that it is the same with any number of workers and whatever
// is added to the model.
func drawn(args int, of func(d *draw, x []program.ID) program.ID) function {
	return function{args, args + 1, nil, func(b *block, c *model.Call, in *scope) program.ID {
		x := b.args(c, in)
		d := &draw{block: b, name: "RANDOM"}
		if b.owner != nil {
			d.name = b.owner.name
		}
		b.draws[d.name]++
		d.call = b.draws[d.name]
		d.seed = b.seed()
		if len(x) > args {
			d.seed = b.op(program.OpSelect, b.op(program.OpEqual, x[args], b.number(0)), d.seed, x[args])
		}
		b.moves("it is random")
		return of(d, x)
	}}
}

// seed is the value of NOISE SEED.
func (b *block) seed() program.ID {
	if g := b.l.groups[model.Key(noiseSeed)]; g != nil && g.at[""] != nil {
		return b.scalar(g.at[""], g.first.At)
	}
	if b.l.seedParam == nil {
		s := &scalar{v: &model.Variable{Name: noiseSeed, Kind: model.Constant, Equation: &model.Number{}}, name: noiseSeed, state: -1}
		s.param = len(b.l.p.Params)
		b.l.p.Params = append(b.l.p.Params, program.Param{Name: noiseSeed})
		b.l.seedParam = s
	}
	return b.scalar(b.l.seedParam, b.l.place())
}

// draw is one call of a function of random numbers.
type draw struct {
	*block
	name  string // of the variable that it is for
	call  int    // of those in that variable's equation
	seed  program.ID
	count int // of the numbers that it has drawn
}

// uniform is a number between 0 and 1, neither of them.
func (d *draw) uniform() program.ID {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %d %d", model.Key(d.name), d.call, d.count)
	d.count++
	return d.op(program.OpUniform, d.seed, d.stepTime(), d.number(float64(h.Sum32())))
}

// within is a number whose distribution is cut to between min and max, by its
// distribution function and the inverse of it.
func (d *draw) within(min, max program.ID, cdf, quantile func(program.ID) program.ID) program.ID {
	low, high := cdf(min), cdf(max)
	p := d.op(program.OpAdd, low, d.op(program.OpMul, d.uniform(), d.op(program.OpSub, high, low)))
	x := quantile(p)
	return d.op(program.OpMin, d.op(program.OpMax, x, min), max)
}

// scaled gives distribution functions of shift + stretch*x from those of x.
func (d *draw) scaled(shift, stretch program.ID, cdf, quantile func(program.ID) program.ID) (c, q func(program.ID) program.ID) {
	return func(x program.ID) program.ID {
			return cdf(d.op(program.OpDiv, d.op(program.OpSub, x, shift), stretch))
		}, func(p program.ID) program.ID {
			return d.op(program.OpAdd, shift, d.op(program.OpMul, stretch, quantile(p)))
		}
}

func randomUnit(d *draw, _ []program.ID) program.ID { return d.uniform() }

func randomUniform(d *draw, x []program.ID) program.ID {
	return d.op(program.OpAdd, x[0], d.op(program.OpMul, d.uniform(), d.op(program.OpSub, x[1], x[0])))
}

// randomNormal is RANDOM NORMAL(min, max, mean, standard deviation).
func randomNormal(d *draw, x []program.ID) program.ID {
	cdf, quantile := d.scaled(x[2], x[3], d.normalCDF, d.normalQuantile)
	return d.within(x[0], x[1], cdf, quantile)
}

// exponentialCDF and its inverse, of the one with mean 1.
func (d *draw) exponentialCDF(x program.ID) program.ID {
	x = d.op(program.OpMax, x, d.number(0))
	return d.op(program.OpSub, d.number(1), d.op(program.OpExp, d.op(program.OpNeg, x)))
}

func (d *draw) exponentialQuantile(p program.ID) program.ID {
	return d.op(program.OpNeg, d.op(program.OpLn, d.op(program.OpSub, d.number(1), p)))
}

// randomExponential is RANDOM EXPONENTIAL(min, max, shift, stretch).
func randomExponential(d *draw, x []program.ID) program.ID {
	cdf, quantile := d.scaled(x[2], x[3], d.exponentialCDF, d.exponentialQuantile)
	return d.within(x[0], x[1], cdf, quantile)
}

// randomWeibull is RANDOM WEIBULL(min, max, shape, shift, stretch).
func randomWeibull(d *draw, x []program.ID) program.ID {
	cdf, quantile := d.scaled(x[3], x[4],
		func(v program.ID) program.ID {
			return d.exponentialCDF(d.op(program.OpPow, d.op(program.OpMax, v, d.number(0)), x[2]))
		},
		func(p program.ID) program.ID {
			return d.op(program.OpPow, d.exponentialQuantile(p), d.op(program.OpDiv, d.number(1), x[2]))
		})
	return d.within(x[0], x[1], cdf, quantile)
}

// randomTriangular is RANDOM TRIANGULAR(min, max, start, peak, stop).
func randomTriangular(d *draw, x []program.ID) program.ID {
	start, peak, stop := x[2], x[3], x[4]
	span := d.op(program.OpSub, stop, start)
	left, right := d.op(program.OpSub, peak, start), d.op(program.OpSub, stop, peak)
	corner := d.op(program.OpDiv, left, span) // of the distribution below the peak
	cdf := func(v program.ID) program.ID {
		v = d.op(program.OpMin, d.op(program.OpMax, v, start), stop)
		up, down := d.op(program.OpSub, v, start), d.op(program.OpSub, stop, v)
		rising := d.op(program.OpDiv, d.op(program.OpMul, up, up), d.op(program.OpMul, span, left))
		falling := d.op(program.OpSub, d.number(1), d.op(program.OpDiv, d.op(program.OpMul, down, down), d.op(program.OpMul, span, right)))
		return d.op(program.OpSelect, d.op(program.OpLess, v, peak), rising, falling)
	}
	quantile := func(p program.ID) program.ID {
		rising := d.op(program.OpAdd, start, d.op(program.OpSqrt, d.op(program.OpMul, p, d.op(program.OpMul, span, left))))
		rest := d.op(program.OpSub, d.number(1), p)
		falling := d.op(program.OpSub, stop, d.op(program.OpSqrt, d.op(program.OpMul, rest, d.op(program.OpMul, span, right))))
		return d.op(program.OpSelect, d.op(program.OpLess, p, corner), rising, falling)
	}
	return d.within(x[0], x[1], cdf, quantile)
}
