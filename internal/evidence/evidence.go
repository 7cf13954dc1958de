// Package evidence reads what rival parties have said: attributed, dated claims
// and dated events, each a row of a CSV file. It checks every cell and tells the
// person who wrote the file what is wrong, where and why. It keeps claims apart
// by what was known when (AsOf) and by whether they count (Used): a figure that
// another outlet carried on is one claim, however often it was printed.
//
// It does not know which quantities a study has, nor how a reading becomes a
// likelihood; package likelihood does that from numbers alone.
package evidence

import (
	"math"
	"time"
)

// Claim is one attributed statement. Dates are midnight UTC. Low, Best and High
// are as written, in Unit and before Factor; each is NaN where the source gave
// none: Low alone is "more than", High alone is "up to", all three absent means
// that the source named no number.
type Claim struct {
	ID, Quantity, Subject string
	Low, Best, High       float64
	Amount                string // the best value in words, such as "several hundred"; Low and High are what they stand for
	Unit                  string
	Reference             time.Time // the day that the value is for
	Published             time.Time
	Basis                 Basis // how Published is known
	Claimant              string
	Side                  Side
	RelayedBy             string
	Title, URL            string
	Words                 string // the claimant's own words of certainty
	Note                  string

	// The columns by which a study says how it uses the claim.

	Use     string    // id of the quantity that it informs, "" when set aside
	Reading Reading   // what of that quantity it is a reading of
	RatioTo string    // with RatioTo readings, the quantity that it is a share of
	From    time.Time // start of the window of a change or rate, else zero
	Factor  float64   // takes the values to the unit of the quantity, 1 when empty
	SameAs  string    // id of the claim that this one carries again
	Group   string    // claimants who share sources; "" for one who shares none
	Why     string    // the reason for setting aside, or a note on the use

	Row int // line of the file, counted from 1
}

// Counts reports whether the claim is evidence of its own: used, and not the
// repetition of another.
func (c Claim) Counts() bool { return c.Use != "" && c.SameAs == "" }

// HasValue reports whether the source named a number.
func (c Claim) HasValue() bool {
	return !math.IsNaN(c.Low) || !math.IsNaN(c.Best) || !math.IsNaN(c.High)
}

// Values returns low, best and high in the unit of the quantity that the claim
// informs; what is absent stays NaN.
func (c Claim) Values() (low, best, high float64) {
	return c.Low * c.Factor, c.Best * c.Factor, c.High * c.Factor
}

// Window returns the length in days of the window of a change or rate, and 0 for
// other readings.
func (c Claim) Window() float64 {
	if c.From.IsZero() {
		return 0
	}
	return c.Reference.Sub(c.From).Hours() / 24
}

// DaysPerMonth is the mean length of a month in the Gregorian calendar, by which
// a rate per month is turned into one per day.
const DaysPerMonth = 30.4375

// Per returns what a change over the claim's window is divided by to give the
// reading: 1 for a change, days for a daily rate, months for a monthly one, and 0
// for readings that are no change.
func (c Claim) Per() float64 {
	switch c.Reading {
	case Change:
		return 1
	case PerDay:
		return c.Window()
	case PerMonth:
		return c.Window() / DaysPerMonth
	}
	return 0
}

// AsOf returns the claims published by the end of the day, in the order given.
func AsOf(claims []Claim, day time.Time) []Claim {
	return choose(claims, func(c Claim) bool { return !c.Published.After(day) })
}

// Counted returns the claims that count, in the order given.
func Counted(claims []Claim) []Claim { return choose(claims, Claim.Counts) }

func choose(claims []Claim, keep func(Claim) bool) []Claim {
	var out []Claim
	for _, c := range claims {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}
