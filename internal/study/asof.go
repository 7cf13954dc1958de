package study

import (
	"context"

	"casus/internal/engine"
	"casus/internal/explore"
)

// asOfShare is the share of each past posterior's draws that is run: enough for a
// median and an interval on a chart.
const asOfShare = 4

// asOf evaluates every effect on the posterior as it stood at the end of each
// stage, from claims published by then: no hindsight, since the sampler met them
// in that order.
func (s *Study) asOf(ctx context.Context, t *target, full *engine.Engine, p *pass) ([]AsOfResult, error) {
	var out []AsOfResult
	for stage, state := range p.Stages {
		n := (len(state.Z) + asOfShare - 1) / asOfShare
		draws := make([][]float64, n)
		for i := range draws {
			draws[i] = t.draw(state.Z[i*len(state.Z)/n], i)
		}
		runs, err := explore.Paired(ctx, full, draws, s.exploreScenarios(),
			explore.Request{Atoms: s.atoms, Steps: s.Program.Time.Steps()})
		if err != nil {
			return nil, err
		}
		r := AsOfResult{Date: s.Stages[stage].Format(dateForm), Day: s.DayOf(s.Stages[stage]), Effects: map[string]explore.Summary{}}
		for i := range s.Claims {
			if c := &s.Claims[i]; c.Counts() && !c.Published.After(s.Stages[stage]) {
				r.Claims++
			}
		}
		for _, e := range s.Effects {
			r.Effects[e.ID] = explore.Summarise(e.Measure.Draws(runs))
		}
		out = append(out, r)
	}
	return out, nil
}
