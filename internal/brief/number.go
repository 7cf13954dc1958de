package brief

import (
	"encoding/json"
	"math"
	"strconv"
)

// Number is a number that may be missing: NaN and infinities are null in JSON.
type Number float64

// MarshalJSON writes the number rounded to five significant digits.
func (n Number) MarshalJSON() ([]byte, error) { return appendNumber(nil, float64(n)), nil }

// UnmarshalJSON reads null as NaN.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// MarshalJSON writes four significant digits without blanks: a series is drawn, and read to
// two or three. Series are the largest part of a page.
func (s Series) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 7*len(s)+2), '[')
	for i, x := range s {
		if i > 0 {
			b = append(b, ',')
		}
		b = rounded(b, x, 4)
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads null as NaN.
func (s *Series) UnmarshalJSON(b []byte) error {
	var numbers []Number
	if err := json.Unmarshal(b, &numbers); err != nil {
		return err
	}
	*s = make(Series, len(numbers))
	for i, n := range numbers {
		(*s)[i] = float64(n)
	}
	return nil
}

// Rates are derivatives over time, for attribution and not for reading. In JSON they are
// rounded to three significant digits, and are one number where they are all the same.
type Rates []float64

// MarshalJSON writes one number or the list.
func (r Rates) MarshalJSON() ([]byte, error) {
	var b []byte
	same := true
	texts := make([]string, len(r))
	for i, x := range r {
		texts[i] = string(rounded(nil, x, 3))
		same = same && texts[i] == texts[0]
	}
	if same && len(r) > 0 {
		return []byte(texts[0]), nil
	}
	b = append(b, '[')
	for i, t := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, t...)
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads either form; one number is a list of one.
func (r *Rates) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return (*Series)(r).UnmarshalJSON(b)
	}
	var n Number
	if err := n.UnmarshalJSON(b); err != nil {
		return err
	}
	*r = Rates{float64(n)}
	return nil
}

// whole is a number of pixels.
func whole(x float64) Number { return Number(math.Round(x)) }

// rangeJSON is how a range stands in the page.
type rangeJSON struct {
	Q05        Number  `json:"q05"`
	Q25        Number  `json:"q25"`
	Q50        Number  `json:"q50"`
	Q75        Number  `json:"q75"`
	Q95        Number  `json:"q95"`
	ProbAbove0 *Number `json:"probAbove0,omitempty"`
}

func (r Range) form() rangeJSON {
	return rangeJSON{Q05: Number(r.Q05), Q25: Number(r.Q25), Q50: Number(r.Q50), Q75: Number(r.Q75), Q95: Number(r.Q95)}
}

func (j rangeJSON) plain() Range {
	return Range{float64(j.Q05), float64(j.Q25), float64(j.Q50), float64(j.Q75), float64(j.Q95)}
}

// MarshalJSON writes the quantiles by name.
func (r Range) MarshalJSON() ([]byte, error) { return json.Marshal(r.form()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Range) UnmarshalJSON(b []byte) error {
	var j rangeJSON
	err := json.Unmarshal(b, &j)
	*r = j.plain()
	return err
}

// MarshalJSON writes the quantiles and the chance.
func (v Interval) MarshalJSON() ([]byte, error) {
	j := v.Range.form()
	p := Number(v.ProbAbove0)
	j.ProbAbove0 = &p
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Interval) UnmarshalJSON(b []byte) error {
	var j rangeJSON
	err := json.Unmarshal(b, &j)
	v.Range, v.ProbAbove0 = j.plain(), math.NaN()
	if j.ProbAbove0 != nil {
		v.ProbAbove0 = float64(*j.ProbAbove0)
	}
	return err
}

// appendNumber writes the shortest decimal with five significant digits. Whole
// numbers keep their plain form up to 10^15, so that days and men read as such.
func appendNumber(b []byte, x float64) []byte { return rounded(b, x, 5) }

// rounded writes the shortest decimal with so many significant digits.
func rounded(b []byte, x float64, digits int) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(b, "null"...)
	}
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', digits-1, 64), 64)
	if err != nil || v == 0 {
		return append(b, '0') // also for -0, which would read oddly
	}
	if a := math.Abs(v); a >= 1e-4 && a < 1e15 {
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'e', -1, 64)
}
