package brief

import (
	"fmt"

	"casus/internal/diagnose"
	"casus/internal/study"
)

// The limits of a computation that may be trusted; methods of the sampler's
// authors put them about here, and docs/method.md says what each means.
const (
	enoughUnique   = 0.5 // of the particles
	lowAcceptance  = 0.1
	forgotten      = 0.2
	fairCover, fit = 0.8, 0.9
	agreed         = 1.01 // Vehtari and others 2021
	worthDraws     = 400  // the same
)

// diagnostics says how the computation went, each with its limit.
func diagnostics(r *study.Results) []Measurement {
	d := r.Diagnostics
	out := []Measurement{
		{Name: "particles", Value: fmt.Sprint(d.Particles), OK: true, Text: fmt.Sprintf("in %d dimensions, %d evaluations of the model, %.0f s", d.Dimensions, d.Evaluations, d.Seconds)},
		{Name: "distinct draws", Value: fmt.Sprint(d.UniqueDraws), Limit: fmt.Sprintf("at least %.0f", enoughUnique*float64(d.Particles)),
			OK: float64(d.UniqueDraws) >= enoughUnique*float64(d.Particles)},
		{Name: "least effective sample size before resampling", Value: fmt.Sprintf("%.0f", d.EffectiveDraws), OK: true, Text: "each step of tempering is chosen to keep half of the particles effective"},
		{Name: "acceptance of moves", Value: fmt.Sprintf("%.2f", d.Acceptance), Limit: fmt.Sprintf("at least %.1f", lowAcceptance), OK: d.Acceptance >= lowAcceptance},
		{Name: "correlation with where the particles stood before a stage's moves, the worst stage", Value: fmt.Sprintf("%.2f", d.WorstCorrelation),
			Limit: fmt.Sprintf("below %.1f", forgotten), OK: d.WorstCorrelation < forgotten},
		{Name: "log evidence", Value: fmt.Sprintf("%.1f", d.LogEvidence), OK: true, Text: d.EvidenceNote},
		{Name: "share of computing time spent on the likelihood rather than on simulation", Value: fmt.Sprintf("%.0f %%", 100*d.LikelihoodShare), OK: true},
		{Name: "claims used", Value: fmt.Sprintf("%d of %d", r.Evidence.Used, r.Evidence.Rows), OK: true,
			Text: fmt.Sprintf("by %d claimants; %d relays counted once, %d set aside with a reason, %d of those used with an assumed date of publication",
				r.Evidence.Claimants, r.Evidence.Relays, r.Evidence.SetAside, r.Evidence.Assumed)},
	}
	m := d.Mixing
	out = append(out,
		Measurement{Name: "how far chains agree (R-hat), the worst", Value: fmt.Sprintf("%.3f", m.RHat), Limit: fmt.Sprintf("below %.2f", agreed),
			OK: m.RHat < agreed, Text: fmt.Sprintf("over %d chains of %d draws from %d independent pass(es); the worst is %s", m.Chains, m.Draws, m.Passes, m.RHatOf)},
		Measurement{Name: "independent draws that those kept are worth, for the middle of a range", Value: fmt.Sprintf("%.0f", m.Bulk),
			Limit: fmt.Sprintf("at least %d", worthDraws), OK: m.Bulk >= worthDraws, Text: "the worst is " + m.BulkOf},
		Measurement{Name: "and for its ends", Value: fmt.Sprintf("%.0f", m.Tail),
			Limit: fmt.Sprintf("at least %d", worthDraws), OK: m.Tail >= worthDraws, Text: "the worst is " + m.TailOf})
	if l := d.LOO; l != nil {
		out = append(out, Measurement{Name: fmt.Sprintf("claims without which the draws can't tell what would be known (Pareto k above %.1f)", diagnose.BadK), Value: fmt.Sprintf("%d of %d", l.Bad, l.Claims),
			Limit: "none", OK: l.Bad == 0, Text: fmt.Sprintf("the largest k is %.2f, of %s; each claim from all others: log score %.1f (standard error %.1f)", l.WorstK, l.Worst, l.Elpd, l.Error)})
	}
	inside, readings := 0.0, 0
	for _, q := range r.Quantities {
		inside += q.Fit.Inside90 * float64(q.Fit.Readings)
		readings += q.Fit.Readings
	}
	if readings > 0 {
		share := inside / float64(readings)
		out = append(out, Measurement{Name: "readings inside the nine-tenths interval predicted from earlier claims",
			Value: fmt.Sprintf("%.0f %% of %d", 100*share, readings), Limit: fmt.Sprintf("about %.0f %%", 100*fit), OK: share >= fairCover})
	}
	return out
}
