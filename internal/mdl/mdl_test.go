package mdl_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/mdl"
	"casus/internal/model"
	"casus/internal/model/modeltest"
)

func parse(t *testing.T, name string) (*model.Model, string, []byte) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	m, list := mdl.Parse(name, src)
	list.Quote(name, src)
	var out strings.Builder
	if err := list.Print(&out); err != nil {
		t.Fatal(err)
	}
	return m, out.String(), src
}

// TestTrees reads a file with every construct that this version runs.
func TestTrees(t *testing.T) {
	m, faults, src := parse(t, "all.mdl")
	if faults != "" {
		t.Errorf("faults:\n%s", faults)
	}
	modeltest.Golden(t, "testdata/all.txt", modeltest.Describe(m))
	if i := bytes.Index(src, []byte(`\\\---///`)); m.Sketch != string(src[i:]) {
		t.Error("the sketch is not kept byte for byte")
	}
	windows, list := mdl.Parse("all.mdl", bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")))
	if list.HasFaults() || modeltest.Describe(windows) != modeltest.Describe(m) {
		t.Errorf("line ends of Windows give another model: %v", list)
	}
}

// TestFaults reads a file with a fault in nearly every equation: all come in one
// go, each once, and what stands between them is understood.
func TestFaults(t *testing.T) {
	m, faults, _ := parse(t, "faults.mdl")
	modeltest.Golden(t, "testdata/faults.txt", faults)
	if v := m.Lookup("good"); v == nil || v.Kind != model.Constant {
		t.Error("the equation after the faults was lost")
	}
}

// TestHeadingAfterMacro: a group's heading may stand right after the end of a macro, in one
// entry with its mark.
func TestHeadingAfterMacro(t *testing.T) {
	m, list := mdl.Parse("m.mdl", []byte(":MACRO: M(x)\nM= x ~~|\n:END OF MACRO:\n********\n\t.Sector.One\n********~\n\twords|\ny= M(2) ~~|\n"))
	if list.HasFaults() {
		t.Fatal(list)
	}
	if v := m.Lookup("y"); v == nil || v.Group != "Sector.One" {
		t.Errorf("y is %+v, want it in the group Sector.One", v)
	}
}

// TestFormat: the text of a tree reads back as the same tree.
func TestFormat(t *testing.T) {
	for _, text := range []string{
		"a - b - c", "a - (b - c)", "-a ^ 2", "(-a) ^ 2", "2 ^ 3 ^ 2", "(2 ^ 3) ^ 2", "a * -b", "a / b / c", "1 - -2",
		"IF THEN ELSE(a > 1 :AND: b < 2 :OR: :NOT: c = 3, 1, 0)", `"odd name!" + "x, y"[north]`, "f(a[north, east], -1.5e-300)",
	} {
		tree := equation(t, text)
		if again := equation(t, model.Format(tree)); model.Format(again) != model.Format(tree) {
			t.Errorf("%s reads back from %s as %s", text, model.Format(tree), model.Format(again))
		}
	}
	for text, want := range map[string]string{"a - b - c": "(a - b) - c", "-a ^ 2": "-(a ^ 2)", "2 ^ 3 ^ 2": "2 ^ (3 ^ 2)", "-2": "-2"} {
		if got := model.Format(equation(t, text)); got != want {
			t.Errorf("%s is understood as %s, want %s", text, got, want)
		}
	}
}

func equation(t *testing.T, text string) model.Expr {
	t.Helper()
	m, list := mdl.Parse("x.mdl", []byte("y = "+text+" ~~|"))
	if list.HasFaults() {
		t.Fatalf("%s: %v", text, list)
	}
	return m.Variables[0].Equation
}

// TestDeepNesting: a tower of brackets is a fault and no overflow of the stack.
func TestDeepNesting(t *testing.T) {
	for _, text := range []string{strings.Repeat("(", 1e5), strings.Repeat("-", 1e5) + "1", strings.Repeat("2^", 1e5) + "2", strings.Repeat("f(", 1e5)} {
		if _, list := mdl.Parse("x.mdl", []byte("y = "+text+" ~~|")); !list.HasFaults() || !strings.Contains(list[0].Message, "nests deeper") {
			t.Errorf("%s...: %v", text[:4], list)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"all.mdl", "faults.mdl"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte("\"a|b~c\\\"\"=1~{~|}~|\x00\\\\\\---///"))
	f.Fuzz(func(t *testing.T, src []byte) {
		m, list := mdl.Parse("fuzz.mdl", src)
		if m == nil {
			t.Fatal("no model")
		}
		for _, v := range m.Variables {
			if v.Name == "" && !list.HasFaults() {
				t.Error("a variable without a name, and no fault")
			}
			if v.Equation != nil {
				model.Format(v.Equation)
			}
		}
	})
}
