package evidence

import (
	"fmt"
	"math"
	"os"

	"casus/internal/diag"
)

// claimColumns are what every file of claims has.
var claimColumns = []string{
	"id", "quantity", "subject", "value_low", "value_best", "value_high", "unit",
	"date_of_reference", "date_published", "published_basis", "claimant", "claimant_side",
	"relayed_by", "source_title", "source_url", "certainty_words", "note",
}

// useColumns are what a study's own copy adds, all of them or none.
var useColumns = []string{"use", "reading", "from", "factor", "same_as", "group", "why"}

// ReadClaims reads and checks a file of claims; amounts in words are the default ones with
// those given over them. The error is for a file that can't
// be opened; the list holds faults and warnings. With a fault in it the claims are
// nil, since a list with a row missing would pass for the whole.
func ReadClaims(path string, amounts Amounts) ([]Claim, diag.List, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the claims: %w", err)
	}
	claims, list := ParseClaims(path, src, amounts)
	return claims, list, nil
}

// ParseClaims is ReadClaims on text that is already in memory; file is the name
// that diagnostics give.
func ParseClaims(file string, src []byte, amounts Amounts) ([]Claim, diag.List) {
	var list diag.List
	amounts = DefaultAmounts().With(amounts)
	var claims []Claim
	var places []diag.Place // of the cells of same_as, to name them in faults
	for _, r := range readTable(file, src, claimColumns, useColumns, &list) {
		p := rowParser{row: r, list: &list, amounts: amounts}
		claims = append(claims, p.claim())
		places = append(places, r.cells["same_as"].at)
	}
	checkIDs(claims, file, &list)
	checkRelays(claims, places, &list)
	if !list.HasFaults() {
		checkClaimants(claims, file, &list)
		checkTwice(claims, file, &list)
	}
	list.Sort()
	if list.HasFaults() {
		return nil, list
	}
	return claims, list
}

// rowParser turns one row into a claim, reporting what is wrong with its cells.
type rowParser struct {
	row     row
	list    *diag.List
	amounts Amounts
}

func (p *rowParser) claim() Claim {
	c := Claim{
		ID: p.required("id"), Quantity: p.required("quantity"), Subject: p.text("subject"),
		Low: math.NaN(), Best: math.NaN(), High: math.NaN(),
		Unit:      p.required("unit"),
		Reference: p.date("date_of_reference"), Published: p.date("date_published"),
		Basis:    Basis(p.word("published_basis", bases())),
		Claimant: p.required("claimant"), Side: Side(p.word("claimant_side", Sides())),
		RelayedBy: p.text("relayed_by"), Title: p.text("source_title"), URL: p.text("source_url"),
		Words: p.text("certainty_words"), Note: p.text("note"),
		Factor: 1, Row: p.row.line,
	}
	if !p.amount(&c) {
		c.Low, c.Best, c.High = p.number("value_low"), p.number("value_best"), p.number("value_high")
		p.checkRange(c)
	}
	_, told := p.row.cells["use"]
	if told {
		p.use(&c)
	}
	if !c.Published.IsZero() && c.Published.Before(c.Reference) && !c.isForecast() {
		d := p.list.Warnf("evidence-date", p.row.cells["date_published"].at,
			"claim %s was published on %s, before the day that it speaks of, %s", c.ID, day(c.Published), day(c.Reference))
		d.Reason = "either a date is wrong or the claim is a forecast, which is no evidence of what happened"
		if told {
			d.Hint = `set a forecast aside, with a why that begins with "forecast"`
		}
	}
	return c
}

func (p *rowParser) checkRange(c Claim) {
	low, best, high := p.row.cells["value_low"], p.row.cells["value_best"], p.row.cells["value_high"]
	// Comparisons with an absent value, NaN, are false.
	switch {
	case c.Low > c.High:
		p.list.Faultf("evidence-range", low.at, "value_low %s is above value_high %s", low.text, high.text)
	case c.Best < c.Low:
		p.list.Faultf("evidence-range", best.at, "value_best %s is below value_low %s", best.text, low.text)
	case c.Best > c.High:
		p.list.Faultf("evidence-range", best.at, "value_best %s is above value_high %s", best.text, high.text)
	case c.Low == c.High && math.IsNaN(c.Best):
		d := p.list.Faultf("evidence-range", low.at, "the range from %s to %s has no width", low.text, high.text)
		d.Hint = "write a single number as value_best"
	}
}
