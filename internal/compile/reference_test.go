package compile_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus/internal/compile"
	"casus/internal/engine"
	"casus/internal/engine/enginetest"
)

// The community's test models and their reference output (SDXorg/test-models).
const conformance = "../../../shared/conformance/test-models"

// unmatched are models that run and whose folder has no reference of theirs: it is no
// UTF-8 though the model is, or belongs to another model, which runs over other times.
var unmatched = map[string]bool{"unicode_test_model.mdl": true, "model_to_generate_data.mdl": true, "test_get_time_value.mdl": true,
	// The file asks for RK4, under which a flow that is Time fills a stock with 1/2 by
	// time 1; the reference was made with Euler's rule.
	"test_zeroled_decimals.xmile": true}

// TestConformance runs every model of the community's collection. A model is
// refused with its faults, or every cell agrees with the reference within
// 1e-5 + 1e-4 of the larger (the collection's own tolerance), and the engine agrees
// with the evaluator to the last bit. A wrong number is never allowed.
func TestConformance(t *testing.T) {
	models := collection(t)
	if len(models) == 0 {
		t.Skip("the community's test models are not here")
	}
	agree, refused := 0, 0
	for _, path := range models {
		c, err := compile.File(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if c.Program == nil {
			refused++
			t.Logf("refused: %v", c.Faults.Err())
			continue
		}
		enginetest.Agree(t, c.Program, nil)
		references := referencesOf(t, path)
		if len(references) == 0 || unmatched[filepath.Base(path)] {
			continue
		}
		// A folder may hold the output of several programs; one of them must be ours.
		mismatch := ""
		for _, reference := range references {
			if mismatch = compareRun(t, c, reference); mismatch == "" {
				agree++
				break
			}
		}
		if mismatch != "" {
			t.Errorf("%s: %s", path, mismatch)
		}
	}
	t.Logf("%d models agree with their reference, %d are refused with a reason", agree, refused)
	if agree < 156 {
		t.Errorf("only %d models agree; 156 did", agree)
	}
}

// collection lists the models of the formats that are read.
func collection(t *testing.T) []string {
	t.Helper()
	var models []string
	for _, ending := range []string{"mdl", "xmile", "stmx"} {
		found, err := filepath.Glob(filepath.Join(conformance, "*", "*."+ending))
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, found...)
	}
	return models
}

func referencesOf(t *testing.T, model string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(model), "output*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// compareRun says where a run leaves its reference first, or nothing.
func compareRun(t *testing.T, c *compile.Compiled, reference string) string {
	t.Helper()
	p := c.Program
	e, err := engine.New(context.Background(), p, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	rows, err := e.One(context.Background(), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	output := map[string]int{}
	for i, o := range p.Outputs {
		output[folded(o.Name)] = i
	}
	for name, want := range columns(t, reference) {
		o, ok := output[name]
		if !ok {
			return fmt.Sprintf("no variable %q", name)
		}
		for time, x := range want {
			row := slices.IndexFunc(p.Time.Rows(), func(n int) bool { return math.Abs(p.Time.At(n)-time) < 1e-6 })
			if row < 0 {
				return fmt.Sprintf("no row at time %v", time)
			}
			if got := rows[row][o]; math.Abs(got-x) > 1e-5+1e-4*math.Max(math.Abs(got), math.Abs(x)) {
				return fmt.Sprintf("%s at %v is %v, the reference has %v", name, time, got, x)
			}
		}
	}
	return ""
}

var blanks = regexp.MustCompile(`[\s_]+`)

func folded(name string) string {
	name = strings.NewReplacer(`\"`, "", `"`, "", `\n`, " ").Replace(name)
	name = strings.ToLower(strings.TrimSpace(blanks.ReplaceAllString(name, " ")))
	for _, mark := range []string{",", "[", "]"} {
		name = regexp.MustCompile(`\s*`+regexp.QuoteMeta(mark)+`\s*`).ReplaceAllString(name, mark)
	}
	return name
}

// columns reads a reference as name, then time, then value, without the control
// variables and cells that are not filled.
func columns(t *testing.T, path string) map[string]map[float64]float64 {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\r", "\n").Replace(string(src))
	r := csv.NewReader(strings.NewReader(text))
	if strings.Contains(strings.SplitN(text, "\n", 2)[0], "\t") {
		r.Comma = '\t'
	}
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	table, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if _, err := strconv.ParseFloat(strings.TrimSpace(table[0][min(1, len(table[0])-1)]), 64); err == nil {
		table = transposed(table)
	}
	out := map[string]map[float64]float64{}
	for i, head := range table[0] {
		name := folded(head)
		switch name {
		case "", "initial time", "final time", "time step", "saveper":
			continue
		}
		if i == 0 {
			continue
		}
		out[name] = map[float64]float64{}
		for _, row := range table[1:] {
			if i >= len(row) {
				continue
			}
			time, err1 := strconv.ParseFloat(strings.TrimSpace(row[0]), 64)
			x, err2 := strconv.ParseFloat(strings.TrimSpace(row[i]), 64)
			if err1 == nil && err2 == nil {
				out[name][time] = x
			}
		}
	}
	return out
}

func transposed(table [][]string) [][]string {
	out := make([][]string, len(table[0]))
	for i := range out {
		for _, row := range table {
			cell := ""
			if i < len(row) {
				cell = row[i]
			}
			out[i] = append(out[i], cell)
		}
	}
	return out
}
