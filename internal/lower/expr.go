package lower

import (
	"fmt"
	"math"
	"slices"

	"casus/internal/model"
	"casus/internal/program"
)

// expr lowers an equation tree.
func (b *block) expr(e model.Expr, in *scope) program.ID {
	switch e := e.(type) {
	case *model.Number:
		return b.number(e.Value)
	case *model.Ref:
		return b.ref(e, in)
	case *model.Call:
		return b.call(e, in)
	case *model.Unary:
		return b.unary(e, in)
	case *model.Binary:
		return b.binary(e, in)
	}
	b.l.fault("equation", e.Place(), "a table stands where a number is needed",
		"a table has no value of its own", "write WITH LOOKUP(x, table)")
	return b.failed()
}

func (b *block) unary(e *model.Unary, in *scope) program.ID {
	if n, ok := e.X.(*model.Number); ok && e.Op == model.Negate {
		return b.number(-n.Value)
	}
	x := b.expr(e.X, in)
	switch e.Op {
	case model.Negate:
		return b.op(program.OpNeg, x)
	case model.Not:
		return b.op(program.OpNot, x)
	}
	return x
}

func (b *block) binary(e *model.Binary, in *scope) program.ID {
	x := b.expr(e.X, in)
	if n, ok := e.Y.(*model.Number); ok && e.Op == model.Power && n.Value == 2 {
		return b.op(program.OpMul, x, x) // rounded correctly, and a call less
	}
	y := b.expr(e.Y, in)
	switch e.Op {
	case model.Or:
		return b.op(program.OpOr, x, y)
	case model.And:
		return b.op(program.OpAnd, x, y)
	case model.Equal:
		return b.op(program.OpEqual, x, y)
	case model.NotEqual:
		return b.op(program.OpNot, b.op(program.OpEqual, x, y))
	case model.Less:
		return b.op(program.OpLess, x, y)
	case model.LessEqual:
		return b.op(program.OpLessEq, x, y)
	case model.Greater:
		return b.op(program.OpLess, y, x)
	case model.GreaterEqual:
		return b.op(program.OpLessEq, y, x)
	case model.Add:
		return b.op(program.OpAdd, x, y)
	case model.Subtract:
		return b.op(program.OpSub, x, y)
	case model.Multiply:
		return b.op(program.OpMul, x, y)
	case model.Divide:
		return b.op(program.OpDiv, x, y)
	case model.Power:
		return b.op(program.OpPow, x, y)
	}
	b.l.fault("equation", e.At, fmt.Sprintf("unknown operator %q", e.Op), "", "")
	return b.failed()
}

// ref lowers a name: a variable, Time, or a subscript used as a number.
func (b *block) ref(r *model.Ref, in *scope) program.ID {
	key := model.Key(r.Name)
	if g := b.l.groups[key]; g != nil {
		if s := b.l.find(g, r.Subscripts, r.At, in); s != nil {
			if b.reading != nil && s.v.Kind == model.Data {
				return b.readAgain(s)
			}
			return b.scalar(s, r.At)
		}
		return b.failed()
	}
	if key == "time" && len(r.Subscripts) == 0 {
		return b.time()
	}
	if x, ok := b.l.elementNumber(key, in); ok && len(r.Subscripts) == 0 {
		return b.number(x)
	}
	b.l.unknownName(r)
	return b.failed()
}

// elementNumber is the number of a subscript that stands where a number is
// needed: the place of its element, counted from 1, in the largest range that
// holds it. So an element is the same number under each of its ranges.
func (l *lowerer) elementNumber(key string, in *scope) (float64, bool) {
	if bound := in.find(key); bound != nil {
		key = model.Key(bound.element)
	}
	f := l.family[key]
	if f == nil {
		return math.NaN(), false
	}
	i := slices.IndexFunc(f.Elements, func(e string) bool { return model.Key(e) == key })
	return float64(i + 1), true
}

func (l *lowerer) unknownName(r *model.Ref) {
	if l.ranges[model.Key(r.Name)] != nil {
		l.fault("subscript", r.At, fmt.Sprintf("range %q stands where a number is needed", r.Name),
			"its element is known only where the range is on the left-hand side", "put the range on the left, or name an element")
		return
	}
	l.fault("name", r.At, fmt.Sprintf("unknown name %q", r.Name), "no equation of the model defines it",
		nearestHint(r.Name, append(l.m.Names(), "Time"), "add an equation for it"))
}
