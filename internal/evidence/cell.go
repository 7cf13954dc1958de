package evidence

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (p *rowParser) text(column string) string { return p.row.cells[column].text }

func (p *rowParser) required(column string) string {
	c := p.row.cells[column]
	if c.text == "" {
		p.list.Faultf("evidence-empty", c.at, "%s is empty", column)
	}
	return c.text
}

// word reads a cell whose words are closed.
func (p *rowParser) word(column string, known []string) string {
	c := p.row.cells[column]
	if !slices.Contains(known, c.text) {
		d := p.list.Faultf("evidence-word", c.at, "unknown %s %q", column, c.text)
		d.Hint = hint(c.text, known, "words")
	}
	return c.text
}

// number reads a cell, NaN when it is empty.
func (p *rowParser) number(column string) float64 {
	c := p.row.cells[column]
	if c.text == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(c.text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		d := p.list.Faultf("evidence-number", c.at, "%s is not a number: %q", column, c.text)
		plain := separators.Replace(c.text)
		if _, err := strconv.ParseFloat(plain, 64); err == nil && plain != c.text {
			d.Hint = "write it without separators: " + plain
		} else {
			d.Hint = "write digits alone, as in 1200; what the source said in words belongs in certainty_words"
			if column == "value_best" {
				p.notAnAmount(d, c.text)
			}
		}
		return math.NaN()
	}
	return v
}

// separators takes out what sets off thousands in print.
var separators = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "")

// date reads a cell that must hold a date, the zero time after a fault.
func (p *rowParser) date(column string) time.Time {
	c := p.row.cells[column]
	t, ok := parseDay(c.text)
	if !ok {
		d := p.list.Faultf("evidence-date", c.at, "%s is not a date: %q", column, c.text)
		d.Hint = "write it as 2025-01-31, or as 2025-01 for the end of a month"
	}
	return t
}

const dateForm = "2006-01-02"

// parseDay reads a day, or a month alone as its last day: the day by which a
// figure for the month is known to hold.
func parseDay(text string) (time.Time, bool) {
	if t, err := time.Parse(dateForm, text); err == nil {
		return t, true
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return t.AddDate(0, 1, -1), true
	}
	return time.Time{}, false
}

func day(t time.Time) string { return t.Format(dateForm) }
