package compare_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus/internal/compare"
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

func run(t *testing.T, dir string, o study.Options) *runs.Run {
	t.Helper()
	s, list, err := runs.Load(dir)
	if err != nil || list.HasFaults() {
		t.Fatal(err, list)
	}
	r, _, err := runs.Examine(t.Context(), s, o, "casus test")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// edit replaces a text of a file of the study, which must be there.
func edit(t *testing.T, dir, name, was, is string) {
	t.Helper()
	path := filepath.Join(dir, name)
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), was) {
		t.Fatalf("%s does not hold %q", name, was)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(src), was, is, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func of(t *testing.T, a, b *runs.Run) *compare.Comparison {
	t.Helper()
	c, err := compare.Of(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func line(t *testing.T, c *compare.Comparison, group, id string) compare.Line {
	t.Helper()
	for _, g := range c.Groups {
		for _, l := range g.Lines {
			if g.ID == group && l.ID == id {
				return l
			}
		}
	}
	t.Fatalf("there is no %s among %s", id, group)
	return compare.Line{}
}

// Other random numbers and nothing else: what differs is error, and is said to be so. This
// holds the errors of package study to what they claim, too: were they too small, most
// answers would count as moved.
func TestAnotherSeedMovesNothing(t *testing.T) {
	dir := small(t)
	o := study.FullOptions(1)
	a := run(t, dir, o)
	edit(t, dir, "study.yaml", "seed: 7", "seed: 8")
	c := of(t, a, run(t, dir, o))
	if moved, within := c.Count(compare.Beyond), c.Count(compare.Within); moved > 1 || within < 20 {
		var b bytes.Buffer
		_ = c.WriteText(&b, true)
		t.Errorf("%d answers moved, %d did within their error:\n%s", moved, within, b.String())
	}
	if want := []compare.Change{{Name: "seed", A: "7", B: "8"}}; !slices.Equal(c.Options, want) {
		t.Errorf("options %v, want %v", c.Options, want)
	}
	if c.SameInputs() {
		t.Error("the inputs count as the same")
	}
}

func TestARunIsTheSameAsItself(t *testing.T) {
	r := run(t, small(t), study.QuickOptions())
	c := of(t, r, r)
	if n := c.Count(compare.Equal); n < 25 || !c.SameInputs() || c.Count(compare.Within)+c.Count(compare.Beyond)+c.Count(compare.Untold) > 0 {
		t.Errorf("%d answers are the same; %s", n, c.Summary())
	}
}

// A prior and a claim are changed, and a statement is put in another way: the page can say
// which, and that the answers they bear on moved.
func TestWhatChangedIsTold(t *testing.T) {
	dir := small(t)
	o := study.FullOptions(1)
	a := run(t, dir, o)
	edit(t, dir, "study.yaml", `{name: Guest Wave, prior: "lognormal(100, 0.3)"`, `{name: Guest Wave, prior: "lognormal(100, 0.01)"`)
	edit(t, dir, "study.yaml", `set: {Guests Sent Switch: 0}`, `set: {Guests Sent Switch: 0.5}`)
	edit(t, dir, "argument.yaml", "more than 5,000 guests", "more than five thousand guests")
	claims := filepath.Join(dir, "claims.csv")
	src, err := os.ReadFile(claims)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.SplitAfter(strings.TrimSuffix(string(src), "\n"), "\n")
	last := rows[len(rows)-1]
	if err := os.WriteFile(claims, []byte(strings.Join(rows[:len(rows)-1], "")), 0o644); err != nil {
		t.Fatal(err)
	}
	c := of(t, a, run(t, dir, o))

	states := map[string]compare.State{}
	for _, f := range c.Files {
		states[f.Name] = f.State
		id, _, _ := strings.Cut(last, ",")
		if f.Name == "claims.csv" && (f.Rows == nil || !slices.Equal(f.Rows.Removed, []string{id}) || len(f.Rows.Added)+len(f.Rows.Changed) > 0) {
			t.Errorf("rows of the claims: %v, want %s removed", f.Rows, id)
		}
		if f.Name == "study.yaml" && !slices.ContainsFunc(f.Diff, func(l string) bool { return strings.HasPrefix(l, "+") && strings.Contains(l, "lognormal(100, 0.01)") }) {
			t.Errorf("the difference of study.yaml does not show the new prior: %q", f.Diff)
		}
	}
	for name, want := range map[string]compare.State{"study.yaml": compare.Changed, "claims.csv": compare.Changed, "argument.yaml": compare.Changed, "model.mdl": compare.Same} {
		if states[name] != want {
			t.Errorf("%s is %q, want %q", name, states[name], want)
		}
	}
	wave := line(t, c, "constants", "Guest Wave")
	if wave.Verdict != compare.Beyond || len(wave.Notes) != 1 || !strings.Contains(wave.Notes[0], "lognormal(100, 0.3)") {
		t.Errorf("the constant with the other prior: %+v", wave)
	}
	if l := line(t, c, "effects", "ground"); l.Verdict != compare.Beyond {
		t.Errorf("half of the guests or none make no difference: %+v", l)
	}
	if l := line(t, c, "statements", "s1"); len(l.Notes) == 0 || !strings.HasPrefix(l.Notes[0], "test: ") {
		t.Errorf("the statement with the other test: %+v", l)
	}
	var text bytes.Buffer
	if err := c.WriteText(&text, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"claims.csv", "1 removed", "moved", "answers that both runs give"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text does not say %q:\n%s", want, text.String())
		}
	}
}

func TestAQuickRunBesideAFullOne(t *testing.T) {
	dir := small(t)
	c := of(t, run(t, dir, study.QuickOptions()), run(t, dir, study.FullOptions(1)))
	if len(c.Options) == 0 || c.Options[0] != (compare.Change{Name: "kind", A: "quick", B: "full"}) {
		t.Errorf("options %v", c.Options)
	}
	for _, f := range c.Files {
		if f.State != compare.Same {
			t.Errorf("%s is %s", f.Name, f.State)
		}
	}
}

func TestARunWithoutAnswersIsRefused(t *testing.T) {
	dir := small(t)
	whole := run(t, dir, study.QuickOptions())
	s, _, err := runs.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	o := study.FullOptions(1)
	o.Progress = func(_ string, done float64) {
		if done > 0.3 {
			stop()
		}
	}
	if _, _, err := runs.Examine(ctx, s, o, "casus test"); err == nil {
		t.Fatal("the run was not broken off")
	}
	list, _ := runs.List(dir)
	i := slices.IndexFunc(list, func(r *runs.Run) bool { return !r.Finished() })
	if i < 0 {
		t.Fatal("the run that was broken off is not listed")
	}
	if _, err := compare.Of(whole, list[i]); err == nil || !strings.Contains(err.Error(), "broken off") {
		t.Errorf("compared with %v", err)
	}
}

// Runs of earlier versions kept no errors: then the page can't say what is error, and says
// that.
func TestWithoutErrorsNothingIsJudged(t *testing.T) {
	dir := small(t)
	a := run(t, dir, study.QuickOptions())
	edit(t, dir, "study.yaml", "seed: 7", "seed: 8")
	b := run(t, dir, study.QuickOptions())
	if err := os.Remove(filepath.Join(a.Dir, "precision.json")); err != nil {
		t.Fatal(err)
	}
	if c := of(t, a, b); c.Count(compare.Untold) < 15 || c.Count(compare.Beyond) > 0 || c.Count(compare.Within) > 0 {
		t.Error(c.Summary())
	}
}
