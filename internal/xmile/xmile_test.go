package xmile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/model"
	"casus/internal/model/modeltest"
	"casus/internal/xmile"
)

func parse(t *testing.T, name string) (*model.Model, string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	m, list := xmile.Parse(name, src)
	list.Quote(name, src)
	var out strings.Builder
	if err := list.Print(&out); err != nil {
		t.Fatal(err)
	}
	return m, out.String()
}

// TestTrees reads a file with every construct that this version runs.
func TestTrees(t *testing.T) {
	m, faults := parse(t, "all.xmile")
	if faults != "" {
		t.Errorf("faults:\n%s", faults)
	}
	modeltest.Golden(t, "testdata/all.txt", modeltest.Describe(m))
}

// TestFaults: all come in one go, each with its place, and what stands beside them
// is understood.
func TestFaults(t *testing.T) {
	m, faults := parse(t, "faults.xmile")
	modeltest.Golden(t, "testdata/faults.txt", faults)
	if v := m.Lookup("good"); v == nil || v.Kind != model.Constant {
		t.Error("the variable after the faults was lost")
	}
}

// TestHostileFiles get one clear fault each.
func TestHostileFiles(t *testing.T) {
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xmile>&b;</xmile>`
	for name, text := range map[string]string{
		"not XML":      "a = 1 ~~|",
		"other XML":    "<html/>",
		"an entity":    bomb,
		"unclosed":     "<xmile><model>",
		"deep":         strings.Repeat("<xmile>", 1000),
		"deep formula": "<xmile><model><variables><aux name='a'><eqn>" + strings.Repeat("(", 1e5) + "</eqn></aux></variables></model></xmile>",
		"empty":        "",
	} {
		if _, list := xmile.Parse("x.xmile", []byte(text)); !list.HasFaults() {
			t.Errorf("%s: no fault", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"all.xmile", "faults.xmile"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		m, _ := xmile.Parse("fuzz.xmile", src)
		if m == nil {
			t.Fatal("no model")
		}
		modeltest.Describe(m)
	})
}
