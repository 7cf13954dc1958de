package brief

import (
	"math"

	"casus/internal/study"
)

// trifle is the smallest ratio that is worth a reader's eye: below it an item of
// evidence is called undiagnostic even where it is no noise.
const trifle = 1.25

// rivals weighs every explanation against its absence, and says what each batch of
// evidence did to the odds. The ratio is that of the odds after and before a stage: the
// Bayes factor of the claims that came in with it. Chances near 0 or 1 are known no better
// than to half a particle.
func rivals(r *study.Results) []Rival {
	var out []Rival
	n := max(1, float64(r.Diagnostics.Particles))
	for _, v := range r.Rivals {
		rival := Rival{Constant: v.Constant, Title: v.With, Else: v.Without, Prior: Number(v.Prior), Posterior: Number(v.Posterior), Error: Number(v.Error),
			Narrow: Number(v.Narrow), Wide: Number(v.Wide), Ahead: Number(v.Ahead), AheadError: Number(v.AheadError), Text: v.Learned}
		before, claims, noise := logOdds(v.Prior, n), 0, 0.0
		for i, a := range v.AsOf {
			after, w := logOdds(a.Chance, n), clip(a.Chance, n)
			now := max(a.Error*a.Error, w*(1-w)/n) / (w * w * (1 - w) * (1 - w)) // variance of the log odds, by the delta method
			step := RivalStep{Day: a.Day, Ratio: Number(math.Exp(after - before)), Error: Number(math.Sqrt(now + noise)), Weight: Number(a.Chance)}
			if i < len(r.AsOf) {
				step.Claims, claims = r.AsOf[i].Claims-claims, r.AsOf[i].Claims
			}
			step.Tells = math.Abs(after-before) > max(math.Log(trifle), 2*float64(step.Error))
			rival.Steps = append(rival.Steps, step)
			before, noise = after, now
		}
		out = append(out, rival)
	}
	return out
}

func clip(w, n float64) float64 { return min(max(w, 0.5/n), 1-0.5/n) }

func logOdds(w, n float64) float64 {
	w = clip(w, n)
	return math.Log(w / (1 - w))
}
