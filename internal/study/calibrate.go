package study

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"casus/internal/infer"
	"casus/internal/wholefile"
)

// pass is one calibration: the sampler's state at the end of each stage of
// evidence, its reports, and the chains that went on from the last. The states are what
// was known on each date.
type pass struct {
	Stages  []*infer.State
	Reports []infer.StageReport
	Chains  *infer.Chains // nil until the pass is finished
}

// final is the state after all evidence.
func (p *pass) final() *infer.State { return p.Stages[len(p.Stages)-1] }

// runDir is the folder of the run with that input hash.
func (s *Study) runDir(hash string) string {
	return filepath.Join(s.Dir, "runs", hash[:12])
}

// calibrated is the calibration that an analysis starts from: the study's target, whose
// engine the caller closes, its passes, and the hash of all that decides their numbers.
func (s *Study) calibrated(ctx context.Context, o Options) (t *target, passes []*pass, hash string, err error) {
	if hash, err = s.InputHash(o); err != nil {
		return nil, nil, "", err
	}
	if t, err = s.newTarget(ctx, o); err != nil {
		return nil, nil, "", err
	}
	if t.Dim() == 0 {
		t.engine.Close()
		return nil, nil, "", fmt.Errorf("%s: nothing is to be learned: every prior is fixed", s.Dir)
	}
	if passes, err = s.calibrate(ctx, t, s.runDir(hash), o); err != nil {
		t.engine.Close()
		return nil, nil, "", err
	}
	return t, passes, hash, nil
}

// Finished reports whether an earlier run with these options has been computed to
// its end, so that only the answers remain to be drawn from it.
func Finished(s *Study, o Options) (bool, error) {
	hash, err := s.InputHash(o)
	if err != nil {
		return false, err
	}
	for replicate := range o.Replicates {
		p, err := readPass(checkpoint(s.runDir(hash), replicate))
		if err != nil {
			return false, err
		}
		if p.Chains == nil {
			return false, nil
		}
	}
	return true, nil
}

// calibrate runs the passes, each going on from its checkpoint where there is one.
func (s *Study) calibrate(ctx context.Context, t *target, dir string, o Options) ([]*pass, error) {
	var passes []*pass
	for replicate := range o.Replicates {
		path := checkpoint(dir, replicate)
		p := &pass{}
		if !o.Fresh {
			var err error
			if p, err = readPass(path); err != nil {
				return nil, err
			}
		}
		if err := s.calibrateOne(ctx, t, p, path, replicate, o); err != nil {
			return nil, err
		}
		passes = append(passes, p)
	}
	return passes, nil
}

func (s *Study) calibrateOne(ctx context.Context, t *target, p *pass, path string, replicate int, o Options) error {
	if p.Chains != nil {
		return nil
	}
	name := fmt.Sprintf("pass %d", replicate)
	progress := func(what string, f float64) {
		o.Progress(what, (float64(replicate)+f)/float64(o.Replicates))
	}
	if err := s.stages(ctx, t, p, path, name, progress, o); err != nil {
		return err
	}
	chains, err := infer.Continue(ctx, t, p.final(), infer.ChainOptions{Chains: o.Chains, Draws: o.Draws, Thin: o.Thin, Seed: s.Seed, Run: name,
		Progress: func(f float64) { progress("going on with chains", stagesShare+(1-stagesShare)*f) }})
	if err != nil {
		return err
	}
	p.Chains = chains
	return p.write(path)
}

// stagesShare is the part of a pass's time that its stages take, the rest being the
// chains': measured on the flagship.
const stagesShare = 0.7

// stages goes through the stages of evidence that the checkpoint does not have yet.
func (s *Study) stages(ctx context.Context, t *target, p *pass, path, name string, progress func(string, float64), o Options) error {
	if len(p.Stages) == len(s.Stages) {
		return nil
	}
	io := s.inferOptions(o, name)
	if n := len(p.Stages); n > 0 {
		io.From = p.Stages[n-1]
	}
	io.Progress = func(f float64) { progress("calibrating on the claims in order of publication", stagesShare*f) }
	io.OnStage = func(report infer.StageReport, state *infer.State) error {
		p.Stages = append(p.Stages, state)
		p.Reports = append(p.Reports, report)
		return p.write(path)
	}
	_, err := infer.Run(ctx, t, io)
	return err
}

func (s *Study) inferOptions(o Options, run string) infer.Options {
	return infer.Options{Particles: o.Particles, Seed: s.Seed, Run: run, MinMoves: o.MinMoves, MaxMoves: o.MaxMoves, Correlation: o.Correlation}
}

func checkpoint(dir string, replicate int) string {
	return filepath.Join(dir, fmt.Sprintf("pass-%d.gob", replicate))
}

// readPass reads a checkpoint; where there is none the pass is empty. One that
// can't be read is an error with what to do, since its loss costs a minute and its
// silent use might cost more.
func readPass(path string) (*pass, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &pass{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var p pass
	if err := gob.NewDecoder(f).Decode(&p); err != nil {
		return nil, fmt.Errorf("%s can't be read (%w)\ncasus: hint: delete it, or start with --fresh", path, err)
	}
	return &p, nil
}

func (p *pass) write(path string) error {
	return wholefile.Write(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(p) })
}
