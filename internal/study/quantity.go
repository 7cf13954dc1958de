package study

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"casus/internal/diag"
	"casus/internal/evidence"
	"casus/internal/likelihood"
	"casus/internal/prob"
)

// Side is a camp of claimants.
type Side struct {
	ID, Title string
	Spread    prob.Dist // prior of the factor on the spread of its readings
}

// Quantity is something that claims speak of and the model computes.
type Quantity struct {
	ID, Title, Unit string
	Output          int
	Scale           string
	Change          bool  // drawn as a month's change rather than a running total
	Used            []int // indexes of the claims that inform it
	entry           quantityEntry
}

// Event is a dated event as evidence: it came after one row and by another.
type Event struct {
	ID, Title, Source        string
	output, after, by, stage int
}

// manyPoints is from how many readings on a quantity must have a discrepancy: the
// model is wrong in smooth ways, and many readings would else be taken to prove it.
const manyPoints = 10

// bindQuantities resolves quantities, sides and events, and turns the used claims
// into observations.
func (s *Study) bindQuantities(l *diag.List, f *file) error {
	for _, e := range f.Sides {
		d, err := prob.Parse(e.Spread)
		if err != nil {
			l.Faultf("study-prior", e.At, "the spread of side %q: %v", e.ID, err)
			continue
		}
		s.Sides = append(s.Sides, Side{ID: e.ID, Title: e.Title, Spread: d})
	}
	s.bindKinds(l, f)
	for _, e := range f.Quantities {
		o, ok := s.outputIndex[key(e.Variable)]
		if !ok {
			s.unknown(l, e.At, "variable", e.Variable, s.outputNames())
			continue
		}
		for side := range e.BiasMeans {
			if s.sideIndex(side) < 0 {
				s.unknown(l, e.At, "side", side, s.sideIDs())
			}
		}
		if e.Kind != "" && s.kind(e.Kind) == nil {
			s.unknown(l, e.At, "kind", e.Kind, s.kindIDs())
		}
		if i := slices.IndexFunc(s.Quantities, func(q Quantity) bool { return e.Kind != "" && q.entry.Kind == e.Kind && q.Scale != e.Scale }); i >= 0 {
			l.Faultf("study-kind", e.At, "%q is on the scale %s, and %q of the same kind on %s", e.ID, e.Scale, s.Quantities[i].ID, s.Quantities[i].Scale).Hint = "a side's bias is shared on one scale: give one of them another kind"
		}
		s.Quantities = append(s.Quantities, Quantity{ID: e.ID, Title: e.Title, Unit: e.Unit, Output: o, Scale: e.Scale,
			Change: e.Chart == "change", entry: e})
	}
	if l.HasFaults() {
		return nil
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		if c.Use == "" {
			continue
		}
		q := s.quantity(c.Use)
		if q == nil {
			var ids []string
			for _, q := range s.Quantities {
				ids = append(ids, q.ID)
			}
			s.unknown(l, s.claimPlace(c), "quantity", c.Use, ids)
			continue
		}
		if c.Counts() {
			q.Used = append(q.Used, i)
		}
	}
	if l.HasFaults() {
		return nil
	}
	s.bindEvents(l, f)
	var err error
	s.likelihood, err = s.newLikelihood(l, 1)
	return err
}

// lastRow is the last row that claims and events of the first stages speak of.
func (s *Study) lastRow(stage int) int {
	last := max(1, s.likelihood.LastRow(stage), s.table.LastRow(stage))
	for _, e := range s.Events {
		if e.stage <= stage {
			last = max(last, e.by)
		}
	}
	return last
}

// lastStep is the last step that a calibration needs.
func (s *Study) lastStep() int {
	if s.TableOnly() {
		return s.lastRow(len(s.Stages)-1) * s.Program.Time.SaveEvery
	}
	return s.DayOf(s.Cut)
}

// newLikelihood builds the likelihood with every prior spread of bias between
// claimants multiplied by a factor: 1 for the study's own.
func (s *Study) newLikelihood(l *diag.List, biasFactor float64) (*likelihood.Model, error) {
	return s.likelihoodOf(l, biasFactor, func(*evidence.Claim) bool { return true })
}

// likelihoodOf is newLikelihood of the claims to keep alone.
func (s *Study) likelihoodOf(l *diag.List, biasFactor float64, keep func(*evidence.Claim) bool) (*likelihood.Model, error) {
	quantities := s.likelihoodQuantities(l, biasFactor, keep)
	if l.HasFaults() {
		return nil, nil
	}
	m, err := likelihood.New(quantities, len(s.Stages))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Dir, err)
	}
	return m, nil
}

// likelihoodQuantities are the quantities with their observations.
func (s *Study) likelihoodQuantities(l *diag.List, biasFactor float64, keep func(*evidence.Claim) bool) []likelihood.Quantity {
	spreads := map[string]int{}
	for i, side := range s.Sides {
		spreads[side.ID] = i
	}
	var quantities []likelihood.Quantity
	for qi := range s.Quantities {
		q := &s.Quantities[qi]
		e := q.entry
		lq := likelihood.Quantity{ID: q.ID, Scale: likelihood.Scale(e.Scale), Offset: e.Offset, BiasSD: e.Bias * biasFactor,
			BiasMean: e.BiasMeans, GroupSD: e.Group, ReadingSD: e.Reading, RereadSD: e.Reread, WalkSD: e.Walk,
			DiscrepancySD: e.Discrepancy.SD, DiscrepancyDays: e.Discrepancy.Days, DiscrepancyWalk: e.Discrepancy.Walk,
			DriftSD: e.Drift.SD * biasFactor, DriftDays: e.Drift.Days, OutlierShare: e.Outlier.Share, OutlierSD: e.Outlier.SD, SpreadParam: spreads}
		if k := s.kind(e.Kind); k != nil {
			lq.Kind, lq.SideSD, lq.KindSpread, lq.BiasSpread = k.ID, k.SideSD*biasFactor, k.spreadAt+1, k.biasAt+1
		}
		for _, k := range e.Breaks {
			if b, ok := s.methodBreak(l, q, k); ok {
				b.SD *= biasFactor
				lq.Breaks = append(lq.Breaks, b)
			}
		}
		for _, ci := range q.Used {
			if !keep(&s.Claims[ci]) {
				continue
			}
			if o, ok := s.observe(l, q, &s.Claims[ci]); ok {
				lq.Observations = append(lq.Observations, o)
			}
		}
		if n := len(lq.Observations); n > manyPoints && e.Discrepancy.SD <= 0 && e.Discrepancy.Walk <= 0 {
			d := l.Faultf("study-discrepancy", e.At, "quantity %q has %d readings and no discrepancy", q.ID, n)
			d.Reason = "a deterministic model is wrong in smooth ways; without a discrepancy its fit would be taken for knowledge"
			d.Hint = "add discrepancy: {sd: 0.1, days: 90}"
		}
		if len(lq.Observations) > 0 {
			quantities = append(quantities, lq)
		}
	}
	return quantities
}

// methodBreak resolves a change of method; its claimant must have made a claim that the
// quantity is informed by, before and after.
func (s *Study) methodBreak(l *diag.List, q *Quantity, e breakEntry) (likelihood.Break, bool) {
	day := parseDay(l, e.At, e.Date, "date")
	var names []string
	before, after := false, false
	for _, i := range q.Used {
		c := &s.Claims[i]
		names = append(names, c.Claimant)
		if c.Claimant == e.Claimant {
			before, after = before || c.Published.Before(day), after || !c.Published.Before(day)
		}
	}
	switch {
	case day.IsZero():
		return likelihood.Break{}, false
	case len(q.Used) == 0:
		return likelihood.Break{}, false // all its claims are set aside: there is nothing that a break could part
	case !before && !after:
		s.unknown(l, e.At, "claimant", e.Claimant, names)
		return likelihood.Break{}, false
	case !before || !after:
		d := l.Faultf("study-break", e.At, "%q has no claims on %s on both sides of %s", e.Claimant, q.ID, e.Date)
		d.Reason = "a break sets what a claimant says later apart from what it said before"
		return likelihood.Break{}, false
	case e.Why == "":
		l.Faultf("study-break", e.At, "the break of %q does not say what changed", e.Claimant).Hint = "say it in why"
		return likelihood.Break{}, false
	case e.SD <= 0:
		l.Faultf("study-break", e.At, "the break of %q has no spread", e.Claimant).Hint = "give sd, on the scale of the reading: 0.2 is about 20 %"
		return likelihood.Break{}, false
	}
	return likelihood.Break{Claimant: e.Claimant, Day: s.DayOf(day), SD: e.SD}, true
}

// observe turns a used claim into an observation of model output.
func (s *Study) observe(l *diag.List, q *Quantity, c *evidence.Claim) (likelihood.Observation, bool) {
	low, best, high := c.Values()
	o := likelihood.Observation{ID: c.ID, Claimant: c.Claimant, Group: c.Group, Side: string(c.Side),
		Published: s.DayOf(c.Published), Stage: s.stageOf(c.Published), Output: q.Output, At: s.DayOf(c.Reference),
		Per: 1, Low: low, Best: best, High: high}
	at := s.claimPlace(c)
	switch {
	case o.Stage < 0:
		l.Faultf("claim-date", at, "claim %s was published after the cut, %s", c.ID, s.Cut.Format(dateForm))
		return o, false
	case o.At < 0 || o.At > s.DayOf(s.Cut):
		l.Faultf("claim-date", at, "claim %s speaks of a day outside the model's time, %s to %s", c.ID, s.Origin.Format(dateForm), s.Cut.Format(dateForm))
		return o, false
	case s.sideIndex(o.Side) < 0:
		s.unknown(l, at, "side", string(c.Side), s.sideIDs())
		return o, false
	}
	switch c.Reading {
	case evidence.Level:
		o.Reading = likelihood.Level
	case evidence.RatioTo:
		other := s.quantity(c.RatioTo)
		if other == nil {
			l.Faultf("claim-reading", at, "claim %s is a ratio to an unknown quantity, %q", c.ID, c.RatioTo)
			return o, false
		}
		o.Reading, o.Output2 = likelihood.Share, other.Output
	default:
		o.From = s.DayOf(c.From)
		if o.From < 0 {
			l.Faultf("claim-date", at, "claim %s speaks of a window that begins before the model does, %s", c.ID, s.Origin.Format(dateForm))
			return o, false
		}
		o.Reading, o.Per = likelihood.Change, c.Per()
		if c.Reading != evidence.Change {
			o.Reading = likelihood.Rate
		}
	}
	return o, true
}

func (s *Study) bindEvents(l *diag.List, f *file) {
	for _, e := range f.Events {
		o, ok := s.outputIndex[key(e.Variable)]
		if !ok {
			s.unknown(l, e.At, "variable", e.Variable, s.outputNames())
			continue
		}
		ev := Event{ID: e.ID, Title: e.Title, Source: e.Source, output: o,
			after: s.row(l, e.At, e.After, "after"), by: s.row(l, e.At, e.By, "by"),
			stage: s.stageOf(parseDay(l, e.At, e.Published, "published"))}
		if ev.stage < 0 || ev.after >= ev.by {
			l.Faultf("study-event", e.At, "event %q must lie after before by, and be published by the cut", e.ID)
			continue
		}
		s.Events = append(s.Events, ev)
	}
}

// stageOf is the stage in which something published on a day comes in, -1 after
// the cut.
func (s *Study) stageOf(t time.Time) int {
	for i, end := range s.Stages {
		if !t.After(end) {
			return i
		}
	}
	return -1
}

func (s *Study) quantity(id string) *Quantity {
	for i := range s.Quantities {
		if s.Quantities[i].ID == id {
			return &s.Quantities[i]
		}
	}
	return nil
}

func (s *Study) sideIndex(id string) int {
	for i, side := range s.Sides {
		if side.ID == id {
			return i
		}
	}
	return -1
}

func (s *Study) sideIDs() []string {
	var ids []string
	for _, side := range s.Sides {
		ids = append(ids, side.ID)
	}
	return ids
}

// claimPlace is the row of a claim in its file.
func (s *Study) claimPlace(c *evidence.Claim) diag.Place {
	return diag.Place{File: filepath.Join(s.Dir, s.Files[2]), Line: c.Row}
}
