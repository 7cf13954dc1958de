package study_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"casus/internal/study"
)

// loaded copies a study, changes the copy and reads it.
func loaded(t *testing.T, dir string, change func(to string)) *study.Study {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(to)
	}
	s, list, err := study.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

func backtest(t *testing.T, change func(to string)) *study.Backtest {
	t.Helper()
	b, err := loaded(t, small, change).Backtest(context.Background(), 3, study.QuickOptions())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestForecastsKnowNoFuture: what claims published later say changes no score of claims
// published before, neither the model's nor the naive ones', to the last bit.
func TestForecastsKnowNoFuture(t *testing.T) {
	const day = "2024-10-31"
	was := backtest(t, nil)
	is := backtest(t, func(to string) {
		alterClaims(t, filepath.Join(to, "claims.csv"), func(r row) {
			if r["date_published"] > day && r["use"] != "" {
				tenfold(r["id"])(r)
			}
		})
	})
	published := map[string]string{}
	rewrite(t, filepath.Join(copied(t, small), "claims.csv"), func(rows []row) []row {
		for _, r := range rows {
			published[r["id"]] = r["date_published"]
		}
		return rows
	})
	same, different := 0, 0
	for i, f := range was.Forecasts {
		g := is.Forecasts[i]
		equal := f.CRPS == g.CRPS && f.Log == g.Log
		for k := range f.Naive {
			equal = equal && f.Naive[k] == g.Naive[k]
		}
		switch {
		case published[f.Claim] <= day && !equal:
			t.Errorf("the forecast of %s from %s depends on claims published after %s", f.Claim, f.From, day)
		case equal:
			same++
		default:
			different++
		}
	}
	if same < 3 || different < 3 {
		t.Errorf("%d forecasts are the same and %d differ: the test tells nothing", same, different)
	}
}

func copied(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestBacktestAddsUp: rows by distance and by claimant hold the same forecasts as the row
// of all, and the skill is what the two scores make.
func TestBacktestAddsUp(t *testing.T) {
	b := backtest(t, nil)
	distances := 0
	for _, m := range b.Months {
		distances += m.Forecasts
	}
	if distances != b.Overall.Forecasts || b.Known.Forecasts+b.Newcomers.Forecasts != b.Overall.Forecasts {
		t.Errorf("%d forecasts: %d by distance, %d by claimants heard before and %d new", b.Overall.Forecasts, distances, b.Known.Forecasts, b.Newcomers.Forecasts)
	}
	best := math.Inf(1)
	for _, v := range b.Overall.NaiveCRPS {
		best = math.Min(best, v)
	}
	if got, want := float64(b.Overall.Skill), 1-b.Overall.CRPS/best; math.Abs(got-want) > 1e-12 {
		t.Errorf("skill %v, want %v", got, want)
	}
	if b.Bounds.Forecasts == 0 {
		t.Error("no bound is forecast")
	}
}

// TestVariantsAreWeighed: a variant in which nothing that claims say is likely gets no
// chance, and the chances are all there is.
func TestVariantsAreWeighed(t *testing.T) {
	o := study.QuickOptions()
	o.Replicates = 2
	w, err := study.WeighVariants(context.Background(), copied(t, small), o)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, v := range w.Variants {
		sum += v.Chance
		t.Logf("%s: %.3f ± %.3f, log evidence %.2f, ahead %+.2f ± %.2f", v.ID, v.Chance, float64(v.Error), v.LogEvidence, v.Against, float64(v.AgainstError))
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("chances sum to %v", sum)
	}
	if v := w.Variants[1]; v.ID != "strong_push" || v.Chance > 0.05 || v.Against > -2 {
		t.Errorf("a push three times as strong has chance %v and foretells claims by %v better", v.Chance, v.Against)
	}
	if got := w.Variants[2].Prior; math.Abs(got-0.2) > 1e-12 {
		t.Errorf("a weight of 0.5 beside two of 1 is a prior chance of %v", got)
	}
	first, err := loaded(t, small, nil).Calibrate(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if first.Diagnostics.LogEvidence != w.Variants[0].LogEvidence {
		t.Errorf("the study as it stands has log evidence %v alone and %v among variants", first.Diagnostics.LogEvidence, w.Variants[0].LogEvidence)
	}
}
