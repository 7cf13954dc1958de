package brief

import (
	"casus/internal/explore"
	"casus/internal/study"
)

// measure is a study's measure with names in place of numbers, as the page draws it. Rows
// of a study are days.
func measure(s *study.Study, m *study.Measure) *Measure {
	if m == nil {
		return nil
	}
	a := s.Atom(m)
	return &Measure{Output: s.Program.Outputs[a.Output].Name, Of: string(a.Reduce), From: a.From, At: a.At, Below: a.Below,
		Scenario: m.Scenario, Against: m.Against, Per: measure(s, m.Per)}
}

// unitOf is the unit of what a measure gives: that of its variable, days for a time
// until something happens, none for yes or no, and a quotient over another measure.
func unitOf(s *study.Study, m *Measure) string {
	if m == nil {
		return ""
	}
	unit := variableUnit(s, m.Output)
	switch explore.Reduction(m.Of) {
	case explore.DaysUntilAbove, explore.DaysUntilBelow:
		unit = "Day"
	case explore.StaysAbove:
		unit = "Dmnl"
	}
	if m.Per == nil {
		return unit
	}
	over := unitOf(s, m.Per)
	switch {
	case unit == over:
		return "Dmnl"
	case over == unit+"/Day":
		return "Day"
	}
	return unit + "/" + over
}

// variableUnit is a variable's unit as the study writes it for readers, else as the
// model does.
func variableUnit(s *study.Study, output string) string {
	for i := range s.Quantities {
		if q := &s.Quantities[i]; s.Program.Outputs[q.Output].Name == output {
			return q.Unit
		}
	}
	if v := s.Model.Lookup(output); v != nil {
		return v.Units
	}
	return ""
}
