package brief

import (
	"fmt"

	"casus/internal/evidence"
	"casus/internal/study"
)

// The limits between levels of confidence. They are conventions, stated in
// docs/page.md: what matters is that one rule holds for every judgement.
const (
	fewClaimants  = 4    // independent ones; fewer carry no high confidence
	wideOverPrior = 0.15 // probabilities further apart over three priors carry no high confidence either
)

// confidence says how far the evidence behind a judgement carries, by rule: low where
// the claims did not move it or at most one independent claimant speaks of it, high
// where four or more do and the answer is much the same however far claimants are
// trusted, moderate between, and where the effect that it speaks of can't be separated.
func confidence(st study.StatementResult, claims []evidence.Claim, separable, quick bool) Confidence {
	n := independent(st.Claims, claims)
	switch spread := st.High - st.Low; {
	case n == 0:
		return Confidence{"low", "no claim bears on it"}
	case st.Wording != "":
		return Confidence{"low", "the claims did not move it: the model's assumptions give the answer"}
	case n == 1:
		return Confidence{"low", "it rests on one independent claimant"}
	case !separable:
		return Confidence{"moderate", "how much of it is due to what it names can't be separated on this evidence"}
	case spread > wideOverPrior:
		return Confidence{"moderate", fmt.Sprintf("it depends on how far claimants are trusted: %.0f points over three priors", 100*spread)}
	case n < fewClaimants:
		return Confidence{"moderate", fmt.Sprintf("%d independent claimants bear on it", n)}
	case quick:
		return Confidence{"moderate", fmt.Sprintf("%d independent claimants bear on it, but the calibration was a quick one", n)}
	default:
		return Confidence{"high", fmt.Sprintf("%d independent claimants bear on it, and the answer is much the same however far they are trusted", n)}
	}
}

// independent counts who stands behind the claims of the ids, those who share sources
// once.
func independent(ids []string, claims []evidence.Claim) int {
	behind := map[string]bool{}
	for _, id := range ids {
		behind[id] = true
	}
	who := map[string]bool{}
	for i := range claims {
		if c := &claims[i]; behind[c.ID] && c.Counts() {
			if c.Group != "" {
				who["group "+c.Group] = true
			} else {
				who[c.Claimant] = true
			}
		}
	}
	return len(who)
}
