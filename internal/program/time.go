package program

import (
	"fmt"
	"math"
)

// Time is the simulated span. Steps are counted in whole numbers: time at step n
// is Start + n*Step, so that no rounding error builds up.
type Time struct {
	Start, Stop, Step float64
	SaveEvery         int // steps between saved rows, at least 1
	Method            Method
	Grid              *Grid // where steps differ in length, nil where they do not
}

// Grid is a span whose steps differ, or whose saved rows do not come at a regular
// distance. All members share it.
type Grid struct {
	Times []float64 // of each step; one more than the run makes, so that the last has a length
	Saved []int     // the steps that are saved, ascending
}

// Steps is the number of steps from Start to Stop.
func (t Time) Steps() int {
	if t.Grid != nil {
		return len(t.Grid.Times) - 2
	}
	return int((t.Stop-t.Start)/t.Step + 0.5)
}

// At is the time of a step.
func (t Time) At(step int) float64 {
	if t.Grid != nil {
		return t.Grid.Times[step]
	}
	return t.Start + float64(float64(step)*t.Step)
}

// Length is how long a step lasts.
func (t Time) Length(step int) float64 {
	if t.Grid != nil {
		return t.Grid.Times[step+1] - t.Grid.Times[step]
	}
	return t.Step
}

// Rows are the steps that a run with the program's own saving interval saves.
func (t Time) Rows() []int {
	if t.Grid != nil {
		return t.Grid.Saved
	}
	var rows []int
	for n := 0; n <= t.Steps(); n += t.SaveEvery {
		rows = append(rows, n)
	}
	return rows
}

// mostSteps bounds a run whose end is found by running.
const mostSteps = 10_000_000

// Clock are the outputs that say how time goes on, each as it is at a step's start.
type Clock struct{ Final, Step, Save int }

// FindGrid runs the program with its default params to find the steps that it makes
// where the time step, the final time or the saving interval change while it runs. The
// error says why it makes none.
func (p *Program) FindGrid(c Clock) (*Grid, error) {
	m := newMachine(p, p.Defaults())
	g := &Grid{}
	t, next := p.Time.Start, p.Time.Start
	for n := 0; ; n++ {
		m.rates(t, t, m.states, m.k[0])
		final, step, save := m.step[p.Outputs[c.Final].Value], m.step[p.Outputs[c.Step].Value], m.step[p.Outputs[c.Save].Value]
		if !(step > 0) || math.IsInf(step, 0) || math.IsNaN(final) || n > mostSteps {
			return nil, fmt.Errorf("at time %v the time step is %v and the final time %v, after %d steps", t, step, final, n)
		}
		near := step * 1e-6
		g.Times = append(g.Times, t)
		if t >= next-near {
			g.Saved = append(g.Saved, n)
			next = t + math.Max(save, step)
		}
		if t >= final-near {
			g.Times = append(g.Times, t+step)
			return g, nil
		}
		m.advance(t, step)
		t += step
	}
}
