package brief

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"casus/internal/evidence"
	"casus/internal/study"
)

// claims lists every row of the claims file with what was done with it. Those
// whose quantity is not in the study keep the name their file gives it.
func claims(s *study.Study) []Claim {
	var out []Claim
	before := revised(s.Claims)
	for i := range s.Claims {
		c := &s.Claims[i]
		v := Claim{ID: c.ID, Quantity: c.Use, Subject: c.Subject, Text: figures(c), Day: s.DayOf(c.Reference),
			Published: isoDate(c.Published), PublishedBasis: string(c.Basis), Claimant: c.Claimant, Side: string(c.Side),
			RelayedBy: c.RelayedBy, Title: c.Title, URL: c.URL, Words: c.Words, Note: c.Note, SameAs: c.SameAs, Why: c.Why,
			Reading: reading(c), Use: Used, Group: c.Group}
		if c.Use == "" {
			v.Quantity = c.Quantity
		}
		switch {
		case c.SameAs != "":
			v.Use = Relayed
		case c.Use == "":
			v.Use = SetAside
		}
		if v.Revises = before[c.ID]; v.Revises != "" {
			v.Use = Reread
		}
		if c.Use != "" {
			factor := drawn(s, c)
			v.Low, v.Best, v.High = scaled(c.Low, factor), scaled(c.Best, factor), scaled(c.High, factor)
			if v.Reading == "at least" {
				v.Best = nil // a best value that is the lower bound too is no point, but an arrow
			}
			if !c.From.IsZero() {
				from := s.DayOf(c.From)
				v.From = &from
			}
		}
		out = append(out, v)
	}
	return out
}

// revised gives, for each claim that counts and that restates what its claimant had
// said of the same quantity and the same days before, the id of the statement before it.
func revised(claims []evidence.Claim) map[string]string {
	type about struct {
		claimant, use, reading string
		from, to               time.Time
	}
	last := map[about]*evidence.Claim{}
	out := map[string]string{}
	byDate := make([]*evidence.Claim, 0, len(claims))
	for i := range claims {
		if claims[i].Counts() {
			byDate = append(byDate, &claims[i])
		}
	}
	slices.SortStableFunc(byDate, func(a, b *evidence.Claim) int { return a.Published.Compare(b.Published) })
	for _, c := range byDate {
		k := about{c.Claimant, c.Use, string(c.Reading), c.From, c.Reference}
		if b := last[k]; b != nil {
			out[c.ID] = b.ID
		}
		last[k] = c
	}
	return out
}

// drawn is what a claim's figures are multiplied by to stand on its quantity's
// chart: its own factor, and where the chart is of a month's change that of its
// window too. It is NaN for what has no place there: a running total on such a
// chart, and a share on any.
func drawn(s *study.Study, c *evidence.Claim) float64 {
	if c.Reading == evidence.RatioTo {
		return math.NaN()
	}
	for i := range s.Quantities {
		if q := &s.Quantities[i]; q.ID == c.Use && q.Change {
			if c.Window() == 0 {
				return math.NaN()
			}
			return c.Factor * c.Per() * evidence.DaysPerMonth / c.Window()
		}
	}
	return c.Factor
}

func scaled(v, factor float64) *float64 {
	if v *= factor; math.IsNaN(v) {
		return nil
	}
	return &v
}

// reading says in words how a claim was read.
func reading(c *evidence.Claim) string {
	switch {
	case math.IsNaN(c.Best) && math.IsNaN(c.Low) && math.IsNaN(c.High):
		return "no number"
	case math.IsNaN(c.Best) && math.IsNaN(c.High), c.Low == c.Best && math.IsNaN(c.High):
		return "at least"
	case math.IsNaN(c.Best) && math.IsNaN(c.Low):
		return "at most"
	case math.IsNaN(c.Best):
		return "range"
	}
	return ""
}

// figures is a claim's numbers as its file has them.
func figures(c *evidence.Claim) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	var text string
	switch reading(c) {
	case "no number":
		text = "no number"
	case "at least":
		text = "at least " + f(c.Low)
	case "at most":
		text = "at most " + f(c.High)
	case "range":
		text = f(c.Low) + " to " + f(c.High)
	default:
		text = f(c.Best)
		if !math.IsNaN(c.Low) && !math.IsNaN(c.High) {
			text += fmt.Sprintf(" (%s to %s)", f(c.Low), f(c.High))
		}
	}
	if c.Amount != "" {
		text = c.Amount + ", read as " + text
	}
	return text + " " + c.Unit
}
