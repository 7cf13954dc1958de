package units

import (
	"math"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// infer works out the units of an expression, reporting what disagrees inside it.
func (c *checker) infer(e model.Expr) value {
	switch e := e.(type) {
	case *model.Number:
		return value{known: e.Value != 0, number: true}
	case *model.Ref:
		return c.ref(e)
	case *model.Unary:
		v := c.infer(e.X)
		if e.Op == model.Not {
			return known(nil)
		}
		return v
	case *model.Binary:
		return c.binary(e)
	case *model.Call:
		return c.call(e)
	}
	return value{}
}

func (c *checker) ref(e *model.Ref) value {
	key := model.Key(e.Name)
	if key == "time" {
		return c.time
	}
	if v, ok := c.declared[key]; ok {
		return v
	}
	return value{}
}

func (c *checker) binary(e *model.Binary) value {
	x, y := c.infer(e.X), c.infer(e.Y)
	switch e.Op {
	case model.Add, model.Subtract:
		return c.same(e.At, "the sides of "+string(e.Op), x, y)
	case model.Equal, model.NotEqual, model.Less, model.LessEqual, model.Greater, model.GreaterEqual:
		c.same(e.At, "the sides of "+string(e.Op), x, y)
		return known(nil)
	case model.And, model.Or:
		return known(nil)
	case model.Multiply:
		return product(x, y, whole)
	case model.Divide:
		return product(x, y, -whole)
	}
	return c.power(e.At, x, y, e.Y)
}

// product is x*y or, with a negative power, x/y. Zero times anything is zero.
func product(x, y value, power int) value {
	if x.number && y.number {
		return value{known: true, number: true}
	}
	if !x.known && !x.number || !y.known && !y.number {
		return value{}
	}
	return known(x.unit.times(y.unit, power))
}

// power is x^y: of a unit only a number as the exponent makes sense.
func (c *checker) power(at diag.Place, x, y value, exponent model.Expr) value {
	c.plain(at, "an exponent", y)
	if !x.known {
		return value{}
	}
	if n, ok := exponent.(*model.Number); ok {
		return known(unit(nil).times(x.unit, int(math.Round(n.Value*whole))))
	}
	if !c.agree(x.unit, nil) {
		d := c.list.Faultf("units", at, "%s is raised to a power that is no plain number", c.resolved(x.unit))
		d.Reason = "its units would change while the model runs"
		d.Hint = "divide it by a reference value in the same units first"
		return value{}
	}
	return known(nil)
}

// same reports values that must have the same units and don't, and gives what they
// have.
func (c *checker) same(at diag.Place, what string, values ...value) value {
	out := value{number: true}
	for _, v := range values {
		switch {
		case v.number && out.number:
			out.known = out.known || v.known
		case v.number:
		case !v.known:
			if out.number {
				out = v
			}
		case out.number || !out.known:
			out = v
		case !c.agree(out.unit, v.unit):
			a, b := c.resolved(out.unit), c.resolved(v.unit)
			c.list.Faultf("units", at, "%s are %s and %s", what, a, b).Hint = c.mend(a, b)
			return value{}
		}
	}
	return out
}

// plain reports what should have no units and has.
func (c *checker) plain(at diag.Place, what string, v value) {
	if v.known && !c.agree(v.unit, nil) {
		u := c.resolved(v.unit)
		c.list.Faultf("units", at, "%s is %s, and must have no units", what, u).Hint = "divide by a reference value in " + u.String()
	}
}

// timed reports what should be a time and is not.
func (c *checker) timed(at diag.Place, what string, v value) {
	if v.known && !v.number && c.time.known && !c.agree(v.unit, c.time.unit) {
		d := c.list.Faultf("units", at, "%s is %s, and must be %s like TIME STEP", what, c.resolved(v.unit), c.resolved(c.time.unit))
		d.Hint = "correct the units of the time"
	}
}

// call gives the units of a function or lookup. A lookup's input is not checked:
// its points have no units to compare with.
func (c *checker) call(e *model.Call) value {
	args := make([]value, len(e.Args))
	for i, a := range e.Args {
		args[i] = c.infer(a)
	}
	if v := c.m.Lookup(e.Func); v != nil {
		return c.declared[model.Key(e.Func)]
	}
	name := strings.ToUpper(model.Key(e.Func))
	rule, ok := functions[name]
	if !ok || len(args) < rule.least {
		return value{}
	}
	return rule.units(c, e, name, args)
}
