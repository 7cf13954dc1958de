package study

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"casus/internal/diag"
)

// Variant is the study with another structure. Variants exclude one another: one of them
// holds, with chances that Weight gives beforehand.
type Variant struct {
	ID, Title, Story string
	Weight           float64
}

// bindVariants reads the list of variants, and changes the file to the one that is asked
// for.
func (s *Study) bindVariants(l *diag.List, f *file) {
	var chosen *variantEntry
	for i := range f.Variants {
		e := &f.Variants[i]
		v := Variant{ID: e.ID, Title: e.Title, Story: e.Story, Weight: 1}
		if e.Weight != nil {
			v.Weight = *e.Weight
		}
		changes := len(e.Set) + len(e.Constants)
		if e.Model != "" {
			changes++
		}
		switch {
		case s.variantNamed(e.ID):
			l.Faultf("study-variant", e.At, "variant %q stands twice", e.ID)
		case !(v.Weight > 0):
			l.Faultf("study-variant", e.At, "the weight of variant %q must be above 0", e.ID)
		case i == 0 && changes > 0:
			l.Faultf("study-variant", e.At, "the first variant is the study as it stands and changes nothing, %q does", e.ID)
		case i > 0 && changes == 0:
			l.Faultf("study-variant", e.At, "variant %q changes nothing", e.ID).Hint = "give it set, constants or model"
		}
		s.Variants = append(s.Variants, v)
		for name := range e.Set {
			s.contested = append(s.contested, key(name))
		}
		for _, c := range e.Constants {
			s.contested = append(s.contested, key(c.Name))
		}
		if e.ID == s.variant {
			chosen = e
		}
	}
	if s.variant == "" {
		return
	}
	if chosen == nil {
		s.unknown(l, f.At, "variant", s.variant, s.variantIDs())
		return
	}
	if s.variant == f.Variants[0].ID {
		s.variant = "" // the study as it stands, whose earlier runs count
		return
	}
	s.apply(l, f, chosen)
}

// apply changes the file to a variant's.
func (s *Study) apply(l *diag.List, f *file, e *variantEntry) {
	if e.Model != "" {
		f.Model, f.Sliders, f.SliderCharts = e.Model, nil, nil
		for i := range f.Constants {
			f.Constants[i].Optional = true
		}
	}
	at := func(name string) int {
		return slices.IndexFunc(f.Constants, func(c constantEntry) bool { return key(c.Name) == key(name) })
	}
	s.set = map[string]float64{}
	for name, v := range e.Set {
		i := at(name)
		if i < 0 {
			l.Faultf("study-name", e.At, "variant %q sets %q, which is no constant of the study", e.ID, name)
			continue
		}
		f.Constants[i].Prior, f.Constants[i].Calibrate, f.Constants[i].Part = "fixed", nil, partEntry{}
		f.Constants[i].Source = fmt.Sprintf("set by the variant %q", e.ID)
		s.set[key(name)] = v
	}
	for _, c := range e.Constants {
		if i := at(c.Name); i >= 0 {
			f.Constants[i] = c
		} else {
			f.Constants = append(f.Constants, c)
		}
	}
}

// checkVariantModels wants the models of all variants to be there; what is wrong inside
// of one is found when it is loaded. They are among what the input hash is of.
func (s *Study) checkVariantModels(l *diag.List, f *file) {
	for _, e := range f.Variants {
		if e.Model == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(s.Dir, e.Model)); err != nil {
			l.Faultf("study-variant", e.At, "the model of variant %q can't be read: %v", e.ID, err)
			continue
		}
		if !slices.Contains(s.Files, e.Model) {
			s.Files = append(s.Files, e.Model)
		}
	}
}

func (s *Study) variantNamed(id string) bool {
	return slices.ContainsFunc(s.Variants, func(v Variant) bool { return v.ID == id })
}

func (s *Study) variantIDs() []string {
	var ids []string
	for _, v := range s.Variants {
		ids = append(ids, v.ID)
	}
	return ids
}
