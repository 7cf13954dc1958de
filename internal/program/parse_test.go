package program

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// parse reads the text form back, so that pass tests are written as text. It
// trusts its input: a slip in a test's text stops the test.
func parse(t *testing.T, text string) *Program {
	t.Helper()
	p := &Program{}
	block := &p.Setup
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "  ;")
		f := fields(line)
		if len(f) == 0 {
			continue
		}
		switch f[0] {
		case "program":
			p.Name = f[1]
		case "time":
			p.Time = Time{Start: atof(t, f[1]), Stop: atof(t, f[3]), Step: atof(t, f[5]), SaveEvery: int(atof(t, f[7])), Method: Method(f[8])}
		case "param":
			p.Params = append(p.Params, Param{f[2], atof(t, f[4])})
		case "state":
			p.States = append(p.States, State{Name: f[2], Held: len(f) > 3 && f[3] == "held"})
		case "table":
			p.Tables = append(p.Tables, parseTable(t, f[2], f[3:]))
		case "setup":
		case "shared":
			var row []float64
			for _, x := range f[3:] {
				row = append(row, atof(t, x))
			}
			p.Shared = append(p.Shared, row)
		case "step":
			block = &p.Step
		case "keep":
			p.Kept = append(p.Kept, atoid(t, f[3]))
		case "initial":
			p.Initial = append(p.Initial, atoid(t, f[3]))
		case "rate":
			p.Rates = append(p.Rates, atoid(t, f[3]))
		case "output":
			p.Outputs = append(p.Outputs, Output{f[1], atoid(t, f[3])})
		default:
			*block = append(*block, parseValue(t, f[2:]))
		}
	}
	if err := p.Check(); err != nil {
		t.Fatalf("the test's program is unfit:\n%v", err)
	}
	return p
}

func parseTable(t *testing.T, name string, points []string) Table {
	table := Table{Name: name}
	if len(points) > 0 && points[0] == "stepped" {
		table.Stepped, points = true, points[1:]
	}
	for i := 0; i < len(points); i += 2 {
		table.X = append(table.X, atof(t, strings.Trim(points[i], "(,")))
		table.Y = append(table.Y, atof(t, strings.Trim(points[i+1], ")")))
	}
	return table
}

func parseValue(t *testing.T, f []string) Value {
	for op := range opCount {
		if op.String() != f[0] {
			continue
		}
		v := Value{Op: op}
		args := f[1:]
		switch op {
		case OpConst:
			v.Num, args = atof(t, args[0]), nil
		case OpParam, OpKept, OpState, OpShared, OpLookup:
			v.Ref, args = int32(atof(t, args[0])), args[1:]
		}
		for i, a := range args {
			v.Args[i] = atoid(t, a)
		}
		return v
	}
	t.Fatalf("no operation %q", f[0])
	return Value{}
}

// fields splits at blanks outside quotes and takes the quotes off.
func fields(line string) []string {
	var out []string
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimSpace(rest) {
		if q, err := strconv.QuotedPrefix(rest); err == nil {
			name, _ := strconv.Unquote(q)
			out, rest = append(out, name), rest[len(q):]
			continue
		}
		word, after, _ := strings.Cut(rest, " ")
		out, rest = append(out, word), after
	}
	return out
}

func atoid(t *testing.T, s string) ID {
	t.Helper()
	return ID(atof(t, strings.TrimPrefix(s, "v")))
}

func atof(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(fmt.Errorf("in the test's program: %w", err))
	}
	return x
}
