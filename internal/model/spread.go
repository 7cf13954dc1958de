package model

import "slices"

// Binding says which element a range stands for.
type Binding struct {
	Range   *Range
	Element string
}

// Spread writes a variable out into one for each element that its left-hand side names,
// the last subscript running fastest, without those that it leaves to others by
// exceptions. Equations are shared, not copied; bindings say, for each, what the ranges
// in it stand for.
func (m *Model) Spread(v *Variable) (all []*Variable, bindings [][]Binding) {
	lists, bound := [][]string{nil}, [][]Binding{nil}
	for _, sub := range v.Subscripts {
		r := m.RangeOf(sub)
		elements := []string{sub}
		if r != nil {
			elements = r.Elements
		}
		var longer [][]string
		var more [][]Binding
		for i, head := range lists {
			for _, e := range elements {
				longer = append(longer, append(slices.Clone(head), e))
				b := slices.Clone(bound[i])
				if r != nil {
					b = append(b, Binding{r, e})
				}
				more = append(more, b)
			}
		}
		lists, bound = longer, more
	}
	for i, list := range lists {
		if m.excepted(v, list) {
			continue
		}
		c := *v
		c.Subscripts, c.Except = list, nil
		if v.Numbers != nil {
			c.Numbers = nil
			if i < len(v.Numbers) {
				c.Equation = &Number{Value: v.Numbers[i], At: v.At}
			}
		}
		if v.Table != nil {
			table := *v.Table
			c.Table = &table
		}
		all, bindings = append(all, &c), append(bindings, bound[i])
	}
	return all, bindings
}

func (m *Model) excepted(v *Variable, elements []string) bool {
	return slices.ContainsFunc(v.Except, func(list []string) bool {
		if len(list) != len(elements) {
			return false
		}
		for i, sub := range list {
			if !m.holds(sub, elements[i]) {
				return false
			}
		}
		return true
	})
}

// holds reports whether a subscript is an element, or a range that holds it.
func (m *Model) holds(sub, element string) bool {
	if r := m.RangeOf(sub); r != nil {
		return r.index(element) >= 0
	}
	return Key(sub) == Key(element)
}

// index is the place of an element in a range, or -1.
func (r *Range) index(element string) int {
	key := Key(element)
	return slices.IndexFunc(r.Elements, func(e string) bool { return Key(e) == key })
}

// SameElements reports whether two ranges have the same elements in any order.
func SameElements(a, b *Range) bool {
	return len(a.Elements) == len(b.Elements) && !slices.ContainsFunc(a.Elements, func(e string) bool { return b.index(e) < 0 })
}

// Through is the element of a range that an element of another one stands for, by a
// mapping of the one to the other or back.
func (m *Model) Through(r, bound *Range, element string) (string, bool) {
	for _, mapping := range r.Maps {
		to := m.RangeOf(mapping.To)
		if to == nil || to.index(element) < 0 {
			continue
		}
		for i, own := range r.Elements {
			if m.holds(mapping.partner(to, i), element) {
				return own, true
			}
		}
	}
	for _, mapping := range bound.Maps {
		if Key(mapping.To) != Key(r.Name) {
			continue
		}
		if i := bound.index(element); i >= 0 {
			partner := mapping.partner(r, i)
			return partner, partner != ""
		}
	}
	return "", false
}

// partner is what the element at a place of a range is mapped to, "" for none.
func (mapping Mapping) partner(to *Range, i int) string {
	elements := mapping.Elements
	if elements == nil {
		elements = to.Elements
	}
	if i >= len(elements) {
		return ""
	}
	return elements[i]
}

// ElementFor is what a subscript means where ranges are bound to elements: the element
// itself, or for a range the one that it is bound to, by its own name, by a range of the
// same elements or by a mapping. It is false for a range that none of these binds.
func (m *Model) ElementFor(sub string, bindings []Binding) (string, bool) {
	for _, b := range bindings {
		if Key(b.Range.Name) == Key(sub) {
			return b.Element, true
		}
	}
	r := m.RangeOf(sub)
	if r == nil {
		return sub, true
	}
	for _, b := range bindings {
		if SameElements(b.Range, r) {
			return b.Element, true
		}
	}
	for _, b := range bindings {
		if e, ok := m.Through(r, b.Range, b.Element); ok {
			return e, true
		}
	}
	return "", false
}

// Family is the largest range that holds an element, the first of equal ones, or nil.
func (m *Model) Family(element string) *Range {
	var family *Range
	for _, r := range m.Ranges {
		if r.index(element) >= 0 && (family == nil || len(r.Elements) > len(family.Elements)) {
			family = r
		}
	}
	return family
}
