package brief

import "casus/internal/wasm"

// Data is everything that a brief shows. It is put into the page as JSON, so the
// tags are the page's contract (ui/src/data.ts mirrors them). Days are whole
// numbers counted from Origin; dates are written as 2006-01-02. Slices are shown
// in the order given. What is empty is left out of the page, never shown as a gap.
type Data struct {
	Title    string `json:"title"`
	Question string `json:"question"`
	About    string `json:"about,omitempty"`
	Source   string `json:"source,omitempty"` // where the statements come from
	Origin   string `json:"origin"`           // date of day 0
	Cut      string `json:"cut"`              // nothing published later was used
	Horizon  string `json:"horizon"`          // last day simulated
	Quick    bool   `json:"quick"`            // a quick calibration, to be replaced by a fuller one

	Headline      Headline    `json:"headline"`
	KeyStatements []string    `json:"keyStatements,omitempty"` // ids; when empty the page leads with the first statement of each row
	Sides         []Side      `json:"sides"`
	Quantities    []Quantity  `json:"quantities"`
	Claims        []Claim     `json:"claims"`
	Biases        []Bias      `json:"biases,omitempty"`
	Scenarios     []Scenario  `json:"scenarios"`
	Effects       []Effect    `json:"effects"`
	Effectiveness []Effect    `json:"effectiveness,omitempty"` // ratios; the same form without series
	Rivals        []Rival     `json:"rivals,omitempty"`
	Statements    []Statement `json:"statements"`

	Sliders []Slider `json:"sliders"`
	Charts  []Output `json:"charts"` // what the slider section draws
	Model   *Model   `json:"model,omitempty"`

	Assumptions []Assumption  `json:"assumptions"`
	Timeline    []Event       `json:"timeline"`
	Scores      []Score       `json:"scores,omitempty"`
	Diagnostics []Measurement `json:"diagnostics"`
	Warnings    []string      `json:"warnings"`
	Limits      []string      `json:"limits"`
	Footer      Footer        `json:"footer"`
}

// Headline is the one outcome that stays in sight. Words is the sentence with its
// numbers filled in; Figure and Range say the same in short, such as "41 days"
// and "12 to 95, nine chances in ten".
type Headline struct {
	Words  string   `json:"words"`
	Figure string   `json:"figure"`
	Range  string   `json:"range"`
	Effect string   `json:"effect,omitempty"` // id of the effect or statement that it reports
	Claims []string `json:"claims,omitempty"` // when empty, those of Effect
}

// Series is a row of numbers for drawing. In JSON it is rounded to five
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

// Side is a camp whose claims share a mark in the charts.
type Side struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Quantity is something claimed and estimated, drawn over time. The bands are of
// the truth as estimated, without the error of a claimant's reading. Prior bands
// are optional.
type Quantity struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Sentence string   `json:"sentence,omitempty"` // the chart's title as a sentence; Title when empty
	Unit     string   `json:"unit"`
	Scale    string   `json:"scale"`            // "linear", "log" or "logit": how errors were taken; the chart is linear
	Change   bool     `json:"change,omitempty"` // the series is a change a month, not a running total
	Days     []int    `json:"days"`
	Q05      Series   `json:"q05"`
	Q25      Series   `json:"q25"`
	Q50      Series   `json:"q50"`
	Q75      Series   `json:"q75"`
	Q95      Series   `json:"q95"`
	Paths    []Series `json:"paths,omitempty"` // some runs, each as long as Days
	PriorQ05 Series   `json:"priorQ05,omitempty"`
	PriorQ25 Series   `json:"priorQ25,omitempty"`
	PriorQ50 Series   `json:"priorQ50,omitempty"`
	PriorQ75 Series   `json:"priorQ75,omitempty"`
	PriorQ95 Series   `json:"priorQ95,omitempty"`
	Claims   []string `json:"claims"` // ids of all claims about it, drawn or only listed
}

// Use says what was done with a claim. Used, Reread and Later are drawn; the rest
// is listed with its reason.
type Use string

// The uses of a claim.
const (
	Used     Use = "used"      // weighed as evidence
	Reread   Use = "re-read"   // a second statement about the same day: a correlated re-reading
	Relayed  Use = "relayed"   // the figure of another claimant, counted once, there
	SetAside Use = "set aside" // not weighed, for the reason in Why
	Later    Use = "later"     // published after the cut: kept to score the forecast
)

// Claim is one statement by one claimant. Low, Best and High are in the unit of
// its quantity: Low alone means at least, High alone at most. From is the first
// day of the span when the claim is of a change over a span ending on Day.
type Claim struct {
	ID             string   `json:"id"`
	Quantity       string   `json:"quantity"` // id; may be one that is not drawn
	Subject        string   `json:"subject"`
	Low            *float64 `json:"low,omitempty"`
	Best           *float64 `json:"best,omitempty"`
	High           *float64 `json:"high,omitempty"`
	Text           string   `json:"text"` // the figures as the source has them, with their unit
	From           *int     `json:"from,omitempty"`
	Day            int      `json:"day"`       // the day it speaks of
	Published      string   `json:"published"` // date
	PublishedBasis string   `json:"publishedBasis,omitempty"`
	Claimant       string   `json:"claimant"`
	Side           string   `json:"side"` // id of a side
	RelayedBy      string   `json:"relayedBy,omitempty"`
	Title          string   `json:"title,omitempty"` // of the source
	URL            string   `json:"url,omitempty"`
	Words          string   `json:"words,omitempty"` // the claimant's own words of certainty
	Note           string   `json:"note,omitempty"`
	Use            Use      `json:"use"`
	Reading        string   `json:"reading,omitempty"` // how it was read, such as "at least" or "range"
	SameAs         string   `json:"sameAs,omitempty"`  // id of the claim that it repeats
	Why            string   `json:"why,omitempty"`     // why it was set aside or relayed
}

// Bias is what was learned of a claimant or side: the factor (or shift, as Text
// says) by which its readings stand above the estimate.
type Bias struct {
	Claimant  string   `json:"claimant"`
	Side      string   `json:"side"`
	Quantity  string   `json:"quantity"`
	Unit      string   `json:"unit"` // "factor", or the unit of the shift
	Posterior Range    `json:"posterior"`
	Prior     Range    `json:"prior"`
	Text      string   `json:"text,omitempty"`
	Claims    []string `json:"claims,omitempty"`
}

// Scenario is a world that was run.
type Scenario struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Story string `json:"story"`
}

// The classes of wording. An answer with an empty class was learned from the
// claims; the others must be worded as what they are.
const (
	Learned      = ""
	Assumed      = "assumed, not learned"
	NotSeparable = "not separable on this evidence"
)

// Effect is a difference between two scenarios, draw by draw, or with Against
// empty a number in one of them.
type Effect struct {
	ID        string           `json:"id"`
	Title     string           `json:"title"`
	Unit      string           `json:"unit"`
	Scenario  string           `json:"scenario"`
	Against   string           `json:"against,omitempty"`
	Posterior Interval         `json:"posterior"`
	Prior     Interval         `json:"prior"`
	Wording   string           `json:"wording,omitempty"`
	Text      string           `json:"text"` // the sentence, numbers filled in
	Note      string           `json:"note,omitempty"`
	Claims    []string         `json:"claims,omitempty"`
	Output    string           `json:"output,omitempty"` // title of what Series draws
	OutUnit   string           `json:"outUnit,omitempty"`
	Series    []ScenarioSeries `json:"series,omitempty"`
	AsOf      []AsOfRange      `json:"asOf,omitempty"`
}

// ScenarioSeries is an output over time under one scenario.
type ScenarioSeries struct {
	Scenario string `json:"scenario"`
	Days     []int  `json:"days"`
	Q05      Series `json:"q05"`
	Q50      Series `json:"q50"`
	Q95      Series `json:"q95"`
}

// AsOfRange is an answer as it stood on a date, on what was published by then.
type AsOfRange struct {
	Day int    `json:"day"`
	Q05 Number `json:"q05"`
	Q50 Number `json:"q50"`
	Q95 Number `json:"q95"`
}

// AsOfChance is a probability as it stood on a date.
type AsOfChance struct {
	Day         int    `json:"day"`
	Probability Number `json:"probability"`
}

// Rival is an explanation weighed against another: an on/off part of the model.
type Rival struct {
	Title     string `json:"title"`
	Else      string `json:"else"` // what stands when it is off
	Prior     Number `json:"prior"`
	Posterior Number `json:"posterior"`
	Text      string `json:"text,omitempty"`
}

// Statement is one thesis and what its test gave. Low and High are the smallest
// and largest probability over the three priors.
type Statement struct {
	ID               string       `json:"id"`
	Row              string       `json:"row"`
	Text             string       `json:"text"`
	Test             string       `json:"test"`
	Probability      Number       `json:"probability"`
	Low              Number       `json:"low"`
	High             Number       `json:"high"`
	PriorProbability Number       `json:"priorProbability"`
	Verdict          string       `json:"verdict"` // words of ICD 203
	Wording          string       `json:"wording,omitempty"`
	Claims           []string     `json:"claims,omitempty"`
	Events           []string     `json:"events,omitempty"` // dates of the timeline
	Note             string       `json:"note,omitempty"`
	Turns            string       `json:"turns,omitempty"` // what would turn the answer over
	AsOf             []AsOfChance `json:"asOf,omitempty"`
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
// index in DrawParams, at full precision, for the range of the reader's own run.
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
	Draws      [][]float64 `json:"draws,omitempty"`
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
	Source    string `json:"source"`
	Group     string `json:"group,omitempty"` // a part of the model, for headings
}

// Event is a dated event of the timeline.
type Event struct {
	Date   string `json:"date"`
	Event  string `json:"event"`
	Actors string `json:"actors,omitempty"`
	URL    string `json:"url,omitempty"`
}

// Score compares forecasts with what was published later. Smaller is better.
type Score struct {
	Title string `json:"title"`
	Rule  string `json:"rule"` // such as "CRPS, log scale"
	Count int    `json:"count"`
	Model Number `json:"model"`
	Naive Number `json:"naive"`
	Text  string `json:"text,omitempty"`
}

// Measurement is one diagnostic of the computation, with whether it passed.
type Measurement struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Limit string `json:"limit,omitempty"` // what it should be
	OK    bool   `json:"ok"`
	Text  string `json:"text,omitempty"`
}

// Footer names the run, so that anyone may make it again.
type Footer struct {
	InputHash string `json:"inputHash"`
	Seed      uint64 `json:"seed"`
	Version   string `json:"version"`
	Made      string `json:"made"`              // date and time
	Command   string `json:"command,omitempty"` // that makes it again
}
