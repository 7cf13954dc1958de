package brief

import (
	"cmp"
	"slices"

	"casus/internal/study"
)

// stages are what was known when.
func stages(r *study.Results) (out []Stage, days []int) {
	for _, a := range r.AsOf {
		v := Stage{Day: a.Day, Claims: a.Claims}
		v.Effects, v.Statements, v.Parts = known(&a.Known)
		if a.Dated != nil {
			v.Dated = &Dated{Claims: a.Dated.Claims}
			v.Dated.Effects, v.Dated.Statements, v.Dated.Parts = known(a.Dated)
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

// known are answers from some claims.
func known(k *study.Known) (effects map[string][]Number, statements, parts map[string]Number) {
	effects, statements, parts = map[string][]Number{}, map[string]Number{}, map[string]Number{}
	for id, e := range k.Effects {
		effects[id] = []Number{Number(e.Q05), Number(e.Q50), Number(e.Q95)}
	}
	for id, p := range k.Statements {
		statements[id] = Number(p)
	}
	for constant, p := range k.Parts {
		parts[constant] = Number(p)
	}
	return effects, statements, parts
}
