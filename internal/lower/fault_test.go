package lower_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"casus/internal/lower"
	"casus/internal/model"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files from what the code gives")

// TestFaults lowers models that can't run and compares what a person is told.
func TestFaults(t *testing.T) {
	tests := []struct {
		name string
		b    *builder
	}{
		{"simultaneous equations", over(1, 1, 1).
			aux("births", bin(ref("gap"), model.Multiply, num(2))).
			aux("gap", bin(ref("target"), model.Subtract, num(1))).
			aux("target", bin(ref("births"), model.Add, ref("Time")))},
		{"a variable that needs itself", over(1, 1, 1).aux("x", bin(ref("x"), model.Add, num(1)))},
		{"simultaneous initial values", over(1, 1, 1).
			stock("A", num(1), bin(ref("B"), model.Add, num(1))).
			stock("B", num(1), ref("half of A")).
			aux("half of A", bin(ref("A"), model.Divide, num(2)))},
		{"unknown name", over(1, 1, 1).constant("population", 3).aux("y", ref("populaton"))},
		{"unknown function", over(1, 1, 1).aux("y", call("SMOTH", num(1), num(2)))},
		{"unsupported functions", over(1, 1, 1).
			aux("y", call("FIND ZERO", ref("Time"), num(2), num(0))).
			aux("z", call("RANDOM NORMAL", num(0), num(1), num(0), num(1), num(0)))},
		{"wrong count of arguments", over(1, 1, 1).aux("y", call("STEP", num(1))).aux("z", call("MIN"))},
		{"a constant called", over(1, 1, 1).constant("k", 1).aux("y", call("k", num(2)))},
		{"a lookup without argument", over(1, 1, 1).lookup("t", 0, 0, 1, 1).aux("y", ref("t"))},
		{"lookup points", over(1, 1, 1).lookup("t", 0, 0, 1, 1, 1, 2).aux("y", call("t", num(2))).
			lookup("u", 2, 0, 1, 1).aux("z", call("u", num(2)))},
		{"with lookup without table", over(1, 1, 1).aux("y", call("WITH LOOKUP", ref("Time"), num(2)))},
		{"defined twice", over(1, 1, 1).rng("area", "north", "south").
			numbers("x[area]", 1, 2).constant("x[north]", 3)},
		{"missing equation", over(1, 1, 1).add(&model.Variable{Name: "y"})},
		{"subscripts", over(1, 1, 1).rng("area", "north", "south").rng("age", "young", "old").
			numbers("x[area]", 1, 2).
			aux("too few", ref("x")).
			aux("too many", ref("x", "north", "young")).
			aux("unknown", ref("x", "nroth")).
			aux("not on the left", ref("x", "area")).
			aux("element of another", ref("x", "young")).
			aux("marked", ref("x", "area!")).
			aux("range as number", ref("age")).
			aux("sum of nothing", call("SUM", ref("x", "north"))).
			aux("count", call("ELMCOUNT", ref("aera")))},
		{"subscripts on the left", over(1, 1, 1).rng("area", "north", "south").
			aux("twice[area,area]", num(1)).
			aux("unknown left[land]", num(1)).
			numbers("short[area]", 1)},
		{"one fault for all elements", over(1, 1, 1).rng("area", "north", "south").aux("y[area]", ref("nothing"))},
		{"order that varies", over(9, 1, 1).aux("y", call("DELAY N", ref("Time"), num(3), num(0), ref("Time"))).
			aux("z", call("SMOOTH N", ref("Time"), num(3), num(0), num(2.5)))},
		{"saveper", over(10, 0.25, 0)},
		{"time step", over(10, 0, 1)},
		{"final time", over(-1, 1, 1)},
		{"final time that runs away", over(1, 1, 1).retime("FINAL TIME", bin(ref("Time"), plus, num(1)))},
		{"no time at all", &builder{&model.Model{File: "empty.mdl"}}},
	}
	var out strings.Builder
	for _, test := range tests {
		p, faults := lower.Lower(test.b.m)
		if p != nil || !faults.HasFaults() {
			t.Errorf("%s: lowered without a fault", test.name)
		}
		out.WriteString("== " + test.name + "\n")
		if err := faults.Print(&out); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "testdata/faults.txt", out.String())
}

// retime replaces a control variable's equation.
func (b *builder) retime(name string, e model.Expr) *builder {
	b.m.Lookup(name).Equation = e
	return b
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestWarnings: models that run, with something the reader must know.
func TestWarnings(t *testing.T) {
	tests := []struct {
		name, want string
		b          *builder
	}{
		{"varying horizon", `FINAL TIME is fixed from "horizon"`, over(1, 1, 1).constant("horizon", 5).retime("FINAL TIME", ref("horizon"))},
		{"uneven span", "no whole number of steps", over(1, 0.3, 0.3)},
		{"varying order", `the order of SMOOTH N is fixed from "n"`, over(1, 1, 1).constant("n", 2).
			aux("y", call("SMOOTH N", ref("Time"), num(3), num(0), ref("n")))},
	}
	for _, test := range tests {
		p, faults := lower.Lower(test.b.m)
		if p == nil || len(faults) != 1 || !strings.Contains(faults[0].Message, test.want) {
			t.Errorf("%s: got %v, want a program and a warning with %q", test.name, faults, test.want)
		}
	}
}
