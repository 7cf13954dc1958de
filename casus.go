// Package casus runs causal models of wars and confronts them with claims: the
// library behind the casus command. Load reads a Vensim or XMILE model; Run and Sample
// simulate it; Examine works through a study folder. Everything else is internal.
//
//	m, err := casus.Load("model.mdl")
//	result, err := m.Run(ctx, map[string]float64{"First Wave Size": 12000})
//	sent := result.Series("North Koreans Sent Total")
package casus

import (
	"context"
	"fmt"
	"io"
	"time"

	"casus/internal/brief"
	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/program"
	"casus/internal/study"
)

// Model is a model that has been read and compiled. It is safe for use by several
// goroutines.
type Model struct {
	program  *program.Program
	warnings []string
}

// Load reads and compiles a Vensim (.mdl) or XMILE (.xmile, .stmx, .itmx) model. Faults that
// forbid running come as the error, which names the first with its place and counts
// the others.
func Load(path string) (*Model, error) {
	c, err := compile.File(path)
	if err != nil {
		return nil, err
	}
	if err := c.Faults.Err(); err != nil {
		return nil, err
	}
	m := &Model{program: c.Program}
	for _, d := range c.All() {
		m.warnings = append(m.warnings, fmt.Sprintf("%s: %s", d.Place, d.Message))
	}
	return m, nil
}

// Warnings are what a reader of the model's results must be told, faults of units
// among them.
func (m *Model) Warnings() []string { return m.warnings }

// Constants lists the constants that Run and Sample may change, with the model's
// values.
func (m *Model) Constants() map[string]float64 {
	out := map[string]float64{}
	for _, p := range m.program.Params {
		out[p.Name] = p.Default
	}
	return out
}

// Variables lists the names of all variables, arrays as Name[Sub1,Sub2].
func (m *Model) Variables() []string {
	var out []string
	for _, o := range m.program.Outputs {
		out = append(out, o.Name)
	}
	return out
}

// Result is one run: every variable at every saved time.
type Result struct {
	Time  []float64
	names []string
	rows  [][]float64
}

// Series is a variable over time, nil where there is none of that name.
func (r *Result) Series(name string) []float64 {
	for i, n := range r.names {
		if n != name {
			continue
		}
		out := make([]float64, len(r.rows))
		for row := range r.rows {
			out[row] = r.rows[row][i]
		}
		return out
	}
	return nil
}

// Run simulates the model once, with some constants changed.
func (m *Model) Run(ctx context.Context, set map[string]float64) (*Result, error) {
	var result *Result
	err := m.Sample(ctx, []map[string]float64{set}, func(_ int, r *Result) error {
		result = r
		return nil
	})
	return result, err
}

// Sample simulates the model once for each set of changed constants, spread over
// the processor's cores, and hands every result to visit, which is called from
// several goroutines. Results do not depend on the number of cores or the order.
func (m *Model) Sample(ctx context.Context, sets []map[string]float64, visit func(member int, r *Result) error) error {
	members := make([][]float64, len(sets))
	for i, set := range sets {
		p, err := m.params(set)
		if err != nil {
			return err
		}
		members[i] = p
	}
	e, err := engine.New(ctx, m.program, engine.Options{})
	if err != nil {
		return err
	}
	defer e.Close()
	return e.Run(ctx, engine.Batch{
		Members: len(members),
		Set:     func(member int, params []float64) { copy(params, members[member]) },
		Visit: func(member int, rows engine.Rows) error {
			r := &Result{names: m.Variables()}
			for row := range rows.Len() {
				r.Time = append(r.Time, rows.Time(row))
				values := make([]float64, len(r.names))
				for o := range values {
					values[o] = rows.At(row, o)
				}
				r.rows = append(r.rows, values)
			}
			return visit(member, r)
		},
	})
}

func (m *Model) params(set map[string]float64) ([]float64, error) {
	params := make([]float64, len(m.program.Params))
	index := map[string]int{}
	var names []string
	for i, p := range m.program.Params {
		params[i] = p.Default
		index[p.Name] = i
		names = append(names, p.Name)
	}
	for name, v := range set {
		i, ok := index[name]
		if !ok {
			return nil, fmt.Errorf("the model has no constant %q (did you mean %q?)", name, diag.Nearest(name, names))
		}
		params[i] = v
	}
	return params, nil
}

// Examination is a study that has been examined: the answers, and the page.
type Examination struct {
	x *study.Examination
}

// Examine works through a study folder: calibrates it on its claims, runs its
// counterfactuals and tests its statements. Quick takes some seconds and gives
// rough ranges; a full examination about a minute.
func Examine(ctx context.Context, dir string, quick bool) (*Examination, error) {
	s, list, err := study.Load(dir)
	if err != nil {
		return nil, err
	}
	if err := list.Err(); err != nil {
		return nil, err
	}
	o := study.FullOptions(1)
	if quick {
		o = study.QuickOptions()
	}
	x, err := s.Examine(ctx, o)
	if err != nil {
		return nil, err
	}
	return &Examination{x: x}, nil
}

// Probability is that of a statement of the argument, with its range over three
// priors of the claimants' bias; ok is false where there is no such statement.
func (e *Examination) Probability(statement string) (p, low, high float64, ok bool) {
	for _, st := range e.x.Results.Statements {
		if st.ID == statement {
			return st.Probability, st.Low, st.High, true
		}
	}
	return 0, 0, 0, false
}

// WriteBrief writes the page: one HTML file that needs no network.
func (e *Examination) WriteBrief(w io.Writer, made time.Time) error {
	return brief.Write(w, brief.Compose(e.x, "casus", made))
}

// WriteResults writes results.json (schema/results.schema.json).
func (e *Examination) WriteResults(w io.Writer) error {
	return e.x.Results.WriteJSON(w)
}
