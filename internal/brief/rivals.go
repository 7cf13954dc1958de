package brief

import (
	"math"

	"casus/internal/study"
)

// Past posteriors are evaluated on a quarter of the particles; a weight near 0 or 1 is
// known from them no better than to half a particle.
const asOfShare = 4

// trifle is the smallest ratio that is worth a reader's eye: below it an item of
// evidence is called undiagnostic even where it is no noise.
const trifle = 1.25

// rivals weighs every explanation against its absence, and says what each batch of
// evidence did to the odds. The ratio is that of the odds after and before a stage: the
// Bayes factor of the claims that came in with it.
func rivals(r *study.Results) []Rival {
	var out []Rival
	n := max(1, float64(r.Diagnostics.Particles)/asOfShare)
	for _, v := range r.Rivals {
		rival := Rival{Constant: v.Constant, Title: v.With, Else: v.Without, Prior: Number(v.Prior), Posterior: Number(v.Posterior)}
		before, claims, noise := logOdds(v.Prior, n), 0, 0.0
		for _, a := range r.AsOf {
			w, ok := a.Parts[v.Constant]
			if !ok {
				continue
			}
			after := logOdds(w, n)
			now := 1 / (n * clip(w, n) * (1 - clip(w, n)))
			step := RivalStep{Day: a.Day, Claims: a.Claims - claims, Ratio: Number(math.Exp(after - before)),
				Error: Number(math.Sqrt(now + noise)), Weight: Number(w)}
			step.Tells = math.Abs(after-before) > max(math.Log(trifle), 2*float64(step.Error))
			rival.Steps = append(rival.Steps, step)
			before, claims, noise = after, a.Claims, now
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
