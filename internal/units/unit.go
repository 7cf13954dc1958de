// Package units checks a model by dimensions: every unit is a product of powers of
// named base units (person, km2, Day, $), whatever they mean in physics, and both
// sides of an equation must come to the same product. It converts nothing: a model
// that mixes days and months is at fault, and is told so.
package units

import (
	"slices"
	"strconv"
	"strings"
)

// whole is the exponent 1: exponents count in twelfths, so that square, cube and
// fourth roots are exact.
const whole = 12

// unit is a product of powers of base units, sorted by name, none with exponent 0.
// The empty one is dimensionless.
type unit []power

type power struct {
	base     string
	exponent int // in twelfths
}

// base is a base unit by itself.
func base(name string) unit { return unit{{name, whole}} }

// times is u * v^n, with n in twelfths.
func (u unit) times(v unit, n int) unit {
	out := slices.Clone(u)
	for _, p := range v {
		e := p.exponent * n / whole
		i, found := slices.BinarySearchFunc(out, p.base, func(q power, name string) int { return strings.Compare(q.base, name) })
		if !found {
			out = slices.Insert(out, i, power{p.base, e})
			continue
		}
		out[i].exponent += e
	}
	return slices.DeleteFunc(out, func(p power) bool { return p.exponent == 0 })
}

func (u unit) equal(v unit) bool { return slices.Equal(u, v) }

func (u unit) dimensionless() bool { return len(u) == 0 }

// String writes the unit as a modeller would: person/Day, km2*person, 1/Day, Dmnl.
func (u unit) String() string {
	var above, below []string
	for _, p := range u {
		if p.exponent > 0 {
			above = append(above, p.String())
		} else {
			below = append(below, power{p.base, -p.exponent}.String())
		}
	}
	text := strings.Join(above, "*")
	switch {
	case len(u) == 0:
		return "Dmnl"
	case text == "":
		text = "1"
	}
	if len(below) == 1 {
		return text + "/" + below[0]
	}
	if len(below) > 1 {
		return text + "/(" + strings.Join(below, "*") + ")"
	}
	return text
}

func (p power) String() string {
	if p.exponent == whole {
		return p.base
	}
	return p.base + "^" + strconv.FormatFloat(float64(p.exponent)/whole, 'g', 4, 64)
}
