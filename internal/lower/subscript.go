package lower

import (
	"fmt"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// find is the scalar that a name with subscripts means in an environment, or nil
// after telling why there is none.
func (l *lowerer) find(g *group, subscripts []string, at diag.Place, in *scope) *scalar {
	if want := len(g.first.Subscripts); want != len(subscripts) {
		l.fault("subscript", at, fmt.Sprintf("%q has %s here and %s where it is defined", g.name,
			subscriptCount(len(subscripts)), subscriptCount(want)),
			"its elements would be guesswork", "give a range, an element, or a range with ! inside SUM for each dimension")
		return nil
	}
	elements := make([]string, len(subscripts))
	for i, sub := range subscripts {
		e, ok := l.resolve(g, sub, at, in)
		if !ok {
			return nil
		}
		elements[i] = e
	}
	if s := g.at[elementKey(elements)]; s != nil {
		return s
	}
	l.fault("subscript", at, fmt.Sprintf("%q has no element [%s]", g.name, strings.Join(elements, ",")),
		"none of its equations covers that element", "add an equation for it, or use a smaller range")
	return nil
}

func subscriptCount(n int) string {
	switch n {
	case 0:
		return "no subscript"
	case 1:
		return "1 subscript"
	}
	return fmt.Sprintf("%d subscripts", n)
}

// resolve is the element that one subscript means.
func (l *lowerer) resolve(g *group, sub string, at diag.Place, in *scope) (string, bool) {
	key := model.Key(sub)
	if bound := in.find(key); bound != nil {
		return bound.element, true
	}
	if strings.HasSuffix(sub, "!") {
		l.fault("subscript", at, fmt.Sprintf("%q has %q outside of SUM, PROD, VMIN and VMAX", g.name, sub),
			"! means: take all elements together", "put it into one of these functions, or leave the ! out")
		return "", false
	}
	r := l.ranges[key]
	if r == nil {
		if e, ok := l.element(sub); ok {
			return e, true
		}
		l.unknownSubscript(at, g.name, sub)
		return "", false
	}
	if e, ok := l.sameElements(r, in); ok {
		return e, true
	}
	if e, ok := l.mapped(r, in); ok {
		return e, true
	}
	l.fault("subscript", at, fmt.Sprintf("%q has the range %q, which is not on the left-hand side", g.name, r.Name),
		"it is unclear which of its elements is meant", "put the range on the left, name an element, or use "+r.Name+"! inside SUM")
	return "", false
}

// sameElements resolves a range through the one on the left-hand side that has
// the same elements under another name.
func (l *lowerer) sameElements(r *model.Range, in *scope) (string, bool) {
	found, element := 0, ""
	for e := in; e != nil; e = e.parent {
		if !strings.HasSuffix(e.key, "!") && model.SameElements(e.rng, r) {
			found++
			element = e.element
		}
	}
	return element, found == 1
}

// mapped resolves a range through one on the left-hand side that it maps to, or that
// maps to it.
func (l *lowerer) mapped(r *model.Range, in *scope) (string, bool) {
	for e := in; e != nil; e = e.parent {
		if strings.HasSuffix(e.key, "!") {
			continue
		}
		if element, ok := l.m.Through(r, e.rng, e.element); ok {
			return l.element(element)
		}
	}
	return "", false
}
