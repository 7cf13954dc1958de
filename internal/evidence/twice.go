package evidence

import (
	"math"
	"time"

	"casus/internal/diag"
)

// checkTwice warns where one claimant's statement would count twice on one
// quantity: the same number of the same day, or two windows that are nearly one.
// Other numbers of the same day are re-readings, which a likelihood provides for.
func checkTwice(claims []Claim, file string, list *diag.List) {
	type speaker struct{ claimant, use string }
	said := map[speaker][]Claim{}
	for _, c := range claims {
		if !c.Counts() {
			continue
		}
		by := speaker{c.Claimant, c.Use}
		for _, before := range said[by] {
			what := ""
			switch {
			case c.Reading != before.Reading || c.RatioTo != before.RatioTo:
			case c.From.IsZero() && c.Reference.Equal(before.Reference) && sameValues(c, before):
				what = "the same number of the same day"
			case !c.From.IsZero() && sharedPart(c, before) >= sameWindow:
				what = "nearly the same window"
			}
			if what == "" {
				continue
			}
			d := list.Warnf("evidence-twice", diag.Place{File: file, Line: c.Row},
				"claims %s and %s, line %d, count twice what %q said of %s: %s", c.ID, before.ID, before.Row, c.Claimant, c.Use, what)
			d.Reason = "a likelihood would take one count for two"
			d.Hint = "let same_as in one of the two name the other, and why say what is different"
		}
		said[by] = append(said[by], c)
	}
}

// sameWindow is the share of the longer of two windows from which on they are taken
// for one: a count of a year differs from one that stops on Christmas Eve by a week.
const sameWindow = 0.9

// sharedPart is the part of the longer window that two windows have in common.
func sharedPart(a, b Claim) float64 {
	from, to := later(a.From, b.From), a.Reference
	if b.Reference.Before(to) {
		to = b.Reference
	}
	return to.Sub(from).Hours() / 24 / max(a.Window(), b.Window())
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sameValues reports whether two claims give the same numbers in the unit of their
// quantity; an absent number is the same as an absent one.
func sameValues(a, b Claim) bool {
	al, am, ah := a.Values()
	bl, bm, bh := b.Values()
	same := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
	return same(al, bl) && same(am, bm) && same(ah, bh)
}
