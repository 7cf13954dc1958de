package study_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"

	"casus/internal/study"
)

const (
	flagship = "../../studies/dprk-ukraine"
	small    = "testdata/small"
)

// row is one row of a claims file by its columns.
type row map[string]string

// setAside takes a claim out of use.
func (r row) setAside() {
	for _, column := range []string{"use", "reading", "from", "factor", "same_as"} {
		r[column] = ""
	}
	r["why"] = "taken away by a test"
}

// examine copies a study, alters its claims, and examines the copy quickly.
func examine(t *testing.T, dir string, alter func(row)) *study.Results {
	t.Helper()
	return examineBy(t, dir, study.QuickOptions(), alter)
}

func examineBy(t *testing.T, dir string, o study.Options, alter func(row)) *study.Results {
	t.Helper()
	return examineFrom(t, dir, o, func(to string) {
		if alter != nil {
			alterClaims(t, filepath.Join(to, "claims.csv"), alter)
		}
	})
}

// examineFrom examines a copy of a study after a change of its folder.
func examineFrom(t *testing.T, dir string, o study.Options, change func(to string)) *study.Results {
	t.Helper()
	to := t.TempDir()
	for _, name := range []string{"study.yaml", "model.mdl", "claims.csv", "timeline.csv", "argument.yaml"} {
		src, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), src, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	change(to)
	s, list, err := study.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	x, err := s.Examine(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return x.Results
}

func alterClaims(t *testing.T, path string, alter func(row)) {
	t.Helper()
	rewrite(t, path, func(rows []row) []row {
		for _, r := range rows {
			alter(r)
		}
		return rows
	})
}

// rewrite changes the rows of a file of claims.
func rewrite(t *testing.T, path string, change func([]row) []row) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	table, err := csv.NewReader(f).ReadAll()
	f.Close()
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for i := 1; i < len(table); i++ {
		r := row{}
		for k, name := range table[0] {
			r[name] = table[i][k]
		}
		rows = append(rows, r)
	}
	out := [][]string{table[0]}
	for _, r := range change(rows) {
		var cells []string
		for _, name := range table[0] {
			cells = append(cells, r[name])
		}
		out = append(out, cells)
	}
	f, err = os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(out); err != nil {
		t.Fatal(err)
	}
}

func tenfold(id string) func(row) {
	return func(r row) {
		if r["id"] != id {
			return
		}
		for _, column := range []string{"value_low", "value_best", "value_high"} {
			if v, err := strconv.ParseFloat(r[column], 64); err == nil {
				r[column] = strconv.FormatFloat(10*v, 'g', -1, 64)
			}
		}
	}
}

// lastMedian is the median of a quantity on the last day.
func lastMedian(t *testing.T, r *study.Results, id string) float64 {
	t.Helper()
	for _, q := range r.Quantities {
		if q.ID == id {
			return q.Q50[len(q.Q50)-1]
		}
	}
	t.Fatalf("no quantity %q", id)
	return 0
}

func effect(t *testing.T, list []study.EffectResult, id string) study.EffectResult {
	t.Helper()
	for _, e := range list {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no effect %q", id)
	return study.EffectResult{}
}

// TestTheChainIsAlive: an influential claim made tenfold moves the published
// estimate, and without any claim on the contingent what is said of it is as wide
// as the prior. Both go through every stage on the flagship; quick calibrations
// are exact to some percent, which the bounds allow for.
func TestTheChainIsAlive(t *testing.T) {
	if testing.Short() {
		t.Skip("three examinations of the flagship take half a minute")
	}
	base := examine(t, flagship, nil)

	moved := examine(t, flagship, tenfold("C0048")) // 4,700 casualties by the end of April 2025, by Seoul
	before, after := lastMedian(t, base, "dprk_casualties"), lastMedian(t, moved, "dprk_casualties")
	t.Logf("casualties: %.0f, and %.0f with one claim tenfold", before, after)
	// It moved it by more than a tenth while the study was smaller: one claim of more weighs less.
	if after < 1.05*before {
		t.Errorf("one claim tenfold moves the estimate of casualties from %.0f to %.0f only", before, after)
	}
	if moved.InputHash == base.InputHash {
		t.Error("another claim, and the same hash of the inputs")
	}

	contingent := map[string]bool{"dprk_sent": true, "dprk_kursk": true, "dprk_casualties": true, "dprk_killed": true,
		"dprk_training": true, "dprk_repatriated": true, "dprk_captured": true, "kursk_grouping": true, "kursk_ukrainian_losses": true}
	o := study.QuickOptions()
	o.Particles, o.MaxMoves, o.Correlation = 800, 40, 0.1 // a width wants more than a median does: 400 and 16 left a twentieth more of it out
	without := examineBy(t, flagship, o, func(r row) {
		if contingent[r["use"]] {
			r.setAside()
		}
	})
	for _, id := range []string{"loss_share_dprk"} {
		learned, prior := effect(t, base.Effectiveness, id), effect(t, without.Effectiveness, id)
		share := func(e study.EffectResult) float64 { return e.Posterior.Width() / e.Prior.Width() }
		t.Logf("%s: %.2f of the prior's width with the claims, %.2f without", id, share(learned), share(prior))
		if share(learned) > 0.7 {
			t.Errorf("%s: the claims narrow it to %.2f of the prior's width only", id, share(learned))
		}
		if math.Abs(share(prior)-1) > 0.25 {
			t.Errorf("%s: without any claim it is %.2f as wide as the prior's", id, share(prior))
		}
	}
}

// TestTheFutureLeavesThePastAlone: what was known on a date does not change by one
// bit when claims published later do.
func TestTheFutureLeavesThePastAlone(t *testing.T) {
	base := examine(t, small, nil)
	altered := examine(t, small, func(r row) {
		if r["date_published"] > "2024-10-31" && r["use"] != "" {
			tenfold(r["id"])(r)
		}
	})
	var same, different int
	for i, was := range base.AsOf {
		is := altered.AsOf[i]
		equal := reflect.DeepEqual(was.Effects, is.Effects)
		switch {
		case was.Date <= "2024-10-31" && !equal:
			t.Errorf("as of %s the answers depend on claims published later", was.Date)
		case equal:
			same++
		default:
			different++
		}
	}
	if same < 4 || different == 0 {
		t.Errorf("%d dates are the same and %d differ: the test tells nothing", same, different)
	}
}

// TestInterruptedGoesOn: a run that stops half way goes on to the same results.
func TestInterruptedGoesOn(t *testing.T) {
	want := examine(t, small, nil)
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(small)); err != nil {
		t.Fatal(err)
	}
	s, _, err := study.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := study.QuickOptions()
	o.Progress = func(_ string, done float64) {
		if done > 0.4 {
			cancel()
		}
	}
	if _, err := s.Examine(ctx, o); err == nil {
		t.Fatal("the run did not stop")
	}
	o.Progress = nil
	x, err := s.Examine(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	got := x.Results
	if !reflect.DeepEqual(got.Effects, want.Effects) || !reflect.DeepEqual(got.Statements, want.Statements) {
		t.Error("the results of a run that was stopped and went on are others")
	}
	if len(got.Diagnostics.Stages) != len(want.Diagnostics.Stages) {
		t.Errorf("reports of %d stages, want %d", len(got.Diagnostics.Stages), len(want.Diagnostics.Stages))
	}
}
