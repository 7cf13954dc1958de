package lower

import (
	"fmt"
	"math"

	"casus/internal/model"
	"casus/internal/program"
)

// tolerance is how far a span may be from a whole number of steps, as a part of
// that number: enough for steps such as 0.1, which have no exact float64.
const tolerance = 1e-9

// timeSpan finds start, stop, step and the saving interval.
func (l *lowerer) timeSpan() {
	start, ok1 := l.controlValue(model.InitialTime, "INITIAL TIME")
	stop, ok2 := l.controlValue(model.FinalTime, "FINAL TIME")
	step, ok3 := l.controlValue(model.TimeStep, "TIME STEP")
	if !ok1 || !ok2 || !ok3 {
		return
	}
	l.p.Time = program.Time{Start: start, Stop: stop, Step: step, SaveEvery: 1, Method: program.Euler}
	if l.m.Method == model.RK4 {
		l.p.Time.Method = program.RK4
	}
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
	if _, ok := whole(stop-start, step); !ok {
		l.warn("time", l.m.Lookup(model.FinalTime).At,
			fmt.Sprintf("the span from %v to %v is no whole number of steps of %v", start, stop, step),
			fmt.Sprintf("the run stops at %v", start+float64(l.p.Time.Steps())*step), "choose a time step that divides the span")
	}
	l.savePer(step)
}

// savePer finds how many steps lie between saved rows; without SAVEPER each step
// is saved.
func (l *lowerer) savePer(step float64) {
	v := l.m.Lookup(model.SavePer)
	if v == nil {
		return
	}
	saved, ok := l.controlValue(model.SavePer, "SAVEPER")
	if !ok {
		return
	}
	every, ok := whole(saved, step)
	if !ok || every < 1 {
		l.fault("time", v.At, fmt.Sprintf("SAVEPER %v is no whole multiple of TIME STEP %v", saved, step),
			"rows are saved at the ends of steps", fmt.Sprintf("use a multiple such as %v", step*math.Max(1, math.Round(saved/step))))
		return
	}
	l.p.Time.SaveEvery = every
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

// controlValue computes a control variable, which must not change with time.
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
	switch {
	case why != "":
		l.fault("time", s.v.At, name+" can't be computed before the run: "+why,
			"all members of an ensemble share one time axis", "give it as a number or as an expression of numbers")
		return 0, false
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
	l.control[key] = x
	return x, true
}
