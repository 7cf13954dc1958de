package lower

import (
	"fmt"

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
	return b.lookup(s.v.Table, s.name, c.Args[0], in)
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
	return b.lookup(literal.Table, name, c.Args[0], in)
}

func (b *block) lookup(t *model.Table, name string, x model.Expr, in *scope) program.ID {
	ref, ok := b.l.table(t, name)
	at := b.expr(x, in)
	if !ok {
		return b.failed()
	}
	return b.add(program.Value{Op: program.OpLookup, Args: [3]program.ID{at}, Ref: ref})
}

// table gives a table its place in the program; false where it can't be read.
func (l *lowerer) table(t *model.Table, name string) (int32, bool) {
	if ref, ok := l.tables[t]; ok {
		return ref, true
	}
	if !l.readable(t.X, t.Y, name, t.At) {
		return 0, false
	}
	ref := int32(len(l.p.Tables))
	l.tables[t] = ref
	l.p.Tables = append(l.p.Tables, program.Table{Name: name, X: t.X, Y: t.Y})
	return ref, true
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
