package desk

import (
	"os"
	"path/filepath"

	"casus/internal/diag"
	"casus/internal/register"
	"casus/internal/runs"
	"casus/internal/study"
)

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
