package units

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"casus/internal/model"
)

// names knows which spellings stand for one base unit.
type names map[string]string // from folded spelling to the name that stands for all

// newNames collects the equivalences that the model declares, and takes the plural
// of a unit that it also uses in the singular for the same.
func newNames(m *model.Model) names {
	n := names{}
	for _, e := range m.Equivalences {
		first := e.Names[0]
		if i := slices.IndexFunc(e.Names, dimensionless); i >= 0 {
			first = e.Names[i] // what is the same as no unit is none, such as radians
		}
		for _, name := range e.Names {
			n[fold(name)] = first
		}
	}
	for _, v := range m.Variables {
		for _, name := range strings.FieldsFunc(v.Units, func(r rune) bool { return strings.ContainsRune("*/()^", r) }) {
			if _, known := n[fold(name)]; !known {
				n[fold(name)] = strings.TrimSpace(name)
			}
		}
	}
	for spelling := range n {
		if one, plural := strings.CutSuffix(spelling, "s"); plural {
			if name, known := n[one]; known {
				n[spelling] = name
			}
		}
	}
	return n
}

func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// parse reads units as written: names joined by * and /, with ^ and a number, and
// brackets. The error says what can't be understood.
func (n names) parse(text string) (unit, error) {
	p := &unitParser{names: n, rest: strings.TrimSpace(text)}
	u, err := p.product()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("%q can't be understood", p.rest)
	}
	return u, err
}

type unitParser struct {
	names names
	rest  string
	depth int
}

func (p *unitParser) accept(symbol string) bool {
	rest, ok := strings.CutPrefix(p.rest, symbol)
	if ok {
		p.rest = strings.TrimSpace(rest)
	}
	return ok
}

func (p *unitParser) product() (unit, error) {
	u, err := p.factor()
	for err == nil {
		sign := whole
		if p.accept("/") {
			sign = -whole
		} else if !p.accept("*") {
			return u, nil
		}
		var v unit
		if v, err = p.factor(); err == nil {
			u = u.times(v, sign)
		}
	}
	return nil, err
}

func (p *unitParser) factor() (unit, error) {
	var u unit
	if p.accept("(") {
		if p.depth++; p.depth > 50 {
			return nil, fmt.Errorf("brackets nest deeper than 50 levels")
		}
		var err error
		if u, err = p.product(); err != nil {
			return nil, err
		}
		p.depth--
		if !p.accept(")") {
			return nil, fmt.Errorf("a bracket is not closed")
		}
	} else {
		name := p.word()
		if name == "" {
			return nil, fmt.Errorf("a unit is missing before %q", p.rest)
		}
		u = p.names.named(name)
	}
	if !p.accept("^") {
		return u, nil
	}
	brackets := p.accept("(")
	end := strings.IndexFunc(p.rest, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' && r != '-' })
	if end < 0 {
		end = len(p.rest)
	}
	e, err := strconv.ParseFloat(p.rest[:end], 64)
	if err != nil || math.Abs(e) > 100 {
		return nil, fmt.Errorf("the power %q is no number", p.rest[:end])
	}
	p.rest = strings.TrimSpace(p.rest[end:])
	if brackets && !p.accept(")") {
		return nil, fmt.Errorf("a bracket is not closed")
	}
	return unit(nil).times(u, int(math.Round(e*whole))), nil
}

func (p *unitParser) word() string {
	end := strings.IndexAny(p.rest, "*/()^")
	if end < 0 {
		end = len(p.rest)
	}
	name := strings.TrimSpace(p.rest[:end])
	p.rest = p.rest[end:]
	return name
}

// named is the unit of one name; dimensionless has several.
func (n names) named(name string) unit {
	if same, ok := n[fold(name)]; ok {
		name = same
	}
	if dimensionless(name) {
		return nil
	}
	return base(name)
}

// dimensionless is whether a name stands for no unit.
func dimensionless(name string) bool {
	switch fold(name) {
	case "dmnl", "dimensionless", "1", "fraction", "unitless":
		return true
	}
	return false
}
