package brief

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"casus/internal/evidence"
	"casus/internal/explore"
	"casus/internal/study"
)

// Compose turns an examination into what a page shows. Version and made name the
// program and the time for the footer.
func Compose(x *study.Examination, version string, made time.Time) Data {
	s, r := x.Study, x.Results
	d := Data{
		Title: s.Title, Question: s.Question, About: strings.TrimSpace(s.About), Source: s.StatementsSource,
		Origin: isoDate(s.Origin), Cut: isoDate(s.Cut), Horizon: isoDate(s.Horizon), Quick: r.Quick,
		Warnings: r.Warnings, Limits: s.Limits,
		Footer: Footer{InputHash: r.InputHash, Seed: r.Seed, Version: version, Made: made.UTC().Format("2006-01-02 15:04 UTC"),
			Command: x.Command()},
	}
	for _, side := range s.Sides {
		d.Sides = append(d.Sides, Side{ID: side.ID, Title: side.Title})
	}
	for _, sc := range s.Scenarios {
		d.Scenarios = append(d.Scenarios, Scenario{ID: sc.ID, Title: sc.Title, Story: sc.Story})
	}
	for _, e := range s.Timeline {
		d.Timeline = append(d.Timeline, Event{Date: isoDate(e.Date), Event: e.Text, Actors: e.Actors, URL: e.URL})
	}
	d.Claims = claims(s)
	d.Quantities = quantities(s, r)
	d.Effects = effects(r.Effects, r.AsOf, s)
	d.Effectiveness = effects(r.Effectiveness, r.AsOf, s)
	d.Headline = headline(s, r)
	for _, st := range r.Statements {
		v := Statement{ID: st.ID, Row: st.Row, Text: st.Text, Test: st.Test,
			Probability: Number(st.Probability), Low: Number(st.Low), High: Number(st.High), PriorProbability: Number(st.Prior),
			Verdict: st.Verdict, Wording: st.Wording, Claims: st.Claims, Events: st.Dates, Note: st.Note}
		for _, a := range r.AsOf {
			v.AsOf = append(v.AsOf, AsOfChance{Day: a.Day, Probability: Number(a.Statements[st.ID])})
		}
		d.Statements = append(d.Statements, v)
	}
	for _, v := range r.Rivals {
		d.Rivals = append(d.Rivals, Rival{Title: v.With, Else: v.Without, Prior: Number(v.Prior), Posterior: Number(v.Posterior)})
	}
	d.Biases = biases(s, r)
	d.Assumptions = assumptions(s, r)
	d.Sliders, d.Charts = sliders(s, r)
	d.Model = module(x)
	d.Diagnostics = diagnostics(r)
	return d
}

func isoDate(t time.Time) string { return t.Format("2006-01-02") }

func rangeOf(v explore.Summary) Range { return Range{v.Q05, v.Q25, v.Q50, v.Q75, v.Q95} }

// claims lists every row of the claims file with what was done with it. Those
// whose quantity is not in the study keep the name their file gives it.
func claims(s *study.Study) []Claim {
	var out []Claim
	for i := range s.Claims {
		c := &s.Claims[i]
		v := Claim{ID: c.ID, Quantity: c.Use, Subject: c.Subject, Text: figures(c), Day: s.DayOf(c.Reference),
			Published: isoDate(c.Published), PublishedBasis: string(c.Basis), Claimant: c.Claimant, Side: string(c.Side),
			RelayedBy: c.RelayedBy, Title: c.Title, URL: c.URL, Words: c.Words, Note: c.Note, SameAs: c.SameAs, Why: c.Why,
			Reading: reading(c), Use: Used}
		if c.Use == "" {
			v.Quantity = c.Quantity
		}
		switch {
		case c.SameAs != "":
			v.Use = Relayed
		case c.Use == "":
			v.Use = SetAside
		}
		if c.Use != "" {
			factor := drawn(s, c)
			v.Low, v.Best, v.High = scaled(c.Low, factor), scaled(c.Best, factor), scaled(c.High, factor)
			if v.Reading == "at least" {
				v.Best = nil // a best value that is the lower bound too is no point, but an arrow
			}
			if !c.From.IsZero() {
				from := s.DayOf(c.From)
				v.From = &from
			}
		}
		out = append(out, v)
	}
	return out
}

// drawn is what a claim's figures are multiplied by to stand on its quantity's
// chart: its own factor, and where the chart is of a month's change that of its
// window too. It is NaN for what has no place there: a running total on such a
// chart, and a share on any.
func drawn(s *study.Study, c *evidence.Claim) float64 {
	if c.Reading == evidence.RatioTo {
		return math.NaN()
	}
	for i := range s.Quantities {
		if q := &s.Quantities[i]; q.ID == c.Use && q.Change {
			if c.Window() == 0 {
				return math.NaN()
			}
			return c.Factor * c.Per() * evidence.DaysPerMonth / c.Window()
		}
	}
	return c.Factor
}

func scaled(v, factor float64) *float64 {
	if v *= factor; math.IsNaN(v) {
		return nil
	}
	return &v
}

// reading says in words how a claim was read.
func reading(c *evidence.Claim) string {
	switch {
	case math.IsNaN(c.Best) && math.IsNaN(c.Low) && math.IsNaN(c.High):
		return "no number"
	case math.IsNaN(c.Best) && math.IsNaN(c.High), c.Low == c.Best && math.IsNaN(c.High):
		return "at least"
	case math.IsNaN(c.Best) && math.IsNaN(c.Low):
		return "at most"
	case math.IsNaN(c.Best):
		return "range"
	}
	return ""
}

// figures is a claim's numbers as its file has them.
func figures(c *evidence.Claim) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	var text string
	switch reading(c) {
	case "no number":
		text = "no number"
	case "at least":
		text = "at least " + f(c.Low)
	case "at most":
		text = "at most " + f(c.High)
	case "range":
		text = f(c.Low) + " to " + f(c.High)
	default:
		text = f(c.Best)
		if !math.IsNaN(c.Low) && !math.IsNaN(c.High) {
			text += fmt.Sprintf(" (%s to %s)", f(c.Low), f(c.High))
		}
	}
	if c.Amount != "" {
		text = c.Amount + ", read as " + text
	}
	return text + " " + c.Unit
}

func quantities(s *study.Study, r *study.Results) []Quantity {
	var out []Quantity
	for _, q := range r.Quantities {
		v := Quantity{ID: q.ID, Title: q.Title, Unit: q.Unit, Change: q.Change, Scale: q.Scale, Days: q.Days,
			Q05: q.Q05, Q25: q.Q25, Q50: q.Q50, Q75: q.Q75, Q95: q.Q95, Claims: []string{}}
		for _, p := range q.Paths {
			v.Paths = append(v.Paths, p)
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

func effects(results []study.EffectResult, asOf []study.AsOfResult, s *study.Study) []Effect {
	var out []Effect
	for _, e := range results {
		v := Effect{ID: e.ID, Title: e.Title, Unit: e.Unit, Scenario: e.Scenario, Against: e.Against,
			Posterior: Interval{rangeOf(e.Posterior), e.ProbAbove}, Prior: Interval{rangeOf(e.Prior), e.PriorProbAbove},
			Wording: e.Wording, Text: e.Text, Note: join(e.Note, e.Reason), Claims: e.Claims, Output: e.Output, OutUnit: e.OutputUnit}
		for _, series := range e.Series {
			w := ScenarioSeries{Scenario: series.Scenario, Days: series.Days}
			for _, b := range series.Bands {
				w.Q05, w.Q50, w.Q95 = append(w.Q05, b.Q05), append(w.Q50, b.Q50), append(w.Q95, b.Q95)
			}
			v.Series = append(v.Series, w)
		}
		for _, a := range asOf {
			if b, ok := a.Effects[e.ID]; ok {
				v.AsOf = append(v.AsOf, AsOfRange{Day: a.Day, Q05: Number(b.Q05), Q50: Number(b.Q50), Q95: Number(b.Q95)})
			}
		}
		out = append(out, v)
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

func biases(s *study.Study, r *study.Results) []Bias {
	var out []Bias
	for _, b := range r.Claimants {
		v := Bias{Claimant: b.Claimant, Side: b.Side, Quantity: b.Quantity, Unit: "shift",
			Posterior: normalRange(b.Mean, b.SD), Prior: normalRange(b.PriorMean, b.PriorSD), Claims: b.Claims}
		if b.Scale == "log" {
			v.Unit, v.Posterior, v.Prior = "factor", v.Posterior.exp(), v.Prior.exp()
		}
		out = append(out, v)
	}
	return out
}

// normalRange is the five quantiles of a normal distribution.
func normalRange(mean, sd float64) Range {
	const z95, z75 = 1.6448536269514722, 0.6744897501960817
	return Range{mean - z95*sd, mean - z75*sd, mean, mean + z75*sd, mean + z95*sd}
}

func (r Range) exp() Range {
	return Range{math.Exp(r.Q05), math.Exp(r.Q25), math.Exp(r.Q50), math.Exp(r.Q75), math.Exp(r.Q95)}
}

func assumptions(s *study.Study, r *study.Results) []Assumption {
	var out []Assumption
	for i, c := range r.Constants {
		a := Assumption{Name: c.Name, About: s.Constants[i].Doc, Value: Number(c.Value), Unit: c.Unit, Prior: c.PriorText,
			Learned: Number(math.NaN()), Source: c.Source, Group: s.Constants[i].Group}
		if c.Prior != nil {
			p := rangeOf(*c.Prior)
			a.PriorR = &p
		}
		if c.Posterior != nil {
			p := rangeOf(*c.Posterior)
			a.Posterior, a.Value = &p, Number(c.Posterior.Q50)
		}
		if c.Role == study.Calibrated {
			a.Learned = Number(c.Learned)
		}
		out = append(out, a)
	}
	return out
}

func sliders(s *study.Study, r *study.Results) ([]Slider, []Output) {
	var out []Slider
	for _, v := range s.Sliders {
		c := r.Constants[v.Constant]
		w := Slider{Param: c.Name, Title: v.Title, Unit: v.Unit, Min: v.Min, Max: v.Max, Step: v.Step, Help: v.Help,
			Base: c.Value, Low: Number(math.NaN()), High: Number(math.NaN())}
		if c.Posterior != nil {
			w.Base, w.Low, w.High = c.Posterior.Q50, Number(c.Posterior.Q05), Number(c.Posterior.Q95)
		}
		out = append(out, w)
	}
	var charts []Output
	for _, v := range s.SliderCharts {
		charts = append(charts, Output{Output: s.Program.Outputs[v.Output].Name, Title: v.Title, Unit: v.Unit})
	}
	return out, charts
}

// module packs the compiled model for the page, with posterior draws of what is
// not fixed. The base run is that of the posterior medians.
func module(x *study.Examination) *Model {
	bytes, layout := x.Page.Module()
	p := x.Page.Program()
	m := &Model{WasmBase64: base64.StdEncoding.EncodeToString(bytes), Layout: layout, Start: p.Time.Start, Step: p.Time.Step,
		Steps: p.Time.Steps(), SaveEvery: p.Time.SaveEvery}
	base := x.BaseParams()
	for i, q := range p.Params {
		m.Params = append(m.Params, Param{Name: q.Name, Default: base[i]})
	}
	for _, o := range p.Outputs {
		m.Outputs = append(m.Outputs, o.Name)
	}
	for _, c := range x.Study.Constants {
		if c.Role != study.Fixed {
			m.DrawParams = append(m.DrawParams, c.Param)
		}
	}
	for _, d := range x.PageDraws() {
		row := make([]float64, len(m.DrawParams))
		for i, p := range m.DrawParams {
			row[i] = d[p]
		}
		m.Draws = append(m.Draws, row)
	}
	return m
}
