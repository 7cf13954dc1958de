package lower

import (
	"fmt"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
	"casus/internal/program"
)

// reduction lowers SUM, PROD, VMIN or VMAX: its argument for each choice of
// elements of the ranges marked "!", joined from first to last, the last range
// running fastest.
func reduction(op program.Op) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		shared := vectorKey{call: c}
		fixed := b.l.fixedSubscripts(c.Args[0]) && b.reading == nil
		if id, ok := b.reductions[shared]; ok && fixed {
			return id
		}
		values, ok := b.elements(c, c.Args[0], mostValues, in)
		if !ok {
			return b.failed()
		}
		id := foldOp(op)(b, values)
		if fixed {
			b.reductions[shared] = id
		}
		return id
	}
}

// elements lowers an argument for each choice of elements of the ranges marked "!", at
// most so many, the last range running fastest.
func (b *block) elements(c *model.Call, arg model.Expr, most int, in *scope) ([]program.ID, bool) {
	over, ok := b.l.marked(arg)
	if !ok {
		return nil, false
	}
	if len(over) == 0 {
		b.l.fault("subscript", c.At, c.Func+" has no subscript with !",
			"without one there is nothing to take together", "mark the range to run over: x[range!]")
		return nil, false
	}
	count := 1
	for _, r := range over {
		if count *= len(r.Elements); count > most {
			b.l.fault("size", c.At, fmt.Sprintf("%s runs over more than %d elements", c.Func, most), "they are written out", "take them together in steps")
			return nil, false
		}
	}
	var values []program.ID
	b.each(over, in, func(inner *scope) { values = append(values, b.expr(arg, inner)) })
	return values, true
}

// mostRanked bounds RANK, which compares each element with each other.
const mostRanked = 300

// elementOfRank lowers XMILE's RANK(array, n, second): the number, from 1, of the element
// that comes nth when they stand in ascending order; of equal ones the one with the
// smaller second value, or else the first, comes first. 0 where n is no rank (isee
// systems' help, Array builtins).
func elementOfRank(b *block, c *model.Call, in *scope) program.ID {
	values, ok := b.elements(c, c.Args[0], mostRanked, in)
	if !ok {
		return b.failed()
	}
	var second []program.ID
	if len(c.Args) == 3 {
		if second, ok = b.elements(c, c.Args[2], mostRanked, in); !ok {
			return b.failed()
		}
		if len(second) != len(values) {
			b.l.fault("subscript", c.Args[2].Place(), fmt.Sprintf("%s sorts %d elements by a second array of %d", c.Func, len(values), len(second)), "", "give arrays of one size")
			return b.failed()
		}
	}
	wanted, found := b.expr(c.Args[1], in), b.number(0)
	for i, x := range values {
		place := b.number(1)
		for j, y := range values {
			if i == j {
				continue
			}
			first := b.op(program.OpLess, y, x)
			tied := b.op(program.OpEqual, y, x)
			if second != nil {
				before := b.op(program.OpLess, second[j], second[i])
				if j < i {
					before = b.op(program.OpOr, before, b.op(program.OpEqual, second[j], second[i]))
				}
				first = b.op(program.OpOr, first, b.op(program.OpAnd, tied, before))
			} else if j < i {
				first = b.op(program.OpOr, first, tied)
			}
			place = b.op(program.OpAdd, place, first)
		}
		found = b.op(program.OpSelect, b.op(program.OpEqual, place, wanted), b.number(float64(i+1)), found)
	}
	return found
}

// fixedSubscripts reports whether an expression is the same for all elements of the
// left-hand side: then a sum that stands there is computed once.
func (l *lowerer) fixedSubscripts(e model.Expr) bool {
	fixed := true
	look := func(subscripts []string) {
		for _, s := range subscripts {
			if !strings.HasSuffix(s, "!") && l.ranges[model.Key(s)] != nil {
				fixed = false
			}
		}
	}
	model.Walk(e, func(e model.Expr) bool {
		switch e := e.(type) {
		case *model.Ref:
			look(e.Subscripts)
			if l.ranges[model.Key(e.Name)] != nil {
				fixed = false
			}
		case *model.Call:
			look(e.Subscripts)
			if f := functions[strings.ToUpper(model.Key(e.Func))]; f.tree != nil && !reduces(e.Func) {
				fixed = false // it may ask for whose equation it is
			}
		}
		return fixed
	})
	return fixed
}

// each calls f for every choice of elements.
func (b *block) each(over []*model.Range, outer *scope, f func(*scope)) {
	if len(over) == 0 {
		f(outer)
		return
	}
	for _, e := range over[0].Elements {
		b.each(over[1:], outer.bind(over[0].Name+"!", e, over[0]), f)
	}
}

// marked finds the ranges marked "!" in a reduction's argument, in order of first
// appearance; those of a reduction inside it are its own.
func (l *lowerer) marked(arg model.Expr) (over []*model.Range, ok bool) {
	seen := map[string]bool{}
	ok = true
	collect := func(subscripts []string, at diag.Place, of string) {
		for _, sub := range subscripts {
			name, isMarked := strings.CutSuffix(sub, "!")
			key := model.Key(name)
			if !isMarked || seen[key] {
				continue
			}
			seen[key] = true
			r := l.ranges[key]
			if r == nil {
				l.unknownSubscript(at, of, name)
				ok = false
				continue
			}
			over = append(over, r)
		}
	}
	model.Walk(arg, func(e model.Expr) bool {
		switch e := e.(type) {
		case *model.Ref:
			collect(e.Subscripts, e.At, e.Name)
		case *model.Call:
			collect(e.Subscripts, e.At, e.Func)
			return !reduces(e.Func)
		}
		return true
	})
	return over, ok
}

func reduces(name string) bool {
	switch strings.ToUpper(model.Key(name)) {
	case "SUM", "PROD", "VMIN", "VMAX", "RANK":
		return true
	}
	return false
}

// elementCount is how many elements a range has.
func elementCount(b *block, c *model.Call, _ *scope) program.ID {
	r, ok := c.Args[0].(*model.Ref)
	if ok && b.l.ranges[model.Key(r.Name)] != nil {
		return b.number(float64(len(b.l.ranges[model.Key(r.Name)].Elements)))
	}
	var known []string
	for _, r := range b.l.m.Ranges {
		known = append(known, r.Name)
	}
	name := "an expression"
	if ok {
		name = fmt.Sprintf("%q", r.Name)
	}
	b.l.fault("subscript", c.Args[0].Place(), "ELMCOUNT of "+name+", which is no range",
		"only ranges have elements", nearestHint(strings.Trim(name, `"`), known, "name a range"))
	return b.failed()
}
