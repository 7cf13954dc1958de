package study

import (
	"casus/internal/diag"
	"casus/internal/prob"
)

// Kind is a class of quantities, such as losses, in which a side has one interest.
type Kind struct {
	ID, Title, Source  string
	SideSD             float64   // of a side's own bias, in all quantities of the kind
	Spread, BiasSpread prob.Dist // priors of factors on the spreads of readings and of biases, nil for none

	spreadAt, biasAt int // their places among the numbers of the likelihood, -1 for none
}

// bindKinds resolves the kinds of quantities.
func (s *Study) bindKinds(l *diag.List, f *file) {
	at := len(s.Sides)
	factor := func(e *kindEntry, text, what string) (prob.Dist, int) {
		if text == "" {
			return nil, -1
		}
		d, err := prob.Parse(text)
		if err != nil {
			l.Faultf("study-prior", e.At, "the %s of kind %q: %v", what, e.ID, err)
			return nil, -1
		}
		at++
		return d, at - 1
	}
	for i := range f.Kinds {
		e := &f.Kinds[i]
		switch {
		case s.kind(e.ID) != nil:
			l.Faultf("study-kind", e.At, "kind %q stands twice", e.ID)
		case e.Source == "":
			l.Faultf("study-kind", e.At, "kind %q has no source", e.ID).Hint = `name where its spreads are from, or write "judgement"`
		}
		k := Kind{ID: e.ID, Title: e.Title, Source: e.Source, SideSD: e.Side}
		k.Spread, k.spreadAt = factor(e, e.Spread, "spread")
		k.BiasSpread, k.biasAt = factor(e, e.BiasSpread, "bias_spread")
		s.Kinds = append(s.Kinds, k)
	}
}

func (s *Study) kind(id string) *Kind {
	for i := range s.Kinds {
		if s.Kinds[i].ID == id {
			return &s.Kinds[i]
		}
	}
	return nil
}

func (s *Study) kindIDs() []string {
	var ids []string
	for _, k := range s.Kinds {
		ids = append(ids, k.ID)
	}
	return ids
}

// dimensions are the coordinates of the sampler's space that the kind adds.
func (k *Kind) dimensions() []dimension {
	var out []dimension
	if k.Spread != nil {
		out = append(out, dimension{"spread of " + k.ID, k.Spread, -1})
	}
	if k.BiasSpread != nil {
		out = append(out, dimension{"spread of biases on " + k.ID, k.BiasSpread, -1})
	}
	return out
}

// parametersAt is where the parameters stand among the numbers of the likelihood: behind
// the factors of sides and kinds.
func (s *Study) parametersAt() int {
	n := len(s.Sides)
	for i := range s.Kinds {
		n += len(s.Kinds[i].dimensions())
	}
	return n
}
