package runs

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"casus/internal/diag"
	"casus/internal/study"
)

// ErrChanged says that a study can't be read or kept because someone was saving it.
var ErrChanged = errors.New("the study's files changed while they were being read\ncasus: hint: start again once they are saved")

// Loaded is a study with the inputs that it was read from.
type Loaded struct {
	*study.Study
	Inputs []File // in the order of Study.Files
}

// Load reads a study and what its inputs are, all from one state of the folder: files that
// are saved meanwhile are read again, for a fifth of a second. The study is nil where the
// list has faults.
func Load(dir string) (*Loaded, diag.List, error) {
	for range 5 {
		before, err := Signature(dir)
		if err != nil {
			return nil, nil, err
		}
		s, list, err := study.Load(dir)
		if err != nil {
			return nil, list, err
		}
		var loaded *Loaded
		if s != nil && !list.HasFaults() {
			loaded = &Loaded{Study: s}
			for _, name := range s.Files {
				f, _, err := readInput(s.Dir, name)
				if err != nil {
					return nil, list, err
				}
				loaded.Inputs = append(loaded.Inputs, f)
			}
		}
		after, err := Signature(dir)
		if err != nil {
			return nil, list, err
		}
		if before == after {
			return loaded, list, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, nil, ErrChanged
}

// Signature changes whenever a file of the study in dir does, by its name, its size and when
// it was saved. Runs, hidden files and an editor's backups don't count. It reads no file.
func Signature(dir string) (string, error) {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path != dir { // went away meanwhile
			return nil
		} else if err != nil {
			return err
		}
		name := d.Name()
		if path != dir && (strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || name == folder && filepath.Dir(path) == filepath.Clean(dir)) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		if !d.IsDir() {
			fmt.Fprintf(&b, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return b.String(), err
}

// MadeFrom reports whether the run was made from these inputs by the method of this version.
func (r *Run) MadeFrom(inputs []File) bool {
	if len(inputs) == 0 || len(r.Files) != len(inputs) || r.Method != study.Method() {
		return false
	}
	for i, f := range inputs {
		if r.Files[i].Name != f.Name || r.Files[i].SHA != f.SHA {
			return false
		}
	}
	return true
}
