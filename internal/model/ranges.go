package model

import (
	"slices"

	"casus/internal/diag"
)

// Range is a subscript range and its elements.
type Range struct {
	Name     string
	Elements []string // after ExpandRanges without ranges among them
	Maps     []Mapping
	Source   *Call // where the elements stand in another file, the call that gets them
	At       diag.Place
}

// ExpandRanges puts the elements of ranges that stand among the elements of others in
// their place. A range may stand before the ones that it names; one that contains
// itself is a fault.
func (m *Model) ExpandRanges(list *diag.List) {
	byKey := map[string]*Range{}
	for _, r := range m.Ranges {
		byKey[Key(r.Name)] = r
	}
	done := map[*Range]bool{}
	var expand func(r *Range, open []*Range)
	expand = func(r *Range, open []*Range) {
		if done[r] {
			return
		}
		if slices.Contains(open, r) {
			list.Faultf("subscript", r.At, "range %q contains itself", r.Name)
			done[r] = true
			return
		}
		var out []string
		for _, e := range r.Elements {
			if inner := byKey[Key(e)]; inner != nil {
				expand(inner, append(open, r))
				out = append(out, inner.Elements...)
			} else {
				out = append(out, e)
			}
		}
		r.Elements = out
		done[r] = true
	}
	for _, r := range m.Ranges {
		expand(r, nil)
	}
}

// RangeOf returns the range of that name, or nil.
func (m *Model) RangeOf(name string) *Range {
	for _, r := range m.Ranges {
		if Key(r.Name) == Key(name) {
			return r
		}
	}
	return nil
}
