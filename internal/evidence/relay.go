package evidence

import (
	"fmt"

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
