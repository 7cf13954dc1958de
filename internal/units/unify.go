package units

import (
	"slices"
	"strings"
)

// Unification (Robinson 1965; Kennedy 1994, Dimension types): a variable without units
// has an unknown one, which the equations that it stands in decide as far as they can.
// Two units agree where what is unknown of them can be chosen so that they do; the
// choice holds from then on, so that one that contradicts it is found.

// unknown is the base unit that stands for those of a variable, marked by a bracket,
// which no unit's name can hold.
func unknown(name string) unit { return base("[" + name + "]") }

func isUnknown(base string) bool { return strings.HasPrefix(base, "[") }

// resolved puts what is known by now in the place of unknowns.
func (c *checker) resolved(u unit) unit {
	for {
		i := slices.IndexFunc(u, func(p power) bool { return isUnknown(p.base) && c.bound[p.base] != nil })
		if i < 0 {
			return u
		}
		p := u[i]
		u = slices.Delete(slices.Clone(u), i, i+1).times(*c.bound[p.base], p.exponent)
	}
}

// agree reports whether two units are the same, or can be by a choice of what is
// unknown of them, which is then made.
func (c *checker) agree(a, b unit) bool {
	ratio := c.resolved(a).times(c.resolved(b), -whole)
	if ratio.dimensionless() {
		return true
	}
	for i, p := range ratio {
		if !isUnknown(p.base) {
			continue
		}
		rest := slices.Delete(slices.Clone(ratio), i, i+1)
		exact := !slices.ContainsFunc(rest, func(q power) bool { return q.exponent*whole%p.exponent != 0 })
		if exact {
			choice := unit(nil)
			for _, q := range rest {
				choice = choice.times(base(q.base), -q.exponent*whole/p.exponent)
			}
			c.bound[p.base] = &choice
			return true
		}
	}
	return slices.ContainsFunc(ratio, func(p power) bool { return isUnknown(p.base) })
}

// decided reports whether nothing of a unit is unknown.
func decided(u unit) bool {
	return !slices.ContainsFunc(u, func(p power) bool { return isUnknown(p.base) })
}
