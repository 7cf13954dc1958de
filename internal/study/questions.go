package study

import (
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/diag"
)

// argumentRows are the parts of the system that an argument is about where its file
// names no rows of its own: those of the table in DESIGN.md. Each must have a statement.
var argumentRows = []string{
	"deployment and arrangement", "effects, effectiveness", "attrition", "insufficiency of ground",
	"narrative", "aid", "manpower", "the fine line", "concealment", "exposure", "reactions",
	"desperation", "outcome, precedent", "knowledge",
}

func (s *Study) bindQuestions(l *diag.List, f *file) error {
	s.Effects = s.bindEffects(l, f.Effects)
	s.Effectiveness = s.bindEffects(l, f.Effectiveness)
	s.Headline = Headline{Words: f.Headline.Words, Effect: f.Headline.Effect}
	if !slices.ContainsFunc(s.Effects, func(e Effect) bool { return e.ID == f.Headline.Effect }) {
		var ids []string
		for _, e := range s.Effects {
			ids = append(ids, e.ID)
		}
		s.unknown(l, f.Headline.At, "effect", f.Headline.Effect, ids)
	}
	for _, e := range f.Sliders {
		i := slices.IndexFunc(s.Constants, func(c Constant) bool { return key(c.Name) == key(e.Name) })
		if i < 0 {
			s.unknown(l, e.At, "constant", e.Name, s.paramNames())
			continue
		}
		if e.Min >= e.Max || e.Step <= 0 {
			l.Faultf("study-slider", e.At, "a slider needs min below max and a step above 0")
		}
		s.Sliders = append(s.Sliders, Slider{Constant: i, Title: e.Text, Unit: e.Unit, Min: e.Min, Max: e.Max, Step: e.Step, Help: e.Help})
	}
	for _, e := range f.SliderCharts {
		o, ok := s.outputIndex[key(e.Variable)]
		if !ok {
			s.unknown(l, e.At, "variable", e.Variable, s.outputNames())
			continue
		}
		s.SliderCharts = append(s.SliderCharts, Chart{Output: o, Title: e.Title, Unit: e.Unit})
	}
	if len(f.Limits) == 0 {
		d := l.Faultf("study-limits", f.At, "limits is empty")
		d.Reason = "a brief says what its model leaves out"
	}
	return nil
}

func (s *Study) bindEffects(l *diag.List, entries []effectEntry) []Effect {
	var effects []Effect
	seen := map[string]bool{}
	for i := range entries {
		e := &entries[i]
		m := s.bindMeasure(l, &e.Measure)
		if m == nil {
			continue
		}
		if seen[e.ID] {
			l.Faultf("study-effect", e.At, "effect %q stands twice", e.ID)
		}
		seen[e.ID] = true
		s.knownQuantities(l, e.At, e.Claims)
		effects = append(effects, Effect{ID: e.ID, Title: e.Title, Unit: e.Unit, Text: e.Text, Note: e.Note,
			Measure: m, Output: s.atoms[m.atom].Output, Quantities: e.Claims})
	}
	return effects
}

func (s *Study) knownQuantities(l *diag.List, at diag.Place, ids []string) {
	var known []string
	for _, q := range s.Quantities {
		known = append(known, q.ID)
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			s.unknown(l, at, "quantity", id, known)
		}
	}
}

// loadArgument reads argument.yaml and checks that every row of the system has at
// least one statement.
func (s *Study) loadArgument(l *diag.List, f *file) error {
	var a argumentFile
	list, err := readYAML(filepath.Join(s.Dir, f.Argument), &a)
	if err != nil {
		return err
	}
	*l = append(*l, list...)
	s.StatementsSource = a.Source
	s.Rows = argumentRows
	if len(a.Rows) > 0 {
		s.Rows = a.Rows
	}
	covered := map[string]bool{}
	for i := range a.Statements {
		e := &a.Statements[i]
		if !slices.Contains(s.Rows, e.Row) {
			s.unknown(l, e.At, "row of the argument", e.Row, s.Rows)
		}
		covered[e.Row] = true
		st := Statement{ID: e.ID, Row: e.Row, Text: e.Text, Test: e.Test, Note: e.Note, Quantities: e.Claims, Dates: e.Events}
		switch {
		case (e.Above == nil) == (e.Under == nil):
			l.Faultf("argument-test", e.At, "statement %q needs either above or below", e.ID)
			continue
		case e.Above != nil:
			st.Threshold = *e.Above
		default:
			st.Threshold, st.Below = *e.Under, true
		}
		if strings.TrimSpace(e.Text) == "" || strings.TrimSpace(e.Test) == "" {
			l.Faultf("argument-test", e.At, "statement %q needs a text and its test in words", e.ID)
		}
		if st.Measure = s.bindMeasure(l, &e.Measure); st.Measure == nil {
			continue
		}
		s.knownQuantities(l, e.At, e.Claims)
		for _, d := range e.Events {
			s.row(l, e.At, d, "event")
		}
		s.Statements = append(s.Statements, st)
	}
	for _, row := range s.Rows {
		if !covered[row] {
			d := l.Warnf("argument-row", a.At, "no statement tests %q", row)
			d.Hint = "add one, or the reader will think the part was examined"
		}
	}
	return nil
}
