package reality

import (
	"context"
	"fmt"
	"strings"

	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/lower"
	"casus/internal/model"
	"casus/internal/program"
)

// trial is one check for one choice of elements.
type trial struct {
	ctx    context.Context
	m      *model.Model
	check  *model.RealityCheck
	bound  []model.Binding
	faults diag.List
	bases  []model.Expr // whose values without test inputs the check compares with
}

// The names that a trial gives to variables of its own; none of a model's holds "#".
const (
	result = "#check"
	base   = "#base %d"
	own    = "#own %s"
)

// run gives the first time at which the check does not hold.
func (t *trial) run() (failedAt float64, holds bool, err error) {
	var inputs []force
	condition := model.Rebuild(t.check.If, func(e model.Expr) model.Expr {
		if ref, ok := e.(*model.Ref); ok {
			for _, in := range t.m.TestInputs {
				if model.Key(in.Name) == model.Key(ref.Name) {
					inputs = append(inputs, force{in, t.binding(in, ref)})
					return &model.Number{Value: 1, At: ref.At} // in force
				}
			}
		}
		return t.checked(e)
	})
	then := model.Rebuild(t.check.Then, t.checked)
	test := *t.m
	test.Variables = append([]*model.Variable{}, t.m.Variables...)
	for _, f := range inputs {
		t.apply(&test, f.in, f.bound)
	}
	if err := t.addBases(&test); err != nil || t.faults.HasFaults() {
		return 0, false, err
	}
	at := t.check.At
	test.Variables = append(test.Variables, &model.Variable{Name: result, At: at, Equation: t.fixed(
		&model.Call{Func: "IF THEN ELSE", Args: []model.Expr{condition, then, &model.Number{Value: 1, At: at}}, At: at})})
	rows, p, err := t.simulate(&test)
	if err != nil || rows == nil {
		return 0, false, err
	}
	o := p.OutputIndex(result)
	steps := p.Time.Rows()
	for r, row := range rows {
		if row[o] == 0 {
			return p.Time.At(steps[r]), false, nil
		}
	}
	return 0, true, nil
}

// force is a test input in force, for the elements that a condition asks for.
type force struct {
	in    *model.TestInput
	bound []model.Binding
}

// binding is what a test input's ranges stand for where a condition names it.
func (t *trial) binding(in *model.TestInput, ref *model.Ref) []model.Binding {
	var bound []model.Binding
	for i, s := range in.Subscripts {
		r := t.m.RangeOf(s)
		if r == nil || i >= len(ref.Subscripts) {
			continue
		}
		if e, ok := t.m.ElementFor(ref.Subscripts[i], t.bound); ok {
			bound = append(bound, model.Binding{Range: r, Element: e})
		}
	}
	return bound
}

// fixed puts the elements of this trial in the place of ranges.
func (t *trial) fixed(e model.Expr) model.Expr { return t.bind(e, t.bound) }

// bind puts elements in the place of ranges in a tree.
func (t *trial) bind(e model.Expr, bound []model.Binding) model.Expr {
	return model.Rebuild(e, func(e model.Expr) model.Expr {
		if ref, ok := e.(*model.Ref); ok {
			ref.Subscripts = t.elements(ref.Subscripts, bound)
		}
		return e
	})
}

func (t *trial) elements(subscripts []string, bound []model.Binding) []string {
	out := make([]string, len(subscripts))
	for i, s := range subscripts {
		out[i] = s
		if e, ok := t.m.ElementFor(s, bound); ok && !strings.HasSuffix(s, "!") {
			out[i] = e
		}
	}
	return out
}

// apply has a test input stand in for the equation of what it changes, for the elements
// of this trial alone.
func (t *trial) apply(test *model.Model, in *model.TestInput, bound []model.Binding) {
	changed := t.elements(in.Changes.Subscripts, bound)
	ownName := fmt.Sprintf(own, in.Changes.Name)
	var variables []*model.Variable
	found := false
	for _, v := range test.Variables {
		if model.Key(v.Name) != model.Key(in.Changes.Name) {
			variables = append(variables, v)
			continue
		}
		found = true
		each, bindings := t.m.Spread(v)
		for i, one := range each {
			equation := *one
			equation.Name = ownName
			equation.Equation, equation.Initial = t.bind(one.Equation, bindings[i]), t.bind(one.Initial, bindings[i])
			if equation.Kind == model.Constant {
				equation.Kind = model.Auxiliary
			}
			variables = append(variables, &equation)
			value := model.Expr(&model.Ref{Name: ownName, Subscripts: one.Subscripts, At: in.At})
			if strings.EqualFold(strings.Join(one.Subscripts, ","), strings.Join(changed, ",")) {
				value = t.bind(model.Rebuild(in.Equation, func(e model.Expr) model.Expr {
					if ref, ok := e.(*model.Ref); ok && model.Key(ref.Name) == model.Key(in.Changes.Name) {
						ref.Name = ownName
					}
					return t.input(e)
				}), bound)
			}
			variables = append(variables, &model.Variable{Name: v.Name, Subscripts: one.Subscripts, Equation: value, At: in.At})
		}
	}
	if !found {
		t.faults.Faultf("reality", in.At, "test input %q changes %q, which the model does not have", in.Name, in.Changes.Name)
	}
	test.Variables = variables
}

// addBases runs the model as it is and adds what the check compares with as series.
func (t *trial) addBases(test *model.Model) error {
	if len(t.bases) == 0 {
		return nil
	}
	plain := *t.m
	plain.Variables = append([]*model.Variable{}, t.m.Variables...)
	for i, e := range t.bases {
		plain.Variables = append(plain.Variables, &model.Variable{Name: fmt.Sprintf(base, i+1), Equation: t.fixed(e), At: e.Place()})
	}
	rows, p, err := t.simulate(&plain)
	if err != nil || rows == nil {
		return err
	}
	steps := p.Time.Rows()
	for i := range t.bases {
		name := fmt.Sprintf(base, i+1)
		table := &model.Table{Shape: model.Stepped, At: t.check.At}
		o := p.OutputIndex(name)
		for r, row := range rows {
			table.X, table.Y = append(table.X, p.Time.At(steps[r])), append(table.Y, row[o])
		}
		test.Variables = append(test.Variables, &model.Variable{Name: name, Kind: model.Data, Table: table, At: t.check.At})
	}
	return nil
}

// simulate runs a model with its own constants; nil rows after a fault.
func (t *trial) simulate(m *model.Model) ([][]float64, *program.Program, error) {
	p, faults := lower.Lower(m.Fresh())
	if faults.HasFaults() {
		t.faults = append(t.faults, faults...)
		return nil, nil, nil
	}
	program.Optimise(p)
	e, err := engine.New(t.ctx, p, engine.Options{Workers: 1})
	if err != nil {
		return nil, nil, err
	}
	defer e.Close()
	rows, err := e.One(t.ctx, nil, 0)
	return rows, p, err
}
