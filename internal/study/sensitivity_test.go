package study

import (
	"context"
	"math"
	"slices"
	"testing"

	"casus/internal/diagnose"
	"casus/internal/explore"
	"casus/internal/infer"
)

// TestSensitivityForetellsRecalibration moves a fixed number of the small study a little
// each way and calibrates anew: answers move as far as Sensitivity says without doing so,
// and the log evidence does.
func TestSensitivityForetellsRecalibration(t *testing.T) {
	ctx := context.Background()
	s, list, err := Load("testdata/small")
	if err != nil || list.Err() != nil {
		t.Fatal(err, list.Err())
	}
	o := Options{Particles: 1000, MinMoves: 5, MaxMoves: 40, Correlation: 0.05, Chains: 16, Draws: 125, Thin: 16, Replicates: 1}
	at := slices.IndexFunc(s.Constants, func(c Constant) bool { return c.Name == "Wave Start" })
	c := &s.Constants[at]
	base, err := s.newTarget(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer base.engine.Close()

	// calibrated is a calibration with the number elsewhere: its draws, moved with it, and
	// its log evidence.
	calibrated := func(value float64) (*varying, map[string]*explore.Ensemble, float64) {
		moved, err := s.newTargetTo(ctx, o, s.lastStep(), c.Param)
		if err != nil {
			t.Fatal(err)
		}
		defer moved.engine.Close()
		moved.fixed = map[int]float64{c.Param: value}
		r, err := infer.Run(ctx, moved, s.inferOptions(o, "sensitivity"))
		if err != nil {
			t.Fatal(err)
		}
		chains, err := infer.Continue(ctx, moved, r.State, infer.ChainOptions{Chains: o.Chains, Draws: o.Draws, Thin: o.Thin, Seed: s.Seed, Run: "sensitivity"})
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.newVarying(ctx, base, newPosterior([]*pass{{Chains: chains}}), o)
		if err != nil {
			t.Fatal(err)
		}
		runs, _, err := v.at(ctx, c.Param, value)
		if err != nil {
			t.Fatal(err)
		}
		evidence := 0.0
		for _, report := range r.Reports {
			evidence += report.LogEvidence
		}
		return v, runs, evidence
	}
	const away = 6.0 // days; the model's own steps are days
	v, _, _ := calibrated(c.Value)
	defer v.close()
	below, logBelow, err := v.at(ctx, c.Param, c.Value-away)
	if err != nil {
		t.Fatal(err)
	}
	above, logAbove, err := v.at(ctx, c.Param, c.Value+away)
	if err != nil {
		t.Fatal(err)
	}
	low, lowRuns, lowEvidence := calibrated(c.Value - away)
	defer low.close()
	high, highRuns, highEvidence := calibrated(c.Value + away)
	defer high.close()

	agree := func(name string, got explore.Response, was, is []float64) (clear bool) {
		moved := (mean(is) - mean(was)) / (2 * away)
		off := math.Hypot(low.post.errorOfMean(was), high.post.errorOfMean(is)) / (2 * away)
		t.Logf("%s moves by %.4f ± %.4f a day (%.4f held), calibrated anew by %.4f ± %.4f", name, got.Learned, got.Error, got.Held, moved, off)
		if far := math.Abs(got.Learned - moved); far > 4*math.Hypot(got.Error, off) {
			t.Errorf("%s moves by %.4f ± %.4f a day, calibrated anew by %.4f ± %.4f", name, got.Learned, got.Error, moved, off)
		}
		return math.Abs(moved) > 8*math.Hypot(got.Error, off)
	}
	for _, a := range v.asked {
		if a.id != "ground_per_loss" { // a ratio with a long tail
			agree(a.id, explore.Responds(a.draws(below), a.draws(above), logBelow, logAbove, 2*away, o.Chains), a.draws(lowRuns), a.draws(highRuns))
		}
	}
	// What is learned moves without a direct part.
	clear := 0
	for d, dim := range base.dims {
		column := func(sm *sample) []float64 {
			var out []float64
			for _, z := range sm.z {
				out = append(out, z[d])
			}
			return out
		}
		still := column(v.post)
		if agree(dim.name, explore.Responds(still, still, logBelow, logAbove, 2*away, o.Chains), column(low.post), column(high.post)) {
			clear++
		}
	}
	if clear < 2 {
		t.Errorf("%d numbers move beyond chance: the test shows little", clear)
	}
	pull, off := explore.Pull(logBelow, logAbove, 2*away, o.Chains)
	anew := (highEvidence - lowEvidence) / (2 * away)
	t.Logf("the log evidence rises by %.4f ± %.4f a day, calibrated anew by %.4f", pull, off, anew)
	if math.Abs(pull-anew) > 0.02 || pull < 0.1 { // two passes' log evidence differ by 0.1
		t.Errorf("the log evidence rises by %.4f ± %.4f a day, calibrated anew by %.4f", pull, off, anew)
	}
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// errorOfMean is the standard error of a mean over chains.
func (sm *sample) errorOfMean(draws []float64) float64 {
	m, sum := mean(draws), 0.0
	for _, v := range draws {
		sum += (v - m) * (v - m)
	}
	return math.Sqrt(sum / float64(len(draws)) / diagnose.Bulk(sm.split(draws)))
}
