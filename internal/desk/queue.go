package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"casus/internal/runs"
)

// Kind is how thorough a calibration is.
type Kind string

// The kinds.
const (
	Quick Kind = "quick"
	Full  Kind = "full"
)

// Phase is where a calibration stands.
type Phase string

// The phases.
const (
	Waiting   Phase = "waiting"
	Working   Phase = "working"
	Done      Phase = "done"
	Cancelled Phase = "cancelled"
	Failed    Phase = "failed"
)

// Job is one calibration of a study.
type Job struct {
	ID       int
	Study    string
	Kind     Kind
	Phase    Phase
	Auto     bool // started by saved files
	Progress Progress
	RunID    string // the name of its run, once it is at work
	Ended    time.Time
	Run      *runs.Run // when done
	Warnings []string  // when done
	Kept     string    // when cancelled: what it has, in words
	Err      error     // when failed

	done   chan struct{}
	cancel context.CancelFunc
	pace   *Pace
}

// queue holds the calibrations that are at work or wait: one at a time, since each uses
// all cores.
type queue struct {
	jobs []*Job // the first may be at work
	next int
	wake chan struct{}
}

// of lists the jobs of a study as they stand.
func (q *queue) of(name string) []Job {
	var out []Job
	for _, j := range q.jobs {
		if j.Study == name {
			out = append(out, *j)
		}
	}
	return out
}

// Ticket is how whoever asked for a calibration waits for its end.
type Ticket struct {
	d *Desk
	j *Job
}

// Wait waits until the calibration has ended and returns it.
func (t Ticket) Wait(ctx context.Context) (Job, error) {
	select {
	case <-t.j.done:
	case <-ctx.Done():
		return Job{}, ctx.Err()
	}
	t.d.mu.Lock()
	defer t.d.mu.Unlock()
	return *t.j, nil
}

// Start puts a calibration into the queue. The same one twice is the one that waits or
// works already.
func (d *Desk) Start(name string, kind Kind) (Ticket, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.entries[name]
	switch {
	case e == nil:
		return Ticket{}, fmt.Errorf("there is no study %q", name)
	case kind != Quick && kind != Full:
		return Ticket{}, fmt.Errorf("there is no calibration %q; there are %s and %s", kind, Quick, Full)
	case e.loaded == nil:
		return Ticket{}, fmt.Errorf("%s has faults and can't be calibrated until they are mended", name)
	case e.loaded.TableOnly():
		return Ticket{}, fmt.Errorf("%s has no claims and no argument, so that there is nothing to examine\ncasus: hint: casus calibrate %s", name, e.shown)
	}
	return Ticket{d, d.start(e, kind, false)}, nil
}

// start is Start for who holds the lock. A calibration that saved files have started is
// replaced when they are saved again: its page would be outdated when it came.
func (d *Desk) start(e *entry, kind Kind, auto bool) *Job {
	for _, j := range d.queue.jobs {
		if j.Study != e.name || j.Kind != kind || j.Phase == Cancelled {
			continue
		}
		if auto && j.Auto {
			d.cancel(j)
			continue
		}
		if j.Phase == Waiting || !auto {
			return j
		}
	}
	d.queue.next++
	j := &Job{ID: d.queue.next, Study: e.name, Kind: kind, Phase: Waiting, Auto: auto, done: make(chan struct{}), pace: NewPace(time.Now)}
	d.queue.jobs = append(d.queue.jobs, j)
	d.changed(e)
	select {
	case d.queue.wake <- struct{}{}:
	default:
	}
	return j
}

// Cancel ends a calibration of a study that works or waits. What it has computed is kept,
// and the next one of the same inputs goes on from it.
func (d *Desk) Cancel(study string, id int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, j := range d.queue.jobs {
		if j.ID == id && j.Study == study {
			d.cancel(j)
			return nil
		}
	}
	return errors.New("this calibration has ended already")
}

// cancel is Cancel for who holds the lock.
func (d *Desk) cancel(j *Job) {
	if j.Phase == Working {
		j.cancel()
		return // work notes its end
	}
	d.end(j, Cancelled)
}

// end takes a job out of the queue. The caller holds the lock.
func (d *Desk) end(j *Job, p Phase) {
	j.Phase, j.Ended = p, time.Now()
	d.queue.jobs = slices.DeleteFunc(d.queue.jobs, func(k *Job) bool { return k == j })
	if e := d.entries[j.Study]; e != nil {
		last := *j
		e.last = &last
		d.changed(e)
	} else {
		d.tell()
	}
	close(j.done)
}
