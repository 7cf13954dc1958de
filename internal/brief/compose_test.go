package brief_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"casus/internal/brief"
	"casus/internal/study"
)

// examined copies a study and examines it quickly.
func examined(t *testing.T, folder string) *study.Examination {
	t.Helper()
	return examinedBy(t, folder, study.QuickOptions())
}

// hasty options are of an examination whose numbers nobody looks at.
func hasty() study.Options {
	o := study.QuickOptions()
	o.Particles, o.MinMoves, o.MaxMoves, o.Thin = 64, 1, 1, 2
	return o
}

func examinedBy(t *testing.T, folder string, o study.Options) *study.Examination {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "study")
	if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	s, list, err := study.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	o.Fresh = true
	x, err := s.Examine(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

const small = "../study/testdata/small"

// Every statement gets the picture that its test asks for, every part its effects.
func TestPicturesFollowTheTests(t *testing.T) {
	d := brief.Compose(examined(t, small), "test", time.Unix(0, 0))
	want := map[string]brief.Picture{"s1": brief.ClaimsPicture, "s2": brief.WorldsPicture, "s3": brief.ClaimsPicture, "s4": brief.ClaimsPicture}
	for _, s := range d.Statements {
		if picture, ok := want[s.ID]; ok && s.Picture != picture {
			t.Errorf("%s has the picture %q, want %q", s.ID, s.Picture, picture)
		}
		if s.Measure == nil {
			t.Fatalf("%s has no measure", s.ID)
		}
	}
	if s := d.Statements[0]; s.Measure.Output != "Guests Sent" || s.Measure.At != 365 || s.Threshold != 5000 || s.Quantity != "sent" || s.Unit != "person" {
		t.Errorf("s1 measures %+v, above %g of %s", *s.Measure, s.Threshold, s.Unit)
	}
	if len(d.Rows) != 14 || d.Rows[0].ID != "row-deployment-and-arrangement" || d.Rows[13].Title != "knowledge" {
		t.Errorf("%d parts, from %s", len(d.Rows), d.Rows[0].ID)
	}
	// The headline is of the ground held without guests: the statement that measures the
	// same leads its part, and the effect stands there.
	if got := strings.Join(d.Rows[1].Effects, " "); !strings.Contains(got, "ground") {
		t.Errorf("the effects of the second part are %q", got)
	}
	// Every quantity stands in one part, as the picture of its leading statement or below.
	stands := map[string]int{}
	lead := map[string]bool{}
	for _, r := range d.Rows {
		for _, s := range d.Statements {
			if s.ID == r.Statements[0] && s.Quantity != "" {
				lead[s.Quantity] = true
			}
		}
		for _, q := range r.Quantities {
			stands[q]++
		}
	}
	for _, q := range d.Quantities {
		if n := stands[q.ID]; lead[q.ID] && n != 0 || !lead[q.ID] && n != 1 {
			t.Errorf("quantity %s stands in %d parts", q.ID, n)
		}
	}
	if len(d.Stages) < 2 || len(d.Stages[0].Bands) != len(d.Quantities) {
		t.Errorf("%d stages", len(d.Stages))
	}
	if d.Diagram == nil || len(d.Diagram.Views) != 1 {
		t.Error("a model of three stocks has not one drawing")
	}
}

// A rule that anyone can check: nothing learned or one claimant is low confidence.
func TestConfidenceFollowsTheEvidence(t *testing.T) {
	d := brief.Compose(examined(t, small), "test", time.Unix(0, 0))
	for _, s := range d.Statements {
		switch {
		case s.Wording != "" && s.Confidence.Level != "low":
			t.Errorf("%s was not learned, and has %s confidence", s.ID, s.Confidence.Level)
		case s.Confidence.Level == "high":
			t.Errorf("%s has high confidence after a quick calibration", s.ID)
		case s.Confidence.Why == "":
			t.Errorf("%s does not say why", s.ID)
		}
	}
}

// The same examination gives the same page.
func TestComposeIsDeterministic(t *testing.T) {
	x := examined(t, small)
	var pages [2]bytes.Buffer
	for i := range pages {
		if err := brief.Write(&pages[i], brief.Compose(x, "test", time.Unix(0, 0))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(pages[0].Bytes(), pages[1].Bytes()) {
		t.Error("two pages of one examination differ")
	}
}
