// Package register is a study's claims as a table that a person can look through: rows
// found by words, chosen by facets with their counts, sorted, and written out. What a view
// shows is decided by its query alone, so that a link or a command line says it all. It
// judges no claim.
package register

import (
	"slices"
	"strings"
	"time"

	"casus/internal/brief"
	"casus/internal/evidence"
	"casus/internal/study"
)

// Row is a claim as it is shown. Dates are written as 2006-01-02.
type Row struct {
	ID             string `json:"id"`
	Quantity       string `json:"quantity"` // that it informs, or the file's own word where it is set aside
	QuantityTitle  string `json:"quantity_title"`
	Subject        string `json:"subject"`
	Figures        string `json:"figures"`
	From           string `json:"from,omitempty"`
	Reference      string `json:"date_of_reference"`
	Published      string `json:"date_published"`
	PublishedBasis string `json:"published_basis"`
	Claimant       string `json:"claimant"`
	Side           string `json:"side"`
	SideTitle      string `json:"side_title"`
	RelayedBy      string `json:"relayed_by,omitempty"`
	Source         string `json:"source_title,omitempty"`
	URL            string `json:"source_url,omitempty"`
	Words          string `json:"certainty_words,omitempty"`
	Note           string `json:"note,omitempty"`
	Use            string `json:"use"`
	Reading        string `json:"reading"`
	SameAs         string `json:"same_as,omitempty"`
	Group          string `json:"group,omitempty"`
	Why            string `json:"why,omitempty"`

	claim *evidence.Claim
	text  string // all that a search looks through, in lower case
}

// Register is all claims of a study.
type Register struct {
	rows []Row
}

// The uses of a claim, in the words of a brief.
const (
	used     = string(brief.Used)
	relayed  = string(brief.Relayed)
	setAside = string(brief.SetAside)
)

// noReading is the facet's word for claims that are not read as anything.
const noReading = "none"

// New makes the register of a study, in the order of its file.
func New(s *study.Study) *Register {
	quantities := map[string]string{}
	for _, q := range s.Quantities {
		quantities[q.ID] = q.Title
	}
	sides := map[string]string{}
	for _, side := range s.Sides {
		sides[side.ID] = side.Title
	}
	r := &Register{}
	for i := range s.Claims {
		r.rows = append(r.rows, newRow(&s.Claims[i], quantities, sides))
	}
	return r
}

func newRow(c *evidence.Claim, quantities, sides map[string]string) Row {
	row := Row{ID: c.ID, Quantity: c.Use, Subject: c.Subject, Figures: brief.Figures(c),
		From: date(c.From), Reference: date(c.Reference), Published: date(c.Published), PublishedBasis: string(c.Basis),
		Claimant: c.Claimant, Side: string(c.Side), RelayedBy: c.RelayedBy, Source: c.Title, URL: c.URL, Words: c.Words, Note: c.Note,
		Use: used, Reading: string(c.Reading), SameAs: c.SameAs, Group: c.Group, Why: c.Why, claim: c}
	if c.Use == "" {
		row.Quantity = c.Quantity
	}
	row.QuantityTitle = titleOr(quantities, row.Quantity)
	row.SideTitle = titleOr(sides, row.Side)
	switch {
	case c.SameAs != "":
		row.Use = relayed
	case c.Use == "":
		row.Use = setAside
	}
	if row.Reading == "" {
		row.Reading = noReading
	}
	row.text = strings.ToLower(strings.Join([]string{c.ID, row.QuantityTitle, c.Subject, row.Figures, row.Reference, row.Published, c.Claimant, row.SideTitle,
		c.RelayedBy, c.Title, c.Words, c.Note, c.Why, c.Group, c.SameAs}, "\n"))
	return row
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// titleOr is the title of an id, or the id as words.
func titleOr(titles map[string]string, id string) string {
	if t := titles[id]; t != "" {
		return t
	}
	return strings.ReplaceAll(id, "_", " ")
}

// Len is how many claims there are.
func (r *Register) Len() int { return len(r.rows) }

// Row is the claim with that id, or nil.
func (r *Register) Row(id string) *Row {
	i := slices.IndexFunc(r.rows, func(row Row) bool { return row.ID == id })
	if i < 0 {
		return nil
	}
	return &r.rows[i]
}
