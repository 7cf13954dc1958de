package study

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus/internal/evidence"
)

// fate is what became of some claims.
type fate struct{ used, carried, aside int }

func (f *fate) add(c evidence.Claim) {
	switch {
	case c.Counts():
		f.used++
	case c.SameAs != "":
		f.carried++
	default:
		f.aside++
	}
}

// fates are the rows of a table: what became of the claims of each kind.
func (s *Study) fates(kinds []string, of func(evidence.Claim) string) []string {
	byKind := map[string]*fate{}
	for _, c := range s.Claims {
		kind := of(c)
		if byKind[kind] == nil {
			byKind[kind] = new(fate)
		}
		byKind[kind].add(c)
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	var lines []string
	for _, kind := range kinds {
		if f := byKind[kind]; f != nil {
			lines = append(lines, fmt.Sprintf("| %s | %d | %d | %d |", kind, f.used, f.carried, f.aside))
		}
	}
	return lines
}

func (s *Study) bySide() string {
	return table("| side | used | carried | set aside |",
		s.fates(evidence.Sides(), func(c evidence.Claim) string { return string(c.Side) }))
}

// byKind goes by the column quantity of the file.
func (s *Study) byKind() string {
	lines := s.fates(nil, func(c evidence.Claim) string { return c.Quantity })
	slices.Sort(lines)
	return table("| kind of claim | used | carried | set aside |", lines)
}

// byQuantityAndSide counts the claims used.
func (s *Study) byQuantityAndSide() string {
	var sides []string
	for _, side := range evidence.Sides() {
		if slices.ContainsFunc(s.Claims, func(c evidence.Claim) bool { return c.Counts() && string(c.Side) == side }) {
			sides = append(sides, side)
		}
	}
	var lines []string
	for i := range s.Quantities {
		q := &s.Quantities[i]
		n := map[string]int{}
		for _, u := range q.Used {
			n[string(s.Claims[u].Side)]++
		}
		line := "| " + q.Title + " |"
		for _, side := range sides {
			if n[side] == 0 {
				line += " |"
			} else {
				line += fmt.Sprintf(" %d |", n[side])
			}
		}
		lines = append(lines, line)
	}
	return table("| quantity | "+strings.Join(sides, " | ")+" |", lines)
}

// apart is how far several claimants stand apart on one quantity in one month, or over
// windows that end in it and start on one day.
type apart struct {
	title, span string
	claimants   int
	independent int
	low, high   evidence.Claim
}

func (a apart) ratio() float64 { return middle(a.high) / middle(a.low) }

func (s *Study) apart() []apart {
	type key struct{ month, from string }
	var out []apart
	for i := range s.Quantities {
		q := &s.Quantities[i]
		said := map[key][]evidence.Claim{}
		for _, u := range q.Used {
			c := s.Claims[u]
			k := key{month: c.Reference.Format("2006-01")}
			switch c.Reading {
			case evidence.Level:
			case evidence.Change:
				k.from = c.From.Format(dateForm)
			default:
				continue
			}
			said[k] = append(said[k], c)
		}
		var keys []key
		for k := range said {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.from, b.from)) })
		for _, k := range keys {
			claims := said[k]
			slices.SortStableFunc(claims, func(a, b evidence.Claim) int { return cmp.Compare(middle(a), middle(b)) })
			names, groups := map[string]bool{}, map[string]bool{}
			for _, c := range claims {
				names[c.Claimant] = true
				groups[cmp.Or(c.Group, c.Claimant)] = true
			}
			a := apart{title: q.Title, span: k.month, claimants: len(names), independent: len(groups), low: claims[0], high: claims[len(claims)-1]}
			if a.low.Claimant == a.high.Claimant {
				continue
			}
			if k.from != "" {
				a.span = k.from + " to " + k.month
			}
			out = append(out, a)
		}
	}
	return out
}

func (s *Study) spreads() string {
	var lines []string
	for _, a := range s.apart() {
		lines = append(lines, fmt.Sprintf("| %s | %s | %d (%d) | %s, %s | %s, %s | %.1f |", a.title, a.span, a.claimants, a.independent,
			inWords(a.low), a.low.Claimant, inWords(a.high), a.high.Claimant, a.ratio()))
	}
	return table("| quantity | time | claimants (independent) | lowest | highest | ratio |", lines)
}

// spreadInShort has the first, the widest and the last for each quantity.
func (s *Study) spreadInShort() string {
	byTitle := map[string][]apart{}
	for _, a := range s.apart() {
		byTitle[a.title] = append(byTitle[a.title], a)
	}
	say := func(a apart) string {
		month := a.span[len(a.span)-len("2006-01"):]
		return fmt.Sprintf("%.1f (%s)", a.ratio(), month)
	}
	var lines []string
	for i := range s.Quantities {
		title := s.Quantities[i].Title
		spans := byTitle[title]
		if len(spans) == 0 {
			lines = append(lines, fmt.Sprintf("| %s | 0 | | | |", title))
			continue
		}
		widest := slices.MaxFunc(spans, func(a, b apart) int { return cmp.Compare(a.ratio(), b.ratio()) })
		lines = append(lines, fmt.Sprintf("| %s | %d | %s | %s | %s |", title, len(spans), say(spans[0]), say(widest), say(spans[len(spans)-1])))
	}
	return table("| quantity | times compared | first ratio | widest | last |", lines)
}

// middle is the number that a claim gives, the middle of its range, or its bound.
func middle(c evidence.Claim) float64 {
	low, best, high := c.Values()
	switch none := math.IsNaN; {
	case !none(best):
		return best
	case none(low):
		return high
	case none(high):
		return low
	}
	return (low + high) / 2
}

func inWords(c evidence.Claim) string {
	low, best, high := c.Values()
	switch none := math.IsNaN; {
	case c.Amount != "":
		return fmt.Sprintf("%s (%s to %s)", c.Amount, number(low), number(high))
	case none(high) && (none(best) || low == best):
		return "at least " + number(low)
	case none(best) && none(low):
		return "up to " + number(high)
	case none(best):
		return number(low) + " to " + number(high)
	}
	return number(best)
}

// number writes a claim's number in full, as the claimant gave it.
func number(v float64) string {
	if v < 100 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return grouped(int64(math.Round(v)))
}
