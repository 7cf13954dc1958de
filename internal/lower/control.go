package lower

import (
	"fmt"
	"math"
	"slices"

	"casus/internal/model"
	"casus/internal/program"
)

// tolerance is how far a span may be from a whole number of steps, as a part of
// that number: enough for steps such as 0.1, which have no exact float64.
const tolerance = 1e-9

// methods are those of integration, by the model's name of them. Vensim's automatic
// second order is run as the automatic fifth: it is nearer to the solution at the same
// tolerance, which is all that the choice decides.
var methods = map[model.Method]program.Method{
	model.Euler: program.Euler, model.RK2: program.RK2, model.Heun: program.Heun, model.RK4: program.RK4,
	model.RK2Auto: program.RK45, model.RK4Auto: program.RK45,
}

// timeSpan finds start, stop, step and the saving interval. Where the last three change
// while the model runs, their values at the start stand in until grid finds the steps.
func (l *lowerer) timeSpan() {
	start, ok1 := l.controlValue(model.InitialTime, "INITIAL TIME")
	l.p.Time.Start = start
	stop, ok2 := l.controlValue(model.FinalTime, "FINAL TIME")
	step, ok3 := l.controlValue(model.TimeStep, "TIME STEP")
	if !ok1 || !ok2 || !ok3 {
		return
	}
	l.p.Time = program.Time{Start: start, Stop: stop, Step: step, SaveEvery: 1, Method: methods[l.m.Method]}
	if step <= 0 {
		l.fault("time", l.m.Lookup(model.TimeStep).At, fmt.Sprintf("TIME STEP is %v", step),
			"time has to move forward", "give a time step above 0")
		return
	}
	if stop < start {
		l.fault("time", l.m.Lookup(model.FinalTime).At, fmt.Sprintf("FINAL TIME %v is before INITIAL TIME %v", stop, start),
			"there is nothing to simulate", "give a final time at or after the initial time")
		return
	}
	if steps := (stop - start) / step; steps > mostSteps {
		l.fault("time", l.m.Lookup(model.TimeStep).At, fmt.Sprintf("the run has %.3g steps", steps),
			fmt.Sprintf("it may have %d", mostSteps), "choose a longer time step")
		return
	}
	if _, ok := whole(stop-start, step); !ok && !l.irregular {
		l.warn("time", l.m.Lookup(model.FinalTime).At,
			fmt.Sprintf("the span from %v to %v is no whole number of steps of %v", start, stop, step),
			fmt.Sprintf("the run stops at %v", start+float64(l.p.Time.Steps())*step), "choose a time step that divides the span")
	}
	l.savePer(step)
}

// mostSteps bounds a run: each step's time is a number that a slip can make enormous.
const mostSteps = 10_000_000

// savePer finds how many steps lie between saved rows; without SAVEPER each step
// is saved.
func (l *lowerer) savePer(step float64) {
	v := l.m.Lookup(model.SavePer)
	if v == nil {
		return
	}
	saved, ok := l.controlValue(model.SavePer, "SAVEPER")
	if !ok || l.irregular {
		return
	}
	every, ok := whole(saved, step)
	if saved <= 0 {
		l.fault("time", v.At, fmt.Sprintf("SAVEPER is %v", saved), "rows are saved at the ends of steps", "give a multiple of the time step")
		return
	}
	if !ok || every < 1 {
		l.warn("time", v.At, fmt.Sprintf("SAVEPER %v is no whole multiple of TIME STEP %v", saved, step),
			"a row is saved at the first step at or after each", fmt.Sprintf("use a multiple such as %v", step*math.Max(1, math.Round(saved/step))))
		l.irregular = true
		return
	}
	l.p.Time.SaveEvery = every
}

// grid finds the steps of a run whose time step, final time or saving interval change
// while it runs, or whose rows fall between steps. All members of an ensemble share
// them, so a change that depends on constants is the one of the model's own values.
func (l *lowerer) grid() {
	if !l.irregular || l.faults.HasFaults() {
		return
	}
	clock := program.Clock{Final: l.output(model.FinalTime), Step: l.output(model.TimeStep), Save: l.output(model.SavePer)}
	if clock.Save < 0 {
		clock.Save = clock.Step
	}
	g, err := l.p.FindGrid(clock)
	if err != nil {
		l.fault("time", l.m.Lookup(model.TimeStep).At, "the run comes to no end: "+err.Error(),
			"FINAL TIME and TIME STEP change while the model runs", "see that the one is reached and the other stays above 0")
		return
	}
	l.p.Time.Grid = g
	l.p.Time.Stop = g.Times[len(g.Times)-2]
}

// output is the place of a control variable among the outputs, or -1.
func (l *lowerer) output(key string) int {
	return slices.IndexFunc(l.p.Outputs, func(o program.Output) bool { return model.Key(o.Name) == key })
}

// whole is span/step where that is a whole number but for rounding.
func whole(span, step float64) (int, bool) {
	ratio := span / step
	n := math.Round(ratio)
	if math.IsNaN(n) || n > math.MaxInt32 {
		return 0, false
	}
	return int(n), math.Abs(ratio-n) <= tolerance*math.Max(1, n)
}

// controlValue computes a control variable. One that changes while the model runs has
// the value here that it has at the start, and makes the run irregular.
func (l *lowerer) controlValue(key, name string) (float64, bool) {
	g := l.groups[key]
	if g == nil {
		l.fault("time", l.place(), "the model has no "+name,
			"it says over which time, and how finely, the model is run", "add it: "+name+" = a number")
		return 0, false
	}
	s := g.at[""]
	if s == nil {
		l.fault("time", g.first.At, name+" has subscripts", "a model has one time axis", "give it as a number")
		return 0, false
	}
	before := len(l.faults)
	x, params, why := l.compileTime(func(b *block) program.ID { return b.scalar(s, s.v.At) })
	moves := why != ""
	if moves && !l.faults.HasFaults() {
		l.irregular = true
		x = l.initially(func(b *block) program.ID { return b.scalar(s, s.v.At) })
	}
	switch {
	case len(l.faults) > before && l.faults[before:].HasFaults():
		return 0, false
	case math.IsNaN(x) || math.IsInf(x, 0):
		l.fault("time", s.v.At, fmt.Sprintf("%s is %v", name, x), "it must be a finite number", "check its equation")
		return 0, false
	}
	for _, q := range params {
		l.warn("time", s.v.At, fmt.Sprintf("%s is fixed from %q as the model gives it", name, q.name),
			"all members of an ensemble share one time axis, so varying that constant doesn't move it", "")
	}
	if !moves {
		l.control[key] = x
	}
	return x, true
}
