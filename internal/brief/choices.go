package brief

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"casus/internal/explore"
	"casus/internal/study"
)

// leverVerdicts are the words of study.OptionResult, in the order in which a reader is told.
var leverVerdicts = []string{"robustly helps", "robustly harms", "helps or changes nothing", "harms or changes nothing", "may help or harm", "changes nothing here"}

// levers are what someone could choose, nil for a study without levers.
func levers(d *Data, s *study.Study, r *study.Results) *Levers {
	if len(r.Outcomes) == 0 {
		return nil
	}
	out := &Levers{}
	for i, o := range r.Outcomes {
		v := Outcome{ID: o.ID, Title: o.Title, Unit: o.Unit, Better: o.Better, For: o.For}
		for _, q := range d.Quantities {
			if q.Output == s.Program.Outputs[s.Outcomes[i].Output].Name {
				v.Claims = q.Claims
			}
		}
		for _, p := range o.Options {
			v.Options = append(v.Options, Option{Scenario: p.Scenario, Level: rangeOf(p.Level), Effect: rangeOf(p.Effect), Prior: rangeOf(p.Prior), Regret: rangeOf(p.Regret),
				Helps: Number(p.Helps), Harms: Number(p.Harms), Best: Number(p.Best), Verdict: p.Verdict})
		}
		out.Outcomes = append(out.Outcomes, v)
	}
	var helps, slightly, harms []string // levers with their outcomes and by how much
	for _, l := range s.Levers {
		by, sized := map[string][]string{}, map[string][]string{}
		for _, o := range r.Outcomes {
			p := o.Options[slices.IndexFunc(o.Options, func(p study.OptionResult) bool { return p.Scenario == l.Scenario })]
			by[p.Verdict] = append(by[p.Verdict], o.Title)
			verdict := p.Verdict
			if verdict == "robustly helps" && slight(p.Effect, o.Options[0].Level) {
				verdict = "slightly"
			}
			sized[verdict] = append(sized[verdict], o.Title+", "+moreOrLess(p.Effect, o.Unit))
		}
		v := Lever{Scenario: l.Scenario, Title: scenarioTitle(s, l.Scenario), Whose: l.Whose}
		var parts []string
		for _, verdict := range leverVerdicts {
			if titles := by[verdict]; len(titles) > 0 {
				parts = append(parts, sentence(verdict+": "+strings.Join(titles, "; ")))
			}
		}
		v.Text = strings.Join(parts, " ")
		out.List = append(out.List, v)
		for verdict, into := range map[string]*[]string{"robustly helps": &helps, "slightly": &slightly, "robustly harms": &harms} {
			if list := sized[verdict]; len(list) > 0 {
				*into = append(*into, fmt.Sprintf("“%s” (%s)", v.Title, strings.Join(list, "; ")))
			}
		}
	}
	out.Verdict = "No lever helps robustly: none is better than doing nothing in 95 of 100 draws by more than a hundredth of any outcome."
	if len(helps) > 0 {
		out.Verdict = "Better than doing nothing in at least 95 of 100 draws: " + strings.Join(helps, ", ") + "."
	}
	if len(harms) > 0 {
		out.Verdict += " Worse in as many: " + strings.Join(harms, ", ") + "."
	}
	if len(slightly) > 0 {
		out.Detail = "As surely, but by less than a hundredth of the outcome: " + strings.Join(slightly, ", ") + "."
	}
	return out
}

// slight reports whether all of an effect is less than a hundredth of the outcome itself.
func slight(effect, level explore.Summary) bool {
	return max(math.Abs(effect.Q05), math.Abs(effect.Q95)) < 0.01*math.Abs(level.Q50)
}

// moreOrLess is an effect of one sign in words.
func moreOrLess(e explore.Summary, unit string) string {
	if unit == "percent" {
		unit = "points"
	}
	if e.Q05 >= 0 {
		return strings.TrimSpace(fmt.Sprintf("%s to %s %s", study.Figure(e.Q05), study.Figure(e.Q95), study.UnitWords(unit, e.Q95))) + " more"
	}
	return strings.TrimSpace(fmt.Sprintf("%s to %s %s", study.Figure(-e.Q95), study.Figure(-e.Q05), study.UnitWords(unit, e.Q95))) + " less"
}

func scenarioTitle(s *study.Study, id string) string {
	for _, sc := range s.Scenarios {
		if sc.ID == id {
			return sc.Title
		}
	}
	return id
}

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

// The differences below which structures are not told apart (docs/method.md).
const (
	sameEvidence = 3 // of log evidence
	sameAhead    = 2 // standard errors of the score ahead
)

// variants are the kept weighing of structures, nil without one.
func variants(d *Data, w *study.Weighing) *Variants {
	if w == nil {
		return nil
	}
	out := &Variants{Quick: w.Quick, Replicates: w.Replicates, Warnings: w.Warnings}
	for _, v := range w.Variants {
		x := Variant{ID: v.ID, Title: v.Title, Story: v.Story, Prior: Number(v.Prior), Chance: Number(v.Chance), Error: Number(v.Error), Evidence: Number(v.LogEvidence),
			EvidenceSE: Number(v.LogEvidenceError), Ahead: Number(v.Ahead), Against: Number(v.Against), AgainstError: Number(v.AgainstError),
			Effects: map[string]Range{}, Statements: map[string]Number{}}
		for id, e := range v.Effects {
			x.Effects[id] = rangeOf(e)
		}
		for id, p := range v.Statements {
			x.Statements[id] = Number(p)
		}
		out.List = append(out.List, x)
	}
	for _, a := range w.AsOf {
		v := VariantsAsOf{Day: a.Day, Chances: some[float64](a.Chances), Errors: Series{}}
		for _, e := range a.Errors {
			v.Errors = append(v.Errors, float64(e))
		}
		out.AsOf = append(out.AsOf, v)
	}
	out.Verdict = structures(d, w)
	return out
}

// structures says which variants the claims do not tell apart, and what the choice of one
// does to the headline.
func structures(d *Data, w *study.Weighing) []string {
	best := slices.MaxFunc(w.Variants, func(a, b study.VariantResult) int {
		if a.LogEvidence < b.LogEvidence {
			return -1
		}
		return 1
	})
	var near, far []string
	for _, v := range w.Variants {
		gap := best.LogEvidence - v.LogEvidence
		noise := sameAhead * math.Hypot(orNought(best.LogEvidenceError), orNought(v.LogEvidenceError))
		if gap <= max(sameEvidence, noise) {
			near = append(near, v.Title)
		} else {
			far = append(far, fmt.Sprintf("“%s” (%.1f less in log evidence)", v.Title, gap))
		}
	}
	var out []string
	if len(near) == 1 {
		out = append(out, fmt.Sprintf("The claims favour “%s” over every other structure that was tried.", near[0]))
	} else {
		out = append(out, "The claims can't tell apart: "+quoted(near)+".")
	}
	if len(far) > 0 {
		out = append(out, "They speak against: "+strings.Join(far, ", ")+".")
	}
	var ahead []string
	for _, v := range w.Variants[1:] {
		if e := float64(v.AgainstError); math.IsNaN(e) || math.Abs(v.Against) < sameAhead*e {
			ahead = append(ahead, v.Title)
		}
	}
	if len(ahead) > 0 {
		out = append(out, fmt.Sprintf("By how they foretell the next month's claims, these can't be told from “%s”: %s.", w.Variants[0].Title, quoted(ahead)))
	}
	if text := headlineOver(d, w); text != "" {
		out = append(out, text)
	}
	if w.Replicates < 2 {
		out = append(out, "Each was calibrated in one pass, so that the error of its evidence is not known.")
	}
	return out
}

// headlineOver says how the headline's effect moves with the structure.
func headlineOver(d *Data, w *study.Weighing) string {
	i := slices.IndexFunc(d.Effects, func(e Effect) bool { return e.ID == d.Headline.Effect })
	if i < 0 {
		return ""
	}
	e := d.Effects[i]
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range w.Variants {
		if r, ok := v.Effects[e.ID]; ok {
			least, most = min(least, r.Q50), max(most, r.Q50)
		}
	}
	switch {
	case least > most:
		return ""
	case least > 0 || most < 0:
		return fmt.Sprintf("The middle of the headline's range lies between %s and %s %s in them, with the same sign in all.", study.Figure(least), study.Figure(most), study.UnitWords(e.Unit, most))
	case least == 0 && most == 0:
		return "The middle of the headline's range is nothing in all of them."
	case least == 0 || most == 0:
		return fmt.Sprintf("The middle of the headline's range is nothing in some of them, and at the most %s %s in others.", study.Figure(least+most), study.UnitWords(e.Unit, least+most))
	}
	return fmt.Sprintf("The middle of the headline's range lies between %s and %s %s in them: the structure decides its sign.", study.Figure(least), study.Figure(most), study.UnitWords(e.Unit, most))
}

func orNought(v study.Maybe) float64 {
	if math.IsNaN(float64(v)) {
		return 0
	}
	return float64(v)
}

func quoted(titles []string) string { return "“" + strings.Join(titles, "”, “") + "”" }
