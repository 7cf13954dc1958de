package study

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus/internal/evidence"
)

const flagshipDir = "../../studies/dprk-ukraine"

// TestEvidenceOfTheFlagship holds its claims to rules that are its own, beyond those
// that every study's are checked for.
func TestEvidenceOfTheFlagship(t *testing.T) {
	s, _, err := Load(flagshipDir)
	if err != nil {
		t.Fatal(err)
	}
	spelt := map[string]string{}
	for _, c := range s.Claims {
		if c.Published.After(s.Cut) {
			t.Errorf("%s was published on %s, after the cut", c.ID, c.Published.Format(dateForm))
		}
		if c.SameAs == "" && c.Use == "" && len(strings.Fields(c.Why)) < 4 {
			t.Errorf("%s is set aside for %q, which is no reason", c.ID, c.Why)
		}
		if c.SameAs != "" && c.Why == "" {
			t.Errorf("%s carries %s and does not say how the two are one", c.ID, c.SameAs)
		}
		if c.Title == "" && c.URL == "" {
			t.Errorf("%s names no source", c.ID)
		}
		key := onlyLetters(c.Claimant)
		if before, ok := spelt[key]; ok && before != c.Claimant {
			t.Errorf("%s: one claimant is spelt %q and %q", c.ID, before, c.Claimant)
		}
		spelt[key] = c.Claimant
	}
	text := readText(t, "EVIDENCE.md")
	for _, line := range slices.Concat(s.bySide(), s.byKind(), s.spreads()) {
		if !strings.Contains(text, line) {
			t.Errorf("EVIDENCE.md does not say:\n%s", line)
		}
	}
	var alone []string
	for i := range s.Quantities {
		if q := &s.Quantities[i]; s.claimants(q) < 2 {
			alone = append(alone, q.Title)
		}
	}
	want := "Rests on one independent claimant: " + strings.Join(alone, "; ") + "."
	if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
		t.Errorf("EVIDENCE.md does not say: %s", want)
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(flagshipDir + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// onlyLetters makes one of names that differ in case, in points or in the two
// spellings of defence.
func onlyLetters(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "defense", "defence")
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .,;:-'()/", r) {
			return -1
		}
		return r
	}, name)
}

// bySide are the rows of a table: what became of the claims of each side.
func (s *Study) bySide() []string {
	var lines []string
	for _, side := range evidence.Sides() {
		var used, carried, aside int
		for _, c := range s.Claims {
			switch {
			case string(c.Side) != side:
			case c.Counts():
				used++
			case c.SameAs != "":
				carried++
			default:
				aside++
			}
		}
		if used+carried+aside > 0 {
			lines = append(lines, fmt.Sprintf("| %s | %d | %d | %d |", side, used, carried, aside))
		}
	}
	return lines
}

// byKind are the rows of a table: what became of the claims of each kind, as the
// column quantity of the file has it.
func (s *Study) byKind() []string {
	type fate struct{ used, carried, aside int }
	fates := map[string]*fate{}
	for _, c := range s.Claims {
		f := fates[c.Quantity]
		if f == nil {
			f = new(fate)
			fates[c.Quantity] = f
		}
		switch {
		case c.Counts():
			f.used++
		case c.SameAs != "":
			f.carried++
		default:
			f.aside++
		}
	}
	var lines []string
	for kind, f := range fates {
		lines = append(lines, fmt.Sprintf("| %s | %d | %d | %d |", kind, f.used, f.carried, f.aside))
	}
	slices.Sort(lines)
	return lines
}

// spreads are the rows of a table: the lowest and the highest of what several
// claimants said of one quantity in one month, or over windows that end in it and
// start on one day.
func (s *Study) spreads() []string {
	type key struct{ use, from, month string }
	said := map[key][]evidence.Claim{}
	for _, q := range s.Quantities {
		for _, i := range q.Used {
			c := s.Claims[i]
			k := key{use: c.Use, month: c.Reference.Format("2006-01")}
			switch c.Reading {
			case evidence.Level:
			case evidence.Change:
				k.from = c.From.Format(dateForm)
			default:
				continue
			}
			said[k] = append(said[k], c)
		}
	}
	var lines []string
	for _, q := range s.Quantities {
		var keys []key
		for k := range said {
			if k.use == q.ID {
				keys = append(keys, k)
			}
		}
		slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.from, b.from)) })
		for _, k := range keys {
			claims := said[k]
			slices.SortStableFunc(claims, func(a, b evidence.Claim) int { return cmp.Compare(middle(a), middle(b)) })
			low, high := claims[0], claims[len(claims)-1]
			if low.Claimant == high.Claimant {
				continue
			}
			span := k.month
			if k.from != "" {
				span = k.from + " to " + k.month
			}
			lines = append(lines, fmt.Sprintf("| %s | %s | %s, %s | %s, %s | %.1f |", q.Title, span,
				inWords(low), low.Claimant, inWords(high), high.Claimant, middle(high)/middle(low)))
		}
	}
	return lines
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
