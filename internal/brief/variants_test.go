package brief

import (
	"testing"

	"casus/internal/explore"
	"casus/internal/study"
)

// TestHeadlineOver: what is said of the headline's middle under other structures, by the least
// and the greatest of the middles.
func TestHeadlineOver(t *testing.T) {
	d := &Data{Effects: []Effect{{ID: "days", Unit: "Day"}}}
	d.Headline.Effect = "days"
	for _, c := range []struct {
		least, most float64
		want        string
	}{
		{1, 1, "The middle of the headline's range is 1 day in all of them."},
		{20, 60, "The middle of the headline's range lies between 20 and 60 days in them, with the same sign in all."},
		{0, 0, "The middle of the headline's range is nothing in all of them."},
		{0, 3, "The middle of the headline's range is nothing in some of them, and at the most 3 days in others."},
		{-2, 3, "The middle of the headline's range lies between −2 and 3 days in them: the structure decides its sign."},
	} {
		w := &study.Weighing{Variants: []study.VariantResult{
			{Effects: map[string]explore.Summary{"days": {Q50: c.least}}}, {Effects: map[string]explore.Summary{"days": {Q50: c.most}}}}}
		if got := headlineOver(d, w); got != c.want {
			t.Errorf("%g to %g: %s", c.least, c.most, got)
		}
	}
}
