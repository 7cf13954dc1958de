package study

import (
	"cmp"
	"math"
	"slices"

	"casus/internal/evidence"
	"casus/internal/score"
)

// naives are the naive forecasts of a study's claims, with the errors that they have made
// so far.
type naives struct {
	study  *Study
	errors map[naiveErrors][]naiveError
}

// naiveErrors are those of one method on claims of one kind.
type naiveErrors struct {
	kind   claimKind
	method int
}

// naiveError is one error, with when it was made, when it was known, and how far ahead it
// was.
type naiveError struct {
	stage, ahead int
	size         float64
}

// claimKind are claims that can be forecast from one another: of one quantity, and all of
// them levels, changes by the day, or shares of one other quantity.
type claimKind struct {
	quantity, ratioTo string
	change            bool
}

func kindOf(c *evidence.Claim) claimKind {
	return claimKind{c.Use, c.RatioTo, !c.From.IsZero()}
}

func (s *Study) newNaives() *naives {
	return &naives{study: s, errors: map[naiveErrors][]naiveError{}}
}

// isExact reports whether the likelihood reads the claim as a number.
func isExact(c *evidence.Claim) bool { return !math.IsNaN(c.Best) }

// number is the claim's own number on the scale on which errors add: by the day where it
// is a change.
func (n *naives) number(c *evidence.Claim) score.Point {
	_, best, _ := c.Values()
	time := float64(n.study.DayOf(c.Reference))
	if days := c.Window(); days > 0 {
		best *= c.Per() / days
		time -= days / 2
	}
	return score.Point{Time: time, Value: n.study.quantity(c.Use).scaled(best, c.RatioTo != "")}
}

// scaled takes a value to the scale on which the quantity's errors add; of a share the
// offset, which is in another unit, is left out.
func (q *Quantity) scaled(x float64, share bool) float64 {
	switch {
	case q.Scale == "log" && share:
		return math.Log(x)
	case q.Scale == "log":
		return math.Log(x + q.entry.Offset)
	case q.Scale == "logit":
		return math.Log(x / (100 - x))
	}
	return x
}

// score adds the naive scores to the forecasts made at a stage, then keeps the errors,
// which are known once the claims are.
func (n *naives) score(stage int, forecasts []BacktestOfOne) {
	for i := range forecasts {
		f := &forecasts[i]
		c := n.study.claim(f.Claim)
		kind := kindOf(c)
		points := n.known(kind, stage)
		if len(points) == 0 {
			continue
		}
		is := n.number(c)
		for m, method := range score.Naives() {
			at := method.At(points, is.Time)
			sd := n.spread(naiveErrors{kind, m}, stage, f.Ahead)
			if !f.Exact {
				low, high := n.bounds(c)
				f.Naive = append(f.Naive, NaiveScore{Log: -math.Log(math.Max(boundChance(low, high, at, sd), leastChance))})
				continue
			}
			f.Naive = append(f.Naive, NaiveScore{CRPS: score.CRPSNormal(at, sd, is.Value), Log: score.LogNormal(at, sd, is.Value),
				PIT: boundChance(math.Inf(-1), is.Value, at, sd)})
			key := naiveErrors{kind, m}
			n.errors[key] = append(n.errors[key], naiveError{stage: stage, ahead: f.Ahead, size: is.Value - at})
		}
	}
}

// bounds are the ends of a claim that is no number, on the scale on which errors add.
func (n *naives) bounds(c *evidence.Claim) (low, high float64) {
	q := n.study.quantity(c.Use)
	per := 1.0
	if days := c.Window(); days > 0 {
		per = c.Per() / days
	}
	a, _, b := c.Values()
	low, high = q.scaled(a*per, c.RatioTo != ""), q.scaled(b*per, c.RatioTo != "")
	if math.IsNaN(low) {
		low = math.Inf(-1)
	}
	if math.IsNaN(high) {
		high = math.Inf(1)
	}
	return low, high
}

// known are the exact claims of a kind published by the end of a stage, in the order of
// the days that they speak of.
func (n *naives) known(kind claimKind, stage int) []score.Point {
	var claims []*evidence.Claim
	for _, i := range n.study.quantity(kind.quantity).Used {
		if c := &n.study.Claims[i]; isExact(c) && kindOf(c) == kind && !c.Published.After(n.study.Stages[stage]) {
			claims = append(claims, c)
		}
	}
	slices.SortStableFunc(claims, func(a, b *evidence.Claim) int {
		return cmp.Or(a.Reference.Compare(b.Reference), a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	var out []score.Point
	for _, c := range claims {
		out = append(out, n.number(c))
	}
	return out
}

// The numbers of errors from which a naive forecast takes its spread: of its own
// distance, and of any.
const (
	enoughAtHorizon = 5
	enoughAtAny     = 3
)

// spread is the root mean square of a method's own errors that were known by a stage.
func (n *naives) spread(key naiveErrors, stage, ahead int) float64 {
	var at, any []float64
	for _, e := range n.errors[key] {
		if e.stage+e.ahead > stage {
			continue // not published yet
		}
		any = append(any, e.size)
		if e.ahead == ahead {
			at = append(at, e.size)
		}
	}
	entry := n.study.quantity(key.kind.quantity).entry
	least := entry.Reading // two statements are never nearer to one another than this
	switch {
	case len(at) >= enoughAtHorizon:
		return math.Max(score.RMS(at), least)
	case len(any) >= enoughAtAny:
		return math.Max(score.RMS(any), least)
	}
	return math.Hypot(math.Sqrt2*entry.Bias, math.Sqrt2*entry.Reading)
}

func (s *Study) claim(id string) *evidence.Claim {
	for i := range s.Claims {
		if s.Claims[i].ID == id {
			return &s.Claims[i]
		}
	}
	return nil
}
