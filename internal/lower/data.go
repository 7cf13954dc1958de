package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// nearTime is how near, in parts of a time step, a time must be to that of a point of
// data to be at it: times such as 0.3 have no exact float64, and neither has their sum.
const nearTime = 1e-6

// data is a series at a time.
func (b *block) data(s *scalar, time program.ID) program.ID {
	return b.readData(s.v.Table, s.name, time)
}

func (b *block) readData(t *model.Table, name string, time program.ID) program.ID {
	spare := b.op(program.OpMul, b.timeStep(), b.number(nearTime))
	switch t.Shape {
	case model.Stepped:
		return b.read(t, name, b.op(program.OpAdd, time, spare))
	case model.Ahead:
		return b.read(t, name, b.op(program.OpSub, time, spare))
	case model.Exact:
		value := b.readAs(t, model.Stepped, name, b.op(program.OpAdd, time, spare))
		at := b.read(b.l.derived(t, "times", func() *model.Table {
			return &model.Table{X: t.X, Y: t.X, Shape: model.Stepped}
		}), name+" times", b.op(program.OpAdd, time, spare))
		far := b.op(program.OpAbs, b.op(program.OpSub, time, at))
		return b.op(program.OpSelect, b.op(program.OpLess, far, spare), value, b.number(model.Missing))
	}
	return b.read(t, name, time)
}

// series finds the data variable that a function reads.
func (b *block) series(c *model.Call, in *scope) *scalar {
	ref, ok := c.Args[0].(*model.Ref)
	if ok {
		if g := b.l.groups[model.Key(ref.Name)]; g != nil {
			s := b.l.find(g, ref.Subscripts, ref.At, in)
			if s == nil {
				return nil
			}
			if s.v.Table != nil && s.v.Equation == nil {
				return s
			}
		}
	}
	b.l.fault("function", c.Args[0].Place(), c.Func+" reads a data variable", "this is none with points of its own", "name one")
	return nil
}

// dataFunction lowers a function of a data variable and further arguments.
func dataFunction(of func(b *block, s *scalar, x []program.ID) program.ID) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		s := b.series(c, in)
		var x []program.ID
		for _, a := range c.Args[1:] {
			x = append(x, b.expr(a, in))
		}
		if s == nil {
			return b.failed()
		}
		return of(b, s, x)
	}
}

// dataAtTime is the value at a time where there is a point, and missing elsewhere.
func dataAtTime(b *block, s *scalar, x []program.ID) program.ID {
	return b.readData(b.l.derived(s.v.Table, "exact", func() *model.Table {
		return &model.Table{X: s.v.Table.X, Y: s.v.Table.Y, Shape: model.Exact}
	}), s.name, x[0])
}

// dataBetweenTimes is the value at a time, taken from the point after it where the mode
// is 1 or above, from the one before it where it is -1 or below, and interpolated
// otherwise.
func dataBetweenTimes(b *block, s *scalar, x []program.ID) program.ID {
	as := func(shape model.Shape) program.ID {
		t := b.l.derived(s.v.Table, fmt.Sprint("shape ", shape), func() *model.Table {
			return &model.Table{X: s.v.Table.X, Y: s.v.Table.Y, Shape: shape}
		})
		return b.readData(t, s.name, x[0])
	}
	back := b.op(program.OpSelect, b.op(program.OpLessEq, x[1], b.number(-1)), as(model.Stepped), as(model.Continuous))
	return b.op(program.OpSelect, b.op(program.OpLessEq, b.number(1), x[1]), as(model.Ahead), back)
}

func dataFirstTime(b *block, s *scalar, _ []program.ID) program.ID {
	return b.number(s.v.Table.X[0])
}

func dataLastTime(b *block, s *scalar, _ []program.ID) program.ID {
	return b.number(s.v.Table.X[len(s.v.Table.X)-1])
}

// timeShift is a data variable at a later time.
func timeShift(b *block, s *scalar, x []program.ID) program.ID {
	return b.data(s, b.op(program.OpAdd, b.stepTime(), x[0]))
}

// dataWithin joins the points from one time to another, ends included, by an operation
// that starts from a number; missing where there is none.
func dataWithin(start float64, join func(b *block, so, y program.ID) program.ID, finish func(b *block, so, count program.ID) program.ID) func(*block, *scalar, []program.ID) program.ID {
	return func(b *block, s *scalar, x []program.ID) program.ID {
		spare := b.op(program.OpMul, b.timeStep(), b.number(nearTime))
		from, to := b.op(program.OpSub, x[0], spare), b.op(program.OpAdd, x[1], spare)
		so, count := b.number(start), b.number(0)
		for i, t := range s.v.Table.X {
			inside := b.op(program.OpAnd, b.op(program.OpLessEq, from, b.number(t)), b.op(program.OpLessEq, b.number(t), to))
			so = b.op(program.OpSelect, inside, join(b, so, b.number(s.v.Table.Y[i])), so)
			count = b.op(program.OpAdd, count, inside)
		}
		none := b.op(program.OpEqual, count, b.number(0))
		return b.op(program.OpSelect, none, b.number(model.Missing), finish(b, so, count))
	}
}

func joined(op program.Op) func(b *block, so, y program.ID) program.ID {
	return func(b *block, so, y program.ID) program.ID { return b.op(op, so, y) }
}

func asIs(_ *block, so, _ program.ID) program.ID { return so }

func dataMean(b *block, so, count program.ID) program.ID { return b.op(program.OpDiv, so, count) }

func dataCount(b *block, s *scalar, x []program.ID) program.ID {
	one := func(b *block, so, _ program.ID) program.ID { return b.op(program.OpAdd, so, b.number(1)) }
	count := dataWithin(0, one, asIs)(b, s, x)
	return b.op(program.OpMax, count, b.number(0)) // none are 0 points, not a missing number
}
