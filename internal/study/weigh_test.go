package study_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/study"
)

// TestWidthOfPriors: what the chances would be, were the priors of what variants change half or
// twice as wide, is what calibrations by such priors say. The odds against the first variant agree
// to 0.4 in their logs, some four errors of the log evidence of two passes of 500 particles and of a bridge;
// widths move them by up to 3.
func TestWidthOfPriors(t *testing.T) {
	weigh := func(change *strings.Replacer) *study.Weighing {
		dir := copied(t, small)
		path := filepath.Join(dir, "study.yaml")
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(change.Replace(string(src))), 0o644); err != nil {
			t.Fatal(err)
		}
		o := study.QuickOptions()
		o.Replicates, o.Particles, o.MinMoves, o.MaxMoves, o.Correlation = 2, 500, 5, 40, 0.1
		w, err := study.WeighVariants(context.Background(), dir, o)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	odds := func(w *study.Weighing, chance func(study.VariantResult) float64) []float64 {
		var out []float64
		for _, v := range w.Variants[1:] {
			out = append(out, math.Log(chance(v)/chance(w.Variants[0])))
		}
		return out
	}
	as := weigh(strings.NewReplacer())
	for _, c := range []struct {
		name     string
		change   *strings.Replacer
		foretold func(study.VariantResult) float64
	}{
		{"half", strings.NewReplacer("lognormal(0.003, 0.5)", "lognormal(0.003, 0.25)", "lognormal(2, 0.5)", "lognormal(2, 0.25)", "lognormal(0.0008, 0.3)", "lognormal(0.0008, 0.15)"),
			func(v study.VariantResult) float64 { return v.Narrow }},
		{"twice", strings.NewReplacer("lognormal(0.003, 0.5)", "lognormal(0.003, 1)", "lognormal(2, 0.5)", "lognormal(2, 1)", "lognormal(0.0008, 0.3)", "lognormal(0.0008, 0.6)"),
			func(v study.VariantResult) float64 { return v.Wide }},
	} {
		got, want := odds(as, c.foretold), odds(weigh(c.change), func(v study.VariantResult) float64 { return v.Chance })
		unmoved := odds(as, func(v study.VariantResult) float64 { return v.Chance })
		for i := range got {
			t.Logf("%s as wide, variant %d: log odds %.2f foretold, %.2f calibrated; %.2f as it stands", c.name, i+1, got[i], want[i], unmoved[i])
			if math.Abs(got[i]-want[i]) > 0.4 {
				t.Errorf("%s as wide, variant %d: log odds %.2f foretold, %.2f calibrated", c.name, i+1, got[i], want[i])
			}
		}
	}
}
