package brief

import (
	"math"

	"casus/internal/explore"
	"casus/internal/study"
)

// crossChecks are what claims alone say beside the model.
func crossChecks(s *study.Study, r *study.Results) []CrossCheck {
	var out []CrossCheck
	for i, c := range r.CrossChecks {
		of := s.CrossChecks[i]
		v := CrossCheck{ID: c.ID, Title: c.Title, Text: c.Text, Quantity: c.Quantity, Scenario: c.Scenario, From: s.DayOf(of.From), To: s.DayOf(of.To),
			Factor: Number(c.Factor), Low: Number(c.Low), High: Number(c.High), Placebo: Number(c.Placebo), Months: []MonthPace{}, Claims: c.Claims, Claimants: c.Claimants}
		v.Model, v.Prior = maybeRange(c.Model), maybeRange(c.Prior)
		for _, m := range c.Months {
			v.Months = append(v.Months, MonthPace{m.Day, Number(m.Pace)})
		}
		for k := range s.Quantities {
			if q := &s.Quantities[k]; q.ID == c.Quantity {
				v.Unit = q.Unit + " a month"
			}
		}
		v.Verdict = agreement(c)
		out = append(out, v)
	}
	return out
}

func maybeRange(v *explore.Summary) *Range {
	if v == nil {
		return nil
	}
	r := rangeOf(*v)
	return &r
}

// agreement says whether claims alone and the model agree, by their intervals of nine
// tenths: they disagree where these do not meet, and agree that the pace was another where
// both lie on the same side of 1.
func agreement(c study.CrossCheckResult) string {
	low, high := float64(c.Low), float64(c.High)
	if math.IsNaN(low) || math.IsNaN(high) {
		return "The claims alone are too few to say anything of it."
	}
	m := c.Model
	if m == nil {
		return "The model has nothing to set beside the claims."
	}
	switch {
	case high < m.Q05:
		return "They do not agree: by the claims alone the pace was lower than the model makes of it. What else changed in these months may be why."
	case low > m.Q95:
		return "They do not agree: by the claims alone the pace was higher than the model makes of it. What else changed in these months may be why."
	case low > 1 && m.Q05 > 1:
		return "They agree: the pace was higher than it would else have been."
	case high < 1 && m.Q95 < 1:
		return "They agree: the pace was lower than it would else have been."
	case low > 1 || high < 1:
		return "They do not contradict each other: the claims alone say that the pace was another, the model leaves it open."
	case m.Q05 > 1 || m.Q95 < 1:
		return "They do not contradict each other: the model says that the pace was another, the claims alone can neither confirm nor exclude it."
	}
	return "They do not contradict each other: neither can say that the pace was another."
}
