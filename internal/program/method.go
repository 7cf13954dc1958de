package program

import "math"

// Method is how states are integrated. Both back ends compute exactly what follows,
// each product and sum rounded by itself, in this order, with s the states, h the
// length of the step and f(t, s) the rates that Step gives. A stage i of a method has a
// place c and a combination of the rates before it:
//
//	k1 = f(t, s)
//	ki = f(t + c*h, s + (h/d)*(w1*k1 + w2*k2 + ...))
//	s' = s + (h/d)*(w1*k1 + w2*k2 + ...)
//
// with sums from left to right, weights of 0 left out, products with 1 and divisions
// by 1 too. Outputs are those of k1, at the start of the step. A held state is s in all
// stages, and at the end of the step what k1 of it was.
type Method string

// The methods of integration.
const (
	Euler Method = "euler"
	RK2   Method = "rk2"  // the midpoint rule, as Vensim's RK2
	Heun  Method = "heun" // the trapezoid rule, as Stella's RK2
	RK4   Method = "rk4"  // Kutta 1901
	// RK45 is Dormand and Prince's pair of orders 5 and 4 (1980, A family of embedded
	// Runge-Kutta formulae), with steps inside each time step that follow the error; see
	// AutoTolerance.
	RK45 Method = "rk45"
)

// Combination is (h/Over) times a weighted sum of rates.
type Combination struct {
	Over    float64
	Weights []float64
}

// Stage is an evaluation of rates within a step: at t + Place*h, of the states moved by
// the combination of the rates before it.
type Stage struct {
	Place float64
	From  Combination
}

// Tableau is a method as numbers.
type Tableau struct {
	Stages []Stage     // after the first, which is at the start of the step
	End    Combination // gives the states at the end of the step
	// Error estimates what the step is wrong by; without weights where a method has fixed
	// steps.
	Error Combination
}

// Auto reports whether the method chooses its own steps.
func (t *Tableau) Auto() bool { return t.Error.Weights != nil }

// The steps of RK45. A time step of length H is cut into steps of H*2^-j, which start
// at whole multiples of themselves, so that their ends have no rounding error. The error
// of a step is the largest over states of
//
//	|e| / (AutoAbsolute + AutoRelative*max(|s|, |s'|))
//
// with e the difference of the two orders. A step whose error is above 1 is done again
// at half its length, unless j is AutoDeepest; where it is below AutoEasy, the next may
// be twice as long. Held states and outputs change at time steps alone.
const (
	AutoRelative = 1e-6
	AutoAbsolute = 1e-9
	AutoDeepest  = 10
	AutoEasy     = 1.0 / 64
)

var tableaus = map[Method]*Tableau{
	Euler: {End: Combination{1, []float64{1}}},
	RK2:   {Stages: []Stage{{0.5, Combination{2, []float64{1}}}}, End: Combination{1, []float64{0, 1}}},
	Heun:  {Stages: []Stage{{1, Combination{1, []float64{1}}}}, End: Combination{2, []float64{1, 1}}},
	RK4: {Stages: []Stage{{0.5, Combination{2, []float64{1}}}, {0.5, Combination{2, []float64{0, 1}}}, {1, Combination{1, []float64{0, 0, 1}}}},
		End: Combination{6, []float64{1, 2, 2, 1}}},
	RK45: {
		Stages: []Stage{
			{1.0 / 5, Combination{5, []float64{1}}},
			{3.0 / 10, Combination{40, []float64{3, 9}}},
			{4.0 / 5, Combination{45, []float64{44, -168, 160}}},
			{8.0 / 9, Combination{6561, []float64{19372, -76080, 64448, -1908}}},
			{1, Combination{1, []float64{9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656}}},
			{1, Combination{1, []float64{35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}}},
		},
		End:   Combination{1, []float64{35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}},
		Error: Combination{1, []float64{71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40}},
	},
}

// Tableau gives the method's numbers, nil for an unknown one.
func (m Method) Tableau() *Tableau { return tableaus[m] }

// advance moves the states from time t one step of length h on, from the rates at its
// start, which are in k[0].
func (m *machine) advance(t, h float64) {
	if m.tableau.Auto() {
		m.adapt(t, h)
		return
	}
	m.try(t, t, h)
	m.hold()
	copy(m.states, m.stage)
}

// try leaves the states after a step from time t in stage. The time step that it is a
// part of started at stepTime.
func (m *machine) try(stepTime, t, h float64) {
	for i, s := range m.tableau.Stages {
		m.shift(h, s.From)
		m.rates(t+float64(s.Place*h), stepTime, m.stage, m.k[i+1])
	}
	m.shift(h, m.tableau.End)
}

// adapt makes the steps of RK45 within one time step.
func (m *machine) adapt(start, length float64) {
	copy(m.held, m.k[0])
	const whole = 1 << AutoDeepest
	for at := 0; at < whole; {
		size := 1 << m.level
		h := length * (float64(size) / whole)
		t := start + float64(length*(float64(at)/whole))
		if at > 0 {
			m.rates(t, start, m.states, m.k[0])
		}
		m.try(start, t, h)
		e := m.error(h)
		if e > 1 && m.level > 0 {
			m.level--
			continue
		}
		copy(m.states, m.stage)
		at += size
		if e < AutoEasy && m.level < AutoDeepest && at%(2*size) == 0 {
			m.level++
		}
	}
	copy(m.k[0], m.held)
	copy(m.stage, m.states)
	m.hold()
	copy(m.states, m.stage)
}

// error is that of the step just tried.
func (m *machine) error(h float64) float64 {
	worst := 0.0
	for i, s := range m.states {
		if m.p.States[i].Held {
			continue
		}
		size := math.Abs(s)
		if after := math.Abs(m.stage[i]); size < after {
			size = after
		}
		scale := AutoAbsolute + float64(AutoRelative*size)
		if e := math.Abs(m.combined(i, h, m.tableau.Error)) / scale; worst < e {
			worst = e
		}
	}
	return worst
}

// hold gives held states the values of their rates at the start of the step.
func (m *machine) hold() {
	for i, s := range m.p.States {
		if s.Held {
			m.stage[i] = m.k[0][i]
		}
	}
}

// shift sets stage to the states moved by a combination of rates; held states stay.
func (m *machine) shift(h float64, c Combination) {
	for i, s := range m.states {
		if m.p.States[i].Held {
			m.stage[i] = s
			continue
		}
		m.stage[i] = s + m.combined(i, h, c)
	}
}

func (m *machine) combined(state int, h float64, c Combination) float64 {
	if c.Over != 1 {
		h /= c.Over
	}
	sum, first := 0.0, true
	for j, w := range c.Weights {
		if w == 0 {
			continue
		}
		term := m.k[j][state]
		if w != 1 {
			term = float64(w * term)
		}
		if first {
			sum, first = term, false
		} else {
			sum += term
		}
	}
	return float64(h * sum)
}
