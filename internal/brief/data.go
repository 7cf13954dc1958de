package brief

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
	Rows          []Row       `json:"rows"`                    // the parts of the argument, a section each
	Statements    []Statement `json:"statements"`
	Effects       []Effect    `json:"effects"`
	Effectiveness []Effect    `json:"effectiveness,omitempty"` // ratios; the same form
	Rivals        []Rival     `json:"rivals,omitempty"`

	Sides      []Side     `json:"sides"`
	Quantities []Quantity `json:"quantities"`
	Claims     []Claim    `json:"claims"`
	Biases     []Bias     `json:"biases,omitempty"`
	Timeline   []Event    `json:"timeline"`

	Levels   []float64 `json:"levels,omitempty"`   // of the quantiles of a fan, ascending
	Days     []int     `json:"days,omitempty"`     // of the points of every fan
	Fans     []Fan     `json:"fans,omitempty"`     //
	Stages   []Stage   `json:"stages,omitempty"`   // what was known when, the present last
	AsOfDays []int     `json:"asOfDays,omitempty"` // of the points of a stage's bands

	Scenarios []Scenario `json:"scenarios"`
	Sliders   []Slider   `json:"sliders"`
	Charts    []Output   `json:"charts"` // what the slider section draws
	Model     *Model     `json:"model,omitempty"`
	Diagram   *Diagram   `json:"diagram,omitempty"`

	Assumptions []Assumption  `json:"assumptions"`
	Diagnostics []Measurement `json:"diagnostics"`
	Warnings    []string      `json:"warnings"`
	Limits      []string      `json:"limits"`
	Footer      Footer        `json:"footer"`

	Levers      *Levers         `json:"levers,omitempty"`
	Hinges      []Hinge         `json:"hinges,omitempty"`
	Sensitivity *Sensitivity    `json:"sensitivity,omitempty"`
	Variants    *Variants       `json:"variants,omitempty"`
	CrossChecks []CrossCheck    `json:"crossChecks,omitempty"`
	Backtest    *Backtest       `json:"backtest,omitempty"`
	LeaveOut    *LeaveOut       `json:"leaveOut,omitempty"`
	ByClaimant  []ClaimantCheck `json:"byClaimant,omitempty"`
	Issued      []Issued        `json:"issued,omitempty"`
	// Kept says, by "backtest", "variants", "leaveout" and "sensitivity", what is to be known of a kept
	// file: that it was made from other files and is left out, say.
	Kept map[string]string `json:"kept,omitempty"`

	fault error // why Compose could not finish; Write returns it
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

// Row is one part of the argument, a section of the page. The first statement
// leads: its picture is the section's.
type Row struct {
	ID         string   `json:"id"` // of the section, safe in a fragment
	Title      string   `json:"title"`
	Statements []string `json:"statements"`
	Effects    []string `json:"effects,omitempty"`    // ids, those of effectiveness too
	Quantities []string `json:"quantities,omitempty"` // that the row's statements rest on and its picture does not show
}

// Statement is one thesis and what its test gave. Low and High are the smallest
// and largest probability over the three priors.
type Statement struct {
	ID               string     `json:"id"`
	Row              string     `json:"row"`
	Text             string     `json:"text"`
	Test             string     `json:"test"`
	Probability      Number     `json:"probability"`
	Low              Number     `json:"low"`
	High             Number     `json:"high"`
	PriorProbability Number     `json:"priorProbability"`
	Verdict          string     `json:"verdict"` // words of ICD 203
	Wording          string     `json:"wording,omitempty"`
	Confidence       Confidence `json:"confidence"`
	Claims           []string   `json:"claims,omitempty"`
	Events           []string   `json:"events,omitempty"` // dates of the timeline
	Note             string     `json:"note,omitempty"`
	Turns            string     `json:"turns,omitempty"` // what would turn the answer over

	Picture   Picture  `json:"picture,omitempty"`
	Quantity  string   `json:"quantity,omitempty"` // id: that whose claims the picture shows
	Measure   *Measure `json:"measure,omitempty"`  // the number that the test is of
	Threshold float64  `json:"threshold,omitempty"`
	Under     bool     `json:"under,omitempty"` // the test asks for less than the threshold, not more
	Unit      string   `json:"unit,omitempty"`  // of the measure
}

// Confidence is how far a judgement's evidence carries, which is another thing than
// how likely the judgement is (ICD 203, section D.6.e.2).
type Confidence struct {
	Level string `json:"level"` // "high", "moderate" or "low"
	Why   string `json:"why"`
}

// Picture is the kind of chart that shows what a statement's test asks.
type Picture string

// The pictures of a statement.
const (
	ClaimsPicture Picture = "claims" // a quantity with all that was claimed of it
	CoursePicture Picture = "course" // a variable over time
	WorldsPicture Picture = "worlds" // a variable under two scenarios
	DotsPicture   Picture = "dots"   // the number itself, run by run
)

// Measure is a number taken from a run, or from two that differ by their scenario:
// explore.Atom with names for indexes. Rows are days.
type Measure struct {
	Output   string   `json:"output"`
	Of       string   `json:"of"` // an explore.Reduction
	From     int      `json:"from,omitempty"`
	At       int      `json:"at"`
	Below    float64  `json:"below,omitempty"`
	Scenario string   `json:"scenario"`
	Against  string   `json:"against,omitempty"`
	Per      *Measure `json:"per,omitempty"`
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
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Unit      string   `json:"unit"`
	Scenario  string   `json:"scenario"`
	Against   string   `json:"against,omitempty"`
	Posterior Interval `json:"posterior"`
	Prior     Interval `json:"prior"`
	Wording   string   `json:"wording,omitempty"`
	Text      string   `json:"text"` // the sentence, numbers filled in
	Note      string   `json:"note,omitempty"`
	Claims    []string `json:"claims,omitempty"`
	Output    string   `json:"output,omitempty"` // name of what its chart draws
	Measure   *Measure `json:"measure,omitempty"`
}

// Rival is an explanation weighed against another: an on/off part of the model.
type Rival struct {
	Constant   string      `json:"constant,omitempty"`
	Title      string      `json:"title"`
	Else       string      `json:"else"` // what stands when it is off
	Prior      Number      `json:"prior"`
	Posterior  Number      `json:"posterior"`
	Error      Number      `json:"error"`  // Monte Carlo standard error of Posterior
	Narrow     Number      `json:"narrow"` // Posterior, were the prior of its strength half as wide
	Wide       Number      `json:"wide"`   // and twice as wide
	Ahead      Number      `json:"ahead"`  // how much better it foretold the next month's claims, as a log score
	AheadError Number      `json:"aheadError"`
	Text       string      `json:"text,omitempty"`  // what the claims say of it
	Steps      []RivalStep `json:"steps,omitempty"` // what each batch of evidence did
}

// RivalStep is what the claims of one stage say of an explanation: by how much they
// are likelier if it stands than if it does not, with a standard error of the
// logarithm from the number of particles.
type RivalStep struct {
	Day    int    `json:"day"`    // the stage's end
	Claims int    `json:"claims"` // that came in
	Ratio  Number `json:"ratio"`
	Error  Number `json:"error"`  // of ln Ratio
	Tells  bool   `json:"tells"`  // the ratio is more than noise and more than a trifle
	Weight Number `json:"weight"` // of the explanation after it
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
