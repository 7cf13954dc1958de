package study

import (
	"context"
	"fmt"

	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/evidence"
	"casus/internal/explore"
	"casus/internal/infer"
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
		then, err := s.then(ctx, t, full, state, asOfEvery)
		if err != nil {
			return nil, err
		}
		r := AsOfResult{Date: s.Stages[stage].Format(dateForm), Day: s.DayOf(s.Stages[stage]), Known: s.known(then)}
		r.Claims = s.countBy(stage, func(*evidence.Claim) bool { return true })
		r.Quantities = s.quantitySeries(then, asOfEvery)
		out = append(out, r)
	}
	return out, nil
}

// then runs the scenarios on a share of a past posterior; every is the days between the
// points of its charts, 0 for none.
func (s *Study) then(ctx context.Context, t *target, full *engine.Engine, state *infer.State, every int) (*sample, error) {
	n := (len(state.Z) + asOfShare - 1) / asOfShare
	then := &sample{z: make([][]float64, n), draw: make([][]float64, n)}
	for i := range then.z {
		then.z[i] = state.Z[i*len(state.Z)/n]
		then.draw[i] = t.draw(then.z[i], i)
	}
	q := explore.Request{Atoms: s.atoms, Steps: s.Program.Time.Steps()}
	if every > 0 {
		q.Series, q.Every = s.chartOutputs(), every
	}
	var err error
	then.runs, err = explore.Paired(ctx, full, then.draw, s.exploreScenarios(), q)
	return then, err
}

// known sums up the answers of a sample.
func (s *Study) known(then *sample) Known {
	k := Known{Effects: map[string]explore.Summary{}, Statements: map[string]float64{}, Parts: map[string]float64{}}
	for _, list := range [][]Effect{s.Effects, s.Effectiveness} {
		for _, e := range list {
			k.Effects[e.ID] = explore.Summarise(e.Measure.Draws(then.runs))
		}
	}
	for _, st := range s.Statements {
		k.Statements[st.ID] = explore.Probability(st.Measure.Draws(then.runs), st.Holds)
	}
	for _, p := range s.parts(then) {
		k.Parts[p.constant] = p.weightOn()
	}
	return k
}

// countBy counts the claims that were known by the end of a stage.
func (s *Study) countBy(stage int, keep func(*evidence.Claim) bool) int {
	n := 0
	for i := range s.Claims {
		if c := &s.Claims[i]; c.Counts() && keep(c) && !c.Published.After(s.Stages[stage]) {
			n++
		}
	}
	return n
}

// isDated reports whether a claim's date of publication is known.
func isDated(c *evidence.Claim) bool { return c.Basis != evidence.Assumed }

// addDated adds the answers from the claims whose date of publication is known, by a
// calibration of its own on half of the particles.
func (s *Study) addDated(ctx context.Context, t *target, full *engine.Engine, out []AsOfResult, o Options) error {
	if last := len(s.Stages) - 1; o.Quick || s.countBy(last, isDated) == s.countBy(last, func(*evidence.Claim) bool { return true }) {
		return nil
	}
	var none diag.List // of faults: the claims are those that Load has checked
	like, err := s.likelihoodOf(&none, 1, isDated)
	if err != nil {
		return err
	}
	defer t.replace(like)()
	io := s.inferOptions(o, "claims of known date")
	io.Particles /= 2
	io.Progress = func(f float64) { o.Progress("calibrating without claims of assumed date", datedFrom+datedShare*f) }
	io.OnStage = func(r infer.StageReport, state *infer.State) error {
		then, err := s.then(ctx, t, full, state, 0)
		if err != nil {
			return err
		}
		k := s.known(then)
		k.Claims = s.countBy(r.Stage, isDated)
		out[r.Stage].Dated = &k
		return nil
	}
	if _, err := infer.Run(ctx, t, io); err != nil {
		return fmt.Errorf("without the claims of assumed date: %w", err)
	}
	return nil
}
