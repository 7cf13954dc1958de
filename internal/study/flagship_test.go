package study

import (
	"math"
	"os"
	"regexp"
	"strings"
	"testing"
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
		if c.Counts() && c.Why == "" {
			low, best, high := c.Values()
			floor := math.IsNaN(high) && (math.IsNaN(best) || low == best)
			if floor != atLeast.MatchString(c.Words) {
				t.Errorf("%s is %q and reads as at least: %v; why does not say so", c.ID, c.Words, floor)
			}
			if math.IsNaN(high) && atMost.MatchString(c.Words) {
				t.Errorf("%s is %q and has no upper end; why does not say so", c.ID, c.Words)
			}
		}
	}
}

// Words by which a claimant gives a bound.
var (
	atLeast = regexp.MustCompile(`(?i)\b(at least|more than|over|minimum)\b`)
	atMost  = regexp.MustCompile(`(?i)\b(at most|up to|as many as|as high as|fewer than|less than|under)\b`)
)

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
