package brief

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"casus/internal/study"
)

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
		x := Variant{ID: v.ID, Title: v.Title, Story: v.Story, Prior: Number(v.Prior), Chance: Number(v.Chance), Error: Number(v.Error), Narrow: Number(v.Narrow), Wide: Number(v.Wide), Evidence: Number(v.LogEvidence),
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
	out = append(out, fmt.Sprintf("Were the priors of what they change half or twice as wide, “%s” would have %s or %s in place of %s.", best.Title, percent(Number(best.Narrow)), percent(Number(best.Wide)), percent(Number(best.Chance))))
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
	case study.Figure(least) == study.Figure(most) && most != 0:
		return fmt.Sprintf("The middle of the headline's range is %s %s in all of them.", study.Figure(most), study.UnitWords(e.Unit, most))
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
