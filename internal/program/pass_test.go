package program

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files from what the code gives")

// TestPasses runs, for each file of testdata/passes, the pass that its first line
// names on the program before, and compares with the program after.
func TestPasses(t *testing.T) {
	files, _ := filepath.Glob("testdata/passes/*.txt")
	if len(files) == 0 {
		t.Fatal("no pass tests found")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before := parse(t, string(archive.Files[0].Data))
			words := strings.Fields(string(archive.Comment))
			after := runNamed(t, before.Clone(), words)
			if err := after.Check(); err != nil {
				t.Fatalf("unfit after the pass:\n%v", err)
			}
			if diff := sameOutputs(before, after, words); diff != "" {
				t.Errorf("the pass changed what the program computes: %s", diff)
			}
			got := after.String()
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "after", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) < 2 {
				t.Fatal("no program after; run with -update and read what it writes")
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("after the pass (-want +got):\n%s", diff)
			}
		})
	}
}

// runNamed runs a pass by name, all of them for "optimise", or Prune with the outputs
// or Share with the params that follow.
func runNamed(t *testing.T, p *Program, words []string) *Program {
	switch words[0] {
	case "prune":
		return p.Prune(words[1:])
	case "share": // the params that vary follow
		var varied []int
		for _, word := range words[1:] {
			varied = append(varied, int(atof(t, word)))
		}
		return p.Share(p.Defaults(), varied)
	case "optimise":
		optimiseChecked(t, p)
		return p
	}
	for _, pass := range Passes {
		if pass.Name == words[0] {
			pass.Run(p)
			return p
		}
	}
	t.Fatalf("no pass %q", words[0])
	return nil
}

// optimiseChecked does what Optimise does, with the checker after each pass.
func optimiseChecked(t *testing.T, p *Program) {
	t.Helper()
	for _, pass := range Passes {
		pass.Run(p)
		if err := p.Check(); err != nil {
			t.Fatalf("unfit after pass %q:\n%v\n%s", pass.Name, err, p)
		}
	}
}

// sameOutputs compares the bits of the outputs that both programs have, over two
// vectors of params, which after Share differ in what may vary alone.
func sameOutputs(a, b *Program, words []string) string {
	params := a.Defaults()
	for range 2 {
		rowsA, rowsB := Run(a, params, 8, 1), Run(b, params, 8, 1)
		for j, o := range b.Outputs {
			i := a.OutputIndex(o.Name)
			for r := range rowsB {
				x, y := rowsA[r][i], rowsB[r][j]
				if math.Float64bits(x) != math.Float64bits(y) && !(math.IsNaN(x) && math.IsNaN(y)) {
					return o.Name + ": " + num(x) + " became " + num(y)
				}
			}
		}
		for i := range params {
			if words[0] != "share" || slices.Contains(words[1:], strconv.Itoa(i)) {
				params[i] = 1.5*params[i] + 0.1
			}
		}
	}
	return ""
}
