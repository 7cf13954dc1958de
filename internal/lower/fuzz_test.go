package lower_test

import (
	"testing"

	"casus/internal/lower"
	"casus/internal/model"
	"casus/internal/program"
)

// FuzzLower makes a model of bytes, sensible or not. Lowering must end in a fault
// or in a program that passes the checker, runs, and keeps its bits when optimised.
func FuzzLower(f *testing.F) {
	f.Add([]byte("0123456789 some bytes that make stocks, delays and sums over ranges"))
	f.Add([]byte{3, 9, 27, 81, 243, 217, 139, 161, 227, 169, 251, 241, 211, 121, 107, 65, 195, 73, 219})
	f.Add([]byte{1, 12, 1, 0, 3, 2, 14, 1, 1, 5, 0, 7, 9, 9, 21, 4, 4, 0, 2, 33, 6, 1, 2, 40, 7, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		m := grownModel(data[:min(len(data), 300)])
		p, faults := lower.Lower(m)
		if (p == nil) != faults.HasFaults() {
			t.Fatalf("program %v with the list %v", p != nil, faults)
		}
		if p == nil {
			return
		}
		if err := p.Check(); err != nil {
			t.Fatalf("unfit: %v\n%s", err, p)
		}
		plain := program.Run(p, p.Defaults(), p.Time.Steps(), 1)
		program.Optimise(p)
		if err := p.Check(); err != nil {
			t.Fatalf("unfit when optimised: %v\n%s", err, p)
		}
		for r, row := range program.Run(p, p.Defaults(), p.Time.Steps(), 1) {
			for i, x := range row {
				if y := plain[r][i]; x != y && (x == x || y == y) {
					t.Fatalf("%s in row %d was %v, and is %v when optimised", p.Outputs[i].Name, r, y, x)
				}
			}
		}
	})
}

// grower makes parts of a model from bytes, and zeros when there are none left.
type grower struct{ data []byte }

func (g *grower) next(n int) int {
	if len(g.data) == 0 {
		return 0
	}
	x := int(g.data[0]) % n
	g.data = g.data[1:]
	return x
}

func grownModel(data []byte) *model.Model {
	g := &grower{data}
	b := over(4, 0.5, 0.5).rng("r", "x", "y").rng("q", "y", "z").lookup("table", -1, 1, 0, 3, 4, 2).numbers("k[r]", 2, -1)
	for _, name := range []string{"a", "b", "c", "d[r]", "e[r]", "f[q]"} {
		if g.next(3) == 0 {
			b.stock(name, g.expr(3), g.expr(2))
		} else {
			b.aux(name, g.expr(4))
		}
	}
	return b.m
}

func (g *grower) expr(depth int) model.Expr {
	if depth == 0 || g.next(5) == 0 {
		switch g.next(6) {
		case 0:
			return ref("Time")
		case 1, 2:
			return ref([]string{"k", "d", "e", "f"}[g.next(4)], []string{"r", "x", "y", "q", "r!", "q!"}[g.next(6)])
		case 3:
			return ref([]string{"a", "b", "c", "r", "missing", "TIME STEP"}[g.next(6)])
		}
		return num(float64(g.next(7)) - 2)
	}
	if g.next(2) == 0 {
		ops := []model.BinaryOp{model.Add, model.Subtract, model.Multiply, model.Divide, model.Less, model.And}
		return bin(g.expr(depth-1), ops[g.next(len(ops))], g.expr(depth-1))
	}
	calls := []struct {
		name string
		args int
	}{{"SMOOTH", 2}, {"DELAY3I", 3}, {"DELAY N", 4}, {"TREND", 3}, {"SUM", 1}, {"VMIN", 1}, {"INITIAL", 1},
		{"ACTIVE INITIAL", 2}, {"IF THEN ELSE", 3}, {"PULSE", 2}, {"ZIDZ", 2}, {"MAX", 2}, {"table", 1}, {"QUANTUM", 2}}
	c := calls[g.next(len(calls))]
	args := make([]model.Expr, c.args)
	for i := range args {
		args[i] = g.expr(depth - 1)
	}
	return call(c.name, args...)
}
