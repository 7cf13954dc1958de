package desk

import (
	"bytes"
	"fmt"
	"path/filepath"

	"casus/internal/brief"
	"casus/internal/runs"
)

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
