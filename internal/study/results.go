package study

import (
	"encoding/json"
	"io"

	"casus/internal/explore"
	"casus/internal/infer"
)

// Results is what an examination found, as results.json holds it
// (schema/results.schema.json). Intervals are quantiles of posterior draws.
type Results struct {
	Title         string             `json:"title"`
	Question      string             `json:"question"`
	Origin        string             `json:"origin"` // the date of day 0
	Cut           string             `json:"cut"`
	Horizon       string             `json:"horizon"`
	InputHash     string             `json:"input_hash"`
	Seed          uint64             `json:"seed"`
	Quick         bool               `json:"quick"`
	Headline      string             `json:"headline"`
	Quantities    []QuantityResult   `json:"quantities"`
	Effects       []EffectResult     `json:"effects"`
	Effectiveness []EffectResult     `json:"effectiveness"`
	Sensitivity   []DependenceResult `json:"sensitivity"`            // what each effect hangs on
	Outcomes      []OutcomeResult    `json:"outcomes,omitempty"`     // what levers would do
	CrossChecks   []CrossCheckResult `json:"cross_checks,omitempty"` // what claims alone say
	Statements    []StatementResult  `json:"statements"`
	Rivals        []RivalResult      `json:"rivals"`
	Claimants     []BiasResult       `json:"claimants"`
	Checks        []CheckResult      `json:"checks"`
	Constants     []ConstantResult   `json:"constants"`
	AsOf          []AsOfResult       `json:"as_of"`
	Evidence      EvidenceCount      `json:"evidence"`
	Diagnostics   Diagnostics        `json:"diagnostics"`
	Warnings      []string           `json:"warnings"`
	Limits        []string           `json:"limits"`
}

// QuantityResult is a quantity over time: the truth as estimated, without the
// error of any reading. Days are counted from the study's origin.
type QuantityResult struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Unit   string `json:"unit"`
	Scale  string `json:"scale"`
	Change bool   `json:"change,omitempty"` // values are a month's change, not a running total
	QuantitySeries
	Claims    int `json:"claims"`    // used
	Claimants int `json:"claimants"` // independent ones among them
	// Fit is how the claims stand to what was expected of them before they were
	// published: the share inside the predictive interval of nine tenths.
	Fit FitResult `json:"fit"`
	// Paths are a few single runs.
	Paths [][]float64 `json:"-"`
}

// QuantitySeries are the bands of a quantity.
type QuantitySeries struct {
	Days []int     `json:"days"`
	Q05  []float64 `json:"q05"`
	Q25  []float64 `json:"q25"`
	Q50  []float64 `json:"q50"`
	Q75  []float64 `json:"q75"`
	Q95  []float64 `json:"q95"`
}

// FitResult is a posterior predictive check of one quantity's exact readings, each
// predicted from what had been published before it.
type FitResult struct {
	Readings int     `json:"readings"`
	Inside90 float64 `json:"inside_90"`
	Inside50 float64 `json:"inside_50"`
	// PriorInside90 is the share inside the interval of nine tenths that was expected
	// before any claim: a prior predictive check.
	PriorInside90 float64 `json:"prior_inside_90"`
}

// CheckResult is a posterior predictive check of one claimant's exact readings of a
// quantity, each predicted from what had been published before it.
type CheckResult struct {
	Quantity string  `json:"quantity"`
	Claimant string  `json:"claimant"`
	Readings int     `json:"readings"`
	Inside90 float64 `json:"inside_90"`
	Inside50 float64 `json:"inside_50"`
	Off      float64 `json:"off"` // mean distance from what was expected, in standard deviations
	P        float64 `json:"p"`   // chance of a mean so far off, were the model right
}

// EffectResult is an effect under the posterior and under the prior alone.
type EffectResult struct {
	ID             string           `json:"id"`
	Title          string           `json:"title"`
	Unit           string           `json:"unit"`
	Text           string           `json:"text"`
	Scenario       string           `json:"scenario"`
	Against        string           `json:"against,omitempty"`
	Posterior      explore.Summary  `json:"posterior"`
	Prior          explore.Summary  `json:"prior"`
	ProbAbove      float64          `json:"prob_above_0"`
	PriorProbAbove float64          `json:"prior_prob_above_0"`
	Wording        string           `json:"wording,omitempty"`
	Reason         string           `json:"reason,omitempty"` // why the wording
	Note           string           `json:"note,omitempty"`
	Claims         []string         `json:"claims"`
	Output         string           `json:"-"`
	OutputUnit     string           `json:"-"`
	Series         []ScenarioSeries `json:"-"`
}

// ScenarioSeries is an effect's output over time under one scenario.
type ScenarioSeries struct {
	Scenario string
	Days     []int
	Bands    []explore.Summary
}

// StatementResult is a statement and its verdict.
type StatementResult struct {
	ID          string   `json:"id"`
	Row         string   `json:"row"`
	Text        string   `json:"text"`
	Test        string   `json:"test"`
	Probability float64  `json:"probability"`
	Low         float64  `json:"low"` // over three priors of claimants' bias
	High        float64  `json:"high"`
	Prior       float64  `json:"prior_probability"`
	Verdict     string   `json:"verdict"`
	Wording     string   `json:"wording,omitempty"`
	Note        string   `json:"note,omitempty"`
	Claims      []string `json:"claims"`
	Dates       []string `json:"events"`
}

// RivalResult weighs one on/off part of the model against its absence.
type RivalResult struct {
	Constant  string  `json:"constant"`
	With      string  `json:"with"`    // the explanation that stands when it is on
	Without   string  `json:"without"` // the explanation that stands when it is off
	Prior     float64 `json:"prior"`
	Posterior float64 `json:"posterior"`
	Error     Maybe   `json:"error"` // Monte Carlo standard error of Posterior
	// Narrow and Wide are what Posterior would be had the prior of the part's strength
	// been half and twice as wide; missing where the study names no strength.
	Narrow Maybe `json:"narrow"`
	Wide   Maybe `json:"wide"`
	// Ahead is how much better the next month's claims were foretold with the part on than
	// with it off, as a log score summed over the months after the first stage.
	Ahead      Maybe      `json:"ahead"`
	AheadError Maybe      `json:"ahead_error"` // standard error of Ahead, from how months differ
	AsOf       []PartAsOf `json:"as_of"`
	Learned    string     `json:"learned"` // in words, what the claims say of the part
}

// PartAsOf is the chance that a part is on, as known on a date.
type PartAsOf struct {
	Date   string  `json:"date"`
	Day    int     `json:"day"`
	Chance float64 `json:"chance"`
	Error  float64 `json:"error"` // Monte Carlo standard error
	Ahead  Maybe   `json:"ahead"` // how much better the part on foretold this stage's claims, as a log score
}

// BiasResult is what was learned of a claimant's bias on a quantity, as a factor
// on the log scale, as a shift of log odds on the logit scale.
type BiasResult struct {
	Claimant  string   `json:"claimant"`
	Side      string   `json:"side"`
	Quantity  string   `json:"quantity"`
	Scale     string   `json:"scale"`
	Claims    []string `json:"claims"`
	Readings  int      `json:"readings"`
	Mean      float64  `json:"mean"` // on the transformed scale
	SD        float64  `json:"sd"`
	PriorMean float64  `json:"prior_mean"`
	PriorSD   float64  `json:"prior_sd"`
}

// ConstantResult is a constant before and after the claims.
type ConstantResult struct {
	Name      string           `json:"name"`
	Unit      string           `json:"unit"`
	Role      Role             `json:"role"`
	Value     float64          `json:"value"`
	PriorText string           `json:"prior_text"`
	Source    string           `json:"source"`
	Prior     *explore.Summary `json:"prior,omitempty"`
	Posterior *explore.Summary `json:"posterior,omitempty"`
	Learned   float64          `json:"learned"`           // 1 - posterior width / prior width, at least 0
	Verdict   string           `json:"verdict,omitempty"` // in words, where the claims say nothing of it
}

// AsOfResult is what was known on a date, from claims published by then.
type AsOfResult struct {
	Date string `json:"date"`
	Day  int    `json:"day"`
	Known
	// Dated is the same from the claims whose date of publication is known: others count
	// from an assumed date. It is nil after a quick calibration, and where every date is known.
	Dated      *Known           `json:"dated,omitempty"`
	Quantities []QuantitySeries `json:"-"` // in the order of the quantities
}

// Known are the answers from some claims.
type Known struct {
	Claims     int                        `json:"claims"`
	Effects    map[string]explore.Summary `json:"effects"`    // by id, those of effectiveness too
	Statements map[string]float64         `json:"statements"` // by id, the probability
	Parts      map[string]float64         `json:"parts"`      // by constant, the chance that an on/off part is on
}

// EvidenceCount says how the claims were used.
type EvidenceCount struct {
	Rows       int            `json:"rows"`
	Used       int            `json:"used"`
	Relays     int            `json:"relays"`
	SetAside   int            `json:"set_aside"`
	Assumed    int            `json:"assumed_dates"` // used, with an assumed date of publication
	ByQuantity map[string]int `json:"by_quantity"`
	BySide     map[string]int `json:"by_side"`
	Claimants  int            `json:"claimants"`
}

// Diagnostics says how the computation went.
type Diagnostics struct {
	Particles        int                 `json:"particles"`
	Dimensions       int                 `json:"dimensions"`
	Evaluations      int                 `json:"evaluations"`
	LogEvidence      float64             `json:"log_evidence"`
	EvidenceError    float64             `json:"evidence_error,omitempty"` // standard error, of four passes and more
	EvidenceNote     string              `json:"evidence_note"`            // how far the evidence may be trusted
	Acceptance       float64             `json:"acceptance"`
	EffectiveDraws   float64             `json:"effective_draws"` // the least over stages, before resampling
	UniqueDraws      int                 `json:"unique_draws"`
	WorstCorrelation float64             `json:"worst_correlation"`
	Seconds          float64             `json:"seconds"`
	LikelihoodShare  float64             `json:"likelihood_share"` // of the time of an evaluation, the rest being simulation
	Stages           []infer.StageReport `json:"stages"`
	Mixing           ChainFigures        `json:"mixing"`
	LOO              *LOOFigures         `json:"loo,omitempty"`
}

// WriteJSON writes the results, indented, keys in the order of the struct.
func (r *Results) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}
