package evidence

import (
	"maps"
	"slices"

	"casus/internal/diag"
)

// Amounts says what amounts in words stand for: the lowest and the highest number that a
// claimant who uses them may mean. Such a claim is read as a range.
type Amounts map[string][2]float64

// DefaultAmounts are those that a study may use without giving its own. They are
// judgement: a dozen of them is 12, several are three to nine of a kind, and bare plurals
// reach from two to where the next word begins.
func DefaultAmounts() Amounts {
	return Amounts{
		"a handful": {3, 10}, "a dozen": {10, 15}, "dozens": {24, 100}, "scores": {40, 100},
		"hundreds": {200, 1000}, "a few hundred": {200, 500}, "several hundred": {300, 900}, "many hundreds": {500, 1000},
		"thousands": {2000, 10000}, "a few thousand": {2000, 5000}, "several thousand": {3000, 9000}, "many thousands": {5000, 10000},
		"tens of thousands": {20000, 100000}, "hundreds of thousands": {200000, 1000000},
		"a million": {900000, 1100000}, "millions": {2e6, 1e7}, "several million": {3e6, 9e6},
	}
}

// With are the amounts with others over them.
func (a Amounts) With(others Amounts) Amounts {
	out := maps.Clone(a)
	maps.Copy(out, others)
	return out
}

// amount reads a best value that stands in words.
func (p *rowParser) amount(c *Claim) bool {
	best := p.row.cells["value_best"]
	span, ok := p.amounts[best.text]
	if !ok {
		return false
	}
	if low, high := p.text("value_low"), p.text("value_high"); low != "" || high != "" {
		d := p.list.Faultf("evidence-amount", best.at, "%q is a range by itself, and the row gives ends beside it", best.text)
		d.Hint = "empty value_low and value_high, or give numbers alone"
	}
	c.Amount, c.Low, c.High = best.text, span[0], span[1]
	return true
}

// notAnAmount says what is wrong with words that are none of the amounts.
func (p *rowParser) notAnAmount(d *diag.Diagnostic, text string) {
	known := slices.Sorted(maps.Keys(p.amounts))
	if near := diag.Nearest(text, known); near != "" {
		d.Hint = "did you mean \"" + near + "\"? Amounts in words are in docs/study.md"
	}
}
