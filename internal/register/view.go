package register

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"casus/internal/evidence"
)

// View is what a query shows.
type View struct {
	Query  Query
	Rows   []Row
	Total  int // of the register
	Facets []Facet
	All    map[string][]string // by the key of a facet, every value that a row of the register has
}

// Facet is one way of sorting the register, with how many rows each of its values has
// among those that all other parts of the query admit: what a further choice would show.
type Facet struct {
	Key    string  `json:"key"`
	Title  string  `json:"title"`
	Values []Value `json:"values"`
}

// Value is one value of a facet.
type Value struct {
	Value  string `json:"value"`
	Title  string `json:"title"`
	Count  int    `json:"count"`
	Chosen bool   `json:"chosen,omitempty"`
}

// Chosen is how many values of the facet the query names.
func (f Facet) Chosen() int {
	n := 0
	for _, v := range f.Values {
		if v.Chosen {
			n++
		}
	}
	return n
}

// View evaluates a query.
func (r *Register) View(q Query) View {
	v := View{Query: q, Total: len(r.rows), Rows: []Row{}, All: map[string][]string{}}
	for i := range r.rows {
		if q.matches(&r.rows[i], "") {
			v.Rows = append(v.Rows, r.rows[i])
		}
	}
	v.sort()
	for _, f := range facets {
		facet := Facet{Key: f.key, Title: f.title, Values: []Value{}}
		at := map[string]int{}
		for i := range r.rows {
			row := &r.rows[i]
			value := f.value(row)
			k, seen := at[value]
			if !seen {
				k = len(facet.Values)
				at[value] = k
				v.All[f.key] = append(v.All[f.key], value)
				facet.Values = append(facet.Values, Value{Value: value, Title: f.name(row), Chosen: slices.Contains(q.Facets[f.key], value)})
			}
			if q.matches(row, f.key) {
				facet.Values[k].Count++
			}
		}
		// What was chosen and is in no row still stands there, to be taken back.
		for _, value := range q.Facets[f.key] {
			if _, there := at[value]; !there {
				facet.Values = append(facet.Values, Value{Value: value, Title: value, Chosen: true})
			}
		}
		facet.Values = slices.DeleteFunc(facet.Values, func(x Value) bool { return x.Count == 0 && !x.Chosen })
		slices.SortStableFunc(facet.Values, func(a, b Value) int { return cmp.Compare(b.Count, a.Count) })
		v.Facets = append(v.Facets, facet)
	}
	return v
}

func (v *View) sort() {
	key, down := strings.CutPrefix(v.Query.Sort, "-")
	column := columns[key]
	if column == nil {
		return
	}
	slices.SortStableFunc(v.Rows, func(a, b Row) int {
		order := strings.Compare(column(&a), column(&b))
		if down {
			return -order
		}
		return order
	})
}

// WriteCSV writes the rows as a file of claims, in its own columns.
func (v View) WriteCSV(w io.Writer) error {
	var claims []evidence.Claim
	for i := range v.Rows {
		claims = append(claims, *v.Rows[i].claim)
	}
	return evidence.WriteClaims(w, claims)
}

// WriteJSON writes the rows with the counts of the facets.
func (v View) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(struct {
		Query  string  `json:"query"`
		Total  int     `json:"total"`
		Shown  int     `json:"shown"`
		Facets []Facet `json:"facets"`
		Rows   []Row   `json:"rows"`
	}{v.Query.Values().Encode(), v.Total, len(v.Rows), v.Facets, v.Rows})
}
