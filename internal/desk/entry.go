package desk

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"casus/internal/diag"
	"casus/internal/register"
	"casus/internal/runs"
)

// entry is one study of the desk. Its fields are guarded by the desk's lock; reading holds
// off a second reader of the same files.
type entry struct {
	name, dir, shown string // dir to open, shown as the person named it

	reading       sync.Mutex
	signature     string
	runsSignature string
	loaded        *runs.Loaded // nil while there are faults
	register      *register.Register
	title         string // the last that could be read
	question      string
	list          diag.List
	err           error // the files can't be read at all
	saved         bool  // files were saved a moment ago, and more may be
	owed          bool  // they ask for a calibration that was not started yet
	runs          []*runs.Run
	runFaults     []error
	best          *runs.Run // whose page is shown
	current       bool      // best was made from the files as they stand
	page          []byte    // nil when there is none that could be shown
	number        int       // of the page
	pageOf        string
	pageErr       error
	rerun         bool
	open          int
	version       int  // grows with everything that a page shows beside progress
	last          *Job // the last calibration that has ended
}

// State says how far a study is.
type State string

// The states, in the words in which they are shown.
const (
	Faulty  State = "faults"
	Tables  State = "tables only"
	NotRun  State = "not run"
	Stale   State = "files changed since" // its page is of other files
	OfQuick State = "quick calibration"
	OfFull  State = "full calibration"
)

// Study is a study as it stands. What it points to is not changed any more.
type Study struct {
	Name, Title, Question string
	Path                  string // its folder
	Shown                 string // the folder as the person named it, for command lines
	State                 State
	List                  diag.List // faults and warnings
	Err                   error     // why the files can't be read at all
	Loaded                *runs.Loaded
	Register              *register.Register
	Runs                  []*runs.Run
	RunFaults             []error
	Best                  *runs.Run // whose page is shown, nil when there is none
	Current               bool      // Best was made from the files as they stand
	PageErr               error     // why the page of Best can't be shown
	Number                int       // of the page, 0 when there is none
	Version               int
	Rerun                 bool
	Jobs                  []Job // at work and waiting, in their order
	Last                  *Job  // the last that has ended
}

// Faults counts the faults.
func (s *Study) Faults() int {
	n := 0
	for _, d := range s.List {
		if d.Severity == diag.Fault {
			n++
		}
	}
	if s.Err != nil {
		n++
	}
	return n
}

// Date is when the page that is shown was made.
func (s *Study) Date() time.Time {
	if s.Best == nil {
		return time.Time{}
	}
	return s.Best.Made
}

// Place is a place of a fault with its file as seen from the study's folder.
func (s *Study) Place(p diag.Place) string {
	if rel, err := filepath.Rel(s.Path, p.File); err == nil && filepath.IsLocal(rel) {
		p.File = filepath.ToSlash(rel)
	}
	return p.String()
}

// snapshot copies what is shown. The caller holds the lock.
func (d *Desk) snapshot(e *entry) Study {
	s := Study{Name: e.name, Title: e.title, Question: e.question, Path: e.dir, Shown: e.shown, List: e.list, Err: e.err,
		Loaded: e.loaded, Register: e.register, Runs: e.runs, RunFaults: e.runFaults, Best: e.best, Current: e.current, PageErr: e.pageErr,
		Number: e.number, Version: e.version, Rerun: e.rerun, Jobs: d.queue.of(e.name), Last: e.last}
	switch {
	case e.loaded == nil:
		s.State = Faulty
	case e.loaded.TableOnly():
		s.State = Tables
	case e.best == nil:
		s.State = NotRun
	case !e.current:
		s.State = Stale
	case e.best.Quick:
		s.State = OfQuick
	default:
		s.State = OfFull
	}
	if s.Title == "" {
		s.Title = e.name
	}
	return s
}

// add makes an entry for a folder, by its path from the root; nil where there is one. The
// base is the root in the person's own words.
func (d *Desk) add(base, rel string) *entry {
	name := filepath.ToSlash(rel)
	if rel == "." {
		name = filepath.Base(d.root)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.entries[name] != nil {
		return nil
	}
	e := &entry{name: name, dir: filepath.Join(d.root, rel), shown: filepath.Join(base, rel), rerun: !d.opts.NoRerun}
	d.entries[name] = e
	return e
}

// changed notes that what a page shows of the study is another. The caller holds the lock.
func (d *Desk) changed(e *entry) {
	e.version++
	d.tell()
}

// Message is an error as it is shown, its hint apart.
func Message(err error) (text, hint string) {
	var faults *diag.Error
	if errors.As(err, &faults) {
		return faults.Error(), ""
	}
	text, hint, _ = strings.Cut(err.Error(), "\ncasus: hint: ")
	return text, hint
}
