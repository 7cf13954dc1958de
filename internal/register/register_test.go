package register_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"casus/internal/evidence"
	"casus/internal/register"
	"casus/internal/study"
)

// flagship has some four hundred claims of every kind.
func flagship(t *testing.T) (*register.Register, *study.Study) {
	t.Helper()
	s, list, err := study.Load("../../studies/dprk-ukraine")
	if err != nil || list.HasFaults() {
		t.Fatal(err, list)
	}
	return register.New(s), s
}

func view(t *testing.T, r *register.Register, query string) register.View {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := register.ParseQuery(v)
	if err != nil {
		t.Fatal(err)
	}
	return r.View(q)
}

// The counts beside a facet's values are what choosing them would show.
func TestCountsAreWhatAChoiceShows(t *testing.T) {
	r, s := flagship(t)
	if r.Len() != len(s.Claims) {
		t.Fatalf("%d rows of %d claims", r.Len(), len(s.Claims))
	}
	for _, query := range []string{"", "side=ukraine", "side=ukraine&side=russia&use=used", "q=casualties&published-from=2025-01-01", "claimant=Kiel+Institute&reading=none"} {
		v := view(t, r, query)
		for _, f := range v.Facets {
			for _, value := range f.Values {
				chosen, err := url.ParseQuery(query)
				if err != nil {
					t.Fatal(err)
				}
				chosen[f.Key] = []string{value.Value}
				if got := len(view(t, r, chosen.Encode()).Rows); got != value.Count {
					t.Errorf("%q: %s=%s counts %d and shows %d", query, f.Key, value.Value, value.Count, got)
				}
			}
		}
	}
}

func TestAViewHoldsWhatItsQuerySays(t *testing.T) {
	r, _ := flagship(t)
	v := view(t, r, "q=kursk+KILLED&side=ukraine&side=south_korea&published-from=2024-11-01&published-to=2025-03-31&sort=-published")
	if len(v.Rows) < 3 || len(v.Rows) == v.Total {
		t.Fatalf("%d of %d rows", len(v.Rows), v.Total)
	}
	before := "9"
	for _, row := range v.Rows {
		text := strings.ToLower(strings.Join([]string{row.Subject, row.Note, row.Source, row.Words, row.Why, row.QuantityTitle, row.Claimant, row.RelayedBy, row.Figures}, " "))
		if !strings.Contains(text, "kursk") || !strings.Contains(text, "killed") {
			t.Errorf("%s holds not both words: %s", row.ID, text)
		}
		if row.Side != "ukraine" && row.Side != "south_korea" || row.Published < "2024-11-01" || row.Published > "2025-03-31" {
			t.Errorf("%s is by %s, published %s", row.ID, row.Side, row.Published)
		}
		if row.Published > before {
			t.Errorf("%s, published %s, stands after %s", row.ID, row.Published, before)
		}
		before = row.Published
	}
}

// A link says the whole view, and the same view has one link.
func TestQueryAndLinkAreOne(t *testing.T) {
	v, err := url.ParseQuery("side=us&q=+troops+&sort=claimant&side=russia&side=us&quantity=&published-to=2025-01-31")
	if err != nil {
		t.Fatal(err)
	}
	q, err := register.ParseQuery(v)
	if err != nil {
		t.Fatal(err)
	}
	const link = "published-to=2025-01-31&q=troops&side=russia&side=us&sort=claimant"
	if got := q.Values().Encode(); got != link {
		t.Errorf("link %s, want %s", got, link)
	}
	again, err := register.ParseQuery(q.Values())
	if err != nil || again.Values().Encode() != link {
		t.Errorf("the link read again gives %s, %v", again.Values().Encode(), err)
	}
	want := []string{"--find", "troops", "--side", "russia", "--side", "us", "--published-to", "2025-01-31", "--sort", "claimant"}
	if got := q.Args(); !slices.Equal(got, want) {
		t.Errorf("command line %q, want %q", got, want)
	}
}

func TestUnknownKeysAreToldWithTheNearest(t *testing.T) {
	for query, want := range map[string]string{
		"sied=us":                   `did you mean "side"`,
		"sort=publishd":             `did you mean "published"`,
		"published-from=31.1.2025":  "2025-01-31",
		"q=a&q=b":                   "2 times",
		"sort=-xyzzy":               "there are claimant, id",
		"published-from=2025-13-01": "not a date",
	} {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := register.ParseQuery(v); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", query, err, want)
		}
	}
}

func TestAViewIsWrittenOut(t *testing.T) {
	r, s := flagship(t)
	v := view(t, r, "side=dprk")
	var table bytes.Buffer
	if err := v.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	claims, list := evidence.ParseClaims("view", table.Bytes(), nil)
	if list.HasFaults() || len(claims) != len(v.Rows) || len(claims) == 0 {
		t.Errorf("%d claims came back of %d rows: %v", len(claims), len(v.Rows), list)
	}
	var text bytes.Buffer
	if err := v.WriteJSON(&text); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Query        string
		Total, Shown int
		Rows         []register.Row
		Facets       []register.Facet
	}
	if err := json.Unmarshal(text.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	if out.Query != "side=dprk" || out.Total != len(s.Claims) || out.Shown != len(out.Rows) || len(out.Rows) != len(v.Rows) || len(out.Facets) != 5 {
		t.Errorf("JSON of %d rows of %d, query %q", out.Shown, out.Total, out.Query)
	}
	if row := r.Row(v.Rows[0].ID); row == nil || row.Side != "dprk" {
		t.Errorf("the claim by its id is %+v", row)
	}
	if r.Row("none such") != nil {
		t.Error("a claim that is not there was found")
	}
}
