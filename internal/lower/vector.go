package lower

import (
	"fmt"
	"slices"

	"casus/internal/model"
	"casus/internal/program"
)

// vectorKey is a vector that a function works out whole: its call, and the elements
// that the other subscripts have.
type vectorKey struct {
	call  *model.Call
	scope string
}

// vector is the values of a reference over its last subscript, whatever that one is on
// the left-hand side; ok is false after a fault.
func (b *block) vector(e model.Expr, in *scope) (values []program.ID, elements []string, ok bool) {
	ref, isRef := e.(*model.Ref)
	var g *group
	if isRef {
		g = b.l.groups[model.Key(ref.Name)]
	}
	if g == nil || len(ref.Subscripts) == 0 {
		b.l.fault("subscript", e.Place(), "a variable over subscripts is needed here", "the function works on all elements of its last one", "name such a variable")
		return nil, nil, false
	}
	elements, ok = b.l.elementsOf(ref.Subscripts[len(ref.Subscripts)-1])
	if !ok {
		b.l.unknownSubscript(ref.At, ref.Name, ref.Subscripts[len(ref.Subscripts)-1])
		return nil, nil, false
	}
	for _, element := range elements {
		subscripts := append(slices.Clone(ref.Subscripts[:len(ref.Subscripts)-1]), element)
		s := b.l.find(g, subscripts, ref.At, in)
		if s == nil {
			return nil, nil, false
		}
		values = append(values, b.scalar(s, ref.At))
	}
	return values, elements, true
}

// elementsOf are those of a range, or of the largest range that holds an element.
func (l *lowerer) elementsOf(sub string) ([]string, bool) {
	key := model.Key(sub)
	if r := l.ranges[key]; r != nil {
		return r.Elements, true
	}
	if f := l.family[key]; f != nil {
		return f.Elements, true
	}
	return nil, false
}

// own is the place of the element that is being computed within the subscript that
// stands n from the end of the left-hand side, 1 being the last.
func (b *block) own(n int) (int, bool) {
	s := b.owner
	if s == nil || len(s.elements) < n {
		return 0, false
	}
	at := len(s.elements) - n
	elements, ok := b.l.elementsOf(s.v.Subscripts[at])
	if !ok {
		return 0, false
	}
	i := slices.IndexFunc(elements, func(e string) bool { return model.Key(e) == model.Key(s.elements[at]) })
	return i, i >= 0
}

// others tells apart the elements of the left-hand side but for its last n.
func (b *block) others(n int) string {
	if b.owner == nil {
		return ""
	}
	return b.owner.v.At.String() + " " + elementKey(b.owner.elements[:max(0, len(b.owner.elements)-n)])
}

// whole lowers a function that gives a vector, once for all its elements, and picks the
// one that is being computed; last is how many subscripts the vector runs over, and
// place where in it an element stands.
func (b *block) whole(c *model.Call, in *scope, last int, place func() (int, bool), work func() ([]program.ID, bool)) program.ID {
	key := vectorKey{c, b.others(last) + " " + in.marks()}
	values, known := b.vectors[key]
	if !known {
		var ok bool
		if values, ok = work(); !ok {
			values = nil
		}
		b.vectors[key] = values
	}
	if values == nil {
		return b.failed()
	}
	i, ok := place()
	if !ok || i >= len(values) {
		b.l.fault("subscript", c.At, fmt.Sprintf("%s gives %d values, and the left-hand side asks for another", c.Func, len(values)),
			"its last subscript runs over them", "put a range of as many elements last on the left")
		return b.failed()
	}
	return values[i]
}

// ranked lowers a function of the order of a vector: last of its arguments is above 0
// for a rising order, and otherwise falls.
func ranked(finish func(b *block, ranks []program.ID) []program.ID) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		return b.whole(c, in, 1, func() (int, bool) { return b.own(1) }, func() ([]program.ID, bool) {
			x, _, ok := b.vector(c.Args[0], in)
			if !ok {
				return nil, false
			}
			return finish(b, b.ranks(x, b.expr(c.Args[1], in))), true
		})
	}
}

// ranks are the places that values take in their order, from 0; of equal ones the first
// comes first. It takes the square of the number of values.
func (b *block) ranks(x []program.ID, direction program.ID) []program.ID {
	rising := b.op(program.OpLess, b.number(0), direction)
	sign := b.op(program.OpSelect, rising, b.number(1), b.number(-1))
	y := make([]program.ID, len(x))
	for i := range x {
		y[i] = b.op(program.OpMul, x[i], sign)
	}
	ranks := make([]program.ID, len(x))
	for i := range y {
		ranks[i] = b.number(0)
		for j := range y {
			before := program.OpLess
			if j < i {
				before = program.OpLessEq
			}
			if j != i {
				ranks[i] = b.op(program.OpAdd, ranks[i], b.op(before, y[j], y[i]))
			}
		}
	}
	return ranks
}

// sortOrder is the number, from 0, of the element that comes first, second and so on.
func sortOrder(b *block, ranks []program.ID) []program.ID {
	out := make([]program.ID, len(ranks))
	for k := range out {
		out[k] = b.number(0)
		for i, r := range ranks {
			here := b.op(program.OpEqual, r, b.number(float64(k)))
			out[k] = b.op(program.OpSelect, here, b.number(float64(i)), out[k])
		}
	}
	return out
}

// rank is the place of each element in the order, from 1.
func rank(b *block, ranks []program.ID) []program.ID {
	out := make([]program.ID, len(ranks))
	for i, r := range ranks {
		out[i] = b.op(program.OpAdd, r, b.number(1))
	}
	return out
}

// pickAt is the value at a place that is known only in the run, missing outside.
func (b *block) pickAt(values []program.ID, place program.ID) program.ID {
	out := b.number(model.Missing)
	for i, v := range values {
		out = b.op(program.OpSelect, b.op(program.OpEqual, place, b.number(float64(i))), v, out)
	}
	return out
}

// vectorReorder is VECTOR REORDER(vector, order): the elements in the order that the
// second gives.
func vectorReorder(b *block, c *model.Call, in *scope) program.ID {
	return b.whole(c, in, 1, func() (int, bool) { return b.own(1) }, func() ([]program.ID, bool) {
		x, _, ok1 := b.vector(c.Args[0], in)
		order, _, ok2 := b.vector(c.Args[1], in)
		if !ok1 || !ok2 {
			return nil, false
		}
		out := make([]program.ID, len(order))
		for i, place := range order {
			out[i] = b.pickAt(x, place)
		}
		return out, true
	})
}

// elementMap is VECTOR ELM MAP(x[element], offset): the element so many places on.
func elementMap(b *block, c *model.Call, in *scope) program.ID {
	ref, isRef := c.Args[0].(*model.Ref)
	x, elements, ok := b.vector(c.Args[0], in)
	if !isRef || !ok {
		return b.failed()
	}
	sub := ref.Subscripts[len(ref.Subscripts)-1]
	first := 0
	if element, known := b.l.element(sub); known && b.l.ranges[model.Key(sub)] == nil {
		first = slices.Index(elements, element)
	} else if bound := in.find(model.Key(sub)); bound != nil {
		first = slices.IndexFunc(elements, func(e string) bool { return model.Key(e) == model.Key(bound.element) })
	}
	offset := b.op(program.OpAdd, b.expr(c.Args[1], in), b.number(float64(first)))
	// Whole numbers only: what lies between is cut.
	return b.pickAt(x, b.op(program.OpTrunc, offset))
}

// vectorSelect is VECTOR SELECT(selection, expression, missing, action, error action):
// the selected elements taken together: 0 adds, 1 multiplies, 2 takes the least and 3
// the greatest.
func vectorSelect(b *block, c *model.Call, in *scope) program.ID {
	action, _, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[3], in) })
	join, known := map[float64]program.Op{0: program.OpAdd, 1: program.OpMul, 2: program.OpMin, 3: program.OpMax}[action]
	if why != "" || !known {
		b.l.fault("function", c.Args[3].Place(), "the action of VECTOR SELECT is none of 0 to 3", "it says how elements are taken together", "0 adds, 1 multiplies, 2 is the least, 3 the greatest")
		return b.failed()
	}
	over, ok := b.l.marked(&model.Call{Func: "both", Args: c.Args[:2], At: c.At})
	if !ok {
		return b.failed()
	}
	if len(over) == 0 {
		b.l.fault("subscript", c.At, c.Func+" has no subscript with !", "without one there is nothing to select from", "mark the range to run over: x[range!]")
		return b.failed()
	}
	so, any := program.ID(-1), b.number(0)
	b.each(over, in, func(inner *scope) {
		chosen := b.op(program.OpNot, b.op(program.OpEqual, b.expr(c.Args[0], inner), b.number(0)))
		x := b.expr(c.Args[1], inner)
		if so < 0 {
			so = x
		} else {
			so = b.op(program.OpSelect, chosen, b.op(program.OpSelect, any, b.op(join, so, x), x), so)
		}
		any = b.op(program.OpOr, any, chosen)
	})
	return b.op(program.OpSelect, any, so, b.expr(c.Args[2], in))
}
