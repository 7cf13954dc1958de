package runs_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"casus/internal/runs"
	"casus/internal/study"
)

func small(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.CopyFS(dir, os.DirFS("../study/testdata/small")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func load(t *testing.T, dir string) *runs.Loaded {
	t.Helper()
	s, list, err := runs.Load(dir)
	if err != nil || list.HasFaults() {
		t.Fatal(err, list)
	}
	return s
}

// one is the only run of the study, as the list has it.
func one(t *testing.T, dir string) *runs.Run {
	t.Helper()
	list, faults := runs.List(dir)
	if len(list) != 1 || len(faults) > 0 {
		t.Fatalf("%d runs, faults %v", len(list), faults)
	}
	return list[0]
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestARunIsKeptWithItsInputs(t *testing.T) {
	dir := small(t)
	if list, faults := runs.List(dir); len(list)+len(faults) > 0 {
		t.Fatalf("a study that was never run has runs %v, faults %v", list, faults)
	}
	s := load(t, dir)
	made, x, err := runs.Examine(t.Context(), s, study.QuickOptions(), "casus test")
	if err != nil {
		t.Fatal(err)
	}
	r := one(t, dir)
	if !r.Finished() || r.ID != made.ID || r.InputHash != x.Results.InputHash || r.ID != r.InputHash[:12] || !r.Quick || r.Kind() != "quick" ||
		r.Version != "casus test" || r.Headline != x.Results.Headline || r.Warnings != len(x.Results.Warnings) || r.Seed != s.Seed || !r.Made.Equal(made.Made) {
		t.Errorf("the list tells of %+v", r)
	}
	var names []string
	for _, f := range r.Files {
		names = append(names, f.Name)
		src, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(src)
		if kept, err := r.Input(f.Name); err != nil || !bytes.Equal(kept, src) || !f.Kept || f.Size != int64(len(src)) || f.SHA != hex.EncodeToString(sum[:]) {
			t.Errorf("the copy of %s is another", f.Name)
		}
	}
	if !slices.Equal(names, s.Files) {
		t.Errorf("inputs %v, want %v", names, s.Files)
	}
	if _, err := r.Input("../results.json"); err == nil {
		t.Error("an input was read from outside the folder of inputs")
	}
	if !r.MadeFrom(s.Inputs) || r.MadeFrom(nil) || r.MadeFrom(s.Inputs[1:]) {
		t.Error("the run does not know which files it was made from")
	}
	results, err := r.Results()
	if err != nil || results.Headline != x.Results.Headline || len(results.Effects) != len(x.Results.Effects) {
		t.Errorf("results came back with %v", err)
	}
	p, err := r.Precision()
	if err != nil || p == nil || len(p.Effects) == 0 || len(p.Constants) == 0 || len(p.Quantities) == 0 {
		t.Fatalf("errors came back as %v with %v", p, err)
	}
	for id, e := range p.Statements {
		if e < 0 || e > 0.1 {
			t.Errorf("the probability of %s has a standard error of %v", id, e)
		}
	}
	if err := os.Remove(filepath.Join(r.Dir, "precision.json")); err != nil {
		t.Fatal(err)
	}
	if p, err := r.Precision(); p != nil || err != nil {
		t.Errorf("errors that were not kept are %v, %v", p, err)
	}

	// An edited file: the run is of other files now.
	write(t, filepath.Join(dir, "claims.csv"), string(must(t, filepath.Join(dir, "claims.csv")))+"\n")
	if r.MadeFrom(load(t, dir).Inputs) {
		t.Error("the run counts as made from files that were edited since")
	}
}

func must(t *testing.T, path string) []byte {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestARunThatWasBrokenOffIsListed(t *testing.T) {
	dir := small(t)
	s := load(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	o := study.FullOptions(1)
	o.Progress = func(_ string, done float64) {
		if done > 0.1 {
			stop()
		}
	}
	if _, _, err := runs.Examine(ctx, s, o, "casus test"); !errors.Is(err, context.Canceled) {
		t.Fatalf("the run ended with %v", err)
	}
	r := one(t, dir)
	if r.Finished() || r.Reached == 0 || r.Reached >= r.Stages || r.Begun.IsZero() || !r.Date().Equal(r.Begun) || !r.MadeFrom(s.Inputs) {
		t.Errorf("it left %+v", r)
	}
	o.Progress = nil
	if _, _, err := runs.Examine(t.Context(), s, o, "casus test"); err != nil {
		t.Fatal(err)
	}
	if r := one(t, dir); !r.Finished() || r.Reached != 0 || r.Kind() != "full" {
		t.Errorf("finished, it is %+v", r)
	}
}

func TestAFileSavedMeanwhileIsNoticed(t *testing.T) {
	dir := small(t)
	s := load(t, dir)
	path := filepath.Join(dir, "timeline.csv")
	write(t, path, string(must(t, path))+"\n")
	if _, _, err := runs.Examine(t.Context(), s, study.QuickOptions(), "casus test"); !errors.Is(err, runs.ErrChanged) {
		t.Errorf("the run ended with %v", err)
	}
	if list, _ := runs.List(dir); len(list) > 0 {
		t.Errorf("it left %+v", list[0])
	}
}

func TestASignatureChangesWithTheFilesAlone(t *testing.T) {
	dir := small(t)
	signature := func() string {
		t.Helper()
		s, err := runs.Signature(dir)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	was := signature()
	for _, name := range []string{"runs/0123456789ab/run.json", ".study.yaml.swp", "study.yaml~"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, path, "{}")
	}
	if signature() != was {
		t.Error("a run, or what an editor leaves behind, changed the signature")
	}
	write(t, filepath.Join(dir, "table.csv"), "id\n")
	if signature() == was {
		t.Error("a new file did not change the signature")
	}
	was = signature()
	path := filepath.Join(dir, "argument.yaml")
	write(t, path, string(must(t, path))+"# a word more\n")
	if signature() == was {
		t.Error("an edited file did not change the signature")
	}
	if _, err := runs.Signature(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a folder that is not there has a signature")
	}
}

func TestRunsOfEarlierVersionsAreListed(t *testing.T) {
	dir := small(t)
	made, x, err := runs.Examine(t.Context(), load(t, dir), study.QuickOptions(), "casus test")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(made.Dir, "run.json")); err != nil {
		t.Fatal(err)
	}
	r := one(t, dir)
	if !r.Finished() || r.Method != "" || len(r.Files) > 0 || r.Headline != x.Results.Headline || r.InputHash != made.InputHash || r.Particles != made.Particles {
		t.Errorf("listed as %+v", r)
	}
	write(t, filepath.Join(made.Dir, "run.json"), "{")
	if list, faults := runs.List(dir); len(list) != 0 || len(faults) != 1 {
		t.Errorf("listed as %+v, faults %v", list, faults)
	}
}

func TestWhatIsNoRunIsNotOpened(t *testing.T) {
	dir := small(t)
	for _, id := range []string{"", ".", "..", "../..", "abc", "0123456789AB", "0123456789ab/.."} {
		if _, err := runs.Open(dir, id); err == nil {
			t.Errorf("%q was opened", id)
		}
	}
	if r, err := runs.Open(dir, "0123456789ab"); r != nil || err != nil {
		t.Errorf("a run that is not there came as %v, %v", r, err)
	}
}
