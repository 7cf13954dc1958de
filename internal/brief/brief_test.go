package brief_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"casus/internal/brief"
)

var keep = flag.String("keep", "", "folder to leave the fixture's page in, to look at")

func write(t *testing.T, d brief.Data) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := brief.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPageIsWholeAndSmall(t *testing.T) {
	page := write(t, fixture())
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, "brief.html"), page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if size := len(page); size > 1500<<10 {
		t.Errorf("the page is %d bytes, more than 1.5 MB", size)
	}
	// Anything that the page would fetch by itself stands in one of these; links
	// that a reader clicks are data at this point, not markup.
	head, _, _ := bytes.Cut(page, []byte(`<script type="application/json"`))
	if found := regexp.MustCompile(`(?i)(src=|@import|url\([^#])[^>]*`).Find(head); found != nil {
		t.Errorf("the page fetches %q", found)
	}
	if !bytes.Equal(page, write(t, fixture())) {
		t.Error("the same data gave two different pages")
	}
}

func TestDataComesBack(t *testing.T) {
	page := write(t, fixture())
	text := between(t, page, `<script type="application/json" id="data">`, `</script>`)
	var d brief.Data
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	if got, want := d.Question, fixture().Question; got != want {
		t.Errorf("question %q, want %q", got, want)
	}
	if !math.IsNaN(float64(d.Sliders[3].Low)) {
		t.Errorf("a missing number came back as %v", d.Sliders[3].Low)
	}
	if got, want := d.Model.Draws[5], fixture().Model.Draws[5]; got[0] != want[0] || got[1] != want[1] {
		t.Errorf("a draw lost digits: %v, want %v", got, want)
	}
}

func TestHostileTextStaysText(t *testing.T) {
	d := fixture()
	d.Claims[0].Note = `</script><script>alert(1)</script><!--`
	d.Question = `<img src=x onerror=alert(1)>`
	page := write(t, d)
	if bytes.Contains(page, []byte("<script>alert")) || bytes.Contains(page, []byte("<img")) {
		t.Error("text from a claim became markup")
	}
}

func TestPolicyNamesWhatThePageHolds(t *testing.T) {
	page := write(t, fixture())
	got := html.UnescapeString(string(between(t, page, `http-equiv="Content-Security-Policy" content="`, `"`)))
	if want := brief.Policy(); got != want {
		t.Errorf("policy of the file\n got %s\nwant %s", got, want)
	}
}

// In a server's frame a page knows its number, and the policy of the file is gone: the
// server's own admits what the frame needs, and still no script that is not named.
func TestAPageInAFrame(t *testing.T) {
	page := write(t, fixture())
	live := brief.Live(page, brief.Frame{Number: 3, Head: `<link rel="stylesheet" href="bar.css">`, Top: `<header>the bar</header>`})
	for _, want := range []string{`data-live="3"`, `<link rel="stylesheet" href="bar.css"></head>`, `<body><header>the bar</header>`} {
		if bytes.Count(live, []byte(want)) != 1 {
			t.Errorf("the live page does not hold %s once", want)
		}
	}
	if bytes.Contains(live, []byte("Content-Security-Policy")) {
		t.Error("the policy of the file is still there, and would forbid the frame")
	}
	if p := brief.LivePolicy(); strings.Contains(p, "unsafe-inline") || strings.Contains(p, "'unsafe-eval'") || strings.Contains(p, "http") || !strings.Contains(p, "frame-ancestors 'none'") {
		t.Errorf("policy of the live page: %s", p)
	}
	if still := brief.Live(page, brief.Frame{}); bytes.Contains(still, []byte("<html lang=\"en\" data-live")) {
		t.Error("a page that none will follow listens for one")
	}
}

func TestNumbersInJSON(t *testing.T) {
	for _, c := range []struct {
		in   float64
		want string
	}{
		{math.NaN(), "null"}, {math.Inf(1), "null"}, {0, "0"}, {math.Copysign(0, -1), "0"}, {1234567, "1234600"}, {0.123456, "0.12346"}, {12344, "12344"},
		{-41, "-41"}, {9.4e6, "9400000"}, {1e-9, "1e-09"}, {3e20, "3e+20"},
	} {
		if got := marshal(t, brief.Number(c.in)); got != c.want {
			t.Errorf("%v became %s, want %s", c.in, got, c.want)
		}
	}
	if got := marshal(t, brief.Series{1234567, 0.123456, math.NaN(), -41}); got != "[1235000,0.1235,null,-41]" {
		t.Errorf("a series became %s", got)
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	got, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

func TestRatesInJSON(t *testing.T) {
	for _, c := range []struct {
		in   brief.Rates
		want string
	}{{brief.Rates{0.5, 0.5, 0.50001}, "0.5"}, {brief.Rates{1, 2.3456}, "[1,2.35]"}, {brief.Rates{math.NaN(), 1}, "[null,1]"}} {
		got, err := json.Marshal(c.in)
		if err != nil || string(got) != c.want {
			t.Errorf("%v became %s, want %s (%v)", []float64(c.in), got, c.want, err)
		}
	}
}

func TestWriteRefusesWhatCannotBeDrawn(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*brief.Data)
		want  string
	}{
		"series too short": {func(d *brief.Data) { d.Fans[0].Q[3] = d.Fans[0].Q[3][1:] }, "the fan of Casualties under as_it_was has a series of 156 numbers for 157 days"},
		"too few levels":   {func(d *brief.Data) { d.Fans[0].Q = d.Fans[0].Q[:5] }, "has 5 series for 7 levels"},
		"too few bands":    {func(d *brief.Data) { d.Stages[1].Bands = d.Stages[1].Bands[:2] }, "the stage of day 430 has 2 bands for 3 quantities"},
		"empty row":        {func(d *brief.Data) { d.Rows[0].Statements = nil }, "row deployment and arrangement has no statement"},
		"unknown effect":   {func(d *brief.Data) { d.Rows[1].Effects[0] = "pocket" }, "names effect pocket"},
		"unknown claim":    {func(d *brief.Data) { d.Statements[0].Claims = []string{"C9"} }, "statement s00 names claim C9"},
		"unknown scenario": {func(d *brief.Data) { d.Effects[0].Against = "never" }, `effect pocket_days names scenario "never"`},
		"misspelt slider":  {func(d *brief.Data) { d.Sliders[0].Param = "First Wave Sise" }, "did you mean First Wave Size?"},
		"base off the end": {func(d *brief.Data) { d.Sliders[0].Base = -5 }, "slider First Wave Size can't be drawn"},
		"claim twice":      {func(d *brief.Data) { d.Claims = append(d.Claims, d.Claims[0]) }, "claim C1000 stands twice"},
		"draw too short":   {func(d *brief.Data) { d.Model.Draws[2] = nil }, "draw 2 has 0 numbers for 4 parameters"},
		"other module":     {func(d *brief.Data) { d.Model.Layout.Outputs = 9 }, "the module has 5 parameters and 9 outputs"},
	} {
		t.Run(name, func(t *testing.T) {
			d := fixture()
			c.spoil(&d)
			err := brief.Write(&bytes.Buffer{}, d)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestEmptyDataMakeAPage(t *testing.T) {
	page := write(t, brief.Data{Question: "What then?", Origin: "2024-01-01", Cut: "2024-02-01", Horizon: "2024-03-01"})
	text := between(t, page, `<script type="application/json" id="data">`, `</script>`)
	for _, list := range []string{"claims", "quantities", "effects", "statements", "rows", "warnings", "limits"} {
		if bytes.Contains(text, []byte(`"`+list+`":null`)) {
			t.Errorf("%s is null; the page would fail on it", list)
		}
	}
}

func between(t *testing.T, page []byte, from, to string) []byte {
	t.Helper()
	_, rest, ok := bytes.Cut(page, []byte(from))
	if !ok {
		t.Fatalf("the page has no %s", from)
	}
	text, _, _ := bytes.Cut(rest, []byte(to))
	return text
}

// FuzzTextStaysText puts any text where sources put theirs: the page must have
// the same elements as without it.
func FuzzTextStaysText(f *testing.F) {
	for _, seed := range []string{"plain", `</script><script>alert(1)</script>`, `<!--<script>`, `"><img src=x>`, "{{.Policy}}", "\u2028\u2029", "\xff\xfe", `&lt;/script&gt;`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := brief.Data{Question: text, Title: text, Limits: []string{text}, Footer: brief.Footer{Version: text},
			Claims: []brief.Claim{{ID: "C1", Note: text}}, Statements: []brief.Statement{{Text: text, Verdict: text}}}
		page := write(t, d)
		for _, tag := range []string{"<script", "</script", "<!--", "<style", "<img", "<meta"} {
			if got, want := bytes.Count(bytes.ToLower(page), []byte(tag)), bytes.Count(write(t, brief.Data{}), []byte(tag)); got != want {
				t.Errorf("%d times %s in the page, want %d", got, tag, want)
			}
		}
	})
}
