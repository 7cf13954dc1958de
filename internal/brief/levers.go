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
