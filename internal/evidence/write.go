package evidence

import (
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
)

// WriteClaims writes claims as a file that ReadClaims reads back, with the columns by
// which a study uses them. A part of a file may name claims that it does not hold, in
// same_as; such a part is for reading elsewhere.
func WriteClaims(w io.Writer, claims []Claim) error {
	out := csv.NewWriter(w)
	if err := out.Write(slices.Concat(claimColumns, useColumns)); err != nil {
		return err
	}
	for i := range claims {
		if err := out.Write(claims[i].record()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// record is the claim's row, in the order of the columns.
func (c *Claim) record() []string {
	number := func(v float64) string {
		if math.IsNaN(v) {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	date := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return day(t)
	}
	reading, factor := string(c.Reading), ""
	low, best, high := number(c.Low), number(c.Best), number(c.High)
	if c.Amount != "" {
		low, best, high = "", c.Amount, ""
	}
	if c.RatioTo != "" {
		reading += ":" + c.RatioTo
	}
	if c.Factor != 1 {
		factor = number(c.Factor)
	}
	return []string{
		c.ID, c.Quantity, c.Subject, low, best, high, c.Unit,
		date(c.Reference), date(c.Published), string(c.Basis), c.Claimant, string(c.Side),
		c.RelayedBy, c.Title, c.URL, c.Words, c.Note,
		c.Use, reading, date(c.From), factor, c.SameAs, c.Group, c.Why,
	}
}
