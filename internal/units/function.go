package units

import (
	"strings"

	"casus/internal/model"
)

// function is how the units of a built-in follow from those of its arguments, of
// which there are at least so many.
type function struct {
	least int
	units func(c *checker, e *model.Call, name string, args []value) value
}

// functions are the rules, after Vensim's reference of its functions.
var functions map[string]function

func init() {
	functions = map[string]function{
		"IF THEN ELSE": {3, func(c *checker, e *model.Call, name string, a []value) value {
			return c.same(e.At, "the choices of "+name, a[1:]...)
		}},
		"SQRT": {1, func(_ *checker, _ *model.Call, _ string, a []value) value {
			return value{known: a[0].known, unit: unit(nil).times(a[0].unit, whole/2)}
		}},
		"POWER": {2, func(c *checker, e *model.Call, _ string, a []value) value {
			return c.power(e.At, a[0], a[1], e.Args[1])
		}},
		"ZIDZ": {2, func(_ *checker, _ *model.Call, _ string, a []value) value { return product(a[0], a[1], -whole) }},
		"XIDZ": {3, func(c *checker, e *model.Call, _ string, a []value) value {
			return c.same(e.At, "the ratio and the third argument of XIDZ", product(a[0], a[1], -whole), a[2])
		}},
		"STEP": {2, func(c *checker, e *model.Call, _ string, a []value) value {
			c.timed(e.At, "the time of STEP", a[1])
			return a[0]
		}},
		"RAMP": {3, func(c *checker, e *model.Call, _ string, a []value) value {
			c.timed(e.At, "the start of RAMP", a[1])
			c.timed(e.At, "the end of RAMP", a[2])
			return product(a[0], c.time, whole)
		}},
		"TREND": {2, func(c *checker, e *model.Call, _ string, a []value) value {
			c.timed(e.At, "the time of TREND", a[1])
			return product(known(nil), c.time, -whole)
		}},
		"SAMPLE IF TRUE": {3, func(c *checker, e *model.Call, name string, a []value) value {
			return c.same(e.At, "the values of "+name, a[1:]...)
		}},
		"PROD":     {1, func(*checker, *model.Call, string, []value) value { return value{} }},
		"ELMCOUNT": {1, func(*checker, *model.Call, string, []value) value { return known(nil) }},
		"WITH LOOKUP": {2, func(*checker, *model.Call, string, []value) value {
			return value{} // its points have the units of the variable that it defines
		}},
	}
	for _, name := range []string{"EXP", "LN", "LOG", "SIN", "COS", "TAN", "ARCSIN", "ARCCOS", "ARCTAN", "SINH", "COSH", "TANH"} {
		functions[name] = function{1, pure}
	}
	functions["SINTEG"] = function{7, func(c *checker, e *model.Call, name string, a []value) value {
		return c.same(e.At, "what is added up and the initial value of "+name, product(a[0], c.time, whole), a[1])
	}}
	functions["NPV"] = function{4, func(c *checker, _ *model.Call, _ string, a []value) value { return product(a[0], c.time, whole) }}
	functions["VECTOR LOOKUP"] = function{4, func(c *checker, e *model.Call, name string, a []value) value {
		c.same(e.At, "the x of "+name+" and its ends", a[1:4]...)
		return a[0]
	}}
	functions["VECTOR SELECT"] = function{2, func(_ *checker, _ *model.Call, _ string, a []value) value { return a[1] }}
	functions["INVERT MATRIX"] = function{1, func(_ *checker, _ *model.Call, _ string, a []value) value { return product(known(nil), a[0], -whole) }}
	functions["ALLOCATE AVAILABLE"] = function{3, func(c *checker, e *model.Call, name string, a []value) value {
		return c.same(e.At, "what is asked for and what is available of "+name, a[0], a[2])
	}}
	functions["ALLOCATE BY PRIORITY"] = function{5, func(c *checker, e *model.Call, name string, a []value) value {
		return c.same(e.At, "what is asked for and what there is of "+name, a[0], a[4])
	}}
	for _, name := range []string{"VECTOR SORT ORDER", "VECTOR RANK", "RANK", "RANDOM 0 1", "GET TIME VALUE"} {
		functions[name] = function{0, func(*checker, *model.Call, string, []value) value { return value{known: true, number: true} }}
	}
	for _, name := range []string{"RANDOM UNIFORM", "RANDOM NORMAL"} {
		functions[name] = function{2, func(c *checker, e *model.Call, name string, a []value) value {
			return c.same(e.At, "the bounds of "+name, a[:2]...)
		}}
	}
	for _, name := range []string{"ABS", "INTEGER", "INITIAL", "REINITIAL", "GAME", "SUM", "VMIN", "VMAX", "FORECAST", "VECTOR REORDER", "VECTOR ELM MAP",
		"LOOKUP EXTRAPOLATE", "LOOKUP FORWARD", "LOOKUP BACKWARD", "GET DATA AT TIME", "GET DATA BETWEEN TIMES", "GET DATA MIN", "GET DATA MAX", "GET DATA MEAN",
		"TIME SHIFT", "DEPRECIATE STRAIGHTLINE"} {
		functions[name] = function{1, func(_ *checker, _ *model.Call, _ string, a []value) value { return a[0] }}
	}
	for _, name := range []string{"MIN", "MAX", "MODULO", "QUANTUM", "ACTIVE INITIAL"} {
		functions[name] = function{1, func(c *checker, e *model.Call, name string, a []value) value {
			return c.same(e.At, "the arguments of "+name, a...)
		}}
	}
	for _, name := range []string{"PULSE", "PULSE TRAIN"} {
		functions[name] = function{2, func(c *checker, e *model.Call, name string, a []value) value {
			for _, t := range a {
				c.timed(e.At, "an argument of "+name, t)
			}
			return known(nil)
		}}
	}
	for _, name := range []string{"SMOOTH", "SMOOTHI", "SMOOTH3", "SMOOTH3I", "SMOOTH N", "DELAY1", "DELAY1I", "DELAY3", "DELAY3I", "DELAY N", "DELAY FIXED", "DELAY MATERIAL", "DELAY INFORMATION"} {
		functions[name] = function{2, delayed}
	}
}

// pure functions take and give numbers without units.
func pure(c *checker, e *model.Call, name string, args []value) value {
	for _, a := range args {
		c.plain(e.At, "the argument of "+name, a)
	}
	return known(nil)
}

// delayed values keep their units; the third argument is their initial value.
func delayed(c *checker, e *model.Call, name string, args []value) value {
	c.timed(e.At, "the time of "+name, args[1])
	if len(args) > 2 && (strings.HasSuffix(name, "I") || strings.HasSuffix(name, " N") || strings.HasPrefix(name, "DELAY ")) {
		return c.same(e.At, "the input and the initial value of "+name, args[0], args[2])
	}
	return args[0]
}
