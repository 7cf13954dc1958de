package study

import (
	"math"

	"casus/internal/diagnose"
)

// Precision says how far the numbers of an examination would move if it were computed
// again with other random numbers: Monte Carlo standard errors, from how far the chains
// agree. It says nothing of how wide a range is, nor of how good the model is.
type Precision struct {
	Effects    map[string]Errors `json:"effects"`    // by id, those of effectiveness too
	Statements map[string]Maybe  `json:"statements"` // of their probabilities
	Parts      map[string]Maybe  `json:"parts"`      // by constant, of the chance that it is on
	Constants  map[string]Errors `json:"constants"`
	Quantities map[string]Errors `json:"quantities"` // on the last point of their series up to the cut
}

// Errors are those of three quantiles, missing where the draws can't tell them.
type Errors struct {
	Q05 Maybe `json:"q05"`
	Q50 Maybe `json:"q50"`
	Q95 Maybe `json:"q95"`
}

// Precision works out the errors of everything that the examination reports.
func (x *Examination) Precision() Precision {
	s, post := x.Study, &x.posterior
	p := Precision{Effects: map[string]Errors{}, Statements: map[string]Maybe{}, Parts: map[string]Maybe{},
		Constants: map[string]Errors{}, Quantities: map[string]Errors{}}
	for _, list := range [][]Effect{s.Effects, s.Effectiveness} {
		for _, e := range list {
			p.Effects[e.ID] = post.errors(e.Measure.Draws(post.runs))
		}
	}
	for _, st := range s.Statements {
		p.Statements[st.ID] = post.errorOfShare(st.Measure.Draws(post.runs), st.Holds)
	}
	for _, c := range s.Constants {
		if c.Role == Fixed {
			continue
		}
		v := make([]float64, len(post.draw))
		for i, d := range post.draw {
			v[i] = d[c.Param]
		}
		p.Constants[c.Name] = post.errors(v)
		if c.Without != "" {
			p.Parts[c.Name] = post.errorOfShare(v, func(v float64) bool { return v > 0.5 })
		}
	}
	for i := range s.Quantities {
		points, days := s.quantityPoints(&s.Quantities[i], post, seriesEvery)
		if at := LastUpTo(days, s.DayOf(s.Cut)); at >= 0 {
			p.Quantities[s.Quantities[i].ID] = post.errors(points[at])
		}
	}
	return p
}

// LastUpTo is the index of the last of the rising days that is not after day, or -1.
func LastUpTo(days []int, day int) int {
	at := -1
	for i, d := range days {
		if d <= day {
			at = i
		}
	}
	return at
}

// split parts draws, which stand in the order of the sample, into its chains.
func (sm *sample) split(draws []float64) [][]float64 {
	var chains [][]float64
	n := len(draws) / sm.chains
	for c := range sm.chains {
		chains = append(chains, draws[c*n:(c+1)*n])
	}
	return chains
}

func (sm *sample) errors(draws []float64) Errors {
	chains := sm.split(draws)
	of := func(p float64) Maybe { return Maybe(diagnose.QuantileError(chains, p)) }
	return Errors{of(0.05), of(0.5), of(0.95)}
}

// errorOfShare is the standard error of the share of draws that pass a test. Near 0 and
// 1 the draws that are rare may be missing altogether, and the share itself would tell of
// no error; half a draw is added to both sides (Agresti and Coull 1998 add two).
func (sm *sample) errorOfShare(draws []float64, holds func(float64) bool) Maybe {
	passed := make([]float64, len(draws))
	sum := 0.0
	for i, v := range draws {
		if holds(v) {
			passed[i] = 1
			sum++
		}
	}
	n := diagnose.Means(sm.split(passed))
	if math.IsNaN(n) { // all the same: the number that the test is of tells how many draws these are worth
		n = diagnose.Bulk(sm.split(draws))
	}
	p := (sum/float64(len(draws))*n + 0.5) / (n + 1)
	return Maybe(math.Sqrt(p * (1 - p) / n))
}
