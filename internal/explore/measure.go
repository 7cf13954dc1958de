// Package explore asks a model what follows: it runs the same draws under several
// scenarios with everything else equal, reduces each run to the measures asked
// for, and summarises draws as ranges and probabilities. It knows the engine and
// numbers; it knows nothing of claims, studies or how a result is shown.
package explore

import (
	"fmt"
	"math"
)

// Reduction says how a run's series of one output becomes one number.
type Reduction string

// The reductions.
const (
	Level          Reduction = "level"            // the value at At
	Change         Reduction = "change"           // the value at At less that at From
	Mean           Reduction = "mean"             // the mean over rows From..At
	Peak           Reduction = "peak"             // the largest value over rows From..At
	DaysUntilBelow Reduction = "days_until_below" // rows after From until the value is below Below; one more than there are if it never is
	StaysAbove     Reduction = "stays_above"      // 1 if the value never falls below Below over rows From..At, else 0
	DaysUntilAbove Reduction = "days_until_above" // rows after From until the value is at least Below; one more than there are if it never is
)

// Reductions lists all reductions, for messages.
func Reductions() []string {
	return []string{string(Level), string(Change), string(Mean), string(Peak),
		string(DaysUntilBelow), string(StaysAbove), string(DaysUntilAbove)}
}

// Atom is one number to take from a run: an output of the model, reduced over a
// span of rows. Rows are counted from the start of the run, one a saved step.
type Atom struct {
	Output   int
	Reduce   Reduction
	From, At int
	Below    float64 // the threshold of DaysUntilBelow, StaysAbove and DaysUntilAbove
}

// Series is a run as an atom reads it: engine.Rows is one.
type Series interface {
	At(row, output int) float64
	Len() int
}

// Of reduces a run to the atom's number.
func (a Atom) Of(s Series) float64 {
	at := min(a.At, s.Len()-1)
	switch a.Reduce {
	case Level:
		return s.At(at, a.Output)
	case Change:
		return s.At(at, a.Output) - s.At(a.From, a.Output)
	case Mean:
		sum := 0.0
		for r := a.From; r <= at; r++ {
			sum += s.At(r, a.Output)
		}
		return sum / float64(at-a.From+1)
	case Peak:
		peak := math.Inf(-1)
		for r := a.From; r <= at; r++ {
			peak = math.Max(peak, s.At(r, a.Output))
		}
		return peak
	case DaysUntilBelow, DaysUntilAbove:
		for r := a.From; r <= at; r++ {
			if v := s.At(r, a.Output); v < a.Below == (a.Reduce == DaysUntilBelow) {
				return float64(r - a.From)
			}
		}
		return float64(at - a.From + 1)
	case StaysAbove:
		for r := a.From; r <= at; r++ {
			if s.At(r, a.Output) < a.Below {
				return 0
			}
		}
		return 1
	}
	panic(fmt.Sprintf("explore: unknown reduction %q", a.Reduce))
}
