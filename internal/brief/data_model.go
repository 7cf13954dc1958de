package brief

import "casus/internal/wasm"

// Series is a row of numbers for drawing. In JSON it is rounded to four
// significant digits, which no chart can show, and a missing number (NaN) or an
// infinite one becomes null.
type Series []float64

// Range is how draws of one number are reported: five quantiles. A missing one is
// NaN, null in JSON.
type Range struct {
	Q05, Q25, Q50, Q75, Q95 float64
}

// Interval is Range with the chance that the number is above nought.
type Interval struct {
	Range
	ProbAbove0 float64
}

// Fan is a variable over time under one scenario: quantiles of the draws that travel
// with the page, one series for each of Data.Levels. A fan of a change has missing
// points at its start.
type Fan struct {
	Output   string   `json:"output"`
	Title    string   `json:"title"`
	Unit     string   `json:"unit"`
	Scenario string   `json:"scenario"`
	Change   bool     `json:"change,omitempty"` // a change a month, not the variable itself
	Q        []Series `json:"q"`
}

// Stage is what was known on a date, from the claims published by then. Bands are in
// the order of the quantities, for the points AsOfDays.
type Stage struct {
	Day        int                 `json:"day"`
	Claims     int                 `json:"claims"`
	Effects    map[string][]Number `json:"effects"`         // by id: the 5, 50 and 95 per cent points
	Statements map[string]Number   `json:"statements"`      // by id
	Parts      map[string]Number   `json:"parts,omitempty"` // by constant
	Bands      []StageBand         `json:"bands,omitempty"`
	Dated      *Dated              `json:"dated,omitempty"`
}

// Dated is what was known from the claims whose date of publication is known: others count
// from an assumed date.
type Dated struct {
	Claims     int                 `json:"claims"`
	Effects    map[string][]Number `json:"effects"`
	Statements map[string]Number   `json:"statements"`
	Parts      map[string]Number   `json:"parts,omitempty"`
}

// StageBand is a quantity over time as known at a stage.
type StageBand struct {
	Q05 Series `json:"q05"`
	Q25 Series `json:"q25"`
	Q50 Series `json:"q50"`
	Q75 Series `json:"q75"`
	Q95 Series `json:"q95"`
}

// Scenario is a world that was run.
type Scenario struct {
	ID    string             `json:"id"`
	Title string             `json:"title"`
	Story string             `json:"story"`
	Set   map[string]float64 `json:"set,omitempty"` // constants by name
}

// Slider is a constant that the reader may move. Low and High are the posterior's
// 5th and 95th percentile, NaN for a lever that no claim speaks of.
type Slider struct {
	Param string  `json:"param"`
	Title string  `json:"title"`
	Unit  string  `json:"unit"`
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	Step  float64 `json:"step"`
	Base  float64 `json:"base"`
	Low   Number  `json:"low"`
	High  Number  `json:"high"`
	Help  string  `json:"help"`
}

// Output is a variable that the slider section draws.
type Output struct {
	Output string `json:"output"` // name among Model.Outputs
	Title  string `json:"title"`
	Unit   string `json:"unit"`
}

// Model is the compiled model as the page runs it. Outputs are in the order of
// the module's output rows. Draws are posterior draws of the parameters listed by
// index in DrawParams, at full precision, for the ranges that the page computes.
type Model struct {
	WasmBase64 string      `json:"wasm"`
	Layout     wasm.Layout `json:"layout"`
	Params     []Param     `json:"params"`
	Outputs    []string    `json:"outputs"`
	Start      float64     `json:"start"` // time at step 0, in days from Origin
	Step       float64     `json:"step"`  // days
	Steps      int         `json:"steps"`
	SaveEvery  int         `json:"saveEvery"` // steps between the points drawn
	DrawParams []int       `json:"drawParams,omitempty"`
	Draws      Draws       `json:"draws,omitempty"`
}

// Param is a parameter of the module with the value of the base run.
type Param struct {
	Name    string  `json:"name"`
	Default float64 `json:"default"`
}

// Assumption is one constant of the model. Prior is in words, as in the study.
// Learned says how much narrower than its prior the posterior is, 0 for nothing
// learned, 1 for known; NaN where there is nothing to learn.
type Assumption struct {
	Name      string `json:"name"`
	About     string `json:"about,omitempty"`
	Value     Number `json:"value"`
	Unit      string `json:"unit"`
	Prior     string `json:"prior"`
	PriorR    *Range `json:"priorRange,omitempty"`
	Posterior *Range `json:"posterior,omitempty"`
	Learned   Number `json:"learned"`
	Verdict   string `json:"verdict,omitempty"` // where the evidence says nothing of it
	Source    string `json:"source"`
	Group     string `json:"group,omitempty"` // a part of the model, for headings
}
