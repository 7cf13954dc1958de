package study

import "math"

// band is one row of the table of probability words in Intelligence Community
// Directive 203 (2015), "Analytic Standards": lower bound inclusive.
type band struct {
	low, high float64
	words     string
}

// The directive's two columns of words are not mixed; this is the first. It leaves
// out what is below 1 and above 99 %: those take the nearest band, and the number
// stands beside the words everywhere.
var bands = []band{
	{.01, .05, "almost no chance"},
	{.05, .20, "very unlikely"},
	{.20, .45, "unlikely"},
	{.45, .55, "roughly even chance"},
	{.55, .80, "likely"},
	{.80, .95, "very likely"},
	{.95, .99, "almost certain"},
}

// Words gives the ICD 203 words for a probability.
func Words(p float64) string { return bands[bandOf(p)].words }

// WordsOfRange gives one word where the whole range lies in a band, and otherwise
// the words of both its ends.
func WordsOfRange(low, high float64) string {
	a, b := bandOf(math.Min(low, high)), bandOf(math.Max(low, high))
	if a == b {
		return bands[a].words
	}
	return bands[a].words + " to " + bands[b].words
}

func bandOf(p float64) int {
	for i, b := range bands {
		if p < b.high {
			return i
		}
	}
	return len(bands) - 1
}
