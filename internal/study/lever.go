package study

import (
	"casus/internal/diag"
	"casus/internal/explore"
)

// Lever is a scenario that someone could choose.
type Lever struct {
	Scenario string
	Whose    string // who could choose it
}

// Outcome is something by which levers are judged. Which way is better is a judgement of
// value; For says whose.
type Outcome struct {
	ID, Title, Unit, For string
	Lower                bool // is better
	Output               int  // the program's, that its number is taken from
	atom                 int
}

// OutcomeResult is what the levers would do to an outcome. The first option is to do
// nothing: the world as it was.
type OutcomeResult struct {
	ID      string         `json:"id"`
	Title   string         `json:"title"`
	Unit    string         `json:"unit"`
	Better  string         `json:"better"` // lower or higher
	For     string         `json:"for"`
	Options []OptionResult `json:"options"`
}

// OptionResult is one option's effect on an outcome, against doing nothing, and its regret:
// how much worse it is than the best of all options in the same draw, never below 0. Regret
// is of what can't be known beforehand, which draw is the true one.
type OptionResult struct {
	Scenario string          `json:"scenario"`
	Title    string          `json:"title"`
	Whose    string          `json:"whose,omitempty"`
	Level    explore.Summary `json:"level"`
	Effect   explore.Summary `json:"effect"`
	Prior    explore.Summary `json:"prior_effect"` // before any claim
	Helps    float64         `json:"helps"`        // share of draws in which it is better than nothing
	Harms    float64         `json:"harms"`
	Best     float64         `json:"best"` // share of draws in which no option is better
	Regret   explore.Summary `json:"regret"`
	Verdict  string          `json:"verdict"`
}

// bindLevers resolves levers and the outcomes that judge them.
func (s *Study) bindLevers(l *diag.List, f *file) error {
	for _, e := range f.Levers {
		switch {
		case s.scenario(e.Scenario) == nil:
			s.unknown(l, e.At, "scenario", e.Scenario, s.scenarioIDs())
		case e.Scenario == baseScenario:
			l.Faultf("study-lever", e.At, "%s is the world in which nothing is done, and counts among the options by itself", baseScenario)
		case e.Whose == "":
			l.Faultf("study-lever", e.At, "lever %q does not say whose it is", e.Scenario).Hint = "add whose: who could choose it"
		}
		s.Levers = append(s.Levers, Lever{Scenario: e.Scenario, Whose: e.Whose})
	}
	if (len(f.Levers) == 0) != (len(f.Outcomes) == 0) {
		l.Faultf("study-lever", f.At, "levers and outcomes stand together or not at all")
	}
	for i := range f.Outcomes {
		e := &f.Outcomes[i]
		if e.Better != "lower" && e.Better != "higher" {
			l.Faultf("study-lever", e.At, "outcome %q does not say which way is better", e.ID).Hint = "add better: lower, or better: higher"
		}
		if e.For == "" {
			l.Faultf("study-lever", e.At, "outcome %q does not say for whom that is better", e.ID).Hint = "add for: whose interest it is"
		}
		if e.Measure.Scenario != "" || e.Measure.Against != "" || e.Measure.Per != nil {
			l.Faultf("study-lever", e.At, "the measure of outcome %q is of each lever's scenario, and takes no scenario, against or per", e.ID)
			continue
		}
		m := s.bindMeasure(l, &e.Measure)
		if m == nil {
			continue
		}
		s.Outcomes = append(s.Outcomes, Outcome{ID: e.ID, Title: e.Title, Unit: e.Unit, For: e.For, Lower: e.Better == "lower", Output: s.atoms[m.atom].Output, atom: m.atom})
	}
	return nil
}

// levers judges every lever by every outcome.
func (s *Study) levers(post, prior *sample) []OutcomeResult {
	options := append([]Lever{{Scenario: baseScenario}}, s.Levers...)
	var out []OutcomeResult
	for _, o := range s.Outcomes {
		r := OutcomeResult{ID: o.ID, Title: o.Title, Unit: o.Unit, For: o.For, Better: "higher"}
		if o.Lower {
			r.Better = "lower"
		}
		value := func(sm *sample, scenario string) []float64 { return sm.runs[scenario].Atoms[o.atom] }
		base := value(post, baseScenario)
		best := make([]float64, len(base))
		for d := range best {
			best[d] = base[d]
			for _, lever := range s.Levers {
				if v := value(post, lever.Scenario)[d]; o.gain(best[d], v) > 0 {
					best[d] = v
				}
			}
		}
		for _, lever := range options {
			v := value(post, lever.Scenario)
			p := OptionResult{Scenario: lever.Scenario, Title: s.scenario(lever.Scenario).Title, Whose: lever.Whose,
				Level: explore.Summarise(v), Effect: explore.Summarise(differences(v, base)),
				Prior: explore.Summarise(differences(value(prior, lever.Scenario), value(prior, baseScenario)))}
			regret, each := make([]float64, len(v)), 1/float64(len(v))
			for d := range v {
				regret[d] = o.gain(v[d], best[d])
				switch gain := o.gain(base[d], v[d]); {
				case gain > 0:
					p.Helps += each
				case gain < 0:
					p.Harms += each
				}
				if regret[d] == 0 {
					p.Best += each
				}
			}
			p.Regret = explore.Summarise(regret)
			p.Verdict = p.verdict(lever.Scenario == baseScenario)
			r.Options = append(r.Options, p)
		}
		out = append(out, r)
	}
	return out
}

// gain is how much better b is than a.
func (o Outcome) gain(a, b float64) float64 {
	if o.Lower {
		return a - b
	}
	return b - a
}

// robustly is the share of draws from which on a lever is said to do something robustly.
const robustly = 0.95

// verdict says in words what the ensemble says of the option. An option that does nothing
// in most draws is not said to help, however rarely it harms.
func (p *OptionResult) verdict(nothing bool) string {
	switch {
	case nothing:
		return ""
	case p.Helps >= robustly:
		return "robustly helps"
	case p.Harms >= robustly:
		return "robustly harms"
	case p.Helps+p.Harms < 1-robustly:
		return "changes nothing here"
	case p.Harms <= 1-robustly:
		return "helps or changes nothing"
	case p.Helps <= 1-robustly:
		return "harms or changes nothing"
	}
	return "may help or harm"
}

func differences(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] - b[i]
	}
	return out
}
