package study

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/explore"
)

// baseScenario is the scenario in which everything is as it was; a study must have
// it, first, and its claims are of it.
const baseScenario = "as_it_was"

// Measure is one number a draw: an atom under a scenario, less the same atom under
// another if Against is set, over another measure if Per is set.
type Measure struct {
	Scenario, Against string
	Per               *Measure
	atom              int // index in the study's list of atoms
}

// bindMeasure resolves names and dates, and collects the atom.
func (s *Study) bindMeasure(l *diag.List, m *measureEntry) *Measure {
	output, ok := s.outputIndex[key(m.Variable)]
	if !ok {
		s.unknown(l, m.At, "variable", m.Variable, s.outputNames())
		return nil
	}
	reduce := explore.Reduction(m.Of)
	if !slices.Contains(explore.Reductions(), m.Of) {
		f := l.Faultf("study-measure", m.At, "unknown reduction %q", m.Of)
		f.Hint = "one of " + strings.Join(explore.Reductions(), ", ")
		return nil
	}
	a := explore.Atom{Output: output, Reduce: reduce, Below: m.Below}
	a.At = s.row(l, m.At, m.Date, "date")
	if reduce != explore.Level {
		a.From = s.row(l, m.At, m.From, "from")
		if a.From >= a.At {
			l.Faultf("study-measure", m.At, "from %s must be before date %s", m.From, m.Date)
		}
	}
	out := &Measure{Scenario: m.Scenario, Against: m.Against, atom: s.addAtom(a)}
	if out.Scenario == "" {
		out.Scenario = baseScenario
	}
	for _, id := range []string{out.Scenario, out.Against} {
		if id != "" && s.scenario(id) == nil {
			s.unknown(l, m.At, "scenario", id, s.scenarioIDs())
		}
	}
	if m.Per != nil {
		out.Per = s.bindMeasure(l, m.Per)
	}
	return out
}

// Atom is what a measure takes from each of its runs.
func (s *Study) Atom(m *Measure) explore.Atom { return s.atoms[m.atom] }

// addAtom returns the index of the atom, adding it where it is new.
func (s *Study) addAtom(a explore.Atom) int {
	if i := slices.Index(s.atoms, a); i >= 0 {
		return i
	}
	s.atoms = append(s.atoms, a)
	return len(s.atoms) - 1
}

// Draws evaluates the measure for every draw of a set of paired ensembles.
func (m *Measure) Draws(runs map[string]*explore.Ensemble) []float64 {
	out := slices.Clone(runs[m.Scenario].Atoms[m.atom])
	if m.Against != "" {
		for i, v := range runs[m.Against].Atoms[m.atom] {
			out[i] -= v
		}
	}
	if m.Per != nil {
		for i, v := range m.Per.Draws(runs) {
			out[i] /= v
		}
	}
	return out
}

func (s *Study) unknown(l *diag.List, at diag.Place, what, name string, known []string) {
	f := l.Faultf("study-name", at, "there is no %s %q", what, name)
	if near := diag.Nearest(name, known); near != "" {
		f.Hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(known) <= 12 {
		f.Hint = "there are: " + strings.Join(known, ", ")
	}
}
