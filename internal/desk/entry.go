package desk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"casus/internal/brief"
	"casus/internal/diag"
	"casus/internal/register"
	"casus/internal/runs"
	"casus/internal/study"
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

// read reads the study's files and what follows from them.
func (d *Desk) read(e *entry) {
	e.reading.Lock()
	defer e.reading.Unlock()
	signature, err := runs.Signature(e.dir)
	var loaded *runs.Loaded
	var list diag.List
	if err == nil {
		loaded, list, err = load(e.dir)
	}
	var reg *register.Register
	if loaded != nil {
		reg = register.New(loaded.Study)
	}
	d.mu.Lock()
	e.signature, e.loaded, e.list, e.err, e.register = signature, loaded, list, err, reg
	if loaded != nil {
		e.title, e.question = loaded.Title, loaded.Question
	}
	d.mu.Unlock()
	d.readRunsOf(e)
}

// load reads a study if every file that it names lies in its folder. What a fault quotes
// is shown only of files that do.
func load(dir string) (*runs.Loaded, diag.List, error) {
	list, err := study.Inside(dir)
	if err != nil || list.HasFaults() {
		quote(dir, list)
		return nil, list, err
	}
	loaded, list, err := runs.Load(dir)
	quote(dir, list)
	if err != nil || loaded == nil {
		return nil, list, err
	}
	out, err := loaded.Outside()
	if err != nil || out.HasFaults() {
		return nil, append(list, out...), err
	}
	return loaded, list, nil
}

// quote fills in the lines that faults are in, of files in the folder, and takes away
// those of others.
func quote(dir string, list diag.List) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return // the faults stand without their lines
	}
	defer root.Close()
	seen := map[string]bool{}
	for i := range list {
		file := list[i].Place.File
		rel, err := filepath.Rel(dir, file)
		if err != nil || !filepath.IsLocal(rel) {
			list[i].Source = ""
			continue
		}
		if seen[file] {
			continue
		}
		seen[file] = true
		if src, err := root.ReadFile(rel); err == nil {
			list.Quote(file, src)
		}
	}
}

// readRuns reads which runs there are.
func (d *Desk) readRuns(e *entry) {
	e.reading.Lock()
	defer e.reading.Unlock()
	d.readRunsOf(e)
}

// readRunsOf lists the runs and makes the page of the best. The caller holds off others.
func (d *Desk) readRunsOf(e *entry) {
	signature := runsSignature(e.dir)
	list, faults := runs.List(e.dir)
	best, current := choose(list, func(r *runs.Run) bool { return d.madeFrom(r, e.loaded) })
	key := ""
	if best != nil {
		key = pageKey(best)
	}
	var page []byte
	var pageErr error
	renew := key != e.pageOf
	if renew && best != nil {
		page, pageErr = Render(best)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	e.runsSignature, e.runs, e.runFaults, e.best, e.current = signature, list, faults, best, current
	if renew {
		e.pageOf, e.pageErr, e.page = key, pageErr, page
		e.number++
	}
	d.changed(e)
}

// pageKey tells pages apart: a run that was made again has another.
func pageKey(r *runs.Run) string { return r.ID + r.Made.String() }

// Render makes the page of a run anew from its data. Nothing that lies in a folder of runs
// is handed to a browser as it is: a study may come from a stranger, and its pages would
// run their scripts in the place of ours.
func Render(r *runs.Run) ([]byte, error) {
	old, err := r.Brief()
	if err != nil {
		return nil, err
	}
	data, err := brief.Read(old)
	if err != nil {
		return nil, fmt.Errorf("the brief of run %s was written by another version of casus and can't be shown (%w)\ncasus: hint: calibrate again; what an earlier run has computed is taken up", r.ID, err)
	}
	var b bytes.Buffer
	err = brief.Write(&b, data)
	return b.Bytes(), err
}

// madeFrom reports whether a run was made from the files as they were loaded. A run of an
// earlier version, which kept no list of its inputs, is known by the name of its folder.
func (d *Desk) madeFrom(r *runs.Run, loaded *runs.Loaded) bool {
	if loaded == nil {
		return false
	}
	if len(r.Files) > 0 {
		return r.MadeFrom(loaded.Inputs)
	}
	for _, k := range []Kind{Quick, Full} {
		if dir, err := loaded.RunDir(d.options(k)); err == nil && filepath.Base(dir) == r.ID {
			return true
		}
	}
	return false
}

// choose picks the run whose page is shown: of those made from the files as they stand the
// fullest, and otherwise the newest.
func choose(list []*runs.Run, isCurrent func(*runs.Run) bool) (best *runs.Run, current bool) {
	for _, r := range list { // the newest first
		if !r.Finished() {
			continue
		}
		is := isCurrent(r)
		switch {
		case best == nil, is && !current, is == current && is && fuller(r, best):
			best, current = r, is
		}
	}
	return best, current
}

func fuller(a, b *runs.Run) bool {
	if a.Quick != b.Quick {
		return b.Quick
	}
	return a.Replicates > b.Replicates
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
