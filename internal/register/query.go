package register

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"casus/internal/diag"
)

// Query says what a view shows. The zero query shows all, in the order of the file.
type Query struct {
	Text   string              // words, all of which a row must hold
	Facets map[string][]string // by the key of a facet, the values of which a row must have one
	From   string              // published on or after, a date
	To     string              // published on or before
	Sort   string              // the key of a column, behind a minus for the last first
}

// The keys of a query that are no facets.
const (
	keyText = "q"
	keyFrom = "published-from"
	keyTo   = "published-to"
	keySort = "sort"
)

// facets are what a register is sorted into, in the order in which they are shown.
var facets = []struct {
	key, title string
	value      func(*Row) string
	name       func(*Row) string
}{
	{"quantity", "Quantity", func(r *Row) string { return r.Quantity }, func(r *Row) string { return r.QuantityTitle }},
	{"side", "Side", func(r *Row) string { return r.Side }, func(r *Row) string { return r.SideTitle }},
	{"claimant", "Claimant", func(r *Row) string { return r.Claimant }, func(r *Row) string { return r.Claimant }},
	{"use", "Use", func(r *Row) string { return r.Use }, func(r *Row) string { return r.Use }},
	{"reading", "Read as", func(r *Row) string { return r.Reading }, func(r *Row) string { return strings.ReplaceAll(r.Reading, "_", " ") }},
}

// columns are what rows can be sorted by.
var columns = map[string]func(*Row) string{
	"id":        func(r *Row) string { return r.ID },
	"claimant":  func(r *Row) string { return strings.ToLower(r.Claimant) },
	"quantity":  func(r *Row) string { return strings.ToLower(r.QuantityTitle) },
	"reference": func(r *Row) string { return r.Reference },
	"published": func(r *Row) string { return r.Published },
	"use":       func(r *Row) string { return r.Use },
}

// FacetKeys are the keys of the facets, which are the flags of casus claims, too.
func FacetKeys() []string {
	var out []string
	for _, f := range facets {
		out = append(out, f.key)
	}
	return out
}

// SortKeys are the columns that rows can be sorted by.
func SortKeys() []string {
	var out []string
	for key := range columns {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

// ParseQuery reads the query of an address. What it does not know is an error with the
// nearest known name, so that a misspelt link does not pass for a view of everything.
func ParseQuery(v url.Values) (Query, error) {
	q := Query{Facets: map[string][]string{}}
	known := append(FacetKeys(), keyText, keyFrom, keyTo, keySort)
	for key, values := range v {
		switch {
		case slices.Contains(FacetKeys(), key):
			for _, value := range values {
				if value != "" && !slices.Contains(q.Facets[key], value) {
					q.Facets[key] = append(q.Facets[key], value)
				}
			}
			slices.Sort(q.Facets[key])
		case !slices.Contains(known, key):
			return q, unknownKey("key of a view", key, known)
		case len(values) > 1:
			return q, fmt.Errorf("%s is given %d times", key, len(values))
		}
	}
	q.Text, q.From, q.To, q.Sort = strings.TrimSpace(v.Get(keyText)), v.Get(keyFrom), v.Get(keyTo), v.Get(keySort)
	return q, q.check()
}

func (q *Query) check() error {
	for _, d := range []struct{ key, date string }{{keyFrom, q.From}, {keyTo, q.To}} {
		if _, err := time.Parse(time.DateOnly, d.date); d.date != "" && err != nil {
			return fmt.Errorf("%s is not a date: %q; write it as 2025-01-31", d.key, d.date)
		}
	}
	if column := strings.TrimPrefix(q.Sort, "-"); q.Sort != "" && columns[column] == nil {
		return unknownKey("column to sort by", column, SortKeys())
	}
	return nil
}

func unknownKey(what, name string, known []string) error {
	if near := diag.Nearest(name, known); near != "" {
		return fmt.Errorf("there is no %s %q; did you mean %q?", what, name, near)
	}
	return fmt.Errorf("there is no %s %q; there are %s", what, name, strings.Join(known, ", "))
}

// Values is the query as that of an address. The same view has the same values.
func (q Query) Values() url.Values {
	v := url.Values{}
	for key, values := range q.Facets {
		if len(values) > 0 {
			v[key] = slices.Clone(values)
		}
	}
	for _, p := range []struct{ key, value string }{{keyText, q.Text}, {keyFrom, q.From}, {keyTo, q.To}, {keySort, q.Sort}} {
		if p.value != "" {
			v.Set(p.key, p.value)
		}
	}
	return v
}

// Args are the flags of casus claims that give the same view.
func (q Query) Args() []string {
	var out []string
	if q.Text != "" {
		out = append(out, "--find", q.Text)
	}
	for _, key := range FacetKeys() {
		for _, value := range q.Facets[key] {
			out = append(out, "--"+key, value)
		}
	}
	for _, p := range []struct{ key, value string }{{keyFrom, q.From}, {keyTo, q.To}, {keySort, q.Sort}} {
		if p.value != "" {
			out = append(out, "--"+p.key, p.value)
		}
	}
	return out
}

// matches reports whether a row belongs to the view; the facet named is not asked.
func (q *Query) matches(r *Row, except string) bool {
	for _, f := range facets {
		if chosen := q.Facets[f.key]; f.key != except && len(chosen) > 0 && !slices.Contains(chosen, f.value(r)) {
			return false
		}
	}
	if q.From != "" && r.Published < q.From || q.To != "" && r.Published > q.To {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(q.Text)) {
		if !strings.Contains(r.text, word) {
			return false
		}
	}
	return true
}
