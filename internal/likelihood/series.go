package likelihood

import (
	"fmt"
	"math"
	"slices"
)

// Family is the distribution of a measured number about what the model puts out.
type Family string

// The families. Those of numbers err on a Scale; those of counts have none.
const (
	NormalFamily  Family = "normal"            // T(y) is normal about T(g) with a spread
	StudentFamily Family = "student"           // the same with longer tails
	Poisson       Family = "poisson"           // a count with mean g
	NegBinomial   Family = "negative binomial" // a count with mean g and variance g + g²/size
	Binomial      Family = "binomial"          // so many of so many trials, each with chance g
	BetaBinomial  Family = "beta-binomial"     // the same, chances beta(g size, (1-g) size) about g
)

// Families are all of them.
func Families() []Family {
	return []Family{NormalFamily, StudentFamily, Poisson, NegBinomial, Binomial, BetaBinomial}
}

// counts reports whether the family is one of counts.
func (f Family) counts() bool { return f != NormalFamily && f != StudentFamily }

// Number is a number of the likelihood: a fixed one, or a hyperparameter.
type Number struct {
	Value float64
	Param int // one more than the index of a hyperparameter, or 0 for Value
}

// Fixed is a number that is not learned.
func Fixed(x float64) Number { return Number{Value: x} }

func (n Number) at(hyper []float64) float64 {
	if n.Param == 0 {
		return n.Value
	}
	return hyper[n.Param-1]
}

// Series is a column of a table of measurements: numbers without a claimant, each with an
// error of its own. Where DiscrepancySD is above 0 they share, on the scale, the model's
// wrongness too: an Ornstein-Uhlenbeck process over Time.
type Series struct {
	ID              string
	Family          Family
	Scale           Scale   // of normal and student; "" stands for Linear
	Offset          float64 // with Log: log(x + Offset)
	Spread          Number  // of normal and student, on the scale
	Freedom         Number  // degrees of freedom of student
	Size            Number  // of negative binomial and beta-binomial
	Discrepancy     Number  // its spread; only with normal and values that are not ranges
	DiscrepancyTime Number
	Points          []Point
}

// Point is one cell. Rows and columns are of the model's output.
type Point struct {
	Stage           int
	Reading         Reading // Level, Change, Rate or Share (here the ratio itself, not percent)
	Output, Output2 int
	From, At        int
	Per             float64 // of a Rate: the length of the window in the model's time
	Time            float64 // at which the discrepancy is taken
	Low, Best, High float64 // NaN where absent; without Best a range, open where one end is absent
	Trials          float64 // of binomial and beta-binomial
}

// Table is the likelihood of some series. It is immutable.
type Table struct {
	series []Series
	stages int
}

// NewTable checks the series.
func NewTable(series []Series, stages int) (*Table, error) {
	t := &Table{series: slices.Clone(series), stages: stages}
	for i := range t.series {
		s := &t.series[i]
		if s.Scale == "" {
			s.Scale = Linear
		}
		for k := range s.Points {
			if err := s.check(&s.Points[k], stages); err != nil {
				return nil, fmt.Errorf("series %s, point %d: %w", s.ID, k+1, err)
			}
		}
		// A discrepancy is followed from one time to the next.
		s.Points = slices.Clone(s.Points)
		slices.SortStableFunc(s.Points, func(a, b Point) int {
			if a.Stage != b.Stage {
				return a.Stage - b.Stage
			}
			switch {
			case a.Time < b.Time:
				return -1
			case a.Time > b.Time:
				return 1
			}
			return 0
		})
	}
	return t, nil
}

// wanders reports whether the series has a discrepancy.
func (s *Series) wanders() bool { return s.Discrepancy.Param > 0 || s.Discrepancy.Value > 0 }

func (s *Series) check(p *Point, stages int) error {
	given := func(v float64) bool { return !isAbsent(v) }
	switch {
	case p.Stage < 0 || p.Stage >= stages:
		return fmt.Errorf("stage %d is not among the %d stages", p.Stage, stages)
	case !given(p.Low) && !given(p.Best) && !given(p.High):
		return fmt.Errorf("it has no value")
	case s.Family.counts() && !given(p.Best):
		return fmt.Errorf("a count can't be a range")
	case s.wanders() && (s.Family != NormalFamily || !given(p.Best)):
		return fmt.Errorf("a discrepancy needs the normal family and values that are not ranges")
	case p.Low > p.High:
		return fmt.Errorf("its low end %g is above its high end %g", p.Low, p.High)
	case s.Family.counts() && (p.Best < 0 || p.Best != math.Trunc(p.Best)):
		return fmt.Errorf("%g is no count", p.Best)
	case (s.Family == Binomial || s.Family == BetaBinomial) && !(p.Trials >= p.Best):
		return fmt.Errorf("%g of %g trials is not possible", p.Best, p.Trials)
	}
	for _, v := range []float64{p.Low, p.Best, p.High} {
		if y := s.transform(v); given(v) && !s.Family.counts() && (math.IsNaN(y) || math.IsInf(y, 0)) {
			return fmt.Errorf("%g has no place on the %s scale", v, s.Scale)
		}
	}
	return nil
}

// transform takes a value to the scale on which errors add.
func (s *Series) transform(x float64) float64 {
	q := Quantity{Scale: s.Scale, Offset: s.Offset}
	return q.transform(x)
}

// LastRow is the last row that the first stages read, or -1.
func (t *Table) LastRow(stage int) int {
	last := -1
	for _, s := range t.series {
		for _, p := range s.Points {
			if p.Stage <= stage {
				last = max(last, p.At)
			}
		}
	}
	return last
}

// model is what the model puts out for a point.
func (p *Point) model(get func(row, output int) float64) float64 {
	g := get(p.At, p.Output)
	switch p.Reading {
	case Change:
		g -= get(p.From, p.Output)
	case Rate:
		g = (g - get(p.From, p.Output)) / p.Per
	case Share:
		g /= get(p.At, p.Output2)
	}
	return g
}
