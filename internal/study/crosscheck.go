package study

import (
	"fmt"
	"math"
	"slices"
	"time"

	"casus/internal/diag"
	"casus/internal/evidence"
	"casus/internal/explore"
)

// CrossCheck asks claims alone, without the model, whether a quantity's pace was another
// in a window than before and after.
type CrossCheck struct {
	ID, Title, Quantity, Scenario string
	Claimants                     []string
	From, To                      time.Time
	atom                          int // the quantity's change over the window
}

// CrossCheckResult sets what claims alone say beside the model's counterfactual.
type CrossCheckResult struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Quantity  string   `json:"quantity"`
	Scenario  string   `json:"scenario"` // with which the model compares the world as it was
	Claimants []string `json:"claimants"`
	From      string   `json:"from"`
	To        string   `json:"to"`
	Points    int      `json:"points"` // months with claims
	Inside    int      `json:"inside"` // of them in the window
	// Factor is how many times the pace of the months outside, taken on a straight line, that
	// of the window was; missing where the months are too few. Low and High are its interval
	// of nine tenths, Placebo the share of windows as long, this one among them, that stand
	// out as far.
	Factor  Maybe `json:"factor"`
	Low     Maybe `json:"low"`
	High    Maybe `json:"high"`
	Placebo Maybe `json:"placebo"`
	// Model is the same factor by the model, as it was over the scenario, and Prior that
	// before any claim; nil where nothing at all happens in the scenario.
	Model  *explore.Summary `json:"model"`
	Prior  *explore.Summary `json:"prior"`
	Months []MonthlyPace    `json:"months"`
	Claims []string         `json:"claims"`
	Text   string           `json:"text"`
}

// MonthlyPace is what the claims of one month say of a quantity's pace.
type MonthlyPace struct {
	Day  int     `json:"day"`  // the middle of the month
	Pace float64 `json:"pace"` // a mean month, in the quantity's unit
}

// bindCrossChecks resolves the checks.
func (s *Study) bindCrossChecks(l *diag.List, f *file) error {
	for i := range f.CrossChecks {
		e := &f.CrossChecks[i]
		q := s.quantity(e.Quantity)
		switch {
		case q == nil:
			s.knownQuantities(l, e.At, []string{e.Quantity})
			continue
		case q.Scale != "log":
			l.Faultf("study-crosscheck", e.At, "cross-check %q is of %s, which is not on the log scale", e.ID, e.Quantity).Hint = "a pace is compared by factors"
			continue
		case s.scenario(e.Scenario) == nil || e.Scenario == baseScenario:
			s.unknown(l, e.At, "scenario", e.Scenario, s.scenarioIDs()[1:])
			continue
		}
		c := CrossCheck{ID: e.ID, Title: e.Title, Quantity: e.Quantity, Scenario: e.Scenario, Claimants: e.Claimants,
			From: parseDay(l, e.At, e.From, "from"), To: parseDay(l, e.At, e.To, "to")}
		a := explore.Atom{Output: q.Output, Reduce: explore.Change, From: s.row(l, e.At, e.From, "from"), At: s.row(l, e.At, e.To, "to")}
		if !c.From.Before(c.To) {
			l.Faultf("study-crosscheck", e.At, "from %s must be before to %s", e.From, e.To)
			continue
		}
		for _, name := range e.Claimants {
			if !slices.ContainsFunc(q.Used, func(i int) bool { return s.Claims[i].Claimant == name }) {
				var names []string
				for _, i := range q.Used {
					names = append(names, s.Claims[i].Claimant)
				}
				s.unknown(l, e.At, "claimant", name, names)
			}
		}
		c.atom = s.addAtom(a)
		s.CrossChecks = append(s.CrossChecks, c)
	}
	return nil
}

// The windows, in days, of claims that count as a month's.
const (
	shortMonth = 20
	longMonth  = 40
)

// crossChecks answers them.
func (s *Study) crossChecks(post, prior *sample) []CrossCheckResult {
	var out []CrossCheckResult
	for _, c := range s.CrossChecks {
		r := CrossCheckResult{ID: c.ID, Title: c.Title, Quantity: c.Quantity, Scenario: c.Scenario, Claimants: c.Claimants,
			From: c.From.Format(dateForm), To: c.To.Format(dateForm), Factor: Maybe(math.NaN()), Low: Maybe(math.NaN()), High: Maybe(math.NaN()), Placebo: Maybe(math.NaN())}
		times, values, ids := s.months(c)
		r.Claims = ids
		from, to := float64(s.DayOf(c.From)), float64(s.DayOf(c.To))
		step, ok := explore.Interrupted(times, values, func(t float64) bool { return t > from && t <= to })
		r.Points, r.Inside = step.Points, step.Inside
		r.Model, r.Prior = post.factor(c), prior.factor(c)
		r.Months = []MonthlyPace{}
		for i, t := range times {
			r.Months = append(r.Months, MonthlyPace{Day: int(t), Pace: math.Exp(values[i]) * evidence.DaysPerMonth})
		}
		model := "In the model's scenario there is none of it, and nothing to compare with."
		if r.Model != nil {
			model = fmt.Sprintf("The model has it %.2f times (%.2f to %.2f) that of the scenario.", r.Model.Q50, r.Model.Q05, r.Model.Q95)
		}
		if !ok {
			r.Text = fmt.Sprintf("The claims alone tell nothing: %d months with claims, %d of them in the window. %s", r.Points, r.Inside, model)
		} else {
			r.Factor, r.Low, r.High, r.Placebo = Maybe(math.Exp(step.Step)), Maybe(math.Exp(step.Low)), Maybe(math.Exp(step.High)), Maybe(step.Placebo)
			r.Text = fmt.Sprintf("By the claims alone the pace of these months was %.2f times (%.2f to %.2f) that of the others, taken on a straight line; %s. %s",
				float64(r.Factor), float64(r.Low), float64(r.High), placeboWords(step), model)
		}
		out = append(out, r)
	}
	return out
}

// factor is the quantity's change over the window as it was, over that in the scenario.
// Draws in which the scenario has no change have no factor and are left out.
func (sm *sample) factor(c CrossCheck) *explore.Summary {
	base, other := sm.runs[baseScenario].Atoms[c.atom], sm.runs[c.Scenario].Atoms[c.atom]
	var factors []float64
	for i := range base {
		if other[i] != 0 {
			factors = append(factors, base[i]/other[i])
		}
	}
	if len(factors) == 0 {
		return nil
	}
	sum := explore.Summarise(factors)
	return &sum
}

func placeboWords(s explore.Interruption) string {
	if s.Windows == 0 {
		return "there is no other window as long to compare it with"
	}
	return fmt.Sprintf("of %d windows as long, this one among them, %.0f %% stand out as far", s.Windows+1, 100*s.Placebo)
}

// months are the claims of a month's pace by the check's claimants: the logarithm of the
// pace by the day, averaged where they speak of the same days, at the middle of the window.
func (s *Study) months(c CrossCheck) (times, values []float64, ids []string) {
	type month struct{ sum, n float64 }
	at := map[float64]*month{}
	for _, i := range s.quantity(c.Quantity).Used {
		claim := &s.Claims[i]
		days := claim.Window()
		if !claim.Counts() || !isExact(claim) || claim.Reading == evidence.RatioTo || days < shortMonth || days > longMonth || !slices.Contains(c.Claimants, claim.Claimant) {
			continue
		}
		_, best, _ := claim.Values()
		middle := float64(s.DayOf(claim.Reference)) - math.Floor(days/2)
		if at[middle] == nil {
			at[middle] = &month{}
			times = append(times, middle)
		}
		at[middle].sum += math.Log(best * claim.Per() / days)
		at[middle].n++
		ids = append(ids, claim.ID)
	}
	slices.Sort(times)
	for _, t := range times {
		values = append(values, at[t].sum/at[t].n)
	}
	return times, values, ids
}
