// Package study binds a model, what is assumed of it, the claims and the argument,
// and runs an examination: calibrate, run the counterfactuals, test the
// statements. It reads study.yaml and argument.yaml (docs/study.md); the pages
// made of an examination are brief's.
package study

import (
	"fmt"
	"path/filepath"
	"time"

	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/evidence"
	"casus/internal/explore"
	"casus/internal/likelihood"
	"casus/internal/model"
	"casus/internal/program"
)

// Study is a study folder, read, checked and bound: every name is resolved.
type Study struct {
	Dir                    string
	Title, Question, About string
	Origin, Cut, Horizon   time.Time
	Seed                   uint64
	Model                  *model.Model
	Program                *program.Program
	Claims                 []evidence.Claim
	Amounts                evidence.Amounts
	Timeline               []evidence.Event
	Constants              []Constant
	Sides                  []Side
	Kinds                  []Kind
	Quantities             []Quantity
	Parameters             []Parameter
	Series                 []likelihood.Series // of tables of measurements
	Events                 []Event
	Scenarios              []Scenario
	Levers                 []Lever
	Outcomes               []Outcome
	CrossChecks            []CrossCheck
	Effects, Effectiveness []Effect
	Rows                   []string // the parts of the argument, in order
	Statements             []Statement
	StatementsSource       string
	Headline               Headline
	Sliders                []Slider
	SliderCharts           []Chart
	Limits                 []string
	Variants               []Variant // alternatives to one another, the study as it stands first
	Warnings               diag.List
	Units                  diag.List   // what is wrong with the model's units; among Warnings these forbid nothing
	Stages                 []time.Time // ends of the stages in which evidence comes in
	Files                  []string    // what the input hash is of

	variant     string             // the one that this study is, "" for none
	contested   []string           // keys of what some variant sets or changes
	set         map[string]float64 // by key, constants that it sets
	likelihood  *likelihood.Model
	table       *likelihood.Table
	atoms       []explore.Atom
	outputIndex map[string]int
}

// Scenario is a world to run: values set over every draw.
type Scenario struct {
	ID, Title, Story string
	Set              map[int]float64
}

// Effect is a measure with the sentence that reports it.
type Effect struct {
	ID, Title, Unit, Text, Note string
	Measure                     *Measure
	Output                      int // what its chart draws
	Quantities                  []string
}

// Statement is one thesis and the test that decides it: the share of draws whose
// measure is above (or, with Below, below) Threshold.
type Statement struct {
	ID, Row, Text, Test, Note string
	Measure                   *Measure
	Threshold                 float64
	Below                     bool
	Quantities                []string
	Dates                     []string
}

// Holds is the statement's test on one draw.
func (s Statement) Holds(v float64) bool {
	if s.Below {
		return v < s.Threshold
	}
	return v > s.Threshold
}

// Headline is the effect that the page leads with, and its sentence.
type Headline struct{ Words, Effect string }

// Slider is a constant that a reader of the page may move.
type Slider struct {
	Constant       int
	Title, Unit    string
	Min, Max, Step float64
	Help           string
}

// Chart is an output that the page's sliders redraw.
type Chart struct {
	Output      int
	Title, Unit string
}

// Load reads a study folder. The error is for files that can't be read; the list
// holds faults and warnings, and the study is nil when there is a fault.
func Load(dir string) (*Study, diag.List, error) { return load(dir, "") }

// LoadVariant reads a study folder as one of its variants.
func LoadVariant(dir, variant string) (*Study, diag.List, error) { return load(dir, variant) }

func load(dir, variant string) (*Study, diag.List, error) {
	var f file
	path := filepath.Join(dir, "study.yaml")
	list, err := readYAML(path, &f)
	if err != nil {
		return nil, nil, fmt.Errorf("%w\ncasus: hint: a study is a folder with a study.yaml", err)
	}
	if list.HasFaults() {
		return nil, list, nil
	}
	s := &Study{Dir: dir, Title: f.Title, Question: f.Question, About: f.About, Seed: f.Seed, Limits: f.Limits,
		variant: variant, outputIndex: map[string]int{}}
	if s.bindVariants(&list, &f); list.HasFaults() {
		return nil, list, nil
	}
	if f.tableOnly() {
		return s.loadTableOnly(&f, list)
	}
	s.Origin = parseDay(&list, f.At, f.Origin, "origin")
	s.Cut = parseDay(&list, f.At, f.Cut, "cut")
	s.Horizon = parseDay(&list, f.At, f.Horizon, "horizon")
	first := parseDay(&list, f.At, f.FirstStage, "first_stage")
	if list.HasFaults() {
		return nil, list, nil
	}
	if !s.Origin.Before(s.Cut) || s.Horizon.Before(s.Cut) || first.After(s.Cut) {
		list.Faultf("study-date", f.At, "the dates must stand in this order: origin, first_stage, cut, horizon")
		return nil, list, nil
	}
	s.Stages = monthEnds(first, s.Cut)
	s.Files = []string{"study.yaml", f.Model, f.Claims, f.Timeline, f.Argument}
	if s.checkVariantModels(&list, &f); list.HasFaults() {
		return nil, list, nil
	}
	for _, bind := range []func(*diag.List, *file) error{
		s.loadModel, s.loadEvidence, s.bindQuantities, s.bindData, s.checkPriorOnly, s.bindScenarios, s.bindLevers, s.bindCrossChecks, s.bindQuestions, s.loadArgument,
	} {
		if err := bind(&list, &f); err != nil {
			return nil, list, err
		}
		if list.HasFaults() {
			return nil, list, nil
		}
	}
	s.Warnings = list
	return s, list, nil
}

// loadTableOnly reads a study that has tables of measurements and no claims.
func (s *Study) loadTableOnly(f *file, list diag.List) (*Study, diag.List, error) {
	for _, k := range []struct {
		key   string
		given bool
	}{
		{"argument", f.Argument != ""}, {"timeline", f.Timeline != ""}, {"sides", len(f.Sides) > 0}, {"variants", len(f.Variants) > 0}, {"kinds", len(f.Kinds) > 0}, {"quantities", len(f.Quantities) > 0},
		{"events", len(f.Events) > 0}, {"scenarios", len(f.Scenarios) > 0}, {"levers", len(f.Levers) > 0}, {"outcomes", len(f.Outcomes) > 0}, {"crosschecks", len(f.CrossChecks) > 0}, {"effects", len(f.Effects) > 0}, {"effectiveness", len(f.Effectiveness) > 0},
	} {
		if k.given {
			list.Faultf("study-key", f.At, "%s is of use only beside claims, and the study has none", k.key)
		}
	}
	s.Stages = make([]time.Time, 1)
	s.Files = []string{"study.yaml", f.Model}
	var err error
	if s.likelihood, err = likelihood.New(nil, len(s.Stages)); err != nil {
		return nil, list, err
	}
	for _, bind := range []func(*diag.List, *file) error{s.loadModel, s.bindData, s.checkPriorOnly} {
		if list.HasFaults() {
			return nil, list, nil
		}
		if err := bind(&list, f); err != nil {
			return nil, list, err
		}
	}
	if list.HasFaults() {
		return nil, list, nil
	}
	s.Warnings = list
	return s, list, nil
}

// TableOnly reports whether the study has tables of measurements and no claims, so that
// there is nothing to examine but a calibration.
func (s *Study) TableOnly() bool { return s.Cut.IsZero() }

// loadModel compiles the model; its last step must be the horizon.
func (s *Study) loadModel(l *diag.List, f *file) error {
	compiled, err := compile.File(filepath.Join(s.Dir, f.Model))
	if err != nil {
		return err
	}
	*l = append(*l, compiled.Faults...)
	s.Units = compiled.Units
	for _, d := range compiled.Units {
		d.Severity = diag.Warning // an examination goes on, and the brief shows it
		*l = append(*l, d)
	}
	if compiled.Program == nil {
		return nil
	}
	s.Model, s.Program = compiled.Model, compiled.Program
	for _, path := range compiled.Model.DataFiles {
		rel, err := filepath.Rel(s.Dir, path)
		if err != nil {
			return err
		}
		s.Files = append(s.Files, filepath.ToSlash(rel)) // what a model reads decides its numbers too
	}
	for i, o := range s.Program.Outputs {
		s.outputIndex[key(o.Name)] = i
	}
	t := &s.Program.Time
	if f.tableOnly() {
		if t.Grid != nil {
			l.Faultf("study-time", f.At, "a model whose steps differ in length can't be held to a table")
		}
		s.bindConstants(l, f)
		return nil
	}
	if t.Start != 0 || t.Step != 1 {
		d := l.Faultf("study-time", f.At, "the model of a study starts at time 0 and makes steps of one day, this one starts at %g with steps of %g", t.Start, t.Step)
		d.Hint = "origin in study.yaml is the date of time 0"
		return nil
	}
	t.SaveEvery = 1
	t.Stop = float64(s.DayOf(s.Horizon))
	s.bindConstants(l, f)
	return nil
}

func (s *Study) loadEvidence(l *diag.List, f *file) error {
	s.Amounts = evidence.DefaultAmounts()
	for _, a := range f.Amounts {
		if a.Words == "" || !(a.Low < a.High) {
			l.Faultf("study-amount", a.At, "an amount in words needs words, and low below high")
		}
		s.Amounts[a.Words] = [2]float64{a.Low, a.High}
	}
	claims, list, err := evidence.ReadClaims(filepath.Join(s.Dir, f.Claims), s.Amounts)
	if err != nil {
		return err
	}
	*l = append(*l, list...)
	events, list, err := evidence.ReadTimeline(filepath.Join(s.Dir, f.Timeline))
	if err != nil {
		return err
	}
	*l = append(*l, list...)
	s.Claims, s.Timeline = claims, events
	return nil
}

func (s *Study) bindScenarios(l *diag.List, f *file) error {
	params := map[string]int{}
	for i, p := range s.Program.Params {
		params[key(p.Name)] = i
	}
	for _, e := range f.Scenarios {
		sc := Scenario{ID: e.ID, Title: e.Title, Story: e.Story, Set: map[int]float64{}}
		for name, v := range e.Set {
			i, ok := params[key(name)]
			if !ok {
				s.unknown(l, e.At, "constant", name, s.paramNames())
			}
			sc.Set[i] = v
		}
		if s.scenario(e.ID) != nil {
			l.Faultf("study-scenario", e.At, "scenario %q stands twice", e.ID)
		}
		s.Scenarios = append(s.Scenarios, sc)
	}
	if len(s.Scenarios) == 0 || s.Scenarios[0].ID != baseScenario || len(s.Scenarios[0].Set) > 0 {
		l.Faultf("study-scenario", f.At, "the first scenario must be %s, with nothing set", baseScenario)
	}
	return nil
}

func (s *Study) scenario(id string) *Scenario {
	for i := range s.Scenarios {
		if s.Scenarios[i].ID == id {
			return &s.Scenarios[i]
		}
	}
	return nil
}

func (s *Study) scenarioIDs() []string {
	var ids []string
	for _, sc := range s.Scenarios {
		ids = append(ids, sc.ID)
	}
	return ids
}

func (s *Study) outputNames() []string {
	var names []string
	for _, o := range s.Program.Outputs {
		names = append(names, o.Name)
	}
	return names
}

func (s *Study) paramNames() []string {
	var names []string
	for _, p := range s.Program.Params {
		names = append(names, p.Name)
	}
	return names
}

// Inventory says in a line what the study holds.
func (s *Study) Inventory() string {
	used := 0
	for _, q := range s.Quantities {
		used += len(q.Used)
	}
	return fmt.Sprintf("%d variables, %d constants, %d claims (%d used), %d statements",
		len(s.Model.Names()), len(s.Constants), len(s.Claims), used, len(s.Statements))
}
