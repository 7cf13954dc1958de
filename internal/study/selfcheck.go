package study

import (
	"context"
	"fmt"
	"math"

	"casus/internal/infer"
	"casus/internal/likelihood"
	"casus/internal/prob"

	"gonum.org/v1/gonum/stat/distuv"
)

// SelfCheck is simulation-based calibration (Talts and others 2018, Validating Bayesian
// inference algorithms with simulation-based calibration): constants are drawn from the
// prior, claims from the likelihood at these constants, and a calibration on these claims
// should find the constants at any rank among its draws equally often. It checks sampler
// and likelihood against one another, not the study against the world.
type SelfCheck struct {
	Replicates int
	Draws      int // of each posterior, among which a truth is ranked
	Numbers    []RankCheck
	Pooled     []CoverageCheck // over all numbers
}

// RankCheck is one number's: a coordinate of the sampler, or the log-likelihood.
type RankCheck struct {
	Name     string
	Ranks    []int   // by replicate, 0 to Draws
	P        float64 // of a chi-square test that ranks are uniform, in RankBins bins
	Coverage []CoverageCheck
}

// CoverageCheck is how often the truth lay inside the central interval of a level.
type CoverageCheck struct{ Level, Share float64 }

// RankBins is into how many bins ranks are sorted for the test.
const RankBins = 20

// SelfCheckOptions say how large the check is. Claims come in as Stages stages, and the
// draws are of the chains that go on from the last, as those of an examination are: Draws
// in all, a multiple of the chains; with 39 or 119 the ends of all checkedLevels and RankBins
// fall between ranks. Particles themselves would not do: few of them stand a little too close
// together.
type SelfCheckOptions struct {
	Options
	Replicates, Stages, Draws int
	// Analyse is a factor on the claimants' bias in the analysis, 1 for the study's own:
	// with another one the check should fail.
	Analyse float64
}

// SelfCheck runs the check. Dated events are left out: their likelihood is of having
// happened in one window, and nothing says in which others they might have.
func (s *Study) SelfCheck(ctx context.Context, o SelfCheckOptions) (*SelfCheck, error) {
	if len(s.Series) > 0 {
		return nil, fmt.Errorf("%s: a check of itself is of claims, and the study holds its model to tables too", s.Dir)
	}
	if o.Chains < 1 || o.Draws < 1 || o.Draws%o.Chains != 0 {
		return nil, fmt.Errorf("%d draws of %d chains are not possible", o.Draws, o.Chains)
	}
	t, err := s.newTarget(ctx, o.Options)
	if err != nil {
		return nil, err
	}
	defer t.engine.Close()
	t.events = nil
	c := &SelfCheck{Replicates: o.Replicates, Draws: o.Draws}
	for _, d := range t.dims {
		c.Numbers = append(c.Numbers, RankCheck{Name: d.name})
	}
	c.Numbers = append(c.Numbers, RankCheck{Name: "log-likelihood"})
	for r := range o.Replicates {
		if err := c.replicate(ctx, t, o, r); err != nil {
			return nil, fmt.Errorf("replicate %d: %w", r+1, err)
		}
		if o.Progress != nil {
			o.Progress("calibrating on simulated claims", float64(r+1)/float64(o.Replicates))
		}
	}
	c.sum()
	return c, nil
}

// replicate draws a truth and claims, calibrates on them and ranks the truth.
func (c *SelfCheck) replicate(ctx context.Context, t *target, o SelfCheckOptions, r int) error {
	stream := prob.NewStream(t.study.Seed, "truth of a replicate", uint64(r))
	truth := make([]float64, t.Dim())
	for d := range truth {
		truth[d] = stream.Normal()
	}
	var said []likelihood.Quantity
	err := t.eachRow(ctx, [][]float64{truth}, 1, func(_ int, get func(row, output int) float64, hyper []float64) {
		said = t.like.Simulate(get, hyper, t.study.Seed, uint64(r))
	})
	if err != nil {
		return err
	}
	analysed, err := likelihood.New(t.merged(said, o), o.Stages)
	if err != nil {
		return err
	}
	defer t.replace(analysed)()
	run := staged{t, o.Stages}
	name := fmt.Sprintf("replicate %d", r)
	result, err := infer.Run(ctx, run, t.study.inferOptions(o.Options, name))
	if err != nil {
		return err
	}
	chains, err := infer.Continue(ctx, run, result.State, infer.ChainOptions{Chains: o.Chains, Draws: o.Draws / o.Chains, Thin: o.Thin, Seed: t.study.Seed, Run: name})
	if err != nil {
		return err
	}
	draws := chains.Flat()
	logs, err := run.logLik(ctx, append([][]float64{truth}, draws...))
	if err != nil {
		return err
	}
	for d := range truth {
		c.Numbers[d].rank(truth[d], func(i int) float64 { return draws[i][d] }, o.Draws)
	}
	c.Numbers[len(truth)].rank(logs[0], func(i int) float64 { return logs[i+1] }, o.Draws)
	return nil
}

// merged puts claims into fewer stages, and the biases of the analysis in the place of
// the study's.
func (t *target) merged(quantities []likelihood.Quantity, o SelfCheckOptions) []likelihood.Quantity {
	for i := range quantities {
		q := &quantities[i]
		q.BiasSD *= o.Analyse
		q.SideSD *= o.Analyse
		for k := range q.Observations {
			q.Observations[k].Stage = q.Observations[k].Stage * o.Stages / len(t.study.Stages)
		}
	}
	return quantities
}

// staged is a target with fewer stages, each of which needs all days.
type staged struct {
	*target
	stages int
}

// Stages implements infer.Target.
func (s staged) Stages() int { return s.stages }

// LogLik implements infer.Target.
func (s staged) LogLik(ctx context.Context, z [][]float64, upTo int, out [][]float64) error {
	return s.eachRow(ctx, z, len(z), func(i int, get func(row, output int) float64, hyper []float64) {
		scratch := s.sweep.Get().(*likelihood.Scratch)
		defer s.sweep.Put(scratch)
		s.like.LogLik(get, hyper, out[i][:upTo+1], scratch)
	})
}

// logLik is the whole log-likelihood of points.
func (s staged) logLik(ctx context.Context, z [][]float64) ([]float64, error) {
	rows := make([][]float64, len(z))
	for i := range rows {
		rows[i] = make([]float64, s.stages)
	}
	if err := s.LogLik(ctx, z, s.stages-1, rows); err != nil {
		return nil, err
	}
	out := make([]float64, len(z))
	for i, row := range rows {
		for _, v := range row {
			out[i] += v
		}
	}
	return out, nil
}

// rank notes how many draws lie below the truth.
func (n *RankCheck) rank(truth float64, draw func(i int) float64, draws int) {
	below := 0
	for i := range draws {
		if draw(i) < truth {
			below++
		}
	}
	n.Ranks = append(n.Ranks, below)
}

// checkedLevels are those of the intervals whose coverage is checked.
var checkedLevels = []float64{0.5, 0.8, 0.95}

// sum tests the ranks.
func (c *SelfCheck) sum() {
	for _, level := range checkedLevels {
		c.Pooled = append(c.Pooled, CoverageCheck{Level: level})
	}
	for i := range c.Numbers {
		n := &c.Numbers[i]
		n.P = uniform(n.Ranks, c.Draws)
		for k, level := range checkedLevels {
			inside := 0.0
			for _, r := range n.Ranks {
				// A rank stands for the middle of its place among draws + 1.
				inside += within((float64(r)+0.5)/float64(c.Draws+1), level) / float64(len(n.Ranks))
			}
			n.Coverage = append(n.Coverage, CoverageCheck{level, inside})
			c.Pooled[k].Share += inside / float64(len(c.Numbers))
		}
	}
}

// uniform is the p-value of Pearson's test that ranks from 0 to draws are uniform.
func uniform(ranks []int, draws int) float64 {
	counts := make([]float64, RankBins)
	for _, r := range ranks {
		counts[r*RankBins/(draws+1)]++
	}
	expected := float64(len(ranks)) / RankBins
	statistic := 0.0
	for _, n := range counts {
		statistic += (n - expected) * (n - expected) / expected
	}
	return distuv.ChiSquared{K: RankBins - 1}.Survival(statistic)
}

// BinomialBand is where the share of successes of so many trials lies with a chance of at
// least 1 - alpha, when each succeeds with chance p: the exact band, ends included.
func BinomialBand(trials int, p, alpha float64) (low, high float64) {
	b := distuv.Binomial{N: float64(trials), P: p}
	n := 0
	for n < trials && b.CDF(float64(n)) < alpha/2 {
		n++
	}
	low = float64(n) / float64(trials)
	for n = trials; n > 0 && 1-b.CDF(float64(n)-1) < alpha/2; {
		n--
	}
	return low, math.Min(1, float64(n)/float64(trials))
}
