package study

import (
	"math"
	"strconv"
	"time"

	"casus/internal/diag"
)

// variedBy is how far a fixed constant might be off where the study does not say: a quarter.
const variedBy = 0.25

// bindVary gives a fixed constant the range of what else it might be.
func (s *Study) bindVary(l *diag.List, e *constantEntry, c *Constant) {
	if c.Role != Fixed {
		if e.Vary != nil {
			l.Faultf("study-constant", e.At, "%q has a prior, and vary is for what is fixed", c.Name).Hint = "the prior says what else it might be"
		}
		return
	}
	away := variedBy * math.Abs(c.Value)
	c.Low, c.High = c.Value-away, c.Value+away
	if e.Vary == nil {
		return
	}
	if len(*e.Vary) == 0 {
		c.Low, c.High = c.Value, c.Value
		return
	}
	ends, dates := make([]float64, 0, 2), 0
	for _, text := range *e.Vary {
		if v, err := strconv.ParseFloat(text, 64); err == nil {
			ends = append(ends, v)
		} else if t, err := time.Parse(dateForm, text); err == nil {
			ends, dates = append(ends, float64(s.DayOf(t))), dates+1
		}
	}
	_, set := s.set[key(c.Name)] // by a variant or a flag, outside its range perhaps
	switch {
	case len(*e.Vary) != 2 || len(ends) != 2 || dates == 1 || !(ends[0] < ends[1]):
		l.Faultf("study-constant", e.At, "vary of %q is not a range of numbers or dates", c.Name).Hint = "write vary: [least, most], or vary: [] where nothing else would do"
	case set:
		c.Low, c.High = c.Value, c.Value
	case c.Value < ends[0] || c.Value > ends[1]:
		l.Faultf("study-constant", e.At, "%q is %g, outside its own range from %g to %g", c.Name, c.Value, ends[0], ends[1])
	default:
		c.Low, c.High, c.Dated = ends[0], ends[1], dates == 2
	}
}
