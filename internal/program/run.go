package program

import (
	"fmt"
	"slices"
)

// Run simulates one member in plain Go: the oracle that the compiled module must
// equal to the last bit, and about a hundred times slower than it on an ensemble.
// It gives a row of outputs for every saveEvery steps, the first at Start: row r
// holds the values at step r*saveEvery, for all r with r*saveEvery <= steps. The
// program must pass Check; Run panics where the numbers of params differ or
// saveEvery is below 1, which are mistakes of the caller and not of a model.
func Run(p *Program, params []float64, steps, saveEvery int) [][]float64 {
	if len(params) != len(p.Params) {
		panic(fmt.Sprintf("program: %d params given for %d", len(params), len(p.Params)))
	}
	if saveEvery < 1 {
		panic(fmt.Sprintf("program: rows saved every %d steps", saveEvery))
	}
	m := newMachine(p, params)
	rows := make([][]float64, 0, steps/saveEvery+1)
	for n := 0; n <= steps; n++ {
		t := p.Time.At(n)
		if p.Shared != nil {
			m.shared = p.Shared[n]
		}
		m.rates(t, t, m.states, m.k[0])
		if n%saveEvery == 0 {
			row := make([]float64, len(p.Outputs))
			for i, o := range p.Outputs {
				row[i] = m.step[o.Value]
			}
			rows = append(rows, row)
		}
		if n < steps {
			m.advance(t, p.Time.Length(n))
		}
	}
	return rows
}

// Defaults are the params' default values, a fresh slice to change and run with.
func (p *Program) Defaults() []float64 {
	params := make([]float64, len(p.Params))
	for i, q := range p.Params {
		params[i] = q.Default
	}
	return params
}

// machine is the memory of one member.
type machine struct {
	p       *Program
	readers []*Reader // of the tables
	kept    []float64
	states  []float64
	stage   []float64   // states at a later stage
	step    []float64   // the values of Step
	k       [][]float64 // rates of each stage
	held    []float64   // rates at the start of a time step
	shared  []float64   // of this step

	tableau  *Tableau
	level    int     // of the steps of RK45: they last 2^level parts of a time step
	stepTime float64 // the start of the time step that is under way
}

func newMachine(p *Program, params []float64) *machine {
	n := len(p.States)
	m := &machine{
		p:      p,
		kept:   make([]float64, len(p.Kept)),
		states: make([]float64, n),
		stage:  make([]float64, n),
		step:   make([]float64, len(p.Step)),
		held:   make([]float64, n),

		tableau: p.Time.Method.Tableau(),
		level:   AutoDeepest,
	}
	for range len(m.tableau.Stages) + 1 {
		m.k = append(m.k, make([]float64, n))
	}
	for _, t := range p.Tables {
		m.readers = append(m.readers, t.Reader())
	}
	setup := make([]float64, len(p.Setup))
	m.eval(p.Setup, setup, p.Time.Start, params, nil)
	for i, id := range p.Kept {
		m.kept[i] = setup[id]
	}
	for i, id := range p.Initial {
		m.states[i] = setup[id]
	}
	return m
}

func (m *machine) eval(block Block, out []float64, t float64, params, states []float64) {
	for i := range block {
		v := &block[i]
		switch v.Op {
		case OpConst:
			out[i] = v.Num
		case OpParam:
			out[i] = params[v.Ref]
		case OpKept:
			out[i] = m.kept[v.Ref]
		case OpState:
			out[i] = states[v.Ref]
		case OpShared:
			out[i] = m.shared[v.Ref]
		case OpTime:
			out[i] = t
		case OpStepTime:
			out[i] = m.stepTime
		case OpLookup:
			out[i] = m.readers[v.Ref].At(out[v.Args[0]])
		default:
			out[i] = apply(v.Op, out[v.Args[0]], out[v.Args[1]], out[v.Args[2]])
		}
	}
}

// rates evaluates Step at time t of a time step that started at stepTime.
func (m *machine) rates(t, stepTime float64, states, k []float64) {
	m.stepTime = stepTime
	m.eval(m.p.Step, m.step, t, nil, states)
	for i, id := range m.p.Rates {
		k[i] = m.step[id]
	}
}

// OutputIndex is the place of a name among the outputs, or -1.
func (p *Program) OutputIndex(name string) int {
	return slices.IndexFunc(p.Outputs, func(o Output) bool { return o.Name == name })
}
