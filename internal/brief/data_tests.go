package brief

// Backtest holds forecasts of claims, made from each month's end, to what was published
// afterwards. Scores are errors, on the scale on which a quantity's errors add: smaller is
// better.
type Backtest struct {
	Verdict string        `json:"verdict"`          // in a sentence
	Detail  string        `json:"detail,omitempty"` // by quantity
	Lost    bool          `json:"lost"`             // the model forecasts worse than the best naive forecast
	Quick   bool          `json:"quick,omitempty"`
	Horizon int           `json:"horizon"` // months ahead, at most
	Naives  []string      `json:"naives"`  // the naive forecasts, in the order of their scores
	Rows    []BacktestRow `json:"rows"`
	Rules   []string      `json:"rules"`            // how what is scored
	Claims  []string      `json:"claims,omitempty"` // that were forecast
	// Bounds are the claims that are bounds or ranges, which only the log score is of.
	Bounds *BacktestBounds `json:"bounds,omitempty"`
}

// BacktestRow sums up forecasts of exact claims.
type BacktestRow struct {
	Kind      string     `json:"kind"` // "all", "quantity", "months" ahead, "known" or "new" claimants
	Of        string     `json:"of"`   // id of the quantity
	Title     string     `json:"title"`
	Forecasts int        `json:"forecasts"`
	Compared  int        `json:"compared"` // with naive forecasts: those that the scores are of
	CRPS      Number     `json:"crps"`
	Log       Number     `json:"log"`
	NaiveCRPS Series     `json:"naiveCRPS"`
	NaiveLog  Series     `json:"naiveLog"`
	Best      string     `json:"best,omitempty"` // the best naive forecast
	Skill     Number     `json:"skill"`          // 1 - CRPS over that of the best naive forecast
	Low       Number     `json:"low"`            // its interval of nine tenths
	High      Number     `json:"high"`
	Coverage  []Coverage `json:"coverage,omitempty"`
}

// Coverage is the share of claims inside the interval of a level.
type Coverage struct {
	Level Number `json:"level"`
	Share Number `json:"share"`
	Naive Number `json:"naive"` // of the best naive forecast
}

// BacktestBounds are log scores of bounds and ranges.
type BacktestBounds struct {
	Forecasts int    `json:"forecasts"`
	Compared  int    `json:"compared"`
	Log       Number `json:"log"`
	NaiveLog  Series `json:"naiveLog"`
}

// LeaveOut holds what everyone else's claims made one expect of each claimant's.
type LeaveOut struct {
	Verdict   string             `json:"verdict"`
	Quick     bool               `json:"quick,omitempty"`
	Rules     []string           `json:"rules"`
	Groups    []LeaveOutGroup    `json:"groups"` // the last is of all claims
	Claimants []LeaveOutClaimant `json:"claimants"`
}

// LeaveOutGroup is a group of claims. PITs are the chances of less than what was said,
// which are even where the expectation is right.
type LeaveOutGroup struct {
	Title    string     `json:"title"`
	Claims   int        `json:"claims"`
	PITs     Series     `json:"pits"`
	Distance Number     `json:"distance"` // from evenness
	Band     Number     `json:"band"`     // within which chance keeps it
	P        Number     `json:"p"`
	Coverage []Coverage `json:"coverage"`
	Width    Number     `json:"width"` // mean, of intervals of nine tenths
	Compared int        `json:"compared"`
	CRPS     Number     `json:"crps"`
	Constant Number     `json:"constant"` // CRPS of one constant interval
	IDs      []string   `json:"ids"`      // of the claims, in the order of PITs
}

// LeaveOutClaimant is a claimant whose claims were left out.
type LeaveOutClaimant struct {
	Claimant string `json:"claimant"`
	Side     string `json:"side"`
	Claims   int    `json:"claims"`
	Inside90 Number `json:"inside90"`
	Off      Number `json:"off"`
	Refitted bool   `json:"refitted,omitempty"`
}

// Hinge is what an effect hangs on: the numbers that its draws go with, the first most.
type Hinge struct {
	Effect   string        `json:"effect"`
	Together Number        `json:"together"` // share of the variance that all numbers explain in a straight line
	Numbers  []HingeNumber `json:"numbers"`
}

// HingeNumber is one of them. Lower and Upper are the effect's medians where the number is
// in its lower and its upper quarter, or where a part is off and on.
type HingeNumber struct {
	Name  string `json:"name"`
	Share Number `json:"share"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
	Lower Number `json:"lower"`
	Upper Number `json:"upper"`
}

// Sensitivity is how the answers move with the numbers that are held fixed.
type Sensitivity struct {
	Verdict    string         `json:"verdict"`
	Rules      []string       `json:"rules"`
	Effects    []MovedAnswer  `json:"effects"`
	Statements []MovedAnswer  `json:"statements"` // those that are moved, by their probabilities
	Argued     []ArguedNumber `json:"argued"`     // numbers that the claims would have elsewhere, the most first
}

// MovedAnswer is an effect or a statement with the numbers that move it most, and how many do
// in all.
type MovedAnswer struct {
	ID    string `json:"id"`
	Mean  Number `json:"mean"`
	Moves []Move `json:"moves"`
	Of    int    `json:"of"`
}

// Move is what an answer's mean would be with the number at the ends of its range. Share is
// of the greater move.
type Move struct {
	Name   string `json:"name"`
	Dated  bool   `json:"dated,omitempty"` // the number is a day of model time
	Value  Number `json:"value"`
	Low    Number `json:"low"`
	High   Number `json:"high"`
	AtLow  Number `json:"atLow"`
	AtHigh Number `json:"atHigh"`
	Share  Number `json:"share"` // of the width of an effect's range
}

// ArguedNumber is a fixed number that the claims would have nearer to an end of its range,
// where the log evidence would be higher by as much.
type ArguedNumber struct {
	Name  string `json:"name"`
	Dated bool   `json:"dated,omitempty"`
	Value Number `json:"value"`
	End   Number `json:"end"`
	Gain  Number `json:"gain"`
}

// CrossCheck sets what claims alone say of a window's pace beside the model's counterfactual.
type CrossCheck struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Verdict   string      `json:"verdict"` // whether the two agree, in a sentence
	Text      string      `json:"text"`
	Quantity  string      `json:"quantity"`
	Unit      string      `json:"unit"`
	Scenario  string      `json:"scenario"`
	From      int         `json:"from"` // days
	To        int         `json:"to"`
	Factor    Number      `json:"factor"`
	Low       Number      `json:"low"`
	High      Number      `json:"high"`
	Placebo   Number      `json:"placebo"`
	Model     *Range      `json:"model,omitempty"`
	Prior     *Range      `json:"prior,omitempty"`
	Months    []MonthPace `json:"months"`
	Claims    []string    `json:"claims,omitempty"`
	Claimants []string    `json:"claimants"`
}

// MonthPace is a month's pace by the claims alone.
type MonthPace struct {
	Day  int    `json:"day"`
	Pace Number `json:"pace"`
}

// ClaimantCheck is a posterior predictive check of one claimant's exact readings of a
// quantity.
type ClaimantCheck struct {
	Quantity string `json:"quantity"`
	Claimant string `json:"claimant"`
	Readings int    `json:"readings"`
	Inside50 Number `json:"inside50"`
	Inside90 Number `json:"inside90"`
	Off      Number `json:"off"` // in standard deviations
	P        Number `json:"p"`
}

// Issued is a forecast that stands in the study's folder. It is never edited, only
// superseded.
type Issued struct {
	Cut     string         `json:"cut"`  // made from claims published by this date
	Hash    string         `json:"hash"` // of the files that it was made from
	Present bool           `json:"present,omitempty"`
	Series  []IssuedSeries `json:"series"`
}

// IssuedSeries is the forecast of a quantity, or of what a claimant would report of it.
type IssuedSeries struct {
	Quantity string   `json:"quantity"`
	Title    string   `json:"title"`
	Unit     string   `json:"unit"`
	Claimant string   `json:"claimant,omitempty"`
	Dates    []string `json:"dates"`
	Q05      Series   `json:"q05"`
	Q25      Series   `json:"q25"`
	Q50      Series   `json:"q50"`
	Q75      Series   `json:"q75"`
	Q95      Series   `json:"q95"`
}
