package study

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"casus/internal/explore"
)

// Figure writes a number with two significant figures and thousands set apart by
// commas, since more digits would claim more than a range supports.
func Figure(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	magnitude := int(math.Floor(math.Log10(math.Abs(v))))
	if magnitude < 1 {
		text := strconv.FormatFloat(v, 'f', max(0, 1-magnitude), 64)
		// Rounding may carry into a new digit (0.0996 to 0.100) or to nothing.
		return strings.TrimSuffix(text, ".0")
	}
	unit := math.Pow(10, float64(magnitude-1))
	return grouped(int64(math.Round(v/unit) * unit))
}

func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	negative := strings.TrimPrefix(text, "-")
	out := ""
	for len(negative) > 3 {
		out = "," + negative[len(negative)-3:] + out
		negative = negative[:len(negative)-3]
	}
	if n < 0 {
		negative = "-" + negative
	}
	return negative + out
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

// fill puts the median and the interval of nine tenths into a sentence.
func fill(text string, s explore.Summary) string {
	return strings.NewReplacer("{median}", Figure(s.Q50), "{low}", Figure(s.Q05), "{high}", Figure(s.Q95)).Replace(text)
}

// caution is said before a sentence that may not stand by itself.
func caution(wording, sentence string) string {
	if wording == "" {
		return sentence
	}
	return fmt.Sprintf("%s (%s.)", sentence, strings.ToUpper(wording[:1])+wording[1:])
}
