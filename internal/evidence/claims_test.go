package evidence_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"casus/internal/evidence"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// columns are those of a study's own file of claims.
var columns = []string{
	"id", "quantity", "subject", "value_low", "value_best", "value_high", "unit",
	"date_of_reference", "date_published", "published_basis", "claimant", "claimant_side",
	"relayed_by", "source_title", "source_url", "certainty_words", "note",
	"use", "reading", "from", "factor", "same_as", "group", "why",
}

// good is a row without a fault; a test says what it has other than that.
var good = map[string]string{
	"id": "C1", "quantity": "losses", "value_best": "4000", "unit": "persons",
	"date_of_reference": "2025-02-14", "date_published": "2025-02-20", "published_basis": "stated",
	"claimant": "Ministry A", "claimant_side": "uk", "certainty_words": "about, roughly",
	"use": "losses", "reading": "level",
}

// table writes rows that differ from the good one as a CSV file.
func table(rows ...map[string]string) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	records := [][]string{columns}
	for _, r := range rows {
		var record []string
		for _, c := range columns {
			v, ok := r[c]
			if !ok {
				v = good[c]
			}
			record = append(record, v)
		}
		records = append(records, record)
	}
	if err := w.WriteAll(records); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.String()
}

type changes = map[string]string

func TestFaultsOfClaims(t *testing.T) {
	cases := []struct{ name, src string }{
		{"bad date of reference", table(changes{"date_of_reference": "14.02.2025"})},
		{"day that no month has", table(changes{"date_published": "2025-02-30"})},
		{"no date", table(changes{"date_published": ""})},
		{"number with separators", table(changes{"value_best": "4,000"})},
		{"words for a number", table(changes{"value_best": "a great many"})},
		{"not a number", table(changes{"value_best": "NaN"})},
		{"low above high", table(changes{"value_low": "5000", "value_best": "", "value_high": "4000"})},
		{"best below low", table(changes{"value_low": "5000"})},
		{"best above high", table(changes{"value_high": "3000"})},
		{"range without width", table(changes{"value_low": "4000", "value_best": "", "value_high": "4000"})},
		{"misspelt side", table(changes{"claimant_side": "south_corea"})},
		{"unknown side", table(changes{"claimant_side": "mars"})},
		{"unknown basis", table(changes{"published_basis": "asumed"})},
		{"no claimant", table(changes{"claimant": ""})},
		{"no unit", table(changes{"unit": ""})},
		{"id taken", table(changes{}, changes{"value_best": "5000"})},
		{"relay of nothing", table(changes{}, changes{"id": "C2", "same_as": "C11"})},
		{"relay of itself", table(changes{"same_as": "C1"})},
		{"relays in a circle", table(changes{"same_as": "C2"}, changes{"id": "C2", "same_as": "C3"}, changes{"id": "C3", "same_as": "C1"})},
		{"relay of another quantity", table(changes{}, changes{"id": "C2", "same_as": "C1", "use": "sent"})},
		{"relay before its original", table(changes{}, changes{"id": "C2", "same_as": "C1", "date_published": "2025-02-16"})},
		{"relay of another number", table(changes{}, changes{"id": "C2", "same_as": "C1", "value_best": "4500"})},
		{"relay of another number, told of", table(changes{}, changes{"id": "C2", "same_as": "C1", "value_best": "4500", "why": "relay drift"})},
		{"relay that rounds", table(changes{"value_best": "4030"}, changes{"id": "C2", "same_as": "C1"})},
		{"relay of another day", table(changes{}, changes{"id": "C2", "same_as": "C1", "date_of_reference": "2025-02-18"})},
		{"published before its day", table(changes{"date_published": "2025-02-13"})},
		{"set aside before its day", table(changes{"date_published": "2025-02-13", "use": "", "reading": "", "why": "a share of another"})},
		{"forecast", table(changes{"date_published": "2025-02-13", "use": "", "reading": "", "why": "forecast: what was planned"})},
		{"the same statement twice", table(changes{}, changes{"id": "C2", "date_published": "2025-02-21"})},
		{"a re-reading of the same day", table(changes{}, changes{"id": "C2", "value_best": "4500"})},
		{"the same number of another day", table(changes{}, changes{"id": "C2", "date_of_reference": "2025-02-15"})},
		{"a year, and a week less", table(changes{"reading": "change", "from": "2024-02-14"},
			changes{"id": "C2", "reading": "change", "from": "2024-02-14", "date_of_reference": "2025-02-07", "value_best": "3900"})},
		{"a year and its half", table(changes{"reading": "change", "from": "2024-02-14"},
			changes{"id": "C2", "reading": "change", "from": "2024-02-14", "date_of_reference": "2024-08-14", "value_best": "1900"})},
		{"claimant in two groups", table(changes{"group": "a"}, changes{"id": "C2", "date_of_reference": "2025-02-15", "group": "b"})},
		{"claimant in a group and in none", table(changes{"group": "a"}, changes{"id": "C2", "date_of_reference": "2025-02-15"})},
		{"groups on two quantities", table(changes{"group": "a"}, changes{"id": "C2", "use": "sent", "group": "b"})},
		{"used without a reading", table(changes{"reading": ""})},
		{"misspelt reading", table(changes{"reading": "per_dai", "from": "2025-01-31"})},
		{"ratio to nothing", table(changes{"reading": "ratio_to:"})},
		{"level with a name", table(changes{"reading": "level:sent"})},
		{"set aside without a reason", table(changes{"use": "", "reading": ""})},
		{"set aside with a label", table(changes{"use": "", "reading": "", "why": "one city"})},
		{"used without a value", table(changes{"value_best": ""})},
		{"change without a window", table(changes{"reading": "change"})},
		{"level with a window", table(changes{"from": "2025-01-31"})},
		{"window that ends before it starts", table(changes{"reading": "per_month", "from": "2025-02-14"})},
		{"factor of nought", table(changes{"factor": "0"})},
		{"factor in words", table(changes{"factor": "thousand"})},
		{"claimant on two sides", table(changes{}, changes{"id": "C2", "claimant_side": "us"})},
		{"many faults at once", table(changes{"value_best": "x", "claimant_side": "y", "reading": "z"}, changes{"unit": ""})},
		{"column in characters", table(changes{"subject": "Курск, область", "value_best": "много"})},
		{"unknown column", strings.Replace(table(changes{}), "claimant_side", "claimant_sied", 1)},
		{"part of the use columns", dropColumn(table(changes{}), "factor")},
		{"missing column", dropColumn(table(changes{}), "unit")},
		{"repeated column differs", repeatColumn(table(changes{}), "published_basis", "assumed")},
		{"too few fields", table(changes{}) + "C2,losses\n"},
		{"quote left open", table(changes{}) + "C2,\"losses\n"},
		{"empty file", ""},
		{"heading alone", table()},
		{"not UTF-8", table(changes{}) + "\xff\n"},
	}
	var got strings.Builder
	for _, c := range cases {
		claims, list := evidence.ParseClaims("claims.csv", []byte(c.src), nil)
		if list.HasFaults() && claims != nil {
			t.Errorf("%s: claims were returned with a fault", c.name)
		}
		fmt.Fprintf(&got, "== %s\n", c.name)
		if err := list.Print(&got); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "claims", got.String())
}

func TestFaultsOfTimeline(t *testing.T) {
	const heading = "date,event,actors,source_url\n"
	var got strings.Builder
	for _, src := range []string{
		heading + "2025-04-26,,Russia,\n",
		heading + "26 April,Admission,Russia,\n",
		"date,event,actor,source_url\n2025-04-26,Admission,Russia,\n",
	} {
		_, list := evidence.ParseTimeline("timeline.csv", []byte(src))
		fmt.Fprintf(&got, "== %q\n", src)
		if err := list.Print(&got); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "timeline", got.String())
}

func TestParseClaims(t *testing.T) {
	src := table(changes{
		"value_low": "3", "value_best": "", "value_high": "5", "factor": "1000", "reading": "per_month", "from": "2024-12",
		"date_of_reference": "2025-02", "date_published": "2025-03-01", "group": "london", "why": "read as a mean",
	})
	src = repeatColumn(strings.ReplaceAll(src, "\n", "\r\n"), "published_basis", "stated")
	claims, list := evidence.ParseClaims("claims.csv", []byte("\ufeff"+src), nil)
	if len(list) > 0 {
		t.Fatal(list)
	}
	nan := claims[0].Best
	want := []evidence.Claim{{
		ID: "C1", Quantity: "losses", Low: 3, Best: nan, High: 5, Unit: "persons",
		Reference: date("2025-02-28"), Published: date("2025-03-01"), Basis: evidence.Stated,
		Claimant: "Ministry A", Side: evidence.UK, Words: "about, roughly",
		Use: "losses", Reading: evidence.PerMonth, From: date("2024-12-31"), Factor: 1000,
		Group: "london", Why: "read as a mean", Row: 2,
	}}
	if diff := cmp.Diff(want, claims, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
	low, best, high := claims[0].Values()
	if low != 3000 || best == best || high != 5000 {
		t.Errorf("values are %v, %v, %v, want 3000, none, 5000", low, best, high)
	}
	// 31 January and 28 February: 59 days, 1.9384 mean months.
	if got, want := claims[0].Per(), 59/30.4375; got != want {
		t.Errorf("a rate per month over the window divides by %v, want %v", got, want)
	}
}

func TestAsOfAndCounted(t *testing.T) {
	claims, list := evidence.ParseClaims("claims.csv", []byte(table(
		changes{"id": "late", "date_published": "2025-03-02"},
		changes{"id": "on the day", "date_published": "2025-03-01"},
		changes{"id": "relay", "same_as": "on the day", "date_published": "2025-03-01"},
		changes{"id": "aside", "use": "", "reading": "", "why": "another front"},
	)), nil)
	if list.HasFaults() {
		t.Fatal(list)
	}
	known := evidence.AsOf(claims, date("2025-03-01"))
	if got, want := ids(known), []string{"on the day", "relay", "aside"}; !slices.Equal(got, want) {
		t.Errorf("known on the day: %q, want %q", got, want)
	}
	if got, want := ids(evidence.Counted(known)), []string{"on the day"}; !slices.Equal(got, want) {
		t.Errorf("counted: %q, want %q", got, want)
	}
}

// The shared evidence base: 417 claims and 63 events; three claims are dated before
// the month's end that they speak of, which its own notes say.
func TestSharedEvidence(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "evidence")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the evidence base is not here: ", err)
	}
	claims, list, err := evidence.ReadClaims(filepath.Join(dir, "claims.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if list.HasFaults() || len(claims) != 417 {
		t.Errorf("%d claims, want 417; %v", len(claims), list)
	}
	early := 0
	for _, d := range list {
		if d.Code == "evidence-date" {
			early++
		}
	}
	if early != 3 {
		t.Errorf("%d claims published before their day, want 3", early)
	}
	events, list, err := evidence.ReadTimeline(filepath.Join(dir, "timeline.csv"))
	if err != nil || len(list) > 0 || len(events) != 63 {
		t.Errorf("%d events, want 63; %v, %v", len(events), list, err)
	}
}

func TestReadClaimsOfNoFile(t *testing.T) {
	if _, _, err := evidence.ReadClaims(filepath.Join(t.TempDir(), "none.csv"), nil); err == nil {
		t.Error("a file that is not there gave no error")
	}
}

func FuzzParseClaims(f *testing.F) {
	f.Add([]byte(table(changes{}, changes{"id": "C2", "same_as": "C1"})))
	f.Add([]byte(table(changes{"reading": "ratio_to:sent"})))
	f.Add([]byte("id,\"quan\ntity"))
	f.Add([]byte("\ufeff\r\n\r\n"))
	f.Add([]byte("id,id,id\na,b,c"))
	f.Fuzz(func(t *testing.T, src []byte) {
		claims, list := evidence.ParseClaims("claims.csv", src, nil)
		if list.HasFaults() && claims != nil {
			t.Error("claims with a fault were returned")
		}
		lines := bytes.Count(src, []byte("\n")) + 1
		for _, d := range list {
			if d.Place.Line > lines {
				t.Errorf("line %d of %d: %s", d.Place.Line, lines, d.Message)
			}
		}
		for _, c := range claims {
			if c.ID == "" || c.Reference.IsZero() || c.Low > c.High {
				t.Errorf("a claim that should be a fault: %+v", c)
			}
			if c.Use != "" && !c.HasValue() {
				t.Errorf("used without a value: %+v", c)
			}
		}
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func ids(claims []evidence.Claim) []string {
	var out []string
	for _, c := range claims {
		out = append(out, c.ID)
	}
	return out
}

func date(text string) time.Time {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		panic(err) // a slip in the test itself
	}
	return t
}

// dropColumn and repeatColumn rewrite a table with a column less or one more.
func dropColumn(src, name string) string {
	return editColumns(src, func(header, record []string) []string {
		i := slices.Index(header, name)
		return slices.Delete(slices.Clone(record), i, i+1)
	})
}

func repeatColumn(src, name, value string) string {
	return editColumns(src, func(header, record []string) []string {
		if record[0] == header[0] {
			return append(slices.Clone(record), name)
		}
		return append(slices.Clone(record), value)
	})
}

func editColumns(src string, edit func(header, record []string) []string) string {
	records, err := csv.NewReader(strings.NewReader(src)).ReadAll()
	if err != nil {
		panic(err) // the tables of this test are well formed
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, r := range records {
		if err := w.Write(edit(records[0], r)); err != nil {
			panic(err)
		}
	}
	w.Flush()
	return b.String()
}

// TestAmountsInWords: "several hundred" is a range, by the table or by the study's own.
func TestAmountsInWords(t *testing.T) {
	words := func(best string) changes {
		return changes{"id": best, "value_low": "", "value_best": best, "value_high": ""}
	}
	src := table(words("several hundred"), words("dozens"))
	claims, list := evidence.ParseClaims("claims.csv", []byte(src), evidence.Amounts{"dozens": {20, 60}})
	if list.HasFaults() {
		t.Fatal(list)
	}
	if c := claims[0]; c.Low != 300 || c.High != 900 || !math.IsNaN(c.Best) || c.Amount != "several hundred" {
		t.Errorf("several hundred is read as %v to %v, best %v", c.Low, c.High, c.Best)
	}
	if c := claims[1]; c.Low != 20 || c.High != 60 {
		t.Errorf("the study's own dozens are read as %v to %v", c.Low, c.High)
	}
	_, list = evidence.ParseClaims("claims.csv", []byte(table(words("several hundreds"))), nil)
	if !list.HasFaults() || !strings.Contains(list[0].Hint, `did you mean "several hundred"?`) {
		t.Errorf("words that are no amount: %v", list)
	}
}

// The table in the manual is the one in use.
func TestAmountsAreInTheManual(t *testing.T) {
	manual, err := os.ReadFile("../../docs/study.md")
	if err != nil {
		t.Fatal(err)
	}
	amounts := evidence.DefaultAmounts()
	p := message.NewPrinter(language.English)
	for words, span := range amounts {
		if row := p.Sprintf("| %s | %.0f | %.0f |\n", words, span[0], span[1]); !strings.Contains(string(manual), row) {
			t.Errorf("docs/study.md lacks the row %q", row)
		}
	}
}
