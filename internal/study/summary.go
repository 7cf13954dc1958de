package study

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"casus/internal/diagnose"
	"casus/internal/engine"
	"casus/internal/evidence"
	"casus/internal/explore"
)

// results evaluates everything that the study asks on the samples.
func (s *Study) results(ctx context.Context, t *target, full *engine.Engine, samples map[string]*sample, passes []*pass, o Options) (*Results, error) {
	post, prior := samples["posterior"], samples["prior"]
	r := &Results{Title: s.Title, Question: s.Question, Cut: s.Cut.Format(dateForm), Horizon: s.Horizon.Format(dateForm),
		Origin: s.Origin.Format(dateForm), Seed: s.Seed, Quick: o.Quick, Limits: s.Limits}
	parts := s.parts(post)
	for _, e := range s.Effects {
		v := s.effect(e, post.runs, prior.runs, parts)
		v.Text = caution(v.Wording, fill(e.Text, v.Posterior))
		v.OutputUnit = s.unitOf(e.Output)
		v.Series = s.scenarioSeries(e, post)
		r.Effects = append(r.Effects, v)
		if e.ID == s.Headline.Effect {
			r.Headline = caution(v.Wording, fill(s.Headline.Words, v.Posterior))
		}
	}
	for _, e := range s.Effectiveness {
		v := s.effect(e, post.runs, prior.runs, parts)
		v.Text = caution(v.Wording, fill(e.Text, v.Posterior))
		r.Effectiveness = append(r.Effectiveness, v)
	}
	r.Sensitivity = s.dependence(post)
	r.Outcomes, r.CrossChecks = s.levers(post, prior), s.crossChecks(post, prior)
	for _, st := range s.Statements {
		r.Statements = append(r.Statements, s.statement(st, post.runs, samples["tight"].runs, samples["wide"].runs, prior.runs))
	}
	var err error
	if r.Rivals, err = s.rivals(ctx, t, post, passes); err != nil {
		return nil, err
	}
	r.Constants = s.constantResults(post, prior)
	fits, checks, biases, err := s.fit(ctx, t, post, prior)
	if err != nil {
		return nil, err
	}
	r.Claimants, r.Checks = biases, checks
	r.Quantities = s.quantityResults(post, fits)
	if r.AsOf, err = s.asOf(ctx, t, full, passes[0]); err != nil {
		return nil, err
	}
	if err := s.addDated(ctx, t, full, r.AsOf, o); err != nil {
		return nil, err
	}
	r.Evidence = s.count()
	r.Diagnostics = t.diagnostics(passes, o)
	r.Diagnostics.Mixing = s.mixing(t, post, passes)
	if r.Diagnostics.LOO, err = s.leaveOneOut(ctx, t, post); err != nil {
		return nil, err
	}
	r.Warnings = s.warnings(r)
	return r, nil
}

func (s *Study) unitOf(output int) string {
	if v := s.Model.Lookup(s.Program.Outputs[output].Name); v != nil {
		return v.Units
	}
	return ""
}

// chartOutputs are the outputs that charts draw: of quantities, then of effects.
func (s *Study) chartOutputs() []int {
	var out []int
	add := func(o int) {
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, q := range s.Quantities {
		add(q.Output)
	}
	for _, e := range s.Effects {
		add(e.Output)
	}
	return out
}

// pointDays are the days of the points of a chart, to the last row.
func (s *Study) pointDays(every int) []int {
	var days []int
	for d := 0; d <= s.Program.Time.Steps(); d += every {
		days = append(days, d)
	}
	return days
}

// scenarioSeries are the bands of an effect's output under its two scenarios.
func (s *Study) scenarioSeries(e Effect, post *sample) []ScenarioSeries {
	index := slices.Index(s.chartOutputs(), e.Output)
	ids := []string{baseScenario, e.Measure.Scenario, e.Measure.Against}
	var out []ScenarioSeries
	for i, id := range ids {
		if id == "" || slices.Contains(ids[:i], id) {
			continue
		}
		series := ScenarioSeries{Scenario: id, Days: s.pointDays(seriesEvery)}
		for _, point := range post.runs[id].Series[index] {
			series.Bands = append(series.Bands, explore.Summarise(point))
		}
		out = append(out, series)
	}
	return out
}

// pathsShown is how many single runs are drawn beside the bands.
const pathsShown = 8

// quantityResults are the bands of every quantity over time, as it was.
func (s *Study) quantityResults(post *sample, fits map[string]FitResult) []QuantityResult {
	var out []QuantityResult
	for i, series := range s.quantitySeries(post, seriesEvery) {
		q := &s.Quantities[i]
		r := QuantityResult{ID: q.ID, Title: q.Title, Unit: q.Unit, Scale: q.Scale, Change: q.Change, Fit: fits[q.ID],
			Claims: len(q.Used), Claimants: s.claimants(q), QuantitySeries: series}
		if q.Change {
			r.Unit = q.Unit + " a month"
		}
		points, _ := s.quantityPoints(q, post, seriesEvery)
		r.Paths = make([][]float64, min(pathsShown, len(post.draw)))
		for _, point := range points {
			for p := range r.Paths {
				r.Paths[p] = append(r.Paths[p], point[p*len(point)/len(r.Paths)])
			}
		}
		out = append(out, r)
	}
	return out
}

// quantitySeries are the bands of every quantity, a point every so many days.
func (s *Study) quantitySeries(sm *sample, every int) []QuantitySeries {
	var out []QuantitySeries
	for i := range s.Quantities {
		points, days := s.quantityPoints(&s.Quantities[i], sm, every)
		r := QuantitySeries{Days: days}
		for _, point := range points {
			v := explore.Summarise(point)
			r.Q05, r.Q25, r.Q50 = append(r.Q05, v.Q05), append(r.Q25, v.Q25), append(r.Q50, v.Q50)
			r.Q75, r.Q95 = append(r.Q75, v.Q75), append(r.Q95, v.Q95)
		}
		out = append(out, r)
	}
	return out
}

// changeDays is the span that a month's change is taken over, to be scaled to the mean
// month.
const changeDays = 4 * seriesEvery

// quantityPoints are a quantity's draws at every point of its chart, and the days of the
// points.
func (s *Study) quantityPoints(q *Quantity, sm *sample, every int) (points [][]float64, days []int) {
	points = sm.runs[baseScenario].Series[slices.Index(s.chartOutputs(), q.Output)]
	days = s.pointDays(every)
	if !q.Change {
		return points, days
	}
	back := changeDays / every
	return monthly(points, back, every), days[back:]
}

// monthly turns running totals into changes a month, over the given number of
// points back.
func monthly(points [][]float64, back, every int) [][]float64 {
	scale := evidence.DaysPerMonth / float64(back*every)
	out := make([][]float64, 0, len(points))
	for p := back; p < len(points); p++ {
		row := make([]float64, len(points[p]))
		for i := range row {
			row[i] = float64((points[p][i] - points[p-back][i]) * scale)
		}
		out = append(out, row)
	}
	return out
}

// claimants counts who speaks of a quantity, those of one dependence group once.
func (s *Study) claimants(q *Quantity) int {
	seen := map[string]bool{}
	for _, i := range q.Used {
		c := &s.Claims[i]
		if c.Group != "" {
			seen["group "+c.Group] = true
		} else {
			seen[c.Claimant] = true
		}
	}
	return len(seen)
}

// constantResults are the constants before and after.
func (s *Study) constantResults(post, prior *sample) []ConstantResult {
	column := func(sm *sample, param int) explore.Summary {
		v := make([]float64, len(sm.draw))
		for i, d := range sm.draw {
			v[i] = d[param]
		}
		return explore.Summarise(v)
	}
	var out []ConstantResult
	for _, c := range s.Constants {
		r := ConstantResult{Name: c.Name, Unit: c.Unit, Role: c.Role, Value: c.Value, PriorText: c.Text, Source: c.Source}
		if c.Role != Fixed {
			before, after := column(prior, c.Param), column(post, c.Param)
			r.Prior, r.Posterior = &before, &after
			if before.Width() > 0 {
				r.Learned = math.Max(0, 1-after.Width()/before.Width())
			}
			if r.Learned < nothingLearned {
				r.Verdict = saysNothing
			}
		}
		out = append(out, r)
	}
	return out
}

// count says how the claims were used.
func (s *Study) count() EvidenceCount {
	e := EvidenceCount{Rows: len(s.Claims), ByQuantity: map[string]int{}, BySide: map[string]int{}}
	claimants := map[string]bool{}
	for i := range s.Claims {
		c := &s.Claims[i]
		switch {
		case c.SameAs != "":
			e.Relays++
		case !c.Counts():
			e.SetAside++
		default:
			e.Used++
			e.ByQuantity[c.Use]++
			e.BySide[string(c.Side)]++
			claimants[c.Claimant] = true
			if c.Basis == evidence.Assumed {
				e.Assumed++
			}
		}
	}
	e.Claimants = len(claimants)
	return e
}

// warnings gathers what a reader of any rendering must be told.
func (s *Study) warnings(r *Results) []string {
	out := []string{}
	if r.Quick {
		out = append(out, quickWarning)
	}
	out = append(out, s.loadWarnings()...)
	for _, q := range r.Quantities {
		if q.Claims > 0 && q.Claimants < 2 {
			out = append(out, fmt.Sprintf("%s rests on one independent claimant", q.Title))
		}
	}
	return append(out, samplingWarnings(r.Diagnostics)...)
}

const quickWarning = "a quick calibration: medians are about right, ranges are rough"

// loadWarnings are those of reading the study.
func (s *Study) loadWarnings() []string {
	out := []string{}
	for _, d := range s.Warnings {
		out = append(out, fmt.Sprintf("%s: %s", d.Place, d.Message))
	}
	return out
}

// Beyond these draws are not to be trusted (Vehtari and others 2021): the first for R-hat,
// the second for effective draws, a hundred for each of four chains.
const (
	rhatLimit   = 1.01
	enoughDraws = 400
)

// samplingWarnings gathers those of the stages; their own reports have the rest.
func samplingWarnings(d Diagnostics) []string {
	var out []string
	if m := d.Mixing; m.RHat > rhatLimit {
		out = append(out, fmt.Sprintf("the chains of %s differ (R-hat %.3f, above %.2f)", m.RHatOf, m.RHat, rhatLimit))
	}
	if m := d.Mixing; min(m.Bulk, m.Tail) < enoughDraws {
		out = append(out, fmt.Sprintf("the draws are worth as few as %.0f independent ones (%s), fewer than %d", min(m.Bulk, m.Tail), cmp.Or(m.TailOf, m.BulkOf), enoughDraws))
	}
	if d.LOO != nil && d.LOO.Bad > 0 {
		out = append(out, fmt.Sprintf("of %d of %d claims the draws can't tell what would be known without them (Pareto k above %.1f, the worst %.2f for %s)", d.LOO.Bad, d.LOO.Claims, diagnose.BadK, d.LOO.WorstK, d.LOO.Worst))
	}
	warned, first := 0, ""
	for _, st := range d.Stages {
		if len(st.Warnings) > 0 {
			warned++
			first = cmp.Or(first, fmt.Sprintf("stage %d: %s", st.Stage+1, st.Warnings[0]))
		}
	}
	if warned == 0 {
		return out
	}
	return append(out, fmt.Sprintf("the calibration warns in %d of %d stages, first in %s; the worst correlation is %.2f", warned, len(d.Stages), first, d.WorstCorrelation))
}
