package brief

// Variants are the study with other structures, weighed on the same claims.
type Variants struct {
	Verdict    []string       `json:"verdict"` // sentences: what can't be told apart, and what it does to the headline
	Quick      bool           `json:"quick,omitempty"`
	Replicates int            `json:"replicates"`
	List       []Variant      `json:"list"`
	AsOf       []VariantsAsOf `json:"asOf"`
	Warnings   []string       `json:"warnings,omitempty"`
}

// Variant is one of them.
type Variant struct {
	ID           string            `json:"id"`
	Title        string            `json:"title"`
	Story        string            `json:"story"`
	Prior        Number            `json:"prior"`
	Chance       Number            `json:"chance"`
	Error        Number            `json:"error"`  // standard error of Chance
	Narrow       Number            `json:"narrow"` // Chance, were the priors of what variants change half as wide
	Wide         Number            `json:"wide"`   // and twice
	Evidence     Number            `json:"evidence"`
	EvidenceSE   Number            `json:"evidenceError"`
	Ahead        Number            `json:"ahead"`   // log score of each stage's claims given those before
	Against      Number            `json:"against"` // the first variant's taken away
	AgainstError Number            `json:"againstError"`
	Effects      map[string]Range  `json:"effects"`
	Statements   map[string]Number `json:"statements"`
}

// VariantsAsOf are the variants' chances as known on a date.
type VariantsAsOf struct {
	Day     int    `json:"day"`
	Chances Series `json:"chances"`
	Errors  Series `json:"errors"`
}

// Levers are scenarios that someone could choose, and what each would do.
type Levers struct {
	Verdict  string    `json:"verdict"`          // what robustly helps
	Detail   string    `json:"detail,omitempty"` // what does so by a trifle
	List     []Lever   `json:"list"`
	Outcomes []Outcome `json:"outcomes"`
}

// Lever is one of them.
type Lever struct {
	Scenario string `json:"scenario"`
	Title    string `json:"title"`
	Whose    string `json:"whose"`
	Text     string `json:"text"` // what it does to which outcome, in words
}

// Outcome is something by which levers are judged. The first option is to do nothing.
type Outcome struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Unit    string   `json:"unit"`
	Better  string   `json:"better"` // "lower" or "higher"
	For     string   `json:"for"`
	Claims  []string `json:"claims,omitempty"` // of the quantity that it is a number of
	Options []Option `json:"options"`
}

// Option is a lever's effect on an outcome, against doing nothing, and its regret: how much
// worse it is, draw by draw, than the best option of that draw.
type Option struct {
	Scenario string `json:"scenario"`
	Level    Range  `json:"level"`
	Effect   Range  `json:"effect"`
	Prior    Range  `json:"prior"`
	Regret   Range  `json:"regret"`
	Helps    Number `json:"helps"`
	Harms    Number `json:"harms"`
	Best     Number `json:"best"`
	Verdict  string `json:"verdict,omitempty"`
}
