package evidence

import (
	"fmt"
	"strings"

	"casus/internal/diag"
)

// use reads the columns by which a study says how it uses the claim. A row is
// used, or carries another claim again, or is set aside with the reason: nothing
// is dropped in silence.
func (p *rowParser) use(c *Claim) {
	c.Use, c.SameAs, c.Group, c.Why = p.text("use"), p.text("same_as"), p.text("group"), p.text("why")
	c.Factor = p.factor()
	if p.reading(c) {
		p.window(c)
	}
	at := p.row.cells["use"].at
	switch {
	case c.Use == "" && c.SameAs == "" && c.Why == "":
		d := p.list.Faultf("evidence-use", p.row.cells["why"].at, "claim %s is set aside without a reason", c.ID)
		d.Reason = "a reader must be able to see why evidence was not used"
		d.Hint = "give the reason in why, or the quantity that it informs in use"
	case c.Use == "" && c.SameAs == "" && len(strings.Fields(c.Why)) < leastReason:
		d := p.list.Warnf("evidence-use", p.row.cells["why"].at, "claim %s is set aside for %q, which says too little", c.ID, c.Why)
		d.Reason = "a reader must be able to judge whether the evidence was rightly left out"
		d.Hint = "say what the number is instead: a forecast of what, which part of which row, what other population"
	case c.Use != "" && p.text("value_low")+p.text("value_best")+p.text("value_high") == "":
		p.list.Faultf("evidence-use", at, "claim %s is used and has no value", c.ID)
	}
}

// leastReason is how many words a reason has at least: below that it is a label, not a
// reason that a reader could dispute.
const leastReason = 3

// isForecast reports whether the claim is set aside as a statement of what was to come.
func (c Claim) isForecast() bool {
	return c.Use == "" && strings.HasPrefix(strings.ToLower(c.Why), "forecast")
}

// reading reports whether the reading is one that is known.
func (p *rowParser) reading(c *Claim) bool {
	at := p.row.cells["reading"].at
	word, of, isRatio := strings.Cut(p.text("reading"), ":")
	c.Reading = Reading(word)
	switch {
	case word == "" && c.Use == "":
	case word == "":
		d := p.list.Faultf("evidence-use", at, "claim %s is used and has no reading", c.ID)
		d.Hint = "one of " + strings.Join(readings(), ", ")
	case c.Reading == RatioTo:
		c.RatioTo = strings.TrimSpace(of)
		if c.RatioTo == "" {
			d := p.list.Faultf("evidence-use", at, "ratio_to does not say to which quantity")
			d.Hint = "write it as ratio_to:dprk_sent"
		}
	case isRatio || !isOneOf(c.Reading, Level, Change, PerDay, PerMonth):
		d := p.list.Faultf("evidence-use", at, "unknown reading %q", p.text("reading"))
		d.Hint = hint(p.text("reading"), readings(), "readings")
		return false
	}
	return true
}

// window reads from, which a change and a rate need and other readings must not
// have: a window given there is a change that was taken for a level.
func (p *rowParser) window(c *Claim) {
	from := p.row.cells["from"]
	needed := isOneOf(c.Reading, Change, PerDay, PerMonth)
	switch {
	case from.text == "" && (!needed || c.Use == ""):
	case from.text == "":
		d := p.list.Faultf("evidence-use", from.at, "reading %s needs the first day of its window in from", c.Reading)
		d.Hint = "a change of September runs from 2024-08-31 to 2024-09-30"
	case c.Use != "" && !needed:
		d := p.list.Faultf("evidence-use", from.at, "reading %q has no window, from says %s", c.Reading, from.text)
		d.Hint = "empty from, or make the reading a change, per_day or per_month"
	default:
		c.From = p.date("from")
		if !c.From.IsZero() && !c.Reference.IsZero() && !c.From.Before(c.Reference) {
			p.list.Faultf("evidence-date", from.at, "the window starts on %s, not before its end on %s", day(c.From), day(c.Reference))
		}
	}
}

func (p *rowParser) factor() float64 {
	if p.text("factor") == "" {
		return 1
	}
	f := p.number("factor")
	if f <= 0 {
		d := p.list.Faultf("evidence-number", p.row.cells["factor"].at, "factor %s is not above 0", p.text("factor"))
		d.Reason = "a factor changes a unit, it can't turn a figure round"
	}
	return f
}

func isOneOf[T comparable](x T, known ...T) bool {
	for _, k := range known {
		if x == k {
			return true
		}
	}
	return false
}

// checkIDs faults an id that two rows have: relays could not be told apart.
func checkIDs(claims []Claim, file string, list *diag.List) {
	first := map[string]int{}
	for _, c := range claims {
		if line, ok := first[c.ID]; ok && c.ID != "" {
			list.Faultf("evidence-id", diag.Place{File: file, Line: c.Row, Col: 1}, "id %s is taken by line %d", c.ID, line)
			continue
		}
		first[c.ID] = c.Row
	}
}

// checkClaimants warns where one claimant stands on two sides: its bias can only
// have one direction of interest. It warns too where one stands in two groups on a
// quantity: a shared error would be shared with some of its statements only.
func checkClaimants(claims []Claim, file string, list *diag.List) {
	side := map[string]Claim{}
	group := map[[2]string]Claim{}
	for _, c := range claims {
		if c.Counts() {
			key := [2]string{c.Claimant, c.Use}
			if before, ok := group[key]; !ok {
				group[key] = c
			} else if before.Group != c.Group {
				d := list.Warnf("evidence-group", diag.Place{File: file, Line: c.Row}, "%q shares sources with %s here and with %s in line %d, both on %s",
					c.Claimant, named(c.Group), named(before.Group), before.Row, c.Use)
				d.Hint = "give the claimant one group on a quantity"
			}
		}
		before, ok := side[c.Claimant]
		if !ok {
			side[c.Claimant] = c
		} else if before.Side != c.Side && c.Claimant != "" {
			d := list.Warnf("evidence-side", diag.Place{File: file, Line: c.Row}, "%q is on side %s here and on side %s in line %d",
				c.Claimant, c.Side, before.Side, before.Row)
			d.Hint = "give one of the two another name, or the same side"
		}
	}
}

func named(group string) string {
	if group == "" {
		return "nobody"
	}
	return fmt.Sprintf("group %q", group)
}
