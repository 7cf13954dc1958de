package units

import (
	"fmt"

	"casus/internal/diag"
	"casus/internal/model"
)

// Check compares the units of every equation with those that its variables
// declare. What disagrees is a fault of code "units", with a hint how to mend it; a
// variable without units is a warning, and agrees with everything.
func Check(m *model.Model) diag.List {
	c := &checker{m: m, names: newNames(m), declared: map[string]value{}, bound: map[string]*unit{}, given: map[string]bool{}}
	given := 0
	for _, v := range m.Variables {
		if v.Units != "" {
			given++
		}
	}
	if given == 0 {
		d := c.list.Warnf("units", diag.Place{File: m.File}, "the model gives no units, so they are not checked")
		d.Hint = "write the unit of each variable after its equation"
		return c.list
	}
	for _, v := range m.Variables {
		c.declare(v)
	}
	c.time = c.declared[model.TimeStep]
	for _, v := range m.Variables {
		c.variable(v)
	}
	c.undeclared()
	c.list.Sort()
	return c.list
}

// checker is a check under way.
type checker struct {
	m        *model.Model
	names    names
	declared map[string]value // by model.Key
	time     value
	bound    map[string]*unit // what unknown units have turned out to be
	without  []*model.Variable
	given    map[string]bool
	list     diag.List
}

// value is what is known of an expression's units: nothing, or a unit. A bare
// number takes on the units of what it stands beside in a sum, a comparison or a
// choice: asking for a named constant in each such place would find few faults and
// much noise.
type value struct {
	known  bool
	number bool
	unit   unit
}

func known(u unit) value { return value{known: true, unit: u} }

func (c *checker) declare(v *model.Variable) {
	key := model.Key(v.Name)
	if v.Units == "" {
		if _, seen := c.declared[key]; !seen {
			c.declared[key] = known(unknown(v.Name))
			if !model.IsControl(v.Name) {
				c.without = append(c.without, v)
			}
		}
		return
	}
	u, err := c.names.parse(v.Units)
	if err != nil {
		c.list.Faultf("units", v.UnitsAt, "the units of %q: %v", v.Name, err).Hint = "write them as in person/Day, km2*person, 1/Day or Dmnl"
		return
	}
	if before := c.declared[key]; before.known && !c.agree(before.unit, u) {
		c.list.Faultf("units", v.UnitsAt, "%q is %s here and %s where it is first defined", v.Name, u, before.unit)
		return
	}
	c.given[key] = true // by one of its equations, if not by the first
	c.declared[key] = known(u)
}

// variable checks one equation against its left-hand side.
func (c *checker) variable(v *model.Variable) {
	left := c.declared[model.Key(v.Name)]
	if v.Kind == model.Lookup || v.Equation == nil {
		return
	}
	right := c.infer(v.Equation)
	if v.Kind == model.Stock {
		initial := c.infer(v.Initial)
		c.side(v, "initial value", left, initial)
		if left.known && c.time.known {
			left = known(left.unit.times(c.time.unit, -whole))
		}
		c.side(v, "net flow", left, right)
		return
	}
	c.side(v, "equation", left, right)
}

// undeclared warns of variables without units, and tells what they turned out to be.
func (c *checker) undeclared() {
	for _, v := range c.without {
		if c.given[model.Key(v.Name)] {
			continue
		}
		d := c.list.Warnf("units", v.At, "%q has no units", v.Name)
		d.Hint = "write them after its equation; Dmnl where it has none"
		if u := c.resolved(unknown(v.Name)); decided(u) {
			d.Hint = "write " + u.String() + " after its equation: the other equations leave nothing else"
		}
	}
}

// side reports a side of an equation that comes to other units than the variable.
func (c *checker) side(v *model.Variable, side string, want, got value) {
	if !want.known || !got.known || got.number || c.agree(want.unit, got.unit) {
		return
	}
	want.unit, got.unit = c.resolved(want.unit), c.resolved(got.unit)
	d := c.list.Faultf("units", v.At, "%q needs %s but its %s gives %s", v.Name, want.unit, side, got.unit)
	if side == "net flow" {
		d.Reason = "a stock changes by its units per unit of time"
	}
	d.Hint = c.mend(want.unit, got.unit)
}

// mend says what would turn one unit into another.
func (c *checker) mend(want, got unit) string {
	missing := want.times(got, -whole)
	inverse := got.times(want, -whole)
	switch {
	case c.time.known && inverse.equal(c.time.unit):
		return "divide by a time, or correct the units"
	case c.time.known && missing.equal(c.time.unit):
		return "multiply by a time, or correct the units"
	case got.dimensionless():
		return fmt.Sprintf("multiply by a constant in %s, or correct the units", want)
	case want.dimensionless():
		return fmt.Sprintf("divide by a reference value in %s, or correct the units", got)
	}
	return fmt.Sprintf("what is missing is a factor in %s, or one of the units is wrong", missing)
}
