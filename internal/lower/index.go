package lower

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// group is all variables of one name.
type group struct {
	name  string
	first *model.Variable
	at    map[string]*scalar // by elementKey
}

// scalar is one element of a variable, or a variable without subscripts.
type scalar struct {
	v        *model.Variable
	name     string   // with elements: "Pop[north]"
	elements []string // of the left-hand side, in order
	scope    *scope   // which element each range of the left-hand side stands for
	number   int      // place in v.Numbers
	param    int      // place among the params, -1 where it is none
	state    int      // place among the states, -1 where it is none
}

// index writes all variables out into scalars and finds them by name.
func (l *lowerer) index() {
	l.indexRanges()
	for _, v := range l.m.Variables {
		key := model.Key(v.Name)
		g := l.groups[key]
		if g == nil {
			g = &group{name: v.Name, first: v, at: map[string]*scalar{}}
			l.groups[key] = g
		}
		if l.complete(v) {
			l.expand(g, v)
		}
	}
}

func (l *lowerer) indexRanges() {
	for _, r := range l.m.Ranges {
		key := model.Key(r.Name)
		if first := l.ranges[key]; first != nil {
			l.fault("subscript", r.At, fmt.Sprintf("range %q is defined twice", r.Name),
				"it stands at "+first.At.String()+" already", "remove one of the two")
			continue
		}
		l.ranges[key] = r
		for _, e := range r.Elements {
			k := model.Key(e)
			if f := l.family[k]; f == nil || len(r.Elements) > len(f.Elements) {
				l.family[k] = r
			}
		}
	}
}

// complete reports whether a variable has what its kind needs.
func (l *lowerer) complete(v *model.Variable) bool {
	missing := ""
	switch v.Kind {
	case model.Lookup:
		if v.Table == nil {
			missing = "points"
		}
	case model.Data:
		if v.Equation == nil && len(v.Table.X) == 0 {
			missing = "series"
		}
	case model.Stock:
		if v.Equation == nil {
			missing = "net flow"
		} else if v.Initial == nil {
			missing = "initial value"
		}
	default:
		if v.Equation == nil && v.Numbers == nil {
			missing = "equation"
		}
	}
	if missing == "" {
		return true
	}
	l.fault("equation", v.At, fmt.Sprintf("%s %q has no %s", v.Kind, v.Name, missing),
		"without it there is nothing to compute", "write the missing part, or remove the variable")
	return false
}

// mostElements bounds a model, whose elements are written out: some 300 bytes each.
const mostElements = 500_000

// expand adds a scalar for every element that a variable's left-hand side names,
// the last subscript running fastest, as in the lists of numbers of the format.
func (l *lowerer) expand(g *group, v *model.Variable) {
	choices := make([]*model.Range, len(v.Subscripts))
	count := 1
	for i, sub := range v.Subscripts {
		r, ok := l.leftSide(v, sub, v.Subscripts[:i])
		if !ok {
			return
		}
		choices[i] = r
		if count *= len(r.Elements); count+len(l.scalars) > mostElements {
			l.fault("subscript", v.At, fmt.Sprintf("with %q the model has more than %d elements", v.Name, mostElements),
				"each is a number that is computed and kept", "use smaller ranges")
			return
		}
	}
	if v.Numbers != nil && len(v.Numbers) != count {
		l.fault("subscript", v.At, fmt.Sprintf("%q has %d numbers for %d elements", v.Name, len(v.Numbers), count),
			"each element takes one number of the list", "give as many numbers as the ranges have elements")
		return
	}
	for i := range count {
		s := &scalar{v: v, name: v.Name, number: i, param: -1, state: -1}
		rest := i
		s.elements = make([]string, len(choices))
		for j := len(choices) - 1; j >= 0; j-- {
			n := len(choices[j].Elements)
			s.elements[j] = choices[j].Elements[rest%n]
			rest /= n
			if choices[j].Name != "" {
				s.scope = s.scope.bind(choices[j].Name, s.elements[j], choices[j])
			}
		}
		if l.excepted(v, s.elements) {
			continue
		}
		if len(choices) > 0 {
			s.name += "[" + strings.Join(s.elements, ",") + "]"
		}
		l.addScalar(g, s)
	}
}

// excepted reports whether an equation leaves an element to others.
func (l *lowerer) excepted(v *model.Variable, elements []string) bool {
	return slices.ContainsFunc(v.Except, func(list []string) bool {
		if len(list) != len(elements) {
			l.fault("subscript", v.At, fmt.Sprintf("%q has an exception of %s and %s", v.Name, subscriptCount(len(list)), subscriptCount(len(elements))),
				"its elements would be guesswork", "give as many subscripts as on the left")
			return false
		}
		for i, sub := range list {
			if !l.holds(sub, elements[i]) {
				return false
			}
		}
		return true
	})
}

// holds reports whether a subscript is an element, or a range that holds it.
func (l *lowerer) holds(sub, element string) bool {
	key := model.Key(element)
	if r := l.ranges[model.Key(sub)]; r != nil {
		return slices.ContainsFunc(r.Elements, func(e string) bool { return model.Key(e) == key })
	}
	return model.Key(sub) == key
}

func (l *lowerer) addScalar(g *group, s *scalar) {
	key := elementKey(s.elements)
	if first := g.at[key]; first != nil {
		l.fault("name", s.v.At, fmt.Sprintf("%q is defined twice", s.name),
			"its first equation is at "+first.v.At.String(), "remove one of the two, or rename one")
		return
	}
	if len(s.elements) != len(g.first.Subscripts) {
		l.fault("subscript", s.v.At, fmt.Sprintf("%q has %d subscripts here and %d at %s", s.v.Name,
			len(s.elements), len(g.first.Subscripts), g.first.At), "all equations of a variable share its dimensions", "")
		return
	}
	g.at[key] = s
	l.scalars = append(l.scalars, s)
}

// leftSide is what a subscript on the left stands for: a range, or a range
// without a name that holds the one element.
func (l *lowerer) leftSide(v *model.Variable, sub string, before []string) (*model.Range, bool) {
	key := model.Key(sub)
	if r := l.ranges[key]; r != nil {
		if slices.ContainsFunc(before, func(b string) bool { return model.Key(b) == key }) {
			l.fault("subscript", v.At, fmt.Sprintf("%q has the range %q twice", v.Name, r.Name),
				"on the right it would be unclear which of the two is meant", "define a second range with the same elements")
			return nil, false
		}
		return r, true
	}
	if name, ok := l.element(sub); ok {
		return &model.Range{Elements: []string{name}}, true
	}
	l.unknownSubscript(v.At, v.Name, sub)
	return nil, false
}

// element is an element's name as its range spells it.
func (l *lowerer) element(name string) (string, bool) {
	key := model.Key(name)
	f := l.family[key]
	if f == nil {
		return "", false
	}
	i := slices.IndexFunc(f.Elements, func(e string) bool { return model.Key(e) == key })
	return f.Elements[i], true
}

func (l *lowerer) unknownSubscript(at diag.Place, variable, sub string) {
	var known []string
	for _, r := range l.m.Ranges {
		known = append(append(known, r.Name), r.Elements...)
	}
	l.fault("subscript", at, fmt.Sprintf("%q has an unknown subscript %q", variable, sub),
		"it is neither a range nor an element of one", nearestHint(sub, known, "define the range"))
}

func elementKey(elements []string) string {
	keys := make([]string, len(elements))
	for i, e := range elements {
		keys[i] = model.Key(e)
	}
	return strings.Join(keys, ",")
}
