package brief

// Side is a camp whose claims share a mark in the charts.
type Side struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Quantity is something claimed and estimated. Its fan is of the truth as estimated,
// without the error of a claimant's reading.
type Quantity struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Sentence string   `json:"sentence,omitempty"` // the chart's title as a sentence; Title when empty
	Unit     string   `json:"unit"`
	Scale    string   `json:"scale"`            // "linear", "log" or "logit": how errors were taken; the chart is linear
	Change   bool     `json:"change,omitempty"` // drawn as a change a month, not a running total
	Output   string   `json:"output"`           // of its fan
	Claims   []string `json:"claims"`           // ids of all claims about it, drawn or only listed
	Behind   int      `json:"behind"`           // independent claimants among those weighed
	Fit      *Fit     `json:"fit,omitempty"`
}

// Fit is how exact readings stand to what was predicted of them from earlier ones.
type Fit struct {
	Readings int    `json:"readings"`
	Inside50 Number `json:"inside50"`
	Inside90 Number `json:"inside90"`
	Prior90  Number `json:"prior90"` // inside what was expected before any claim
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
	Revises        string   `json:"revises,omitempty"` // id of what the claimant said of the same before
	Group          string   `json:"group,omitempty"`   // claimants who share sources
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

// Event is a dated event of the timeline.
type Event struct {
	Date   string `json:"date"`
	Event  string `json:"event"`
	Actors string `json:"actors,omitempty"`
	URL    string `json:"url,omitempty"`
}
