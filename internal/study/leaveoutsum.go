package study

import (
	"fmt"
	"math"

	"casus/internal/score"
)

// LeaveOutGroup sums up claims that were expected from everyone else's.
type LeaveOutGroup struct {
	Of       string     `json:"of"`
	Claims   int        `json:"claims"`
	Distance float64    `json:"distance"` // of the chances from evenness
	Band     float64    `json:"band"`     // that it keeps within with a chance of 0.99 over all groups
	P        float64    `json:"p"`        // chance of a larger one, were the likelihood right
	Coverage []Coverage `json:"coverage"` // Naive is not used
	Width    float64    `json:"width"`    // mean, of intervals of nine tenths
	Compared int        `json:"compared"` // with a constant forecast, which both scores are of
	CRPS     float64    `json:"crps"`
	Constant float64    `json:"constant_crps"`
}

// manyClaims is from how many claims a quantity is tested by itself.
const manyClaims = 20

// sum works out the groups and the verdict.
func (r *LeaveOut) sum(s *Study) {
	of := map[string][]LeaveOutClaim{}
	for _, c := range r.Claims {
		of[c.Quantity] = append(of[c.Quantity], c)
	}
	var others []LeaveOutClaim
	groups := 1
	for i := range s.Quantities {
		if q := s.Quantities[i].ID; len(of[q]) >= manyClaims {
			groups++
		} else {
			others = append(others, of[q]...)
		}
	}
	level := 1 - 0.01/float64(groups) // Bonferroni
	for i := range s.Quantities {
		if q := s.Quantities[i].ID; len(of[q]) >= manyClaims {
			r.Groups = append(r.Groups, newLeaveOutGroup(q, of[q], level))
		}
	}
	if len(others) > 0 {
		r.Groups = append(r.Groups, newLeaveOutGroup("all others", others, level))
	}
	r.Overall = newLeaveOutGroup("all", r.Claims, 0.99)
	uneven, lost := 0, 0
	for _, g := range r.Groups {
		if g.Distance > g.Band {
			uneven++
			r.Warnings = append(r.Warnings, fmt.Sprintf("claims on %s are not as expected from everyone else's: the chances lie %.2f from evenness, %.2f is the band", g.Of, g.Distance, g.Band))
		}
		if g.Compared > 0 && g.CRPS >= g.Constant {
			lost++
			r.Warnings = append(r.Warnings, fmt.Sprintf("claims on %s are expected no better than by one constant interval", g.Of))
		}
	}
	switch {
	case uneven == 0 && r.Overall.Compared == 0:
		r.Verdict = "in every group the claims are as expected from everyone else's; they are too few for a constant interval to set beside"
	case uneven == 0 && lost == 0:
		r.Verdict = "in every group the claims are as expected from everyone else's, and better expected than by one constant interval"
	default:
		r.Verdict = fmt.Sprintf("of %d groups of claims, %s not as expected from everyone else's, and %s no better expected than by one constant interval", len(r.Groups), are(uneven), are(lost))
	}
}

// are is a number with its verb.
func are(n int) string {
	switch n {
	case 0:
		return "none is"
	case 1:
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

func newLeaveOutGroup(of string, claims []LeaveOutClaim, level float64) LeaveOutGroup {
	g := LeaveOutGroup{Of: of, Claims: len(claims)}
	n := float64(len(claims))
	var pits []float64
	for _, c := range claims {
		pits = append(pits, c.PIT)
		g.Width += c.Width / n
		if !math.IsNaN(float64(c.Constant)) {
			g.Compared++
			g.CRPS += c.CRPS
			g.Constant += float64(c.Constant)
		}
	}
	if g.Compared > 0 {
		g.CRPS /= float64(g.Compared)
		g.Constant /= float64(g.Compared)
	}
	g.Distance, g.P = score.Uniformity(pits)
	g.Band = score.UniformBand(len(pits), level)
	for _, l := range []float64{0.5, 0.8, 0.95} {
		c := Coverage{Level: l}
		for _, pit := range pits {
			c.Share += within(pit, l) / n
		}
		g.Coverage = append(g.Coverage, c)
	}
	return g
}
