package study

import (
	"time"

	"casus/internal/diag"
)

const dateForm = "2006-01-02"

// parseDay reads an ISO date; a fault names the key it stood under.
func parseDay(l *diag.List, at diag.Place, text, what string) time.Time {
	t, err := time.Parse(dateForm, text)
	if err != nil {
		d := l.Faultf("study-date", at, "%s is not a date: %q", what, text)
		d.Hint = "write it as 2025-01-31"
	}
	return t
}

// row is the row of the daily output that holds a date: days since the origin.
// Dates outside the simulated span are faults.
func (s *Study) row(l *diag.List, at diag.Place, text, what string) int {
	t := parseDay(l, at, text, what)
	if t.IsZero() {
		return 0
	}
	r := s.DayOf(t)
	if r < 0 || r > s.DayOf(s.Horizon) {
		l.Faultf("study-date", at, "%s %s is outside the simulated span, %s to %s", what, text,
			s.Origin.Format(dateForm), s.Horizon.Format(dateForm))
		return 0
	}
	return r
}

// DayOf is the model time of a date: whole days since the origin.
func (s *Study) DayOf(t time.Time) int {
	return int(t.Sub(s.Origin).Hours() / 24)
}

// Date is the date of a model time.
func (s *Study) Date(day int) time.Time { return s.Origin.AddDate(0, 0, day) }

// monthEnds lists the ends of the stages in which evidence comes in: the first
// stage's end, then each end of a month, and last the cut.
func monthEnds(first, cut time.Time) []time.Time {
	ends := []time.Time{first}
	for end := first; end.Before(cut); {
		// The day before the first of the month after next is the next month's end.
		next := time.Date(end.Year(), end.Month()+2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
		if !next.After(end) || next.After(cut) {
			next = cut
		}
		ends = append(ends, next)
		end = next
	}
	return ends
}
