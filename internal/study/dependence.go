package study

import (
	"cmp"
	"math"
	"slices"

	"casus/internal/diagnose"
	"casus/internal/explore"
)

// DependenceResult is what an effect hangs on: the numbers of the model whose posterior
// draws its own draws go with most. It says what would narrow the answer, not what caused
// it. Fixed numbers have no draws and are not among them; for these see Sensitivity.
type DependenceResult struct {
	Effect   string             `json:"effect"`
	Together Maybe              `json:"together"` // share of the effect's variance that all numbers explain in a straight line, by ranks
	Numbers  []DependenceNumber `json:"numbers"`  // those told apart from chance, the largest share first, at most dependenceTo
}

// DependenceNumber is one number that an effect hangs on (explore.Dependence).
type DependenceNumber struct {
	Constant string  `json:"constant"`
	Share    float64 `json:"share"`
	Low      float64 `json:"low"` // 5 and 95 percent, by leaving out one chain at a time
	High     float64 `json:"high"`
	Lower    Maybe   `json:"lower"` // median of the effect where the number stands in its lower quarter, or the part is off; missing where it has none there
	Upper    Maybe   `json:"upper"` // and in its upper quarter, or is on
}

const (
	dependenceTo   = 5    // numbers at most are told of an effect
	dependenceFrom = 0.02 // and none of a smaller share
	// dependenceLevel is the chance that, over all effects and numbers, one is told of that
	// the effect does not hang on (Bonferroni).
	dependenceLevel = 0.01
)

// dependence is what each effect hangs on. It costs a sorting of the draws for each effect
// and number: under a second for the flagship.
func (s *Study) dependence(post *sample) []DependenceResult {
	var names []string
	var columns [][]float64
	var worth []float64
	for _, c := range s.Constants {
		if c.Role == Fixed {
			continue
		}
		column := make([]float64, len(post.draw))
		for i, d := range post.draw {
			column[i] = d[c.Param]
		}
		names, columns, worth = append(names, c.Name), append(columns, column), append(worth, diagnose.Bulk(post.split(column)))
	}
	asked := slices.Concat(s.Effects, s.Effectiveness)
	level := dependenceLevel / float64(len(asked)*len(names))
	var out []DependenceResult
	for _, e := range asked {
		y := e.Measure.Draws(post.runs)
		worthOf := diagnose.Bulk(post.split(y))
		r := DependenceResult{Effect: e.ID, Together: Maybe(explore.Together(columns, y, worthOf)), Numbers: []DependenceNumber{}}
		for k, x := range columns {
			d := explore.Depends(x, y, math.Min(worth[k], worthOf))
			if d.P > level || d.Share < dependenceFrom {
				continue
			}
			error := 1.645 * post.leavingOutChains(x, y)
			r.Numbers = append(r.Numbers, DependenceNumber{Constant: names[k], Share: d.Share, Lower: Maybe(d.Lower), Upper: Maybe(d.Upper),
				Low: math.Max(0, d.Share-error), High: math.Min(1, d.Share+error)})
		}
		slices.SortStableFunc(r.Numbers, func(a, b DependenceNumber) int { return cmp.Compare(b.Share, a.Share) })
		r.Numbers = r.Numbers[:min(dependenceTo, len(r.Numbers))]
		out = append(out, r)
	}
	return out
}

// leavingOutChains is the standard error of a share from how much it moves when each chain
// in turn is left out (the jackknife of Tukey 1958), since draws of one chain are not
// independent.
func (sm *sample) leavingOutChains(x, y []float64) float64 {
	xs, ys := sm.split(x), sm.split(y)
	without := func(chains [][]float64, c int) []float64 {
		return slices.Concat(slices.Concat(chains[:c]...), slices.Concat(chains[c+1:]...))
	}
	shares := make([]float64, sm.chains)
	for c := range shares {
		shares[c] = explore.Depends(without(xs, c), without(ys, c), math.Inf(1)).Share
	}
	return explore.Jackknife(shares)
}
