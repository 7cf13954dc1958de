package study

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"casus/internal/diag"
	"casus/internal/likelihood"
	"casus/internal/prob"
)

// Parameter is a number of the likelihood that is learned with the model's constants:
// the spread of a measurement, say.
type Parameter struct {
	Name, Text, Source string
	Prior              prob.Dist
}

// tableOnly reports whether the study is a model and tables of measurements, without
// claims: then time is the model's own, and there is one stage of evidence.
func (f *file) tableOnly() bool { return f.Claims == "" && len(f.Data) > 0 }

// bindData reads the tables of measurements and resolves their series.
func (s *Study) bindData(l *diag.List, f *file) error {
	for _, e := range f.Parameters {
		d, err := prob.Parse(e.Prior)
		switch {
		case err != nil:
			l.Faultf("study-prior", e.At, "the prior of %q: %v", e.Name, err)
		case strings.TrimSpace(e.Source) == "":
			l.Faultf("study-constant", e.At, "parameter %q has no source", e.Name).Hint = `name where its prior is from, or write "judgement"`
		case s.parameter(e.Name) >= 0:
			l.Faultf("study-constant", e.At, "parameter %q stands twice", e.Name)
		default:
			s.Parameters = append(s.Parameters, Parameter{e.Name, e.Prior, e.Source, d})
		}
	}
	for _, e := range f.Data {
		t, err := readDataTable(filepath.Join(s.Dir, e.File), l)
		if err != nil {
			return err
		}
		if !slices.Contains(s.Files, e.File) {
			s.Files = append(s.Files, e.File)
		}
		if t != nil {
			s.bindTable(l, f, &e, t)
		}
	}
	if l.HasFaults() {
		return nil
	}
	if f.tableOnly() {
		s.thin()
	}
	var err error
	if s.table, err = likelihood.NewTable(s.Series, len(s.Stages)); err != nil {
		return fmt.Errorf("%s: %w", s.Dir, err)
	}
	return nil
}

func (s *Study) parameter(name string) int {
	return slices.IndexFunc(s.Parameters, func(p Parameter) bool { return key(p.Name) == key(name) })
}

// bindTable resolves the columns of a file. Rows of the model's output are counted in
// steps here.
func (s *Study) bindTable(l *diag.List, f *file, e *dataEntry, t *dataTable) {
	clock := t.column(l, e.At, e.Time)
	published := -1
	if e.Published != "" {
		published = t.column(l, e.At, e.Published)
	}
	if l.HasFaults() {
		return
	}
	steps, stages := make([]int, len(t.cells)), make([]int, len(t.cells))
	for row := range t.cells {
		steps[row], stages[row] = s.moment(l, f, t, row, clock, published)
	}
	if l.HasFaults() {
		return
	}
	for i := range e.Series {
		s.bindSeries(l, &e.Series[i], t, steps, stages)
	}
}

// moment is the step of a row, and the stage in which it comes to be known.
func (s *Study) moment(l *diag.List, f *file, t *dataTable, row, clock, published int) (step, stage int) {
	at := t.place(row)
	if !f.tableOnly() {
		day := parseDay(l, at, t.cells[row][clock], t.names[clock])
		known := day
		if published >= 0 {
			known = parseDay(l, at, t.cells[row][published], t.names[published])
		}
		step, stage = s.DayOf(day), s.stageOf(known)
		if !day.IsZero() && (step < 0 || day.After(s.Cut) || stage < 0) {
			l.Faultf("data-time", at, "%s is not between origin and cut, or was published after the cut", t.cells[row][clock])
		}
		return step, max(0, stage)
	}
	v, ok := t.number(l, row, clock)
	if !ok {
		l.Faultf("data-time", at, "the row has no time")
		return 0, 0
	}
	time := s.Program.Time
	exact := (v - time.Start) / time.Step
	step = int(math.Round(exact))
	switch {
	case math.Abs(exact-float64(step)) > 1e-6*math.Max(1, math.Abs(exact)):
		d := l.Faultf("data-time", at, "time %g lies between two steps of the model, which starts at %g and makes steps of %g", v, time.Start, time.Step)
		d.Hint = "choose a time step that all times of the table are multiples of"
	case step < 0 || step > time.Steps():
		l.Faultf("data-time", at, "time %g is outside the model's, %g to %g", v, time.Start, time.Stop)
	}
	return step, 0
}

func (s *Study) bindSeries(l *diag.List, e *seriesEntry, t *dataTable, steps, stages []int) {
	output, ok := s.outputIndex[key(e.Variable)]
	if !ok {
		s.unknown(l, e.At, "variable", e.Variable, s.outputNames())
		return
	}
	sr := likelihood.Series{ID: e.Column, Offset: e.Offset}
	if sr.ID == "" {
		sr.ID = e.Variable
	}
	if !s.bindFamily(l, e, &sr) {
		return
	}
	columns := []int{-1, -1, -1, -1} // best, low, high, trials
	for i, name := range []string{e.Column, e.Low, e.High, e.Trials} {
		if name != "" {
			columns[i] = t.column(l, e.At, name)
		}
	}
	if e.Column == "" && e.Low == "" && e.High == "" {
		l.Faultf("data-series", e.At, "the series of %q has neither column nor low nor high", e.Variable)
	}
	reading, other := s.seriesReading(l, e)
	if l.HasFaults() {
		return
	}
	before := -1 // the row before, for changes
	for row := range t.cells {
		p := likelihood.Point{Stage: stages[row], Reading: reading, Output: output, Output2: other, At: steps[row], Per: 1,
			Time: s.Program.Time.At(steps[row]), Low: math.NaN(), Best: math.NaN(), High: math.NaN()}
		found := false
		for i, to := range []*float64{&p.Best, &p.Low, &p.High, &p.Trials} {
			if columns[i] < 0 {
				continue
			}
			if v, ok := t.number(l, row, columns[i]); ok {
				*to, found = v, found || to != &p.Trials
			}
		}
		if reading == likelihood.Change || reading == likelihood.Rate {
			p.From = 0
			if before >= 0 {
				p.From = steps[before]
			}
			if p.From >= p.At && found {
				l.Faultf("data-time", t.place(row), "a change needs a time after the row before, or after the start of the model")
				return
			}
			p.Per = s.Program.Time.At(p.At) - s.Program.Time.At(p.From)
			p.Time -= p.Per / 2
		}
		before = row
		if found {
			sr.Points = append(sr.Points, p)
		}
	}
	if len(sr.Points) == 0 {
		l.Faultf("data-series", e.At, "the series of %q has no value", e.Variable)
		return
	}
	if _, err := likelihood.NewTable([]likelihood.Series{sr}, len(s.Stages)); err != nil {
		l.Faultf("data-series", e.At, "%v", err)
		return
	}
	if n := len(sr.Points); n > manyPoints && isNumeric(sr.Family) && sr.Discrepancy == (likelihood.Number{}) {
		l.Warnf("data-discrepancy", e.At, "series %q has %d values and no discrepancy, so that the model is taken to be exactly right", sr.ID, n)
	}
	s.Series = append(s.Series, sr)
}

// seriesReading is what of its variable a series reads.
func (s *Study) seriesReading(l *diag.List, e *seriesEntry) (reading likelihood.Reading, other int) {
	switch e.Reading {
	case "", "level":
		reading = likelihood.Level
	case "change":
		reading = likelihood.Change
	case "rate":
		reading = likelihood.Rate
	default:
		l.Faultf("data-series", e.At, "unknown reading %q", e.Reading).Hint = "one of level, change, rate"
	}
	if e.RatioTo == "" {
		return reading, 0
	}
	other, ok := s.outputIndex[key(e.RatioTo)]
	if !ok {
		s.unknown(l, e.At, "variable", e.RatioTo, s.outputNames())
	}
	if reading != likelihood.Level {
		l.Faultf("data-series", e.At, "a ratio is of levels, not of a %s", e.Reading)
	}
	return likelihood.Share, other
}

// bindFamily resolves the distribution of a series and its numbers.
func (s *Study) bindFamily(l *diag.List, e *seriesEntry, sr *likelihood.Series) bool {
	sr.Family, sr.Scale = likelihood.Family(e.Family), likelihood.Scale(e.Scale)
	switch e.Family {
	case "":
		sr.Family = likelihood.NormalFamily
	case "lognormal":
		sr.Family, sr.Scale = likelihood.NormalFamily, likelihood.Log
	}
	if !slices.Contains(likelihood.Families(), sr.Family) {
		known := []string{"lognormal"}
		for _, f := range likelihood.Families() {
			known = append(known, string(f))
		}
		s.unknown(l, e.At, "family", e.Family, known)
		return false
	}
	if e.Family == "lognormal" && e.Scale != "" {
		l.Faultf("data-series", e.At, "lognormal has the log scale already")
		return false
	}
	numbers := isNumeric(sr.Family)
	ok := true
	for _, n := range []struct {
		what, text string
		to         *likelihood.Number
		needed     bool
		allowed    bool
	}{
		{"spread", e.Spread, &sr.Spread, numbers, numbers},
		{"freedom", e.Freedom, &sr.Freedom, sr.Family == likelihood.StudentFamily, sr.Family == likelihood.StudentFamily},
		{"size", e.Size, &sr.Size, sr.Family == likelihood.NegBinomial || sr.Family == likelihood.BetaBinomial, !numbers},
		{"the discrepancy's sd", e.Discrepancy.SD, &sr.Discrepancy, e.Discrepancy.Time != "", numbers},
		{"the discrepancy's time", e.Discrepancy.Time, &sr.DiscrepancyTime, e.Discrepancy.SD != "", numbers},
		{"trials", e.Trials, nil, sr.Family == likelihood.Binomial || sr.Family == likelihood.BetaBinomial, !numbers},
	} {
		switch {
		case n.text == "" && n.needed:
			l.Faultf("data-series", e.At, "a series of the family %s needs %s", sr.Family, n.what)
			ok = false
		case n.text != "" && !n.allowed:
			l.Faultf("data-series", e.At, "a series of the family %s has no use for %s", sr.Family, n.what)
			ok = false
		case n.text != "" && n.to != nil:
			*n.to, ok = s.likelihoodNumber(l, e.At, n.what, n.text, ok)
		}
	}
	return ok
}

func isNumeric(f likelihood.Family) bool {
	return f == likelihood.NormalFamily || f == likelihood.StudentFamily
}

// likelihoodNumber is a number as written, or the parameter of that name.
func (s *Study) likelihoodNumber(l *diag.List, at diag.Place, what, text string, ok bool) (likelihood.Number, bool) {
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		if !(v > 0) || math.IsInf(v, 0) {
			l.Faultf("data-series", at, "%s must be above 0, not %s", what, text)
			return likelihood.Number{}, false
		}
		return likelihood.Fixed(v), ok
	}
	i := s.parameter(text)
	if i < 0 {
		var names []string
		for _, p := range s.Parameters {
			names = append(names, p.Name)
		}
		s.unknown(l, at, "parameter", text, names)
		return likelihood.Number{}, false
	}
	return likelihood.Number{Param: s.parametersAt() + i + 1}, ok
}

// thin saves no more rows of a run than the tables read: every so many steps as all their
// times are multiples of.
func (s *Study) thin() {
	every := 0
	for _, sr := range s.Series {
		for _, p := range sr.Points {
			for _, step := range []int{p.At, p.From} {
				for a, b := every, step; ; a, b = b, a%b {
					if b == 0 {
						every = a
						break
					}
				}
			}
		}
	}
	every = max(1, every)
	for _, sr := range s.Series {
		for i := range sr.Points {
			sr.Points[i].At, sr.Points[i].From = sr.Points[i].At/every, sr.Points[i].From/every
		}
	}
	s.Program.Time.SaveEvery = every
}
