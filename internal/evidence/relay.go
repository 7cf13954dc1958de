package evidence

import (
	"fmt"
	"math"

	"casus/internal/diag"
)

// checkRelays follows same_as from each row to the claim that counts. A row that
// names nothing, or itself in a circle, would make a statement vanish altogether.
func checkRelays(claims []Claim, at []diag.Place, list *diag.List) {
	index := make(map[string]int, len(claims))
	var ids []string
	for i, c := range claims {
		index[c.ID] = i
		ids = append(ids, c.ID)
	}
	for i, c := range claims {
		if c.SameAs == "" {
			continue
		}
		origin, ok := index[c.SameAs]
		if !ok {
			d := list.Faultf("evidence-relay", at[i], "claim %s carries %q, which is not in the file", c.ID, c.SameAs)
			if near := diag.Nearest(c.SameAs, ids); near != "" {
				d.Hint = fmt.Sprintf("did you mean %q?", near)
			}
			continue
		}
		if inCircle(claims, index, i) {
			d := list.Faultf("evidence-relay", at[i], "claim %s carries itself, by way of %s", c.ID, c.SameAs)
			d.Reason = "none of the claims in the circle would count"
			d.Hint = "leave same_as empty in the row that was published first"
			continue
		}
		checkPair(c, claims[origin], at[i], list)
	}
}

// checkPair warns where a relay and the claim that it carries do not fit together;
// a relay of a relay is compared with the next one only.
func checkPair(relay, origin Claim, at diag.Place, list *diag.List) {
	if relay.Use != "" && origin.Use != "" && relay.Use != origin.Use {
		list.Warnf("evidence-relay", at, "claim %s informs %s, but %s, which it carries, informs %s",
			relay.ID, relay.Use, origin.ID, origin.Use)
	}
	if !relay.Published.IsZero() && relay.Published.Before(origin.Published) {
		d := list.Warnf("evidence-relay", at, "claim %s was published on %s, before %s, which it carries, on %s",
			relay.ID, day(relay.Published), origin.ID, day(origin.Published))
		d.Reason = "the statement counts only from the later day on"
		d.Hint = "let the later row carry the earlier one"
	}
	if relay.Why != "" || relay.Use == "" || origin.Use == "" {
		return // drift that is told of is for the reader to judge
	}
	if a, b := relay.figure(), origin.figure(); math.Abs(a-b) > drift*math.Abs(b) {
		d := list.Warnf("evidence-relay", at, "claim %s has %g, but %s, which it carries, %g", relay.ID, a, origin.ID, b)
		d.Reason = "either the number drifted on the way or this is a statement of its own"
		d.Hint = "say in why how the two differ, or empty same_as"
	}
	if !relay.Reference.Equal(origin.Reference) {
		d := list.Warnf("evidence-relay", at, "claim %s speaks of %s, but %s, which it carries, of %s",
			relay.ID, day(relay.Reference), origin.ID, day(origin.Reference))
		d.Reason = "an old figure told again is no figure of the later day"
		d.Hint = "say in why that the figure is an old one, or empty same_as"
	}
}

// drift is how far, as a share, a figure may be rounded on its way without a word.
const drift = 0.01

// figure is the number that a reader takes away, in the unit of the quantity.
func (c Claim) figure() float64 {
	low, best, high := c.Values()
	for _, v := range []float64{best, low, high} {
		if !math.IsNaN(v) {
			return v
		}
	}
	return math.NaN()
}

// inCircle reports whether following same_as from row i comes back to row i.
func inCircle(claims []Claim, index map[string]int, i int) bool {
	j := i
	for range claims {
		next, ok := index[claims[j].SameAs]
		if !ok || claims[j].SameAs == "" {
			return false
		}
		if next == i {
			return true
		}
		j = next
	}
	return false
}
