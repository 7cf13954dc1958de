package study

import (
	"context"

	"casus/internal/engine"
	"casus/internal/explore"
)

// asOfShare is the share of each past posterior's draws that is run: enough for a
// median and an interval on a chart.
const asOfShare = 4

// asOfEvery is how many days lie between the points of a chart of what was known then.
const asOfEvery = 4 * seriesEvery

// asOf evaluates every answer on the posterior as it stood at the end of each stage,
// from claims published by then: no hindsight, since the sampler met them in that order.
func (s *Study) asOf(ctx context.Context, t *target, full *engine.Engine, p *pass) ([]AsOfResult, error) {
	var out []AsOfResult
	for stage, state := range p.Stages {
		n := (len(state.Z) + asOfShare - 1) / asOfShare
		then := sample{z: make([][]float64, n), draw: make([][]float64, n)}
		for i := range then.z {
			then.z[i] = state.Z[i*len(state.Z)/n]
			then.draw[i] = t.draw(then.z[i], i)
		}
		var err error
		then.runs, err = explore.Paired(ctx, full, then.draw, s.exploreScenarios(),
			explore.Request{Atoms: s.atoms, Steps: s.Program.Time.Steps(), Series: s.chartOutputs(), Every: asOfEvery})
		if err != nil {
			return nil, err
		}
		out = append(out, s.knownAt(stage, &then))
	}
	return out, nil
}

// knownAt sums up what was known at the end of a stage.
func (s *Study) knownAt(stage int, then *sample) AsOfResult {
	r := AsOfResult{Date: s.Stages[stage].Format(dateForm), Day: s.DayOf(s.Stages[stage]),
		Effects: map[string]explore.Summary{}, Statements: map[string]float64{}, Parts: map[string]float64{}}
	for i := range s.Claims {
		if c := &s.Claims[i]; c.Counts() && !c.Published.After(s.Stages[stage]) {
			r.Claims++
		}
	}
	for _, list := range [][]Effect{s.Effects, s.Effectiveness} {
		for _, e := range list {
			r.Effects[e.ID] = explore.Summarise(e.Measure.Draws(then.runs))
		}
	}
	for _, st := range s.Statements {
		r.Statements[st.ID] = explore.Probability(st.Measure.Draws(then.runs), st.Holds)
	}
	for _, p := range s.parts(then) {
		r.Parts[p.constant] = p.weightOn()
	}
	r.Quantities = s.quantitySeries(then, asOfEvery)
	return r
}
