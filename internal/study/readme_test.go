package study

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestReadmeOfTheFlagship: the counts that its README gives are those of its files.
func TestReadmeOfTheFlagship(t *testing.T) {
	const dir = "../../studies/dprk-ukraine"
	s, list, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 0 {
		t.Errorf("the flagship has warnings: %v", list)
	}
	src, err := os.ReadFile(dir + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	e := s.count()
	fixed := 0
	for _, c := range s.Constants {
		if c.Role == Fixed {
			fixed++
		}
	}
	want := []string{
		fmt.Sprintf("%d attributed claims", e.Rows),
		fmt.Sprintf("%d claims are used, by %d claimants on %d sides; %d rows", e.Used, e.Claimants, len(e.BySide), e.Relays),
		fmt.Sprintf("%d are set aside, each with its reason in the file; %d of those used", e.SetAside, e.Assumed),
		fmt.Sprintf("%d of %d constants", fixed, len(s.Constants)),
	}
	for i := range s.Quantities {
		q := &s.Quantities[i]
		want = append(want, fmt.Sprintf("| %s | %d | %d |", q.Title, len(q.Used), s.claimants(q)))
	}
	text := strings.Join(strings.Fields(string(src)), " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the README does not say %q", w)
		}
	}
}
