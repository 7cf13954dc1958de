package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"casus/internal/runs"
)

// Studies are looked for so many folders deep, and so many are shown: whoever serves a
// home folder by mistake gets an answer, not a wait.
const (
	deepest = 4
	most    = 500
)

// find lists the folders below root that hold a study.yaml, by their path from there. A
// study's own folders are not searched, and links are not followed.
func find(root string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil && path != root {
			return nil // what may not be read holds no study that could be shown
		}
		if err != nil {
			return err
		}
		if !e.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name := e.Name()
		if rel != "." && (strings.HasPrefix(name, ".") || name == "runs" || name == "node_modules") {
			return fs.SkipDir
		}
		if _, err := os.Lstat(filepath.Join(path, "study.yaml")); err == nil {
			out = append(out, rel)
			if len(out) == most {
				return fs.SkipAll
			}
			return fs.SkipDir
		}
		if rel != "." && strings.Count(filepath.ToSlash(rel), "/")+1 >= deepest {
			return fs.SkipDir
		}
		return nil
	})
	return out, err
}

// refind is after how many looks at the files new studies are searched for, and rarely is
// how many times longer than the last search it takes until the next: a large folder must
// not keep the disk busy.
const (
	refind = 5
	rarely = 50
)

// watch looks at the files again and again. Asking a dozen files for their time each
// second costs nothing that could be measured, works on every system and on network
// drives, and needs no further dependency.
func (d *Desk) watch(ctx context.Context) {
	tick := time.NewTicker(d.opts.Poll)
	defer tick.Stop()
	var next time.Time
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if began := time.Now(); n%refind == 0 && !d.one && began.After(next) {
			d.refind()
			next = time.Now().Add(rarely * time.Since(began))
		}
		for _, e := range d.list() {
			d.look(e)
		}
	}
}

// list is the entries as they stand.
func (d *Desk) list() []*entry {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []*entry
	for _, e := range d.entries {
		out = append(out, e)
	}
	return out
}

// refind adds studies that have come and takes away those that are gone.
func (d *Desk) refind() {
	found, err := find(d.root)
	if err != nil {
		return // the folder is gone for the moment; what is known stays
	}
	there := map[string]bool{}
	for _, rel := range found {
		there[filepath.ToSlash(rel)] = true
		if e := d.add(d.root, rel); e != nil {
			d.read(e)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for name := range d.entries {
		if !there[name] {
			delete(d.entries, name)
			d.tell()
		}
	}
}

// look reads a study again if its files or runs have changed. Files that were saved while
// the study's page is open start a quick calibration, once they have been left alone for
// the time between two looks: a half-saved set of files is not worth one.
func (d *Desk) look(e *entry) {
	signature, err := runs.Signature(e.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return // refind takes it away
	}
	kept := runsSignature(e.dir)
	d.mu.Lock()
	saved, more := err == nil && signature != e.signature, kept != e.runsSignature
	settled := e.saved && !saved
	d.mu.Unlock()
	switch {
	case saved:
		d.read(e)
		d.mu.Lock()
		e.saved = true
		d.mu.Unlock()
	case more:
		d.readRuns(e)
	}
	if settled {
		d.settle(e)
	}
}

// settle notes that the saved files are left alone, and starts what they ask for.
func (d *Desk) settle(e *entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e.saved, e.owed = false, true
	d.repay(e)
}

// repay starts the quick calibration that saved files have asked for, if anybody looks;
// otherwise it waits for the next who does: a browser behind the editor looks away while
// files are saved. The caller holds the lock.
func (d *Desk) repay(e *entry) {
	if !e.owed || e.open == 0 {
		return
	}
	e.owed = false
	if e.rerun && e.loaded != nil && !e.loaded.TableOnly() && (e.best == nil || !e.current) {
		d.start(e, Quick, true)
	}
}

// runsSignature tells two states of a study's runs apart.
func runsSignature(dir string) string {
	var b strings.Builder
	paths, err := filepath.Glob(filepath.Join(dir, "runs", "*", "run.json"))
	if err != nil {
		return ""
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintf(&b, "%s %d\n", path, info.ModTime().UnixNano())
		}
	}
	return b.String()
}
