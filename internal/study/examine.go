package study

import (
	"context"
	"fmt"
	"slices"
	"time"

	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/explore"
	"casus/internal/infer"
	"casus/internal/prob"
)

// Options say how much work an examination does. Particles, moves, correlation and
// chains are the sampler's; the rest does not change any number.
type Options struct {
	Quick               bool
	Particles           int
	MinMoves, MaxMoves  int
	Correlation         float64
	Chains, Draws, Thin int // of each pass, see infer.ChainOptions
	Replicates          int
	Workers             int                             // 0 for one a core
	Engine              engine.Kind                     // of the calibration, "" for engine.Wasm; it changes no number
	Fresh               bool                            // ignore what earlier runs have left
	Progress            func(what string, done float64) // may be nil
}

// FullOptions are those of a calibration whose ranges may be quoted: about a
// minute on two cores for the flagship.
func FullOptions(replicates int) Options {
	return Options{Particles: 1000, MinMoves: 5, MaxMoves: 100, Correlation: 0.05,
		Chains: 16, Draws: 125, Thin: 96, Replicates: max(1, replicates)}
}

// QuickOptions are those of a first look, under ten seconds. Few particles moved a
// few times leave medians about right and intervals rough.
func QuickOptions() Options {
	return Options{Quick: true, Particles: 250, MinMoves: 2, MaxMoves: 4, Correlation: 0.3, Chains: 16, Draws: 16, Thin: 24, Replicates: 1}
}

// Examination is a study that has been examined.
type Examination struct {
	Study   *Study
	Options Options
	RunDir  string
	Results *Results
	Page    *engine.Engine // the module that the page runs
	Kept    *Kept          // long analyses of the same files, for the brief

	posterior sample
}

// sample is a set of draws and what the model gave for them.
type sample struct {
	chains int // how many chains of equal length stand one after the other, 0 where the order means nothing
	z      [][]float64
	draw   [][]float64 // full parameter vectors
	runs   map[string]*explore.Ensemble
}

// seriesEvery is how many days lie between the points of a chart.
const seriesEvery = 7

// Examine calibrates the study and answers its questions. An earlier run of the
// same inputs is taken up where it stopped. The caller closes nothing.
func (s *Study) Examine(ctx context.Context, o Options) (*Examination, error) {
	began := time.Now()
	o = o.withProgress()
	hash, err := s.InputHash(o)
	if err != nil {
		return nil, err
	}
	x := &Examination{Study: s, Options: o, RunDir: s.runDir(hash)}
	if x.Kept, err = s.Kept(); err != nil { // before the work, not after it
		return nil, err
	}
	t, err := s.newTarget(ctx, o)
	if err != nil {
		return nil, err
	}
	defer t.engine.Close()
	passes, err := s.calibrate(ctx, t, x.RunDir, o.within(0, o.beforeAnswers()))
	if err != nil {
		return nil, err
	}
	o = o.within(o.beforeAnswers(), 1-o.beforeAnswers())
	tight, err := s.rebias(ctx, t, passes[0], tightBias, o, 0)
	if err != nil {
		return nil, err
	}
	wide, err := s.rebias(ctx, t, passes[0], wideBias, o, 0.5)
	if err != nil {
		return nil, err
	}
	o.Progress("running the counterfactuals", bridgeShare)
	full, err := engine.New(ctx, s.Program, engine.Options{Workers: o.Workers})
	if err != nil {
		return nil, err
	}
	defer full.Close()
	post := newPosterior(passes)
	samples := map[string]*sample{"posterior": post, "tight": {z: tight.Z}, "wide": {z: wide.Z}, "prior": {z: s.priorPoints(len(post.z), t.Dim())}}
	for _, name := range []string{"posterior", "prior", "tight", "wide"} {
		sm := samples[name]
		sm.draw = make([][]float64, len(sm.z))
		for i := range sm.z {
			sm.draw[i] = t.draw(sm.z[i], i)
		}
		q := explore.Request{Atoms: s.atoms, Steps: s.Program.Time.Steps()}
		if name == "posterior" {
			q.Series, q.Every = s.chartOutputs(), seriesEvery
		}
		if sm.runs, err = explore.Paired(ctx, full, sm.draw, s.exploreScenarios(), q); err != nil {
			return nil, err
		}
	}
	without, err := s.numberless(samples)
	if err != nil {
		return nil, err
	}
	x.posterior = *post
	r, err := s.results(ctx, t, full, samples, passes, o)
	if err != nil {
		return nil, err
	}
	r.InputHash = hash
	r.Warnings = slices.Concat(r.Warnings, without, x.Kept.Warnings)
	r.Diagnostics.Seconds = time.Since(began).Seconds()
	x.Results = r
	if x.Page, err = s.pageEngine(ctx); err != nil {
		return nil, err
	}
	o.Progress("writing the brief", 1)
	return x, nil
}

// The factors on the prior spread of bias between claimants that a statement's
// range is taken over, beside 1.
const (
	tightBias = 0.5
	wideBias  = 2
)

// rebias takes a finished posterior to that under another prior of bias, by a
// bridge of tempering steps.
func (s *Study) rebias(ctx context.Context, t *target, p *pass, factor float64, o Options, done float64) (*infer.State, error) {
	var none diag.List // of faults: the claims are those that Load has checked
	other, err := s.newLikelihood(&none, factor)
	if err != nil {
		return nil, err
	}
	state, _, err := t.cross(ctx, p, t.toLikelihood(other), fmt.Sprintf("bias times %g", factor), o, func(f float64) {
		o.Progress("widening and narrowing the claimants' bias", bridgeShare*(done+f/2))
	})
	return state, err
}

// priorPoints are draws of the prior, in the sampler's space.
func (s *Study) priorPoints(n, dim int) [][]float64 {
	z := make([][]float64, n)
	for i := range z {
		stream := prob.NewStream(s.Seed, "prior draws", uint64(i))
		z[i] = make([]float64, dim)
		for d := range z[i] {
			z[i][d] = stream.Normal()
		}
	}
	return z
}

func (s *Study) exploreScenarios() []explore.Scenario {
	var out []explore.Scenario
	for _, sc := range s.Scenarios {
		out = append(out, explore.Scenario{ID: sc.ID, Set: sc.Set})
	}
	return out
}

// pageEngine compiles the model down to what the page's sliders redraw.
func (s *Study) pageEngine(ctx context.Context) (*engine.Engine, error) {
	var names []string
	for _, c := range s.SliderCharts {
		names = append(names, s.Program.Outputs[c.Output].Name)
	}
	p := s.Program.Prune(names)
	p.Time.SaveEvery = seriesEvery
	return engine.New(ctx, p, engine.Options{Workers: 1})
}

// BaseParams are the parameters of the page's base run: the posterior median of
// each calibrated constant, the model's value of the others.
func (x *Examination) BaseParams() []float64 {
	params := make([]float64, len(x.Study.Program.Params))
	for i, p := range x.Study.Program.Params {
		params[i] = p.Default
	}
	for i, c := range x.Study.Constants {
		if c.Role != Fixed {
			params[c.Param] = x.Results.Constants[i].Posterior.Q50
		}
	}
	return params
}

// pageDraws is how many posterior draws travel with the page: enough for a range,
// few enough for the file to stay small.
const pageDraws = 200

// PageDraws are posterior draws for the page, evenly spread over the sample.
func (x *Examination) PageDraws() [][]float64 {
	n := min(pageDraws, len(x.posterior.draw))
	out := make([][]float64, n)
	for i := range out {
		out[i] = x.posterior.draw[i*len(x.posterior.draw)/n]
	}
	return out
}

// Command is the command line that makes this examination again.
func (x *Examination) Command() string {
	command := "casus examine " + x.Study.Dir
	if x.Options.Quick {
		command += " --quick"
	}
	if x.Options.Replicates > 1 {
		command += fmt.Sprintf(" --replicates %d", x.Options.Replicates)
	}
	return command
}
