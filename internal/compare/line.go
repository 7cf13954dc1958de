package compare

import (
	"math"

	"casus/internal/study"
)

// Verdict says how one answer of B stands to that of A.
type Verdict string

// The verdicts.
const (
	Equal  Verdict = "the same"
	Within Verdict = "within Monte Carlo error"
	Beyond Verdict = "moved"
	Untold Verdict = "error not known"
	Given  Verdict = "set otherwise" // an input, not an answer
	OnlyA  Verdict = "only in A"
	OnlyB  Verdict = "only in B"
)

// beyond is how many standard errors two answers must lie apart to count as moved. A
// comparison of the flagship's runs makes some five hundred such tests: at three errors
// about one of them is passed by chance, at two it would be twenty-five.
const beyond = 3

// Line is one answer in both runs. Difference is that of the middles, B less A, and Error
// its standard error, null where it is not known.
type Line struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Unit       string      `json:"unit,omitempty"`
	Chance     bool        `json:"chance,omitempty"` // the values are probabilities
	A          *Value      `json:"a,omitempty"`
	B          *Value      `json:"b,omitempty"`
	Difference study.Maybe `json:"difference"` // null in one run alone
	Error      study.Maybe `json:"error"`
	Verdict    Verdict     `json:"verdict"`
	Ends       bool        `json:"ends,omitempty"` // it is the range that moved, not the middle
	Notes      []string    `json:"notes,omitempty"`
}

// Value is a number with its range, low and high being equal to it where it has none.
// Words are those of a probability.
type Value struct {
	Low   float64 `json:"low"`
	Mid   float64 `json:"mid"`
	High  float64 `json:"high"`
	Words string  `json:"words,omitempty"`
}

// judge fills in the difference and the verdict from the errors of both runs.
func (l *Line) judge(a, b study.Errors) {
	l.Difference, l.Error = study.Maybe(math.NaN()), study.Maybe(math.NaN())
	switch {
	case l.A == nil:
		l.Verdict = OnlyB
		return
	case l.B == nil:
		l.Verdict = OnlyA
		return
	}
	l.Difference = study.Maybe(l.B.Mid - l.A.Mid)
	l.Error = both(a.Q50, b.Q50)
	if l.A.Low == l.B.Low && l.A.Mid == l.B.Mid && l.A.High == l.B.High {
		l.Verdict = Equal
		return
	}
	middle := apart(l.A.Mid, l.B.Mid, l.Error)
	ends := worse(apart(l.A.Low, l.B.Low, both(a.Q05, b.Q05)), apart(l.A.High, l.B.High, both(a.Q95, b.Q95)))
	l.Verdict = worse(middle, ends)
	l.Ends = l.Verdict == Beyond && middle != Beyond
}

// both is the standard error of a difference of two runs. Runs with the same seed share
// their random numbers and differ by less: the error is then on the side of caution.
func both(a, b study.Maybe) study.Maybe {
	return study.Maybe(math.Hypot(float64(a), float64(b)))
}

// apart judges one pair of numbers.
func apart(a, b float64, e study.Maybe) Verdict {
	switch d := math.Abs(b - a); {
	case d == 0:
		return Equal
	case math.IsNaN(float64(e)):
		return Untold
	case d > beyond*float64(e):
		return Beyond
	}
	return Within
}

// worse is the verdict that says more of a change.
func worse(a, b Verdict) Verdict {
	rank := map[Verdict]int{Equal: 0, Within: 1, Untold: 2, Beyond: 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// unknown are errors that are not known.
var unknown = study.Errors{Q05: study.Maybe(math.NaN()), Q50: study.Maybe(math.NaN()), Q95: study.Maybe(math.NaN())}
