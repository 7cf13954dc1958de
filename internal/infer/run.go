package infer

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"casus/internal/prob"
)

// Run takes particles through all stages of the target that come after the state
// to start from. Its bits depend on the options' seed, run and settings and on the
// target, not on how the target spreads its work. The error is the target's, that
// of OnStage, or says that no particle explains a stage at all.
func Run(ctx context.Context, t Target, o Options) (*Result, error) {
	s, err := newSampler(t, o)
	if err != nil {
		return nil, err
	}
	result := &Result{}
	for stage := s.state.Stage + 1; stage < t.Stages(); stage++ {
		report, err := s.stage(ctx, stage)
		if err != nil {
			return nil, fmt.Errorf("stage %d of %d: %w", stage+1, t.Stages(), err)
		}
		result.Reports = append(result.Reports, *report)
		result.State = s.state.clone()
		if o.OnStage != nil {
			if err := o.OnStage(*report, s.state.clone()); err != nil {
				return nil, err
			}
		}
	}
	if result.State == nil {
		result.State = s.state.clone()
	}
	return result, nil
}

func (s *State) clone() *State {
	c := *s
	c.Z = make([][]float64, len(s.Z))
	for i := range s.Z {
		c.Z[i] = slices.Clone(s.Z[i])
	}
	return &c
}

// startScale is the best scale of a random walk in many dimensions times their
// square root (Gelman, Roberts and Gilks 1996).
const startScale = 2.38

// newSampler checks the options and draws the prior, or takes up a state.
func newSampler(t Target, o Options) (*sampler, error) {
	if o.ESSFraction == 0 {
		o.ESSFraction = 0.5
	}
	if o.Correlation == 0 {
		o.Correlation = 0.1
	}
	o.MinMoves = max(o.MinMoves, 1)
	o.MaxMoves = max(o.MaxMoves, o.MinMoves)
	s := &sampler{target: t, o: o, dim: t.Dim(), parts: partsOf(t)}
	if o.From != nil {
		s.state = o.From.clone()
		if len(s.state.Z) == 0 || len(s.state.Z[0]) != s.dim {
			return nil, errors.New("the state to go on from has other dimensions than the target")
		}
		o.Particles = len(s.state.Z)
	} else {
		s.state = &State{Stage: -1, Scale: math.Min(0.9, startScale/math.Sqrt(float64(s.dim))), Z: make([][]float64, o.Particles)}
		for i := range s.state.Z {
			stream := prob.NewStream(o.Seed, o.Run+": start", uint64(i))
			s.state.Z[i] = make([]float64, s.dim)
			for d := range s.state.Z[i] {
				s.state.Z[i][d] = stream.Normal()
			}
		}
	}
	if n := len(s.state.Z); n < 10 {
		return nil, fmt.Errorf("%d particles are too few, give at least 10", n)
	}
	s.first = s.state.Stage + 1
	return s, nil
}

// sampler is a run under way.
type sampler struct {
	target Target
	o      Options
	dim    int
	parts  *parts
	state  *State
	first  int // stage that this run starts with

	// Of the stage under way:
	points []point
	power  float64 // of the stage's increment
	report *StageReport
	nans   int
}

// point is what is known of a particle: the log-likelihood of the stages before
// and the increment of the stage under way.
type point struct{ base, inc float64 }

// density is the log of the tempered posterior at z, but for a constant.
func (s *sampler) density(z []float64, p point) float64 {
	square := 0.0
	for _, x := range z {
		square += float64(x * x)
	}
	tempered := 0.0
	if s.power > 0 {
		tempered = float64(s.power * p.inc)
	}
	return p.base + tempered - square/2
}

// evaluate asks the target for the points' log-likelihoods.
func (s *sampler) evaluate(ctx context.Context, stage int, z [][]float64) ([]point, error) {
	out := make([][]float64, len(z))
	room := make([]float64, len(z)*(stage+1))
	for i := range out {
		out[i] = room[i*(stage+1) : (i+1)*(stage+1)]
	}
	if err := s.target.LogLik(ctx, z, stage, out); err != nil {
		return nil, err
	}
	s.report.Evaluations += len(z)
	points := make([]point, len(z))
	for i, row := range out {
		for k, x := range row {
			if math.IsNaN(x) {
				s.nans++
				row[k] = math.Inf(-1)
			}
		}
		for _, x := range row[:stage] {
			points[i].base += x
		}
		points[i].inc = row[stage]
	}
	return points, nil
}

// stage takes the particles from the posterior of the stages before to that with
// this one.
func (s *sampler) stage(ctx context.Context, stage int) (*StageReport, error) {
	s.report = &StageReport{Stage: stage, ESS: float64(len(s.state.Z))}
	s.power, s.nans = 0, 0
	var err error
	if s.points, err = s.evaluate(ctx, stage, s.state.Z); err != nil {
		return nil, err
	}
	if s.silent() {
		s.power = 1
		s.report.LogEvidence = s.points[0].inc
	}
	accepted, proposed := 0, 0
	for s.power < 1 {
		next, ess := s.nextPower()
		if math.IsInf(next, 0) {
			return nil, errors.New("no particle gives this evidence any likelihood; is a claim misread, or the prior too narrow?")
		}
		s.report.ESS = math.Min(s.report.ESS, ess)
		s.reweigh(stage, next)
		a, p, err := s.moves(ctx, stage)
		if err != nil {
			return nil, err
		}
		accepted, proposed = accepted+a, proposed+p
		s.report.Temperings++
	}
	if proposed > 0 {
		s.report.Acceptance = float64(accepted) / float64(proposed)
	}
	s.report.Unique = s.unique()
	s.state.LogEvidence += s.report.LogEvidence
	s.state.Stage = stage
	if s.nans > 0 {
		s.report.Warnings = append(s.report.Warnings, fmt.Sprintf("%d log-likelihoods were not a number and were taken for impossible", s.nans))
	}
	if c := s.report.Correlation; c > s.o.Correlation {
		s.report.Warnings = append(s.report.Warnings, fmt.Sprintf("moves stopped at the limit of %d with correlation %.2f, above %.2f", s.o.MaxMoves, c, s.o.Correlation))
	}
	s.progress(stage, 1)
	return s.report, nil
}

// silent reports whether the stage tells nothing: every particle likes it the same,
// as where no claim was published. The particles stay as they are.
func (s *sampler) silent() bool {
	for _, p := range s.points {
		if p.inc != s.points[0].inc || math.IsInf(p.inc, 0) {
			return false
		}
	}
	return true
}

// progress weighs stages by their place: later ones simulate more days.
func (s *sampler) progress(stage int, part float64) {
	if s.o.Progress == nil {
		return
	}
	weight := func(k int) float64 { return float64((k + 1) * (k + 2)) }
	base := weight(s.first - 1)
	s.o.Progress((weight(stage-1) + part*(weight(stage)-weight(stage-1)) - base) / (weight(s.target.Stages()-1) - base))
}

// unique counts distinct particles.
func (s *sampler) unique() int {
	seen := map[string]bool{}
	bits := make([]byte, 8*s.dim)
	for _, z := range s.state.Z {
		for d, x := range z {
			binary.LittleEndian.PutUint64(bits[8*d:], math.Float64bits(x))
		}
		seen[string(bits)] = true
	}
	return len(seen)
}
