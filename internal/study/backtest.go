package study

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sync"

	"casus/internal/likelihood"
	"casus/internal/prob"
	"casus/internal/score"

	"gonum.org/v1/gonum/floats"
)

// Backtest holds forecasts of claims, made at each month's end from what had been
// published by then, to what was published in the months after it. Everything stands on
// the scale on which a quantity's errors add: 0.1 on the log scale is about a tenth.
type Backtest struct {
	Title      string          `json:"title"`
	InputHash  string          `json:"input_hash"`
	FilesHash  string          `json:"files_hash"`
	Cut        string          `json:"cut"`
	Horizon    int             `json:"horizon"` // months ahead
	Quick      bool            `json:"quick"`
	Rules      []string        `json:"rules"` // how what is scored
	Overall    BacktestScore   `json:"overall"`
	Quantities []BacktestScore `json:"quantities"`
	Months     []BacktestScore `json:"months"` // by how many months ahead
	Newcomers  BacktestScore   `json:"newcomers"`
	Known      BacktestScore   `json:"known_claimants"`
	Bounds     BacktestBounds  `json:"bounds"`
	Forecasts  []BacktestOfOne `json:"forecasts"`
	Verdict    string          `json:"verdict"`
	Warnings   []string        `json:"warnings"`
}

// BacktestOfOne is the forecast of one claim from one month's end.
type BacktestOfOne struct {
	Claim    string  `json:"claim"`
	Quantity string  `json:"quantity"`
	Claimant string  `json:"claimant"`
	From     string  `json:"from"`     // the month's end at which it was forecast
	Ahead    int     `json:"ahead"`    // months until its publication
	Newcomer bool    `json:"newcomer"` // whose first claim on the quantity it is
	Exact    bool    `json:"exact"`
	PIT      float64 `json:"pit"` // chance of less than what was said
	CRPS     float64 `json:"crps"`
	Log      float64 `json:"log"` // minus the log density, or chance of a bound
	// Naive are the scores of the naive forecasts, in the order of score.Naives; empty
	// where nothing exact had been published before.
	Naive []NaiveScore `json:"naive"`
}

// NaiveScore is how a naive forecast of one claim fared.
type NaiveScore struct {
	CRPS float64 `json:"crps"`
	Log  float64 `json:"log"`
	PIT  float64 `json:"pit"`
}

// backtestRules say how what is scored; the brief prints them.
var backtestRules = []string{
	"a claim published in the months after a month's end is forecast from what had been published by that day: the model's run, the claimant's bias as learned by then, and all errors of a reading",
	"exact claims are scored by the continuous ranked probability score, the log score and the coverage of intervals, on the scale on which the quantity's errors add",
	"bounds and ranges are scored by the log of the chance that they were given, and count in no other score",
	"a claimant who speaks of a quantity for the first time is forecast with the bias that its side is given beforehand, and told apart in a row of its own",
	"naive forecasts know the exact claims of the same kind, whoever made them: the last value, a line through the last six, and the drift; each is normal about its number, with the spread of its own errors so far at that distance (at any distance below five of these, and the study's spread between claimants below three)",
	"the model, its calendar and its priors were written at the cut, so that what they take for given is known beforehand: the test is of what the calibration makes of the claims, not of foresight",
	"the best naive forecast is the one of three with the lowest mean score in hindsight, which favours it",
}

// MaxHorizon is how many months ahead claims may be forecast.
const MaxHorizon = 6

// Backtest runs the test over the months of an examination's calibration.
func (s *Study) Backtest(ctx context.Context, horizon int, o Options) (*Backtest, error) {
	if horizon < 1 || horizon > MaxHorizon {
		return nil, fmt.Errorf("a horizon is 1 to %d months, not %d", MaxHorizon, horizon)
	}
	o = o.withProgress()
	b := &Backtest{Title: s.Title, Cut: s.Cut.Format(dateForm), Horizon: horizon, Quick: o.Quick, Rules: backtestRules, Forecasts: []BacktestOfOne{}, Warnings: []string{}}
	t, passes, hash, err := s.calibrated(ctx, o.within(0, beforeBacktest))
	if err != nil {
		return nil, err
	}
	defer t.engine.Close()
	b.InputHash = hash
	if b.FilesHash, err = s.FilesHash(); err != nil {
		return nil, err
	}
	naive := s.newNaives()
	for stage := range len(s.Stages) - 1 {
		o.Progress("forecasting from each month's end", beforeBacktest+(1-beforeBacktest)*float64(stage)/float64(len(s.Stages)-1))
		some, err := s.forecastsFrom(ctx, t, passes, stage, horizon)
		if err != nil {
			return nil, err
		}
		naive.score(stage, some)
		b.Forecasts = append(b.Forecasts, some...)
	}
	if len(b.Forecasts) == 0 {
		return nil, fmt.Errorf("%s: no claim was published after the first stage, so that there is nothing to forecast", s.Dir)
	}
	if o.Quick {
		b.Warnings = append(b.Warnings, quickWarning)
	}
	b.sum(s)
	o.Progress("done", 1)
	return b, nil
}

// forecastsFrom forecasts, from the particles of all passes at a stage, the claims of the
// stages after it. Of a share the model's own whole is part of what is forecast, so that
// only distances between claim and forecast are taken, draw by draw.
func (s *Study) forecastsFrom(ctx context.Context, t *target, passes []*pass, stage, horizon int) ([]BacktestOfOne, error) {
	var z [][]float64
	for _, p := range passes {
		z = append(z, p.Stages[stage].Z...)
	}
	end := min(stage+horizon+1, len(s.Stages))
	at := make([][]likelihood.Prediction, len(z))
	scratch := sync.Pool{New: func() any { return t.like.NewScratch() }}
	err := t.eachRow(ctx, z, len(z), func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.Scratch)
		defer scratch.Put(sc)
		at[i] = t.like.Forecast(get, hyper, stage+1, end, sc)
	})
	if err != nil {
		return nil, err
	}
	var out []BacktestOfOne
	for k, p := range at[0] {
		f := BacktestOfOne{Claim: p.ID, Quantity: p.Quantity, Claimant: p.Claimant, From: s.Stages[stage].Format(dateForm), Ahead: p.Stage - stage,
			Newcomer: s.isNew(p.Quantity, p.Claimant, stage), Exact: p.Exact, Naive: []NaiveScore{}}
		each := func(i int) likelihood.Prediction { return at[i][k] }
		if p.Exact {
			f.scoreExact(len(z), each, s.Seed)
		} else {
			f.scoreBound(len(z), each)
		}
		out = append(out, f)
	}
	return out, nil
}

// isNew reports whether a claimant had made no claim on a quantity by the end of a stage.
func (s *Study) isNew(quantity, claimant string, stage int) bool {
	for _, i := range s.quantity(quantity).Used {
		if c := &s.Claims[i]; c.Claimant == claimant && !c.Published.After(s.Stages[stage]) {
			return false
		}
	}
	return true
}

// scoreExact scores a mixture of normals, one a particle: by draws, one a particle, whose
// random numbers are keyed by the claim and the day of the forecast.
func (f *BacktestOfOne) scoreExact(particles int, at func(i int) likelihood.Prediction, seed uint64) {
	draws, logs := make([]float64, particles), make([]float64, particles)
	for i := range draws {
		p := at(i)
		gap := p.Observed - p.Mean
		draws[i] = -gap + p.SD*prob.NewStream(seed, "forecast of "+f.Claim+" from "+f.From, uint64(i)).Normal()
		logs[i] = -score.LogNormal(p.Mean, p.SD, p.Observed)
		f.PIT += p.PIT / float64(particles)
	}
	_, f.CRPS = score.CRPSDraws(draws, 0)
	f.Log = math.Log(float64(particles)) - floats.LogSumExp(logs)
}

// scoreBound scores the chance that a bound or a range was given.
func (f *BacktestOfOne) scoreBound(particles int, at func(i int) likelihood.Prediction) {
	chance := 0.0
	for i := range particles {
		p := at(i)
		chance += boundChance(p.Low, p.High, p.Mean, p.SD) / float64(particles)
	}
	f.Log = -math.Log(math.Max(chance, leastChance))
}

// leastChance keeps a log score finite.
const leastChance = 1e-6

// boundChance is the chance of a normal number between two ends, infinite where open.
func boundChance(low, high, mean, sd float64) float64 {
	return prob.Phi((high-mean)/sd) - prob.Phi((low-mean)/sd)
}

// WriteJSON writes the test, indented.
func (b *Backtest) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(b)
}
