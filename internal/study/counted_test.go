package study

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what the flagship's README and EVIDENCE count")

// counted is a part of a page that is counted, or copied, from the study's files. It stands between two
// comments, so that whoever changes a claim can have it written anew:
//
//	go test ./internal/study -run Counted -update
var counted = regexp.MustCompile(`(?s)(<!-- counted: ([a-z ]+) -->\n).*?(<!-- end -->)`)

// TestCountedOfTheFlagship: what its README and EVIDENCE count is what its files hold, and no
// part that can be counted is left out.
func TestCountedOfTheFlagship(t *testing.T) {
	s, list, err := Load(flagshipDir)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 0 {
		t.Errorf("the flagship has warnings: %v", list)
	}
	for name, parts := range map[string]map[string]func() string{
		"README.md": {
			"claims": s.saidOfClaims, "quantities": s.byQuantity, "constants": s.saidOfConstants,
			"rivals": s.listRivals, "levers": s.listLevers, "variants": s.listVariants, "limits": s.listLimits,
		},
		"EVIDENCE.md": {
			"claims": s.saidOfClaims, "sides": s.bySide, "kinds": s.byKind, "readings": s.byReading,
			"quantities by side": s.byQuantityAndSide, "alone": s.saidAlone, "spread": s.spreads, "spread in short": s.spreadInShort,
		},
	} {
		text := readText(t, name)
		seen := map[string]bool{}
		now := counted.ReplaceAllStringFunc(text, func(block string) string {
			m := counted.FindStringSubmatch(block)
			part := parts[m[2]]
			if part == nil {
				t.Errorf("%s: nothing known counts %q", name, m[2])
				return block
			}
			seen[m[2]] = true
			return m[1] + part() + m[3]
		})
		for part := range parts {
			if !seen[part] {
				t.Errorf("%s has no part %q", name, part)
			}
		}
		if now == text {
			continue
		}
		if *update {
			if err := os.WriteFile(flagshipDir+"/"+name, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Errorf("%s does not count what the files hold (first difference: %s); go test ./internal/study -run Counted -update writes it anew",
			name, firstLine(text, now))
	}
}

func firstLine(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf("line %d has %q, want %q", i+1, as[i], bs[i])
		}
	}
	return "its length"
}

// table writes a table of Markdown.
func table(head string, lines []string) string {
	columns := strings.Count(head, "|") - 1
	return head + "\n|" + strings.Repeat(" --- |", columns) + "\n" + strings.Join(lines, "\n") + "\n"
}

// saidOfClaims says what became of the claims.
func (s *Study) saidOfClaims() string {
	e := s.count()
	return fmt.Sprintf("Of %d claims, %d are used, by %d claimants on %d sides; %d carry what another row\n"+
		"has and count once; %d are set aside, each with its reason in the file. %d of those used have\n"+
		"an assumed date of publication, 90 days after the day that they speak of.\n",
		e.Rows, e.Used, e.Claimants, len(e.BySide), e.Relays, e.SetAside, e.Assumed)
}

func (s *Study) saidOfConstants() string {
	fixed := 0
	for _, c := range s.Constants {
		if c.Role == Fixed {
			fixed++
		}
	}
	return fmt.Sprintf("Of %d constants, %d are fixed; the others have a prior.\n", len(s.Constants), fixed)
}

// saidAlone names the quantities that rest on fewer than two independent claimants.
func (s *Study) saidAlone() string {
	var one, none []string
	for i := range s.Quantities {
		switch q := &s.Quantities[i]; s.claimants(q) {
		case 0:
			none = append(none, q.Title)
		case 1:
			one = append(one, q.Title)
		}
	}
	out := ""
	for _, few := range []struct {
		what   string
		titles []string
	}{{"no claimant", none}, {"one independent claimant", one}} {
		if len(few.titles) > 0 {
			out += "- Rests on " + few.what + ": " + strings.Join(few.titles, "; ") + ".\n"
		}
	}
	if out == "" {
		return "Every quantity has at least two independent claimants.\n"
	}
	return out
}

func (s *Study) byQuantity() string {
	var lines []string
	for i := range s.Quantities {
		q := &s.Quantities[i]
		lines = append(lines, fmt.Sprintf("| %s | %d | %d |", q.Title, len(q.Used), s.claimants(q)))
	}
	return table("| quantity | claims used | independent claimants |", lines)
}

// byReading counts what kind of number the claims used are.
func (s *Study) byReading() string {
	n := map[string]int{}
	for _, c := range s.Claims {
		if c.Counts() {
			n[string(c.Reading)]++
		}
	}
	var lines []string
	for reading, count := range n {
		lines = append(lines, fmt.Sprintf("| %s | %d |", reading, count))
	}
	slices.Sort(lines)
	return table("| reading | claims |", lines)
}
