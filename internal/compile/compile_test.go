package compile_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/compile"
	"casus/internal/engine/enginetest"
)

// TestStudiesAgree runs the models of the studies on members drawn around their
// defaults: the compiled module equals the evaluator to the last bit.
func TestStudiesAgree(t *testing.T) {
	for _, path := range []string{"../../studies/dprk-ukraine/model.mdl", "../study/testdata/small/model.mdl"} {
		c, err := compile.File(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.All().Err(); err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 1))
		var members [][]float64
		for range 5 {
			params := c.Program.Defaults()
			for i := range params {
				params[i] *= 0.5 + r.Float64()
			}
			members = append(members, params)
		}
		enginetest.Agree(t, c.Program, members)
		enginetest.AgreeNative(t, c.Program, members)
	}
}

// TestFaultsComeTogether: syntax, names and units of one file in one list, in its
// order, each with its line quoted.
func TestFaultsComeTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.mdl")
	text := "a= 1 +\n\t~\tperson\t~|\nb= nowhere * 2\n\t~\tperson\t~|\nc: (x1-y5)~~|\n" +
		"FINAL TIME = 1~Day~|\nINITIAL TIME = 0~Day~|\nTIME STEP = 1~Day~|\nSAVEPER = 1~Day~|\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := compile.File(path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Program != nil {
		t.Error("a broken model has a program")
	}
	var lines []int
	for _, d := range c.Faults {
		lines = append(lines, d.Place.Line)
		if d.Source == "" || d.Hint+d.Reason == "" && d.Code != "mdl-syntax" {
			t.Errorf("fault without its line or a hint: %v", d)
		}
	}
	if len(lines) != 3 || lines[0] != 1 || lines[1] != 3 || lines[2] != 5 {
		t.Errorf("faults in lines %v, want 1, 3 and 5:\n%v", lines, c.Faults)
	}
}

func TestOtherFiles(t *testing.T) {
	if _, err := compile.File("model.txt"); err == nil || !strings.Contains(err.Error(), ".mdl") {
		t.Errorf("another kind of file: %v", err)
	}
	if _, err := compile.File("nowhere.mdl"); !os.IsNotExist(err) {
		t.Errorf("a missing file: %v", err)
	}
}
