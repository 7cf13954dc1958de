package study

import (
	"fmt"
	"maps"
	"slices"

	"casus/internal/explore"
)

// numberless warns of draws in which the model gives no finite number for something that is
// asked: a rate so high that a stock runs away, say, or a ratio to nothing. What is said of it
// leaves them out. Where no draw gives one, that is an error.
func (s *Study) numberless(samples map[string]*sample) ([]string, error) {
	var warnings []string
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		runs := samples[name].runs
		for _, world := range s.Scenarios {
			n := lost{under: fmt.Sprintf(" under “%s”", world.Title)}
			for a, draws := range runs[world.ID].Atoms {
				n.look(s.Program.Outputs[s.atoms[a].Output].Name, draws)
			}
			if n.all != "" {
				return nil, fmt.Errorf("%s: in none of %d draws does the model give a number for %s%s\ncasus: hint: casus run it, and look where that is lost", s.Dir, len(samples[name].z), n.all, n.under)
			}
			warnings = append(warnings, n.warnings(name, len(samples[name].z))...)
		}
		var n lost
		for _, e := range slices.Concat(s.Effects, s.Effectiveness) {
			if e.Measure.Per != nil {
				n.look(e.Title, e.Measure.Draws(runs))
			}
		}
		warnings = append(warnings, n.warnings(name, len(samples[name].z))...)
	}
	return warnings, nil
}

// lost are the draws in which something has no number.
type lost struct {
	under string
	draws map[int]bool
	of    []string
	all   string // what has none in any
}

func (l *lost) look(what string, draws []float64) {
	n := 0
	for i, v := range draws {
		if !explore.Finite(v) {
			if l.draws == nil {
				l.draws = map[int]bool{}
			}
			l.draws[i] = true
			n++
		}
	}
	if n > 0 && !slices.Contains(l.of, what) {
		l.of = append(l.of, what)
	}
	if n == len(draws) {
		l.all = what
	}
}

func (l *lost) warnings(sample string, draws int) []string {
	if len(l.draws) == 0 {
		return nil
	}
	more := ""
	if len(l.of) > 1 {
		more = fmt.Sprintf(" and %d more", len(l.of)-1)
	}
	return []string{fmt.Sprintf("in %d of %d draws (%s) there is no number for %s%s%s: what is said of it leaves them out", len(l.draws), draws, sample, l.of[0], more, l.under)}
}
