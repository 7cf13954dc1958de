package likelihood

// Reading is what of its quantity an observation reads.
type Reading string

// The readings. Output, Output2, From and At are columns and rows of the model's
// output.
const (
	Level  Reading = "level"  // Output at At
	Change Reading = "change" // Output at At less Output at From
	Rate   Reading = "rate"   // that change divided by Per
	Share  Reading = "share"  // Output at At as percent of Output2 at At; on the Log scale only
)

// Ask makes an observation a question in place of a claim.
type Ask int

// The questions.
const (
	NoQuestion Ask = iota
	ByClaimant     // what the claimant would say
	Truth          // what is true: the model and its discrepancy, no claimant's error
)

// Observation is one claim as numbers. Rows are days: the random walk and the
// discrepancy take the distance of two rows for days.
type Observation struct {
	ID, Claimant, Side string
	Group              string // claimants with the same word share an error; "" is a group of one
	Published          int    // day, on any count of days
	Stage              int    // in which it comes to be known, from 0; may not fall as Published rises
	Reading            Reading
	Output, Output2    int
	From, At           int
	Per                float64 // of a Rate: days for one a day, months for one a month

	// Low, Best and High are in the quantity's unit (of a Rate, that unit by day or
	// month; of a Share, percent); NaN where absent. The package comment says how
	// each combination is read.
	Low, Best, High float64

	AddSpread float64 // a further error of this reading, on the transformed scale

	// Ask, where it is set, makes it a question: it has no values, adds nothing to the
	// likelihood, and what Forecast says of it is the answer.
	Ask Ask
}

// isChange reports whether the observation is of a window.
func (o *Observation) isChange() bool { return o.Reading == Change || o.Reading == Rate }

// mid is the row at which the discrepancy of an observation is taken.
func (o *Observation) mid() float64 {
	if o.isChange() {
		return float64(o.From+o.At) / 2
	}
	return float64(o.At)
}

// unit is what the claim's values are multiplied by to stand beside the model's
// level or change.
func (o *Observation) unit() float64 {
	switch o.Reading {
	case Rate:
		return o.Per
	case Share:
		return 0.01
	}
	return 1
}
