package brief

import (
	"cmp"
	"math"
	"slices"

	"casus/internal/study"
)

// movesShown is how many numbers an answer is shown with; the file has all.
const movesShown = 4

// sensitivity is the kept analysis of the numbers that are held fixed, nil where there is none.
func sensitivity(k *study.Sensitivity) *Sensitivity {
	if k == nil {
		return nil
	}
	out := &Sensitivity{Verdict: k.Verdict, Rules: k.Rules, Effects: []MovedAnswer{}, Statements: []MovedAnswer{}, Argued: []ArguedNumber{}}
	numbers := map[string]study.VariedNumber{}
	for _, n := range k.Numbers {
		numbers[n.Constant] = n
		if n.Toward == "" {
			continue
		}
		a := ArguedNumber{Name: n.Constant, Dated: n.Dated, Value: Number(n.Value), End: Number(n.High), Gain: threeDigits(n.Pull)}
		if n.Toward == "low" {
			a.End = Number(n.Low)
		}
		out.Argued = append(out.Argued, a)
	}
	slices.SortStableFunc(out.Argued, func(a, b ArguedNumber) int { return cmp.Compare(b.Gain, a.Gain) })
	for _, e := range k.Effects {
		out.Effects = append(out.Effects, moved(e, numbers, onScale))
	}
	for _, st := range k.Statements {
		if len(st.Moves) > 0 {
			out.Statements = append(out.Statements, moved(st, numbers, func(p, _ float64) Number { return threeDigits(min(max(p, 0), 1)) }))
		}
	}
	slices.SortStableFunc(out.Statements, func(a, b MovedAnswer) int { return cmp.Compare(b.Moves[0].Share, a.Moves[0].Share) })
	return out
}

// moved is an answer with what it would be elsewhere, rounded by its error.
func moved(a study.MovedAnswer, numbers map[string]study.VariedNumber, round func(x, err float64) Number) MovedAnswer {
	out := MovedAnswer{ID: a.ID, Mean: Number(a.Mean), Moves: []Move{}, Of: len(a.Moves)}
	for _, m := range a.Moves[:min(movesShown, len(a.Moves))] {
		n := numbers[m.Constant]
		out.Moves = append(out.Moves, Move{Name: m.Constant, Dated: n.Dated, Value: Number(n.Value), Low: Number(n.Low), High: Number(n.High), Share: threeDigits(m.Share),
			AtLow: round(a.Mean+m.AtLow, m.Error), AtHigh: round(a.Mean+m.AtHigh, m.Error)})
	}
	return out
}

// onScale rounds to the first digit that an error leaves uncertain.
func onScale(x, err float64) Number {
	if !(err > 0) {
		return threeDigits(x)
	}
	unit := math.Pow(10, math.Floor(math.Log10(err)))
	return Number(math.Round(x/unit) * unit)
}
