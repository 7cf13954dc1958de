package studies_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// What a claim is about: the enemy's losses, the claimant's own, the enemy's strength.
const (
	enemy    = "enemy"
	own      = "own"
	strength = "strength"
)

// finding is a row of later.csv: what was claimed, and what was found out later.
type finding struct {
	id, what, claimant, about, span, claimSource, actualSource string
	claimed, low, high                                         float64
}

// factor is claimed over found, a range by its geometric middle.
func (f finding) factor() float64 { return f.claimed / math.Sqrt(f.low*f.high) }

func readLater(t *testing.T, dir string) []finding {
	t.Helper()
	rows := readCSV(t, filepath.Join(dir, "later.csv"))
	var out []finding
	for _, r := range rows {
		f := finding{id: r["id"], what: r["what"], claimant: r["claimant"], about: r["about"], span: r["span"],
			claimSource: r["claim_source"], actualSource: r["actual_source"]}
		for column, to := range map[string]*float64{"claimed": &f.claimed, "actual_low": &f.low, "actual_high": &f.high} {
			v, err := strconv.ParseFloat(r[column], 64)
			if err != nil {
				t.Fatalf("%s %s: %v", dir, f.id, err)
			}
			*to = v
		}
		out = append(out, f)
	}
	return out
}

func readCSV(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range table[1:] {
		r := map[string]string{}
		for i, name := range table[0] {
			r[name] = cells[i]
		}
		rows = append(rows, r)
	}
	return rows
}

// TestLaterHasSources: every row says where both its figures are from, its range is one, and
// a figure that is said to stand in claims.csv stands there.
func TestLaterHasSources(t *testing.T) {
	for _, dir := range []string{"korea-1950", "battle-of-britain"} {
		claims := map[string]map[string]string{}
		for _, c := range readCSV(t, filepath.Join(dir, "claims.csv")) {
			claims[c["id"]] = c
			if c["source_title"] == "" || c["source_url"] == "" {
				t.Errorf("%s: claim %s has no source", dir, c["id"])
			}
		}
		for _, f := range readLater(t, dir) {
			if f.claimSource == "" || f.actualSource == "" || !(f.low <= f.high) || f.claimed <= 0 {
				t.Errorf("%s %s lacks a source or a figure", dir, f.id)
			}
			id, ok := strings.CutPrefix(f.claimSource, "claims.csv ")
			if !ok {
				continue
			}
			c := claims[id]
			text := c["value_best"]
			if text == "" {
				text = c["value_low"]
			}
			if v, err := strconv.ParseFloat(text, 64); err != nil || v != f.claimed {
				t.Errorf("%s %s has %g claimed, %s has %q", dir, f.id, f.claimed, id, text)
			}
		}
	}
}

// spread is the distribution of a kind of claimant's factors: how many, the geometric mean
// with its middle nine tenths (Student's t on the logarithms), the mean and the standard
// deviation of the logarithms.
type spread struct {
	n              int
	mean, low, top float64
	log, sd        float64
}

func spreadOf(findings []finding, claimant, about string, spans ...string) spread {
	var logs []float64
	for _, f := range findings {
		if f.claimant == claimant && f.about == about && slices.Contains(spans, f.span) {
			logs = append(logs, math.Log(f.factor()))
		}
	}
	s := spread{n: len(logs)}
	s.log, s.sd = stat.MeanStdDev(logs, nil)
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(len(logs) - 1)}.Quantile(0.95) * s.sd / math.Sqrt(float64(len(logs)))
	s.mean, s.low, s.top = math.Exp(s.log), math.Exp(s.log-half), math.Exp(s.log+half)
	return s
}

// TestHistoryTable: the distributions of claimants' bias that docs/history.md gives are
// those of the files.
func TestHistoryTable(t *testing.T) {
	src, err := os.ReadFile("../docs/history.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(src)), " ")
	britain, korea := readLater(t, "battle-of-britain"), readLater(t, "korea-1950")
	for _, c := range []struct {
		findings              []finding
		title, claimant, kind string
	}{
		{britain, "Britain on German aircraft, by day", "Britain", enemy},
		{britain, "Germany on British fighters, by day", "Germany", enemy},
		{korea, "China on the United Nations' side, by battle", "China", enemy},
		{korea, "the United Nations Command on the Chinese, by battle", "United Nations", enemy},
		{britain, "Britain on its own fighters, by day", "Britain", own},
		{britain, "Germany on its own aircraft, by day", "Germany", own},
	} {
		s := spreadOf(c.findings, c.claimant, c.kind, "day", "battle")
		want := fmt.Sprintf("| %s | %d | %.1f (%.1f to %.1f) | %+.2f | %.2f |", c.title, s.n, s.mean, s.low, s.top, s.log, s.sd)
		if !strings.Contains(text, want) {
			t.Errorf("docs/history.md does not say %q", want)
		}
	}
	for _, findings := range [][]finding{britain, korea} {
		for _, f := range findings {
			if f.span != "total" || f.about == strength {
				continue
			}
			if want := fmt.Sprintf("| %s on %s | %.2f |", f.claimant, f.what, f.factor()); !strings.Contains(text, want) {
				t.Errorf("docs/history.md does not say %q", want)
			}
		}
	}
}

// TestReadmesCount: the READMEs say how many claims are used.
func TestReadmesCount(t *testing.T) {
	for _, dir := range []string{"korea-1950", "battle-of-britain"} {
		rows, used := 0, 0
		for _, c := range readCSV(t, filepath.Join(dir, "claims.csv")) {
			rows++
			if c["use"] != "" {
				used++
			}
		}
		src, err := os.ReadFile(filepath.Join(dir, "README.md"))
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("%d of %d claims are used", used, rows); !strings.Contains(string(src), want) {
			t.Errorf("%s/README.md does not say %q", dir, want)
		}
	}
}
