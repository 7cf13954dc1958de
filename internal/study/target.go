package study

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"casus/internal/engine"
	"casus/internal/infer"
	"casus/internal/likelihood"
	"casus/internal/prob"
)

// target is the study as the sampler sees it: a point in a space where the prior
// is standard normal, and the log-likelihood increment of each stage of evidence.
// Dimensions are the calibrated constants in the order of the study, then the
// spreads of the sides and kinds, then the parameters of the likelihood.
type target struct {
	study  *Study
	last   int // step of the engine's program
	engine *engine.Engine
	output []int // for each output of the full program, that of the engine's, or -1
	dims   []dimension
	like   *likelihood.Model
	events []Event
	bridge bridge          // when set, a last stage that leads on from the posterior of all claims
	fixed  map[int]float64 // parameters that are not calibrated, at another value than the model's

	sweep       sync.Pool // *likelihood.Scratch
	workers     int
	evaluations atomic.Int64
	likeTime    atomic.Int64 // nanoseconds in the likelihood, summed over workers
	totalTime   atomic.Int64 // nanoseconds of evaluation, workers times wall clock
}

// dimension is one coordinate of the sampler's space.
type dimension struct {
	name  string
	prior prob.Dist
	param int // of the program, or -1 for a number of the likelihood
}

// value is the dimension's own number at a normal score.
func (d dimension) value(z float64) float64 { return prob.AtScore(d.prior, z) }

// newTarget compiles the model down to what claims speak of and lays out the
// dimensions.
func (s *Study) newTarget(ctx context.Context, o Options) (*target, error) {
	return s.newTargetTo(ctx, o, s.lastStep())
}

// newTargetTo is newTarget with a last step of one's own, and with parameters that fixed
// may change beside what is calibrated.
func (s *Study) newTargetTo(ctx context.Context, o Options, last int, alsoVary ...int) (*target, error) {
	names := s.observedOutputs()
	pruned := s.Program.Prune(names)
	pruned.Time.Stop = pruned.Time.At(last)
	calibrated := []int{}
	for _, c := range s.Constants {
		if c.Role == Calibrated {
			calibrated = append(calibrated, c.Param)
		}
	}
	e, err := engine.New(ctx, pruned, engine.Options{Workers: o.Workers, Kind: o.Engine, Vary: slices.Concat(calibrated, alsoVary), Members: o.Replicates * o.Particles * o.MaxMoves * len(s.Stages)})
	if err != nil {
		return nil, err
	}
	workers := o.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	t := &target{study: s, last: last, events: s.Events, engine: e, workers: workers, like: s.likelihood, output: make([]int, len(s.Program.Outputs))}
	for i := range t.output {
		t.output[i] = -1
	}
	for i, o := range pruned.Outputs {
		t.output[s.outputIndex[key(o.Name)]] = i
	}
	t.replace(s.likelihood)
	for _, c := range s.Constants {
		if c.Role == Calibrated {
			t.dims = append(t.dims, dimension{c.Name, prob.Prepared(c.Prior), c.Param})
		}
	}
	for _, side := range s.Sides {
		t.dims = append(t.dims, dimension{"spread of " + side.ID, side.Spread, -1})
	}
	for _, k := range s.Kinds {
		t.dims = append(t.dims, k.dimensions()...)
	}
	for _, p := range s.Parameters {
		t.dims = append(t.dims, dimension{p.Name, p.Prior, -1})
	}
	return t, nil
}

// replace puts another likelihood in the place of the study's, until what it gives is
// called. A scratch belongs to its likelihood.
func (t *target) replace(like *likelihood.Model) (back func()) {
	before := t.like
	set := func(m *likelihood.Model) {
		t.like = m
		t.sweep = sync.Pool{New: func() any { return m.NewScratch() }}
	}
	set(like)
	return func() { set(before) }
}

// Dim implements infer.Target.
func (t *target) Dim() int { return len(t.dims) }

// Switches implements infer.Switcher: the constants that switch a part of the
// model on or off.
func (t *target) Switches() []infer.Switch {
	var out []infer.Switch
	for i, d := range t.dims {
		if b, ok := d.prior.(prob.Bernoulli); ok {
			out = append(out, infer.Switch{Dim: i, From: b.Threshold()})
		}
	}
	return out
}

// Stages implements infer.Target.
func (t *target) Stages() int {
	if t.bridge != nil {
		return len(t.study.Stages) + 1
	}
	return len(t.study.Stages)
}

// LogLik implements infer.Target. A stage needs the model only up to the last day
// that its claims speak of, so early stages cost less.
func (t *target) LogLik(ctx context.Context, z [][]float64, upTo int, out [][]float64) error {
	began := time.Now()
	base := len(t.study.Stages)
	last := min(upTo, base-1)
	err := t.engine.Run(ctx, engine.Batch{
		Members: len(z),
		Steps:   t.study.lastRow(last) * t.study.Program.Time.SaveEvery,
		Set:     func(member int, params []float64) { t.set(z[member], params) },
		Visit: func(member int, rows engine.Rows) error {
			start := time.Now()
			scratch := t.sweep.Get().(*likelihood.Scratch)
			defer t.sweep.Put(scratch)
			get := func(row, output int) float64 { return rows.At(row, t.output[output]) }
			hyper := t.hyper(z[member])
			t.like.LogLik(get, hyper, out[member][:last+1], scratch)
			t.addEvents(get, out[member][:last+1])
			t.study.table.Add(get, hyper, out[member][:last+1])
			if upTo == base {
				out[member][base] = t.bridge(z[member], get, hyper, out[member][:base])
			}
			t.likeTime.Add(int64(time.Since(start)))
			return nil
		},
	})
	t.evaluations.Add(int64(len(z)))
	t.totalTime.Add(int64(time.Since(began)) * int64(t.workers))
	if err != nil {
		return fmt.Errorf("evaluating the likelihood: %w", err)
	}
	return nil
}

// set writes the calibrated constants of a point over the defaults.
func (t *target) set(z, params []float64) {
	for param, value := range t.fixed {
		params[param] = value
	}
	for i, d := range t.dims {
		if d.param >= 0 {
			params[d.param] = d.value(z[i])
		}
	}
}

// hyper are the numbers of the likelihood at a point: the factors of the sides, those of
// the kinds, then the parameters, in the order of the study.
func (t *target) hyper(z []float64) []float64 {
	hyper := make([]float64, t.study.parametersAt()+len(t.study.Parameters))
	first := len(t.dims) - len(hyper)
	for i := range hyper {
		hyper[i] = t.dims[first+i].value(z[first+i])
	}
	return hyper
}

// leastEvent is the chance of an event that a point does not allow for.
const leastEvent = 1e-12

// addEvents adds the probability of each event to its stage.
func (t *target) addEvents(get func(row, output int) float64, increments []float64) {
	for _, e := range t.events {
		if e.stage < len(increments) {
			// The floor keeps a point at which the event could not come, or at which the
			// model gives no number, alive, at a price no other evidence outweighs.
			chance := get(e.by, e.output) - get(e.after, e.output)
			if !(chance > leastEvent) {
				chance = leastEvent
			}
			increments[e.stage] += math.Log(chance)
		}
	}
}

// draw is the full vector of parameters of a point: calibrated constants from the
// point, prior ones from a stream of their own keyed by draw and name, so that
// posterior and prior draws share them and their effects can be compared.
func (t *target) draw(z []float64, index int) []float64 {
	params := make([]float64, len(t.study.Program.Params))
	for i, p := range t.study.Program.Params {
		params[i] = p.Default
	}
	t.set(z, params)
	for _, c := range t.study.Constants {
		if c.Role == PriorOnly {
			u := prob.NewStream(t.study.Seed, "prior of "+c.Name, uint64(index)).Uniform()
			params[c.Param] = c.Prior.Quantile(u)
		}
	}
	return params
}
