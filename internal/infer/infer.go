// Package infer finds the posterior of a model's unknowns by sequential Monte
// Carlo: particles that start as draws of the prior meet the evidence stage by
// stage, in the order of its publication, so that one pass gives the posterior as
// it stood after each stage and the marginal likelihood besides.
//
// Each stage is tempered (Neal 2001; Del Moral, Doucet and Jasra 2006), its powers
// chosen so that a set share of the particles stays effective; then particles are
// resampled and moved until they have forgotten where they stood. The package sees
// points and log-likelihoods only: no claim, no model, no file.
package infer

import "context"

// Target is what is to be inferred, in a space where the prior is independent
// standard normal in every dimension.
type Target interface {
	Dim() int
	Stages() int
	// LogLik writes for every point z[i] the log-likelihood increment of each stage
	// s = 0..upTo into out[i][s]. -Inf is allowed; NaN counts as -Inf and is reported.
	LogLik(ctx context.Context, z [][]float64, upTo int, out [][]float64) error
}

// Options are the sampler's settings.
type Options struct {
	Particles   int
	Seed        uint64
	Run         string  // the name of the run's random streams
	ESSFraction float64 // of the particles, kept effective by each step of tempering; 0 means 0.5
	// A stage is moved at least MinMoves times, at most MaxMoves, and until the
	// median over dimensions of the correlation with where the particles stood
	// falls below Correlation (0 means 0.1).
	MinMoves, MaxMoves int
	Correlation        float64
	From               *State // go on from here, nil for the start
	// OnStage is told of each finished stage. The state is the callee's to keep.
	OnStage  func(StageReport, *State) error
	Progress func(done float64) // 0 to 1; may be nil
}

// State is all that is needed to go on after a stage, to the same bits as if there
// had been no stop.
type State struct {
	Stage       int         // the last one that is finished
	Z           [][]float64 // particles, of equal weight
	LogEvidence float64     // of all stages so far
	Scale       float64     // of the moves, as adapted
	Ellipse     *Ellipse    // of all places where the particles stood in the last moves, nil before any
}

// StageReport says how a stage went.
type StageReport struct {
	Stage            int      `json:"stage"`
	Temperings       int      `json:"temperings"`
	Moves            int      `json:"moves"`
	Acceptance       float64  `json:"acceptance"`        // share of proposals accepted
	ESS              float64  `json:"ess"`               // least over temperings, before resampling
	Correlation      float64  `json:"correlation"`       // with the stage's start: median over dimensions
	WorstCorrelation float64  `json:"worst_correlation"` // and the largest
	Unique           int      `json:"unique"`            // distinct particles
	LogEvidence      float64  `json:"log_evidence"`      // of the stage given those before
	Evaluations      int      `json:"evaluations"`       // of the target, one for each point
	Warnings         []string `json:"warnings,omitempty"`
}

// Result is a finished run.
type Result struct {
	State   *State
	Reports []StageReport
}
