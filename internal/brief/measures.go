package brief

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v3"

	"casus/internal/explore"
	"casus/internal/model"
	"casus/internal/study"
)

// tests are the measures of effects and statements, by id.
type tests struct{ effects, statements map[string]*Measure }

// measureEntry is a measure as a study's files write it (docs/study.md).
type measureEntry struct {
	Variable string        `yaml:"variable"`
	Of       string        `yaml:"of"`
	From     string        `yaml:"from"`
	Date     string        `yaml:"date"`
	Below    float64       `yaml:"below"`
	Scenario string        `yaml:"scenario"`
	Against  string        `yaml:"against"`
	Per      *measureEntry `yaml:"per"`
}

type measured struct {
	ID      string       `yaml:"id"`
	Measure measureEntry `yaml:"measure"`
}

// readTests reads from a study's files what its effects and statements measure: the
// page draws the tests, and package study, which has checked and bound them, keeps to
// itself which variable and which days they are of. An examination takes a minute, in
// which a file may change: its input hash must still be that of the files.
func readTests(x *study.Examination) (tests, error) {
	s := x.Study
	out := tests{effects: map[string]*Measure{}, statements: map[string]*Measure{}}
	hash, err := s.InputHash(x.Options)
	if err != nil {
		return out, err
	}
	if hash != x.Results.InputHash {
		return out, errors.New("the study's files have changed since they were examined")
	}
	var f struct {
		Argument      string     `yaml:"argument"`
		Effects       []measured `yaml:"effects"`
		Effectiveness []measured `yaml:"effectiveness"`
	}
	var a struct {
		Statements []measured `yaml:"statements"`
	}
	if err := readYAML(filepath.Join(s.Dir, "study.yaml"), &f); err != nil {
		return out, err
	}
	if err := readYAML(filepath.Join(s.Dir, f.Argument), &a); err != nil {
		return out, err
	}
	for _, list := range []struct {
		of  []measured
		out map[string]*Measure
	}{{f.Effects, out.effects}, {f.Effectiveness, out.effects}, {a.Statements, out.statements}} {
		for _, e := range list.of {
			if list.out[e.ID], err = e.Measure.bind(s); err != nil {
				return tests{}, fmt.Errorf("the measure of %s: %w", e.ID, err)
			}
		}
	}
	return out, nil
}

func readYAML(path string, out any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// bind resolves names and dates.
func (e *measureEntry) bind(s *study.Study) (*Measure, error) {
	m := &Measure{Of: e.Of, Below: e.Below, Scenario: e.Scenario, Against: e.Against}
	if m.Scenario == "" {
		m.Scenario = s.Scenarios[0].ID
	}
	for _, o := range s.Program.Outputs {
		if model.Key(o.Name) == model.Key(e.Variable) {
			m.Output = o.Name
		}
	}
	if m.Output == "" {
		return nil, fmt.Errorf("the model has no variable %q", e.Variable)
	}
	var err error
	if m.At, err = dayOf(s, e.Date); err != nil {
		return nil, err
	}
	if e.From != "" {
		if m.From, err = dayOf(s, e.From); err != nil {
			return nil, err
		}
	}
	if e.Per != nil {
		m.Per, err = e.Per.bind(s)
	}
	return m, err
}

func dayOf(s *study.Study, text string) (int, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, err
	}
	return s.DayOf(t), nil
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
