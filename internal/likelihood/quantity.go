package likelihood

import "math"

// Scale is where the errors of a quantity add.
type Scale string

// The scales. Logit is for percentages (0 to 100).
const (
	Log    Scale = "log"
	Logit  Scale = "logit"
	Linear Scale = "linear"
)

// Quantity is something that claims speak of: how its readings err, and what they
// say. Spreads are standard deviations on the transformed scale: 0.1 on the log
// scale is about 10 %.
type Quantity struct {
	ID     string
	Kind   string // quantities of one kind share what a side's own bias is; "" is of no kind
	Scale  Scale
	Offset float64 // with Log: log(x + Offset), so that small counts may be off by as much

	BiasSD       float64            // between claimants
	BiasSDBySide map[string]float64 // for the sides that differ from BiasSD
	BiasMean     map[string]float64 // by side: the direction of its interest; 0 for the others
	SideSD       float64            // of a side's own bias about BiasMean, in all quantities of the kind

	DriftSD   float64 // of a claimant's bias about its mean, as it wanders with the date spoken of
	DriftDays float64 // time by which the drift's correlation falls to 1/e
	Breaks    []Break // changes of a claimant's method

	GroupSD   float64 // shared by a dependence group
	ReadingSD float64 // of what a claimant reads about one day or window; above 0
	RereadSD  float64 // of each statement of it; 0 stands for half of ReadingSD
	WalkSD    float64 // of a running total, per square root of 30 days

	OutlierShare float64 // the chance that an exact reading is an outlier; below 1
	OutlierSD    float64 // the further spread of one

	DiscrepancySD   float64 // of the model itself
	DiscrepancyDays float64 // time by which its correlation falls to 1/e
	DiscrepancyWalk float64 // of the model itself, as a random walk from row 0, per square root of 30 days

	// SpreadParam gives, by side, the index of the hyperparameter that multiplies
	// ReadingSD and RereadSD. A side that is not in it has the factor 1.
	SpreadParam map[string]int
	// KindSpread and BiasSpread are one more than the indexes of two further
	// hyperparameters, 0 for none: the first multiplies ReadingSD and RereadSD of every
	// side, the second all spreads of claimants' biases.
	KindSpread, BiasSpread int

	Observations []Observation
}

// Break is a change of a claimant's method: what it publishes from Day on has a further
// bias, one number with a spread of SD, about which what came before tells nothing.
type Break struct {
	Claimant string
	Day      int // on the count of Observation.Published
	SD       float64
}

// transform takes a value in the quantity's unit to the scale on which errors add.
// It is NaN or infinite where the scale has no such value.
func (q *Quantity) transform(x float64) float64 {
	switch q.Scale {
	case Log:
		return math.Log(x + q.Offset)
	case Logit:
		return math.Log(x / (100 - x))
	}
	return x
}

// biasSD is the prior spread of a claimant's bias.
func (q *Quantity) biasSD(side string) float64 {
	if sd, ok := q.BiasSDBySide[side]; ok {
		return sd
	}
	return q.BiasSD
}

// rereadSD is never 0: two statements about one day that differ by ever so little
// would otherwise be impossible.
func (q *Quantity) rereadSD() float64 {
	if q.RereadSD == 0 {
		return q.ReadingSD / 2
	}
	return q.RereadSD
}
