package native

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"

	"casus/internal/program"
	"casus/internal/program/kernel"
)

//go:embed prelude.h
var prelude string

// valuesPerChunk is how many values a function of the generated code computes: a
// compiler's time grows faster than their number.
const valuesPerChunk = 1000

// areas are the places in a member group's memory, in vectors from its start.
type areas struct {
	params, kept, states, stage, rates, between, outputs, end int
}

// lay places everything that a group of members has.
func lay(p *program.Program, crossings, maxRows int) areas {
	var a areas
	at := 0
	for _, area := range []struct {
		to   *int
		size int
	}{
		{&a.params, len(p.Params)}, {&a.kept, len(p.Kept)}, {&a.states, len(p.States)}, {&a.stage, len(p.States)},
		{&a.rates, len(p.States) * (1 + len(p.Time.Method.Tableau().Stages))}, {&a.between, crossings}, {&a.outputs, maxRows * len(p.Outputs)},
	} {
		*area.to = at
		at += area.size
	}
	a.end = at
	return a
}

// writer is the C source under way.
type writer struct {
	strings.Builder
	p       *program.Program
	areas   areas
	kernels map[*kernel.Func]bool
	body    strings.Builder // of the functions, which follow the tables and the kernel
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.body, format+"\n", args...) }

// source writes a program as C for so many lanes, with room for so many rows. It gives
// two functions, casus_setup and casus_advance; see Library.
func source(p *program.Program, lanes, maxRows int) (string, areas) {
	setup := program.NewPlan(p.Setup, append(slices.Clone(p.Kept), p.Initial...), nil, valuesPerChunk)
	step := program.NewPlan(p.Step, p.Rates, p.OutputValues(), valuesPerChunk)
	w := &writer{p: p, areas: lay(p, max(setup.Crossings(), step.Crossings()), maxRows), kernels: map[*kernel.Func]bool{}}
	initial, always, saved := map[program.ID][]string{}, map[program.ID][]string{}, map[program.ID][]string{}
	for i, id := range p.Kept {
		initial[id] = append(initial[id], fmt.Sprintf("kept[%d]", i))
	}
	for i, id := range p.Initial {
		initial[id] = append(initial[id], fmt.Sprintf("states[%d]", i))
	}
	for i, id := range p.Rates {
		always[id] = append(always[id], fmt.Sprintf("rates[%d]", i))
	}
	for i, o := range p.Outputs {
		saved[o.Value] = append(saved[o.Value], fmt.Sprintf("row[%d]", i))
	}
	w.block("setup", setup, initial, nil)
	w.block("step", step, always, saved)
	w.entries(len(setup.Chunks), len(step.Chunks))

	w.WriteString("#define LANES " + fmt.Sprint(lanes) + "\n" + prelude)
	for i, t := range p.Tables {
		r := t.Reader()
		for _, list := range []struct {
			name    string
			numbers []float64
		}{{"x", r.X}, {"y", r.Y}, {"s", r.Slopes}} {
			fmt.Fprintf(w, "static const double %s%d[] = {%s};\n", list.name, i, literals(list.numbers))
		}
	}
	for _, f := range kernelOrder(w.kernels) {
		w.kernel(f)
	}
	w.WriteString(w.body.String())
	return w.String(), w.areas
}

func literals(list []float64) string {
	var out []string
	for _, x := range list {
		switch {
		case math.IsInf(x, 0): // a slope between points that are far apart
			out = append(out, fmt.Sprintf("%d*__builtin_inf()", int(math.Copysign(1, x))))
		case math.IsNaN(x):
			out = append(out, "__builtin_nan(\"\")")
		default:
			out = append(out, fmt.Sprintf("%x", x))
		}
	}
	return strings.Join(out, ", ")
}

// entries writes what the host calls. The states move by the formulas at program.Method,
// each product and sum rounded by itself.
func (w *writer) entries(setups, steps int) {
	a, n := w.areas, len(w.p.States)
	w.line("void casus_setup(V *m, double start) {")
	for i := range setups {
		w.line("\tsetup%d(m + %d, m + %d, m + %d, m + %d, start);", i, a.params, a.kept, a.states, a.between)
	}
	w.line("}")
	w.line("void casus_advance(V *m, const double *times, const double *lengths, const double *shared, long from, long n, long every, long rows) {")
	w.line("\tV *states = m + %d, *stage = m + %d, *rates = m + %d; (void)stage;", a.states, a.stage, a.rates)
	w.line("\tfor (long k = from; k < from + n; k++) {")
	w.line("\t\tdouble time = times[k]; V h = splat(lengths[k]);")
	w.line("\t\tV *row = k %% every == 0 && k / every < rows ? m + %d + k / every * %d : 0;", a.outputs, len(w.p.Outputs))
	shared := 0
	if len(w.p.Shared) > 0 {
		shared = len(w.p.Shared[0])
	}
	evaluate := func(states string, stage int, row, time string) {
		for i := range steps {
			w.line("\t\tstep%d(m + %d, %s, rates + %d, %s, m + %d, %s, time, shared + k * %d);", i, a.kept, states, stage*n, row, a.between, time, shared)
		}
	}
	evaluate("states", 0, "row", "time")
	tableau := w.p.Time.Method.Tableau()
	for s, stage := range tableau.Stages {
		for i, state := range w.p.States {
			if state.Held {
				w.line("\t\tstage[%d] = states[%d];", i, i)
				continue
			}
			w.line("\t\tstage[%d] = states[%d] + %s;", i, i, combined(stage.From, i, n))
		}
		time := "time"
		if stage.Place != 0 {
			time = fmt.Sprintf("time + %x * lengths[k]", stage.Place)
		}
		evaluate("stage", s+1, "0", time)
	}
	for i, state := range w.p.States {
		if state.Held {
			w.line("\t\tstates[%d] = rates[%d];", i, i)
			continue
		}
		w.line("\t\tstates[%d] = states[%d] + %s;", i, i, combined(tableau.End, i, n))
	}
	w.line("\t}\n}")
}

// combined is (h/over)*(w1*k1 + w2*k2 + ...) for a state.
func combined(c program.Combination, state, states int) string {
	step := "h"
	if c.Over != 1 {
		step = fmt.Sprintf("h / splat(%x)", c.Over)
	}
	sum := ""
	for j, weight := range c.Weights {
		if weight == 0 {
			continue
		}
		term := fmt.Sprintf("rates[%d]", j*states+state)
		if weight != 1 {
			term += fmt.Sprintf(" * splat(%x)", weight)
		}
		if sum == "" {
			sum = term
		} else {
			sum = "(" + sum + ") + " + term
		}
	}
	return "(" + step + ") * (" + sum + ")"
}

// bits is a number as its bits, so that no digit of it is left to a compiler.
func bits(x float64) string { return fmt.Sprintf("number(0x%xull)", math.Float64bits(x)) }
