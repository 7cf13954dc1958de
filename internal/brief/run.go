package brief

import (
	"context"
	"encoding/base64"
	"math"
	"slices"

	"casus/internal/engine"
	"casus/internal/evidence"
	"casus/internal/explore"
	"casus/internal/study"
)

var nan = math.NaN()

// weekly is how many days lie between the points of a chart.
const weekly = 7

// changeSpan is how many points back a month's change is taken over; package study
// takes it over the same four weeks, scaled to the mean month.
const changeSpan = 4

// levels are those of the bands of 50, 80 and 95 per cent, and the median.
var levels = []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975}

// fanKey says what a fan is of.
type fanKey struct {
	output, scenario string
	change           bool
}

// run compiles the whole model for the page and runs it on the draws that travel with
// it, under the scenarios that its charts show. The page makes the same runs: what is
// drawn at first sight and what a reader's own run is compared with are the same bits.
func (d *Data) run(x *study.Examination) error {
	s := x.Study
	p := s.Program
	ctx := context.Background()
	e, err := engine.New(ctx, p, engine.Options{})
	if err != nil {
		return err
	}
	defer e.Close()
	d.module(x, e)

	wanted := d.wanted()
	var outputs []int
	used := map[string]bool{}
	for _, k := range wanted {
		if i := p.OutputIndex(k.output); !slices.Contains(outputs, i) {
			outputs = append(outputs, i)
		}
		used[k.scenario] = true
	}
	var worlds []explore.Scenario
	for _, sc := range s.Scenarios {
		if used[sc.ID] {
			worlds = append(worlds, explore.Scenario{ID: sc.ID, Set: sc.Set})
		}
	}
	runs, err := explore.Paired(ctx, e, x.PageDraws(), worlds, explore.Request{Series: outputs, Every: weekly, Steps: p.Time.Steps()})
	if err != nil {
		return err
	}
	d.Levels = levels
	for day := 0; day <= p.Time.Steps(); day += weekly {
		d.Days = append(d.Days, day)
	}
	for _, k := range wanted {
		points := runs[k.scenario].Series[slices.Index(outputs, p.OutputIndex(k.output))]
		d.Fans = append(d.Fans, d.fan(s, k, points))
	}
	return nil
}

// wanted lists the fans that charts show, each once.
func (d *Data) wanted() []fanKey {
	var out []fanKey
	add := func(k fanKey) {
		if k.output != "" && k.scenario != "" && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	base := d.Scenarios[0].ID
	for _, q := range d.Quantities {
		add(fanKey{q.Output, base, q.Change})
	}
	measures := []*Measure{}
	for _, st := range d.Statements {
		measures = append(measures, st.Measure)
	}
	for _, e := range append(slices.Clone(d.Effects), d.Effectiveness...) {
		add(fanKey{e.Output, base, false})
		add(fanKey{e.Output, e.Scenario, false})
		add(fanKey{e.Output, e.Against, false})
	}
	for _, m := range measures {
		for ; m != nil; m = m.Per {
			add(fanKey{m.Output, base, false})
			add(fanKey{m.Output, m.Scenario, false})
			add(fanKey{m.Output, m.Against, false})
		}
	}
	for _, c := range d.Charts {
		add(fanKey{c.Output, base, false})
	}
	return out
}

// fan sums up points[point][draw].
func (d *Data) fan(s *study.Study, k fanKey, points [][]float64) Fan {
	f := Fan{Output: k.output, Title: k.output, Unit: variableUnit(s, k.output), Scenario: k.scenario, Change: k.change, Q: make([]Series, len(levels))}
	for _, q := range d.Quantities {
		if q.Output == k.output {
			f.Title = q.Title
		}
	}
	if k.change {
		f.Unit += " a month"
		points = monthly(points)
	}
	for _, point := range points {
		v := slices.Sorted(slices.Values(point))
		for i, level := range levels {
			f.Q[i] = append(f.Q[i], explore.Quantile(v, level))
		}
	}
	return f
}

// monthly turns running totals into changes a month; the first points have none.
func monthly(points [][]float64) [][]float64 {
	const scale = evidence.DaysPerMonth / (changeSpan * weekly)
	out := make([][]float64, changeSpan, len(points))
	for p := changeSpan; p < len(points); p++ {
		row := make([]float64, len(points[p]))
		for i := range row {
			row[i] = float64((points[p][i] - points[p-changeSpan][i]) * scale)
		}
		out = append(out, row)
	}
	return out
}

// module packs the compiled model, with posterior draws of what is not fixed. The base
// run is that of the posterior medians.
func (d *Data) module(x *study.Examination, e *engine.Engine) {
	bytes, layout := e.Module()
	p := e.Program()
	m := &Model{WasmBase64: base64.StdEncoding.EncodeToString(bytes), Layout: layout, Start: p.Time.Start, Step: p.Time.Step,
		Steps: p.Time.Steps(), SaveEvery: weekly}
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
	for _, draw := range x.PageDraws() {
		row := make([]float64, len(m.DrawParams))
		for i, p := range m.DrawParams {
			row[i] = draw[p]
		}
		m.Draws = append(m.Draws, row)
	}
	d.Model = m
}
