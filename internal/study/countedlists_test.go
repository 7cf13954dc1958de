package study

import (
	"fmt"
	"slices"
	"strings"
)

// listRivals are the explanations that are weighed, each with its opposite.
func (s *Study) listRivals() string {
	var lines []string
	for _, c := range s.Constants {
		if c.With != "" {
			lines = append(lines, fmt.Sprintf("| %s | %s | `%s` |", sentenceOf(c.With), sentenceOf(c.Without), c.Name))
		}
	}
	return table("| on | off | constant |", lines)
}

func (s *Study) listLevers() string {
	if len(s.Levers) == 0 {
		return "None yet.\n"
	}
	var lines []string
	for _, l := range s.Levers {
		i := slices.IndexFunc(s.Scenarios, func(sc Scenario) bool { return sc.ID == l.Scenario })
		sc := s.Scenarios[i]
		lines = append(lines, fmt.Sprintf("| %s | %s | %s |", sc.Title, sc.Story, l.Whose))
	}
	out := table("| lever | in the model | whose |", lines) + "\nThey are judged by:\n\n"
	for _, o := range s.Outcomes {
		out += fmt.Sprintf("- %s (for %s)\n", o.Title, o.For)
	}
	return out
}

func (s *Study) listVariants() string {
	if len(s.Variants) == 0 {
		return "None yet.\n"
	}
	var lines []string
	for _, v := range s.Variants {
		lines = append(lines, fmt.Sprintf("| %s | %s |", v.Title, v.Story))
	}
	return table("| structure | what it says |", lines)
}

func (s *Study) listLimits() string {
	out := ""
	for _, limit := range s.Limits {
		out += "- " + limit + "\n"
	}
	return out
}

// sentenceOf begins a clause as a sentence.
func sentenceOf(clause string) string { return strings.ToUpper(clause[:1]) + clause[1:] }
