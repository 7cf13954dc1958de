package desk

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"

	"casus/internal/runs"
	"casus/internal/study"
)

// work takes one job after the other until the context ends.
func (d *Desk) work(ctx context.Context) {
	for {
		d.mu.Lock()
		var j *Job
		if len(d.queue.jobs) > 0 {
			j = d.queue.jobs[0]
		}
		d.mu.Unlock()
		if j == nil {
			select {
			case <-d.queue.wake:
				continue
			case <-ctx.Done():
				return
			}
		}
		d.do(ctx, j)
		if ctx.Err() != nil {
			return
		}
	}
}

// do runs one job to its end.
func (d *Desk) do(ctx context.Context, j *Job) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d.mu.Lock()
	e := d.entries[j.Study]
	if e == nil || j.Phase != Waiting { // its folder is gone, or it was cancelled just now
		if j.Phase == Waiting {
			d.end(j, Cancelled)
		}
		d.mu.Unlock()
		return
	}
	j.Phase, j.cancel = Working, cancel
	d.changed(e)
	d.mu.Unlock()

	run, x, err := d.examine(ctx, e, j)
	d.readRuns(e) // one that was broken off is listed, too
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case err == nil:
		j.Run, j.Warnings = run, x.Results.Warnings
		d.end(j, Done)
	case ctx.Err() != nil:
		j.Kept = kept(e, d.options(j.Kind))
		d.end(j, Cancelled)
	default:
		j.Err = err
		d.end(j, Failed)
	}
}

// examine runs the calibration on the files as they stand when its turn comes.
func (d *Desk) examine(ctx context.Context, e *entry, j *Job) (*runs.Run, *study.Examination, error) {
	loaded, list, err := load(e.dir)
	if err := cmp.Or(err, list.Err()); err != nil {
		return nil, nil, err
	}
	o := d.options(j.Kind)
	dir, err := loaded.RunDir(o)
	if err != nil {
		return nil, nil, err
	}
	d.mu.Lock()
	j.RunID = filepath.Base(dir)
	d.mu.Unlock()
	o.Progress = func(what string, done float64) {
		d.mu.Lock()
		j.Progress = j.pace.Tell(what, done)
		d.tell()
		view := *j
		d.mu.Unlock()
		if d.opts.Progress != nil {
			d.opts.Progress(view, what, done)
		}
	}
	return runs.Examine(ctx, loaded, o, d.opts.Version)
}

// kept says what a calibration that was cancelled has left. It reads a checkpoint, some
// megabytes, while the lock is held: once a cancelled run.
func kept(e *entry, o study.Options) string {
	if e.loaded == nil {
		return ""
	}
	dir, err := e.loaded.RunDir(o)
	if err != nil {
		return ""
	}
	stages, err := study.Reached(dir)
	if err != nil || stages == 0 {
		return "nothing had been computed yet"
	}
	return fmt.Sprintf("%d of %d stages are kept, and the next calibration goes on from there", stages, len(e.loaded.Stages)*o.Replicates)
}
