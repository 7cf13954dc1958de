// Package desk is what casus serve works on: the studies below a folder, watched while
// their files are edited, each with its faults, its runs and the best page that there is of
// it, and one queue of calibrations. It reads only below that folder. It knows no HTTP:
// package serve shows it.
package desk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"casus/internal/engine"
	"casus/internal/runs"
	"casus/internal/study"
)

// Options say how a desk works.
type Options struct {
	Version    string        // of the program, for the pages it makes
	Workers    int           // of a calibration, 0 for one a core
	Engine     engine.Kind   // of a calibration
	Replicates int           // independent passes of a full calibration
	Fresh      bool          // compute anew, whatever earlier runs have left
	Poll       time.Duration // between two looks at the files; a second when 0
	NoRerun    bool          // don't calibrate by itself when the files of a study that is open are saved
	// Progress is told of the calibration at work, may be nil.
	Progress func(j Job, what string, done float64)
}

// Desk holds the studies. Its methods may be called from any goroutine.
type Desk struct {
	root string
	opts Options
	one  bool // the folder is itself a study

	mu      sync.Mutex
	entries map[string]*entry
	queue   queue
	news    chan struct{} // closed when anything changes
}

// Open finds the studies in a folder, which may be one itself, and reads them. A fault in a
// study is shown with it and is no error.
func Open(dir string, o Options) (*Desk, error) {
	// The folder itself may be a link; those below it are not followed.
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	o.Replicates = max(1, o.Replicates)
	d := &Desk{root: root, opts: o, entries: map[string]*entry{}, news: make(chan struct{})}
	d.queue.wake = make(chan struct{}, 1)
	found, err := find(root)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s holds no study\ncasus: hint: a study is a folder with a study.yaml; docs/study.md says how to write one", dir)
	}
	d.one = len(found) == 1 && found[0] == "."
	for _, rel := range found {
		d.add(dir, rel)
	}
	for _, e := range d.entries {
		d.read(e)
	}
	return d, nil
}

// Run watches the files and works through the queue until the context ends.
func (d *Desk) Run(ctx context.Context) {
	var working sync.WaitGroup
	working.Go(func() { d.watch(ctx) })
	working.Go(func() { d.work(ctx) })
	working.Wait()
}

// Single is the name of the study when the folder is itself one, and "" otherwise.
func (d *Desk) Single() string {
	if !d.one {
		return ""
	}
	return filepath.Base(d.root)
}

// Studies are the studies by name.
func (d *Desk) Studies() []Study {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []Study
	for _, e := range d.entries {
		out = append(out, d.snapshot(e))
	}
	slices.SortFunc(out, func(a, b Study) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return out
}

// Study is one study by its name.
func (d *Desk) Study(name string) (Study, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.entries[name]
	if e == nil {
		return Study{}, false
	}
	return d.snapshot(e), true
}

// News is closed when anything has changed since it was asked for.
func (d *Desk) News() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.news
}

// tell wakes who waits for news. The caller holds the lock.
func (d *Desk) tell() {
	close(d.news)
	d.news = make(chan struct{})
}

// SetRerun says whether a study is calibrated by itself when its files are saved while its
// page is open.
func (d *Desk) SetRerun(name string, on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if e := d.entries[name]; e != nil && e.rerun != on {
		e.rerun = on
		d.changed(e)
	}
}

// Look notes that a page of the study is open until the function that it returns is
// called.
func (d *Desk) Look(name string) (away func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.entries[name]
	if e == nil {
		return func() {}
	}
	e.open++
	d.repay(e)
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		e.open--
	}
}

// Page is the newest page of a study and its number, which grows with every page; it is 0
// while there is none.
func (d *Desk) Page(name string) (page []byte, number int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if e := d.entries[name]; e != nil && e.page != nil {
		return e.page, e.number
	}
	return nil, 0
}

// ErrNoRun says that a study has no run by that name.
var ErrNoRun = errors.New("there is no such run")

// RunOf is a run of a study by its name, read anew from its folder.
func (d *Desk) RunOf(name, id string) (*runs.Run, error) {
	s, ok := d.Study(name)
	if !ok || !slices.ContainsFunc(s.Runs, func(r *runs.Run) bool { return r.ID == id }) {
		return nil, ErrNoRun
	}
	r, err := runs.Open(s.Path, id)
	if err == nil && r == nil {
		err = ErrNoRun
	}
	return r, err
}

// options are those of a calibration.
func (d *Desk) options(k Kind) study.Options {
	o := study.FullOptions(d.opts.Replicates)
	if k == Quick {
		o = study.QuickOptions()
	}
	o.Workers, o.Engine, o.Fresh = d.opts.Workers, d.opts.Engine, d.opts.Fresh
	return o
}
