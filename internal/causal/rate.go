package causal

import (
	"math"
	"slices"

	"casus/internal/lower"
	"casus/internal/model"
	"casus/internal/program"
)

// run is a model's run, from which equations are taken one by one.
type run struct {
	m      *model.Model
	times  []float64
	values map[string][]float64 // by model.Key: a value a row, constants too
}

func newRun(m *model.Model, p *program.Program, params []float64, saveEvery int) *run {
	r := &run{m: m, values: map[string][]float64{}}
	rows := program.Run(p, params, p.Time.Steps(), saveEvery)
	for i := range rows {
		r.times = append(r.times, p.Time.At(i*saveEvery))
	}
	column := func(f func(row int) float64) []float64 {
		v := make([]float64, len(rows))
		for i := range v {
			v[i] = f(i)
		}
		return v
	}
	for i, o := range p.Outputs {
		r.values[model.Key(o.Name)] = column(func(row int) float64 { return rows[row][i] })
	}
	for i, q := range p.Params {
		r.values[model.Key(q.Name)] = column(func(int) float64 { return params[i] })
	}
	return r
}

// causes are a variable's, with their rates and signs.
func (r *run) causes(v *model.Variable) []Cause {
	names, delayed, started := refs(v.Equation)
	var out []Cause
	var moving []string
	for _, name := range names {
		key := model.Key(name)
		cause := r.m.Lookup(name)
		if started[key] || cause == nil || cause.Kind == model.Lookup || model.IsControl(name) {
			continue
		}
		out = append(out, Cause{Name: cause.Name, Sign: Unknown, Delay: delayed[key] || v.Kind == model.Stock})
		moving = append(moving, cause.Name)
	}
	if f := r.equation(v, moving); f != nil {
		rates := f.rates()
		for i := range out {
			out[i].Rate = rates[i]
			out[i].Sign = sign(rates[i], size(f.values[i]), size(f.results))
		}
	}
	if v.Initial != nil {
		names, _, _ := refs(v.Initial)
		for _, name := range names {
			cause := r.m.Lookup(name)
			if cause != nil && cause.Kind != model.Lookup && !slices.Contains(moving, cause.Name) {
				out = append(out, Cause{Name: cause.Name, Sign: Unknown, Initial: true})
			}
		}
	}
	return out
}

// lone is one equation by itself, a program whose params are what it refers to.
type lone struct {
	p       *program.Program
	params  []float64
	index   []int // of each cause among the params
	output  int
	times   []float64
	values  [][]float64 // of each cause, a value a row
	results []float64   // of the equation, a value a row
}

const (
	subject = "the result of this equation"
	held    = "a value at the start"
)

// equation takes a variable's equation (a stock's net flow) out of the model, with
// constants in place of what it refers to. Smooths and delays start anew at each row,
// so they stand at rest: what comes out is the effect once they have had their time. It
// is nil where the equation can't stand alone.
func (r *run) equation(v *model.Variable, causes []string) *lone {
	if len(v.Subscripts) > 0 || v.Equation == nil || len(causes) == 0 {
		return nil
	}
	m := r.m.Fresh()
	m.Variables, m.Checks, m.TestInputs = nil, nil, nil
	e := &lone{times: r.times}
	constant := func(name string, value float64) {
		m.Variables = append(m.Variables, &model.Variable{Name: name, Kind: model.Constant, Equation: &model.Number{Value: value, At: v.At}, At: v.At})
	}
	for _, w := range r.m.Variables {
		if w.Kind == model.Lookup || model.IsControl(w.Name) {
			m.Variables = append(m.Variables, w)
		}
	}
	for _, name := range causes {
		values := r.values[model.Key(name)]
		if values == nil || len(r.m.Lookup(name).Subscripts) > 0 {
			return nil
		}
		constant(name, values[0])
		e.values = append(e.values, values)
	}
	body, ok := r.started(v.Equation, constant)
	if !ok {
		return nil
	}
	m.Variables = append(m.Variables, &model.Variable{Name: subject, Kind: model.Auxiliary, Equation: body, At: v.At})
	p, faults := lower.Lower(m)
	if faults.HasFaults() {
		return nil
	}
	e.p, e.params, e.output = p, p.Defaults(), p.OutputIndex(subject)
	for _, name := range causes {
		e.index = append(e.index, slices.IndexFunc(p.Params, func(q program.Param) bool { return q.Name == name }))
	}
	if e.output < 0 || slices.Contains(e.index, -1) {
		return nil
	}
	for row := range e.times {
		e.results = append(e.results, e.at(row, -1, 0))
	}
	return e
}

// started puts a constant in place of every value that is held from the start: on
// its own, an equation would take each moment for the start. Only values of plain
// variables are known here.
func (r *run) started(e model.Expr, constant func(string, float64)) (model.Expr, bool) {
	ok, n := true, 0
	out := model.Rebuild(e, func(e model.Expr) model.Expr {
		c, isCall := e.(*model.Call)
		if !isCall || !slices.Contains(starts, model.Key(c.Func)) {
			return e
		}
		ref, isRef := c.Args[0].(*model.Ref)
		if !isRef || r.values[model.Key(ref.Name)] == nil {
			ok = false
			return e
		}
		name := held + string(rune('a'+n))
		n++
		constant(name, r.values[model.Key(ref.Name)][0])
		return &model.Ref{Name: name, At: c.At}
	})
	return out, ok
}

// at evaluates the equation at a row, with one cause moved by step; -1 moves none.
func (e *lone) at(row, moved int, step float64) float64 {
	for i, k := range e.index {
		e.params[k] = e.values[i][row]
	}
	if moved >= 0 {
		e.params[e.index[moved]] += step
	}
	e.p.Time.Start = e.times[row]
	return program.Run(e.p, e.params, 0, 1)[0][e.output]
}

// rates are the derivatives by each cause at each row: forward differences over a
// hundred-thousandth of the cause's size.
func (e *lone) rates() [][]float64 {
	out := make([][]float64, len(e.index))
	for i := range out {
		step := 1e-5 * size(e.values[i])
		for row := range e.times {
			rate := (e.at(row, i, step) - e.results[row]) / step
			if math.IsInf(rate, 0) {
				rate = math.NaN()
			}
			out[i] = append(out[i], rate)
		}
	}
	return out
}

// size is the largest value of a series, 1 for one of noughts.
func size(values []float64) float64 {
	most := 0.0
	for _, v := range values {
		if a := math.Abs(v); a > most && !math.IsInf(a, 0) {
			most = a
		}
	}
	if most == 0 {
		return 1
	}
	return most
}

// sign sums up the rates of a link; what moves the result by less than a billionth of
// its size is no effect.
func sign(rates []float64, cause, result float64) Sign {
	up, down := false, false
	for _, rate := range rates {
		up = up || rate*cause > 1e-9*result
		down = down || rate*cause < -1e-9*result
	}
	switch {
	case up && down:
		return Mixed
	case up:
		return Positive
	case down:
		return Negative
	}
	return None
}
