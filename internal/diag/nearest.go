package diag

import (
	"slices"
	"strings"
)

// Nearest returns the known name closest to the one given, for hints such as
// "did you mean ...", or "" when nothing is near: at most a third of the letters
// may differ (Damerau's count without transpositions, that is Levenshtein 1966).
func Nearest(name string, known []string) string {
	best, bestDistance := "", len([]rune(name))/3+1
	for _, k := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	row := make([]int, len(rb)+1)
	for j := range row {
		row[j] = j
	}
	for i, ca := range ra {
		previous := slices.Clone(row)
		row[0] = i + 1
		for j, cb := range rb {
			cost := 1
			if ca == cb {
				cost = 0
			}
			row[j+1] = min(previous[j+1]+1, row[j]+1, previous[j]+cost)
		}
	}
	return row[len(rb)]
}
