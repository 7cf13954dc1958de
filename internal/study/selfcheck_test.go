package study_test

import (
	"context"
	"testing"

	"casus/internal/study"
)

// selfCheck runs simulation-based calibration on a study at reduced size.
func selfCheck(t *testing.T, dir string, replicates int, analyse float64) *study.SelfCheck {
	t.Helper()
	s, list, err := study.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	c, err := s.SelfCheck(context.Background(), study.SelfCheckOptions{Replicates: replicates, Stages: 1, Draws: 119, Analyse: analyse,
		Options: study.Options{Particles: 198, MinMoves: 4, MaxMoves: 60, Correlation: 0.05, Chains: 119, Thin: 20}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestRanksAreUniform: on a small war of three stocks the truth stands at any rank among
// the draws equally often, for every number, and intervals cover as they should.
func TestRanksAreUniform(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred calibrations take some seconds")
	}
	const replicates = 200
	c := selfCheck(t, small, replicates, 1)
	for _, n := range c.Numbers {
		if n.P < 0.01/float64(len(c.Numbers)) {
			t.Errorf("%s: ranks are not uniform, p = %.2g: %v", n.Name, n.P, n.Ranks)
		}
		for _, v := range n.Coverage {
			low, high := study.BinomialBand(replicates, v.Level, 0.01/float64(3*len(c.Numbers)))
			if v.Share < low || v.Share > high {
				t.Errorf("%s: %.0f %% intervals cover %.1f %%, outside %.1f to %.1f", n.Name, 100*v.Level, 100*v.Share, 100*low, 100*high)
			}
		}
	}
	for _, v := range c.Pooled {
		t.Logf("%.0f %% intervals cover %.1f %%", 100*v.Level, 100*v.Share)
		if v.Share < v.Level-0.04 || v.Share > v.Level+0.04 {
			t.Errorf("%.0f %% intervals cover %.1f %%", 100*v.Level, 100*v.Share)
		}
	}
}

// TestCoverageNeedsBias: on a hundred wars drawn from the prior, with claimants as biased
// as the study has them, nine-tenths intervals cover the truth when the analysis knows
// that claimants are biased, and fail to when it does not.
func TestCoverageNeedsBias(t *testing.T) {
	if testing.Short() {
		t.Skip("two hundred calibrations take some seconds")
	}
	const twins = 100
	coverage := func(analyse float64) (inside, of float64) {
		c := selfCheck(t, small, twins, analyse)
		for _, n := range c.Numbers[:len(c.Numbers)-1] { // all but the log-likelihood
			for _, r := range n.Ranks {
				of++
				if r >= 6 && r < 114 {
					inside++
				}
			}
		}
		return inside, of
	}
	inside, of := coverage(1)
	low, high := study.BinomialBand(int(of), 0.9, 0.001)
	t.Logf("with bias in the analysis %.3f, band %.3f to %.3f", inside/of, low, high)
	if share := inside / of; share < low || share > high {
		t.Errorf("intervals cover %.3f", share)
	}
	inside, of = coverage(1e-3)
	t.Logf("without it %.3f", inside/of)
	if share := inside / of; share >= low {
		t.Errorf("without the claimants' bias intervals cover %.3f and should fail to", share)
	}
}
