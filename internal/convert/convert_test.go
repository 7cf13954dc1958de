package convert_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"casus/internal/compile"
	"casus/internal/convert"
	"casus/internal/model"
	"casus/internal/program"
)

// collection are the models whose numbers must survive a change of format: the
// community's, where they are, and our own.
func collection(t *testing.T) []string {
	t.Helper()
	var models []string
	for _, pattern := range []string{"../../../shared/conformance/test-models/*/*.mdl", "../../../shared/conformance/test-models/*/*.xmile", "../../studies/*/model.mdl", "../../modeltests/*.mdl"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, found...)
	}
	return models
}

// TestRoundTrip writes every model that runs in both formats, and back in its own, and
// compares all its numbers.
func TestRoundTrip(t *testing.T) {
	agree, refused := 0, 0
	for _, path := range collection(t) {
		c, err := compile.File(path)
		if err != nil {
			t.Fatal(err)
		}
		if c.Program == nil {
			continue
		}
		for _, formats := range [][]string{{".xmile"}, {".mdl"}, {".xmile", ".mdl"}, {".mdl", ".xmile"}} {
			why, told := trip(t, path, c.Program, formats)
			switch {
			case told != "":
				refused++
				t.Logf("%s as %v is refused: %s", filepath.Base(path), formats, told)
			case why != "":
				t.Errorf("%s as %v: %s", path, formats, why)
			default:
				agree++
			}
		}
	}
	t.Logf("%d conversions give the same numbers, %d are refused with a reason", agree, refused)
}

// trip writes a model in one format after another and says where its numbers differ, or
// why it was refused.
func trip(t *testing.T, path string, want *program.Program, formats []string) (why, refused string) {
	t.Helper()
	dir := t.TempDir()
	at := path
	for i, format := range formats {
		to := filepath.Join(dir, fmt.Sprintf("model%d%s", i, format))
		text, list, err := convert.File(at, to)
		if err != nil {
			t.Fatal(err)
		}
		if list.HasFaults() {
			return "", list.Err().Error()
		}
		if err := os.WriteFile(to, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		at = to
	}
	got, err := compile.File(at)
	if err != nil {
		t.Fatal(err)
	}
	if got.Program == nil {
		src, _ := os.ReadFile(at)
		return fmt.Sprintf("%v\n%.3000s", got.Faults.Err(), src), ""
	}
	return differ(want, got.Program), ""
}

// differ says which number of one program another does not give.
func differ(want, got *program.Program) string {
	if want.Time.Steps() != got.Time.Steps() {
		return fmt.Sprintf("%d steps, want %d", got.Time.Steps(), want.Time.Steps())
	}
	a := program.Run(want, want.Defaults(), want.Time.Steps(), 1)
	b := program.Run(got, got.Defaults(), got.Time.Steps(), 1)
	place := map[string]int{}
	for i, o := range got.Outputs {
		place[folded(o.Name)] = i
	}
	for i, o := range want.Outputs {
		if model.IsControl(o.Name) || strings.HasPrefix(o.Name, "#") {
			continue // what a macro is written out to has a number in its name
		}
		j, ok := place[folded(o.Name)]
		if !ok {
			return fmt.Sprintf("no variable %q", o.Name)
		}
		for r := range a {
			x, y := a[r][i], b[r][j]
			if x != y && !(math.IsNaN(x) && math.IsNaN(y)) && math.Abs(x-y) > 1e-12*math.Max(1, math.Max(math.Abs(x), math.Abs(y))) {
				return fmt.Sprintf("%s at step %d is %v, want %v", o.Name, r, y, x)
			}
		}
	}
	return ""
}

var marks = regexp.MustCompile(`\s*([\[\],])\s*`)

func folded(name string) string {
	return marks.ReplaceAllString(model.Key(strings.ReplaceAll(name, `"`, "'")), "$1")
}

// TestUnitsOfManyEquations: units and words that stand at the last of a variable's
// equations are the variable's in XMILE.
func TestUnitsOfManyEquations(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "m.mdl"), filepath.Join(dir, "m.xmile")
	text := "A: a1, a2 ~~|\nx[a1]= 1 ~~|\nx[a2]= 2 ~Month~how long|\nINITIAL TIME= 0 ~~|\nFINAL TIME= 1 ~~|\nTIME STEP= 1 ~~|\n"
	if err := os.WriteFile(from, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out, _, err := convert.File(from, to)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<units>Month</units>", "<doc>how long</doc>"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in:\n%s", want, out)
		}
	}
}

// TestOwnFiles: a file that can't be read and an ending that is no format's are errors.
func TestOwnFiles(t *testing.T) {
	if _, _, err := convert.File("nothing.mdl", "a.xmile"); err == nil {
		t.Error("no error of a file that is not there")
	}
	if _, _, err := convert.File("nothing.mdl", "a.doc"); err == nil || !strings.Contains(err.Error(), "models are written as") {
		t.Errorf("an ending that is no format's: %v", err)
	}
}
