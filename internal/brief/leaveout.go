package brief

import (
	"slices"

	"casus/internal/study"
)

// leaveOut is the kept expectation of each claimant's claims from everyone else's, nil
// without one.
func leaveOut(s *study.Study, l *study.LeaveOut) *LeaveOut {
	if l == nil {
		return nil
	}
	out := &LeaveOut{Verdict: sentence(l.Verdict), Quick: l.Quick, Rules: l.Rules, Claimants: []LeaveOutClaimant{}}
	var own []string // quantities with a group of their own
	for _, g := range l.Groups {
		own = append(own, g.Of)
	}
	add := func(g study.LeaveOutGroup, title string, in func(quantity string) bool) {
		v := LeaveOutGroup{Title: title, Claims: g.Claims, PITs: Series{}, IDs: []string{}, Distance: Number(g.Distance), Band: Number(g.Band), P: Number(g.P),
			Coverage: coverage(g.Coverage), Width: Number(g.Width), Compared: g.Compared, CRPS: Number(g.CRPS), Constant: Number(g.Constant)}
		if g.Compared == 0 {
			v.CRPS, v.Constant = Number(nan), Number(nan)
		}
		for _, c := range l.Claims {
			if in(c.Quantity) {
				v.PITs, v.IDs = append(v.PITs, c.PIT), append(v.IDs, c.Claim)
			}
		}
		out.Groups = append(out.Groups, v)
	}
	for _, g := range l.Groups {
		if q := quantityTitle(s, g.Of); q != "" {
			add(g, q, func(quantity string) bool { return quantity == g.Of })
		} else {
			add(g, "All others together", func(quantity string) bool { return !slices.Contains(own, quantity) })
		}
	}
	if len(l.Groups) > 1 {
		add(l.Overall, "All together", func(string) bool { return true })
	}
	for _, c := range l.Claimants {
		out.Claimants = append(out.Claimants, LeaveOutClaimant{c.Claimant, c.Side, c.Claims, Number(c.Inside90), Number(c.Off), c.Refitted})
	}
	return out
}

// byClaimant are the checks of each claimant's readings, those furthest off first.
func byClaimant(r *study.Results) []ClaimantCheck {
	var out []ClaimantCheck
	for _, c := range r.Checks {
		out = append(out, ClaimantCheck{c.Quantity, c.Claimant, c.Readings, Number(c.Inside50), Number(c.Inside90), Number(c.Off), Number(c.P)})
	}
	slices.SortStableFunc(out, func(a, b ClaimantCheck) int {
		switch {
		case a.P < b.P:
			return -1
		case a.P > b.P:
			return 1
		}
		return 0
	})
	return out
}
