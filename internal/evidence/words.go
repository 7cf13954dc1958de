package evidence

// Side is the party whose interest a claimant's statements may serve. The words
// are closed, so that a misspelt side can't become a side of its own.
type Side string

// The sides.
const (
	Ukraine     Side = "ukraine"
	Russia      Side = "russia"
	DPRK        Side = "dprk"
	SouthKorea  Side = "south_korea"
	US          Side = "us"
	UK          Side = "uk"
	EUNATO      Side = "eu_nato"
	UN          Side = "un"
	Germany     Side = "germany"
	China       Side = "china"
	Independent Side = "independent"
)

// Sides lists all sides, in the order in which results list them.
func Sides() []string {
	return texts(Ukraine, Russia, DPRK, SouthKorea, US, UK, EUNATO, UN, Germany, China, Independent)
}

// Basis says how a date of publication is known.
type Basis string

// The bases. An assumed date is the date of reference and 90 days, since nothing
// is known of it and a claim must never count before it could be read.
const (
	Stated  Basis = "stated"
	PostID  Basis = "post id"
	Address Basis = "address"
	Assumed Basis = "assumed"
)

func bases() []string { return texts(Stated, PostID, Address, Assumed) }

// Reading says what of a quantity a claim is a reading of.
type Reading string

// The readings. RatioTo is written with the quantity that it is a share of, as in
// "ratio_to:dprk_sent", and its values are percent of that quantity.
const (
	Level    Reading = "level"     // the value at the date of reference
	Change   Reading = "change"    // what it grew by from From to the date of reference
	PerDay   Reading = "per_day"   // that change by the days of the window
	PerMonth Reading = "per_month" // that change by the months of the window
	RatioTo  Reading = "ratio_to"
)

func readings() []string { return texts(Level, Change, PerDay, PerMonth, RatioTo+":") }

func texts[T ~string](words ...T) []string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return out
}
