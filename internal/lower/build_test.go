package lower_test

import (
	"strings"
	"testing"

	"casus/internal/diag"
	"casus/internal/lower"
	"casus/internal/model"
	"casus/internal/program"
)

// The functions below write equation trees shortly.

func num(x float64) model.Expr { return &model.Number{Value: x} }

func ref(name string, subscripts ...string) model.Expr {
	return &model.Ref{Name: name, Subscripts: subscripts}
}

func call(name string, args ...model.Expr) model.Expr { return &model.Call{Func: name, Args: args} }

func bin(x model.Expr, op model.BinaryOp, y model.Expr) model.Expr {
	return &model.Binary{Op: op, X: x, Y: y}
}

func neg(x model.Expr) model.Expr { return &model.Unary{Op: model.Negate, X: x} }

// builder collects a model whose places are made up from the order: line 10 for
// the first variable, 20 for the second.
type builder struct{ m *model.Model }

// over starts a model that runs from 0 to stop.
func over(stop, step, saved float64) *builder {
	b := &builder{&model.Model{File: "test.mdl"}}
	return b.constant("INITIAL TIME", 0).constant("FINAL TIME", stop).constant("TIME STEP", step).constant("SAVEPER", saved)
}

func (b *builder) add(v *model.Variable) *builder {
	if name, rest, ok := strings.Cut(v.Name, "["); ok {
		v.Name, v.Subscripts = name, strings.Split(strings.TrimSuffix(rest, "]"), ",")
	}
	v.At = diag.Place{File: b.m.File, Line: 10 * (len(b.m.Variables) + 1), Col: 1}
	if v.Table != nil {
		v.Table.At = diag.Place{File: b.m.File, Line: v.At.Line + 1, Col: 3}
	}
	for _, e := range []model.Expr{v.Equation, v.Initial} {
		model.Walk(e, func(e model.Expr) bool {
			switch e := e.(type) {
			case *model.Ref:
				e.At = diag.Place{File: b.m.File, Line: v.At.Line + 1, Col: 5}
			case *model.Number:
				e.At = diag.Place{File: b.m.File, Line: v.At.Line + 1, Col: 9}
			case *model.Call:
				e.At = diag.Place{File: b.m.File, Line: v.At.Line + 1, Col: 5}
			}
			return true
		})
	}
	b.m.Variables = append(b.m.Variables, v)
	return b
}

func (b *builder) constant(name string, x float64) *builder {
	return b.add(&model.Variable{Name: name, Kind: model.Constant, Equation: num(x)})
}

func (b *builder) numbers(name string, x ...float64) *builder {
	return b.add(&model.Variable{Name: name, Kind: model.Constant, Numbers: x})
}

func (b *builder) aux(name string, e model.Expr) *builder {
	return b.add(&model.Variable{Name: name, Equation: e})
}

func (b *builder) stock(name string, flow, initial model.Expr) *builder {
	return b.add(&model.Variable{Name: name, Kind: model.Stock, Equation: flow, Initial: initial})
}

func (b *builder) lookup(name string, points ...float64) *builder {
	return b.add(&model.Variable{Name: name, Kind: model.Lookup, Table: points2(points)})
}

func (b *builder) rng(name string, elements ...string) *builder {
	b.m.Ranges = append(b.m.Ranges, &model.Range{Name: name, Elements: elements})
	return b
}

func points2(xy []float64) *model.Table {
	t := &model.Table{}
	for i := 0; i < len(xy); i += 2 {
		t.X, t.Y = append(t.X, xy[i]), append(t.Y, xy[i+1])
	}
	return t
}

// lowered is the program, checked.
func (b *builder) lowered(t *testing.T) *program.Program {
	t.Helper()
	p, faults := lower.Lower(b.m)
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	if err := p.Check(); err != nil {
		t.Fatalf("lowered to an unfit program:\n%v\n%s", err, p)
	}
	return p
}

// run is one run at the defaults: a column of saved values for each output.
func run(t *testing.T, p *program.Program) map[string][]float64 {
	t.Helper()
	columns := map[string][]float64{}
	for _, row := range program.Run(p, p.Defaults(), p.Time.Steps(), p.Time.SaveEvery) {
		for i, o := range p.Outputs {
			columns[o.Name] = append(columns[o.Name], row[i])
		}
	}
	return columns
}

func (b *builder) run(t *testing.T) map[string][]float64 {
	t.Helper()
	return run(t, b.lowered(t))
}
