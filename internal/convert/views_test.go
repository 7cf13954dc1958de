package convert_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"casus/internal/convert"
)

const flagshipModel = "../../studies/dprk-ukraine/model.mdl"

// TestEachViewHasAHeading: Vensim heads every view of a file, and Simlin refuses one that
// is not (its "Invalid view version").
func TestEachViewHasAHeading(t *testing.T) {
	between := filepath.Join(t.TempDir(), "m.xmile")
	text, _, err := convert.File(flagshipModel, between)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(between, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out, _, err := convert.File(between, "m.mdl")
	if err != nil {
		t.Fatal(err)
	}
	views := len(regexp.MustCompile(`(?m)^\*[^*]`).FindAllString(out, -1))
	headings := strings.Count(out, "\\\\\\---/// Sketch information - do not modify anything except names\nV300 ")
	if views < 2 || headings != views {
		t.Errorf("%d views have %d headings", views, headings)
	}
}

// TestViewsDrawAVariableAsWhatItIs: what is a flow in XMILE is one in every drawing too,
// with two points at least. A flow drawn as an auxiliary makes Simlin 0.8.5 fall over.
func TestViewsDrawAVariableAsWhatItIs(t *testing.T) {
	out, _, err := convert.File(flagshipModel, "m.xmile")
	if err != nil {
		t.Fatal(err)
	}
	variables, views, ok := strings.Cut(out, "<views>")
	if !ok {
		t.Fatal("there are no views")
	}
	is, plain := map[string]string{}, strings.NewReplacer(" ", "_")
	for _, m := range regexp.MustCompile(`<(stock|flow|aux) name="([^"]+)"`).FindAllStringSubmatch(variables, -1) {
		is[plain.Replace(m[2])] = m[1]
	}
	drawn := regexp.MustCompile(`<(stock|flow|aux) name="([^"]+)" x=.*`).FindAllStringSubmatch(views, -1)
	if len(drawn) < 100 {
		t.Errorf("%d variables are drawn", len(drawn))
	}
	for _, m := range drawn {
		if want := is[m[2]]; want != m[1] {
			t.Errorf("%s is drawn as %s and is a %s", m[2], m[1], want)
		}
		if m[1] == "flow" && strings.Count(m[0], "<pt ") < 2 {
			t.Errorf("the pipe of %s has no two ends: %s", m[2], m[0])
		}
	}
}
