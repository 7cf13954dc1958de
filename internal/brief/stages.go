package brief

import (
	"cmp"
	"slices"

	"casus/internal/study"
)

// stages are what was known when.
func stages(r *study.Results) (out []Stage, days []int) {
	for _, a := range r.AsOf {
		v := Stage{Day: a.Day, Claims: a.Claims, Effects: map[string][]Number{}, Statements: map[string]Number{}, Parts: map[string]Number{}}
		for id, e := range a.Effects {
			v.Effects[id] = []Number{Number(e.Q05), Number(e.Q50), Number(e.Q95)}
		}
		for id, p := range a.Statements {
			v.Statements[id] = Number(p)
		}
		for constant, p := range a.Parts {
			v.Parts[constant] = Number(p)
		}
		for _, q := range a.Quantities {
			if len(q.Days) > len(days) {
				days = q.Days
			}
		}
		for _, q := range a.Quantities {
			// A change has no value at the first points.
			missing := make(Series, len(days)-len(q.Days))
			for i := range missing {
				missing[i] = nan
			}
			pad := func(s []float64) Series { return append(slices.Clone(missing), s...) }
			v.Bands = append(v.Bands, StageBand{pad(q.Q05), pad(q.Q25), pad(q.Q50), pad(q.Q75), pad(q.Q95)})
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b Stage) int { return cmp.Compare(a.Day, b.Day) })
	return out, days
}
