package study

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"casus/internal/explore"
)

// Figure writes a number with two significant figures, thousands set apart by
// commas and a true minus, since more digits would claim more than a range supports.
func Figure(v float64) string {
	if v < 0 {
		return "\u2212" + Figure(-v)
	}
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	magnitude := int(math.Floor(math.Log10(v)))
	if magnitude < 1 {
		text := strconv.FormatFloat(v, 'f', max(0, 1-magnitude), 64)
		// Rounding may carry into a new digit (0.0996 to 0.100) or to nothing.
		return strings.TrimSuffix(text, ".0")
	}
	unit := math.Pow(10, float64(magnitude-1))
	return grouped(int64(math.Round(v/unit) * unit))
}

func grouped(n int64) string {
	text, out := strconv.FormatInt(n, 10), ""
	for len(text) > 3 {
		out = "," + text[len(text)-3:] + out
		text = text[:len(text)-3]
	}
	return text + out
}

// UnitWords is a unit as it stands behind a figure in a sentence.
func UnitWords(unit string, v float64) string {
	switch unit {
	case "Day":
		if Figure(v) == "1" {
			return "day"
		}
		return "days"
	case "person":
		return "men"
	case "Dmnl":
		return ""
	case "bnEUR":
		return "bn EUR"
	}
	return unit
}

// fill puts the median and the interval of nine tenths into a sentence; {chance} is
// the mean as a percentage, for effects that are a probability.
func fill(text string, s explore.Summary) string {
	return strings.NewReplacer("{median}", Figure(s.Q50), "{low}", Figure(s.Q05), "{high}", Figure(s.Q95),
		"{chance}", strconv.FormatFloat(100*s.Mean, 'f', 1, 64)).Replace(text)
}

// caution is said before a sentence that may not stand by itself.
func caution(wording, sentence string) string {
	if wording == "" {
		return sentence
	}
	return fmt.Sprintf("%s (%s.)", sentence, strings.ToUpper(wording[:1])+wording[1:])
}
