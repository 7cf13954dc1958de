package brief

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"casus/internal/explore"
	"casus/internal/study"
)

// Compose turns an examination into what a page shows. Version and made name the
// program and the time for the footer. It runs the model on the draws that travel
// with the page, for the bands of its charts: about a second for the flagship. What
// goes wrong in that comes as Write's error.
func Compose(x *study.Examination, version string, made time.Time) Data {
	s, r := x.Study, x.Results
	d := Data{
		Title: s.Title, Question: s.Question, About: strings.TrimSpace(s.About), Source: s.StatementsSource,
		Origin: isoDate(s.Origin), Cut: isoDate(s.Cut), Horizon: isoDate(s.Horizon), Quick: r.Quick,
		Warnings: append([]string{}, r.Warnings...), Limits: s.Limits,
		Footer: Footer{InputHash: r.InputHash, Seed: r.Seed, Version: version, Made: made.UTC().Format("2006-01-02 15:04 UTC"),
			Command: x.Command()},
	}
	for _, side := range s.Sides {
		d.Sides = append(d.Sides, Side{ID: side.ID, Title: side.Title})
	}
	for _, e := range s.Timeline {
		d.Timeline = append(d.Timeline, Event{Date: isoDate(e.Date), Event: e.Text, Actors: e.Actors, URL: e.URL})
	}
	d.Scenarios = scenarios(s)
	d.Claims = claims(s)
	d.Quantities = quantities(s, r)
	d.Effects = effects(s, s.Effects, r.Effects)
	d.Effectiveness = effects(s, s.Effectiveness, r.Effectiveness)
	d.Statements = statements(x, d.Effects)
	d.Rows = rows(d, s)
	d.Headline = headline(s, r)
	d.Stages, d.AsOfDays = stages(r)
	d.Rivals = rivals(r)
	d.Biases = biases(s, r)
	d.Assumptions = assumptions(s, r)
	d.Sliders, d.Charts = sliders(s, r)
	if d.fault = d.run(x); d.fault == nil {
		d.Diagram, d.fault = diagram(x)
	}
	d.Diagnostics = diagnostics(r)
	d.ByClaimant = byClaimant(r)
	d.Levers = levers(&d, s, r)
	d.Hinges = hinges(r)
	d.CrossChecks = crossChecks(s, r)
	d.keep(s, x.Kept)
	return d
}

func isoDate(t time.Time) string { return t.Format("2006-01-02") }

func rangeOf(v explore.Summary) Range { return Range{v.Q05, v.Q25, v.Q50, v.Q75, v.Q95} }

func scenarios(s *study.Study) []Scenario {
	var out []Scenario
	for _, sc := range s.Scenarios {
		v := Scenario{ID: sc.ID, Title: sc.Title, Story: sc.Story}
		for param, value := range sc.Set {
			if v.Set == nil {
				v.Set = map[string]float64{}
			}
			v.Set[s.Program.Params[param].Name] = value
		}
		out = append(out, v)
	}
	return out
}

func quantities(s *study.Study, r *study.Results) []Quantity {
	var out []Quantity
	for i, q := range r.Quantities {
		v := Quantity{ID: q.ID, Title: q.Title, Unit: q.Unit, Change: q.Change, Scale: q.Scale,
			Output: s.Program.Outputs[s.Quantities[i].Output].Name, Claims: []string{}, Behind: q.Claimants}
		if q.Fit.Readings > 0 {
			v.Fit = &Fit{Readings: q.Fit.Readings, Inside50: Number(q.Fit.Inside50), Inside90: Number(q.Fit.Inside90), Prior90: Number(q.Fit.PriorInside90)}
		}
		for i := range s.Claims {
			if s.Claims[i].Use == q.ID {
				v.Claims = append(v.Claims, s.Claims[i].ID)
			}
		}
		out = append(out, v)
	}
	return out
}

func effects(s *study.Study, asked []study.Effect, results []study.EffectResult) []Effect {
	var out []Effect
	for i, e := range results {
		out = append(out, Effect{ID: e.ID, Title: e.Title, Unit: e.Unit, Scenario: e.Scenario, Against: e.Against,
			Posterior: Interval{rangeOf(e.Posterior), e.ProbAbove}, Prior: Interval{rangeOf(e.Prior), e.PriorProbAbove},
			Wording: e.Wording, Text: e.Text, Note: join(e.Note, e.Reason), Claims: e.Claims, Output: e.Output, Measure: measure(s, asked[i].Measure)})
	}
	return out
}

// join puts a note and a reason into one text of sentences.
func join(note, reason string) string {
	if reason != "" {
		reason = strings.ToUpper(reason[:1]) + reason[1:] + "."
	}
	return strings.TrimSpace(note + " " + reason)
}

func headline(s *study.Study, r *study.Results) Headline {
	for _, e := range r.Effects {
		if e.ID != s.Headline.Effect {
			continue
		}
		return Headline{Words: r.Headline, Effect: e.ID, Claims: e.Claims,
			Figure: fmt.Sprintf("%s to %s %s", study.Figure(e.Posterior.Q05), study.Figure(e.Posterior.Q95), study.UnitWords(e.Unit, e.Posterior.Q95)),
			Range:  fmt.Sprintf("nine chances in ten, the middle at %s", study.Figure(e.Posterior.Q50))}
	}
	return Headline{Words: r.Headline}
}

func statements(x *study.Examination, effects []Effect) []Statement {
	var out []Statement
	for i, st := range x.Results.Statements {
		of := x.Study.Statements[i]
		v := Statement{ID: st.ID, Row: st.Row, Text: st.Text, Test: st.Test,
			Probability: Number(st.Probability), Low: Number(st.Low), High: Number(st.High), PriorProbability: Number(st.Prior),
			Verdict: st.Verdict, Wording: st.Wording, Claims: st.Claims, Events: st.Dates, Note: st.Note,
			Measure: measure(x.Study, of.Measure), Threshold: of.Threshold, Under: of.Below}
		separable := !slices.ContainsFunc(effects, func(e Effect) bool {
			return e.Wording == NotSeparable && sameWorlds(e.Measure, v.Measure) && e.Measure.Of == v.Measure.Of
		})
		v.Confidence = confidence(st, x.Study.Claims, separable, x.Results.Quick)
		v.Unit = unitOf(x.Study, v.Measure)
		v.Picture, v.Quantity = picture(x.Study, of, v.Measure)
		out = append(out, v)
	}
	return out
}
