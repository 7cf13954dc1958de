package lower

import (
	"fmt"
	"slices"

	"casus/internal/diag"
	"casus/internal/model"
	"casus/internal/program"
)

// lookupCall lowers a call of a lookup variable.
func (b *block) lookupCall(g *group, c *model.Call, in *scope) program.ID {
	if len(c.Args) != 1 {
		b.l.fault("function", c.At, fmt.Sprintf("lookup %q takes 1 argument and has %d here", g.name, len(c.Args)), "", "")
		return b.failed()
	}
	s := b.l.find(g, c.Subscripts, c.At, in)
	if s == nil {
		return b.failed()
	}
	if s.v.Table == nil {
		b.l.fault("function", c.At, fmt.Sprintf("%q is a lookup for some elements and a %s for %s", g.name, s.v.Kind, s.name),
			"only a lookup takes an argument", "give every element a table")
		return b.failed()
	}
	return b.read(s.v.Table, s.name, b.expr(c.Args[0], in))
}

// withLookup lowers a table that stands in its equation.
func withLookup(b *block, c *model.Call, in *scope) program.ID {
	literal, ok := c.Args[1].(*model.TableLiteral)
	if !ok {
		b.l.fault("table", c.Args[1].Place(), "the second argument of WITH LOOKUP is no table",
			"it says which value belongs to which x", "write the points: ((x1,y1),(x2,y2))")
		return b.failed()
	}
	name := "WITH LOOKUP"
	if b.owner != nil {
		name += " of " + b.owner.v.Name
	}
	return b.read(literal.Table, name, b.expr(c.Args[0], in))
}

// tableFunction lowers a function of a lookup and numbers.
func tableFunction(of func(b *block, t *model.Table, name string, x []program.ID) program.ID) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		var x []program.ID
		for _, a := range c.Args[1:] {
			x = append(x, b.expr(a, in))
		}
		if ref, ok := c.Args[0].(*model.Ref); ok {
			if g := b.l.groups[model.Key(ref.Name)]; g != nil {
				s := b.l.find(g, ref.Subscripts, ref.At, in)
				if s == nil {
					return b.failed()
				}
				if s.v.Kind == model.Lookup && s.v.Table != nil {
					return of(b, s.v.Table, s.name, x)
				}
			}
		}
		b.l.fault("function", c.Args[0].Place(), c.Func+" reads a lookup", "this is none", "name one")
		return b.failed()
	}
}

// shaped reads a lookup in another shape than its own.
func shaped(shape model.Shape) func(*block, *model.Table, string, []program.ID) program.ID {
	return func(b *block, t *model.Table, name string, x []program.ID) program.ID {
		return b.readAs(t, shape, name, x[0])
	}
}

// lookupInvert is the x at which a lookup has a value; a lookup that both rises and
// falls has no one inverse.
func lookupInvert(b *block, t *model.Table, name string, x []program.ID) program.ID {
	inverse := b.l.derived(t, "inverse", func() *model.Table {
		inverse := &model.Table{X: slices.Clone(t.Y), Y: slices.Clone(t.X), At: t.At}
		if n := len(t.Y); n > 1 && t.Y[0] > t.Y[n-1] {
			slices.Reverse(inverse.X)
			slices.Reverse(inverse.Y)
		}
		return inverse
	})
	return b.read(inverse, "the inverse of "+name, x[0])
}

// lookupArea is the area under a lookup from one x to another, below nought counted
// less: the difference of its integral from its first point on, which between points
// is that of the trapezoid, and outside that of a level line.
func lookupArea(b *block, t *model.Table, name string, x []program.ID) program.ID {
	steps := func(what string, y func(i int, before float64) float64) *model.Table {
		return b.l.derived(t, what, func() *model.Table {
			out := &model.Table{X: t.X, Shape: model.Stepped}
			last := 0.0
			for i := range t.X {
				last = y(i, last)
				out.Y = append(out.Y, last)
			}
			return out
		})
	}
	starts := steps("starts", func(i int, _ float64) float64 { return t.X[i] })
	heights := steps("heights", func(i int, _ float64) float64 { return t.Y[i] })
	areas := steps("areas", func(i int, before float64) float64 {
		if i == 0 {
			return 0
		}
		return before + (t.X[i]-t.X[i-1])*(t.Y[i]+t.Y[i-1])/2
	})
	upTo := func(x program.ID) program.ID {
		width := b.op(program.OpSub, x, b.read(starts, name+" starts", x))
		sides := b.op(program.OpAdd, b.read(heights, name+" heights", x), b.readAs(t, model.Continuous, name, x))
		part := b.op(program.OpMul, b.op(program.OpMul, width, sides), b.number(0.5))
		return b.op(program.OpAdd, b.read(areas, name+" areas", x), part)
	}
	return b.op(program.OpSub, upTo(x[1]), upTo(x[0]))
}

// read is a table at x, by its shape.
func (b *block) read(t *model.Table, name string, x program.ID) program.ID {
	return b.readAs(t, t.Shape, name, x)
}

func (b *block) readAs(t *model.Table, shape model.Shape, name string, x program.ID) program.ID {
	if !b.l.readable(t.X, t.Y, name, t.At) {
		return b.failed()
	}
	last := len(t.X) - 1
	switch shape {
	case model.Stepped:
		return b.lookup(t, true, name, x)
	case model.Ahead:
		// The mirror image of a table of steps, read at -x.
		mirror := b.l.derived(t, "mirror", func() *model.Table {
			m := &model.Table{Y: slices.Clone(t.Y)}
			slices.Reverse(m.Y)
			for i := range t.X {
				m.X = append(m.X, -t.X[last-i])
			}
			return m
		})
		return b.lookup(mirror, true, name, b.op(program.OpNeg, x))
	case model.Extrapolated:
		inside := b.lookup(t, false, name, x)
		if last == 0 {
			return inside
		}
		beyond := func(op program.Op, end, other int) program.ID {
			slope := (t.Y[end] - t.Y[other]) / (t.X[end] - t.X[other])
			over := b.op(op, b.op(program.OpSub, x, b.number(t.X[end])), b.number(0))
			return b.op(program.OpMul, over, b.number(slope))
		}
		inside = b.op(program.OpAdd, inside, beyond(program.OpMin, 0, 1))
		return b.op(program.OpAdd, inside, beyond(program.OpMax, last, last-1))
	}
	return b.lookup(t, false, name, x)
}

func (b *block) lookup(t *model.Table, stepped bool, name string, x program.ID) program.ID {
	return b.add(program.Value{Op: program.OpLookup, Args: [3]program.ID{x}, Ref: b.l.table(t, stepped, name)})
}

// tableKey is a table of the program: one of the model, as lines or as steps.
type tableKey struct {
	of      *model.Table
	stepped bool
}

// table gives a table its place in the program.
func (l *lowerer) table(t *model.Table, stepped bool, name string) int32 {
	key := tableKey{t, stepped}
	if ref, ok := l.tables[key]; ok {
		return ref
	}
	ref := int32(len(l.p.Tables))
	l.tables[key] = ref
	l.p.Tables = append(l.p.Tables, program.Table{Name: name, X: t.X, Y: t.Y, Stepped: stepped})
	return ref
}

// derivedKey is a table that is made of one of the model.
type derivedKey struct {
	of   *model.Table
	what string
}

// derived makes a table of another one, once.
func (l *lowerer) derived(of *model.Table, what string, build func() *model.Table) *model.Table {
	key := derivedKey{of, what}
	t, ok := l.made[key]
	if !ok {
		t = build()
		l.made[key] = t
	}
	return t
}

// readable tells of points that give no function.
func (l *lowerer) readable(x, y []float64, name string, at diag.Place) bool {
	if len(x) == 0 || len(x) != len(y) {
		l.fault("table", at, fmt.Sprintf("lookup %q has %d x values and %d y values", name, len(x), len(y)),
			"each point needs both", "")
		return false
	}
	for i := 1; i < len(x); i++ {
		if x[i] > x[i-1] {
			continue
		}
		message := fmt.Sprintf("lookup %q goes back from x = %v to %v", name, x[i-1], x[i])
		if x[i] == x[i-1] {
			message = fmt.Sprintf("lookup %q has two points at x = %v", name, x[i])
		}
		l.fault("table", at, message, "the value at an x must be one", "put the points in order, and move one of two equal ones a little")
		return false
	}
	return true
}
