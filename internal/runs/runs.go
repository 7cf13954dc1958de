// Package runs keeps examinations on disk with the inputs that they were made from, lists
// them and reads them back. It computes nothing, and does not say how two runs differ: that
// is package compare's.
//
// A run is a folder below the study's runs/, named by the first twelve digits of its input
// hash. The same inputs, options and method have the same folder.
package runs

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"casus/internal/study"
)

// The files of a run's folder, beside the sampler's checkpoints.
const (
	folder        = "runs" // of a study
	manifestFile  = "run.json"
	resultsFile   = "results.json"
	precisionFile = "precision.json"
	briefFile     = "brief.html"
	inputsFolder  = "inputs"
)

// Run is an examination that was begun.
type Run struct {
	ID       string `json:"id"` // twelve digits, the folder's name
	Dir      string `json:"-"`
	Manifest        // as run.json holds it
	Reached  int    `json:"reached"` // stages of evidence behind it, if it was broken off
}

// Manifest says what a run was made from and, once it is finished, what it found.
type Manifest struct {
	InputHash  string    `json:"input_hash"` // SHA-256 in hexadecimal, of all that decides the numbers
	Method     string    `json:"method"`     // empty for runs of versions that kept no manifest
	Version    string    `json:"version"`    // of the program
	Quick      bool      `json:"quick"`
	Particles  int       `json:"particles"`
	Replicates int       `json:"replicates"` // independent passes
	Seed       uint64    `json:"seed"`
	Stages     int       `json:"stages"` // of evidence, over all passes
	Files      []File    `json:"files"`  // none for runs of versions that kept no manifest
	Begun      time.Time `json:"begun,omitzero"`
	Made       time.Time `json:"made,omitzero"` // when it was finished
	Title      string    `json:"title"`
	Headline   string    `json:"headline,omitempty"`
	Warnings   int       `json:"warnings"` // how many
	Seconds    float64   `json:"seconds"`  // of work, over all starts
}

// File is an input of a run.
type File struct {
	Name string `json:"name"` // in the study, with slashes
	Size int64  `json:"size"`
	SHA  string `json:"sha256"`
	Kept bool   `json:"kept"` // with a copy in the run's folder
}

// Finished reports whether the run has answers.
func (r *Run) Finished() bool { return !r.Made.IsZero() }

// Kind names the run's depth in words.
func (r *Run) Kind() string {
	kind := "full"
	if r.Quick {
		kind = "quick"
	}
	if r.Replicates > 1 {
		kind += fmt.Sprintf(", %d passes", r.Replicates)
	}
	return kind
}

// Date is when the run was finished, or else begun.
func (r *Run) Date() time.Time {
	if r.Finished() {
		return r.Made
	}
	return r.Begun
}

// folderName is what a run is called. What is called otherwise is none, whatever it holds.
var folderName = regexp.MustCompile(`^[0-9a-f]{12}$`)

// List reads the runs of the study in dir, the newest first. Runs that can't be read are
// left out and told of.
func List(dir string) (list []*Run, faults []error) {
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, []error{err}
	}
	for _, e := range entries {
		if !e.IsDir() || !folderName.MatchString(e.Name()) {
			continue
		}
		switch r, err := Open(dir, e.Name()); {
		case err != nil:
			faults = append(faults, err)
		case r != nil:
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b *Run) int {
		return cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(a.ID, b.ID))
	})
	return list, faults
}

// Open reads what is said of the run with the id; it is nil where nothing was computed.
func Open(dir, id string) (*Run, error) {
	if !folderName.MatchString(id) {
		return nil, fmt.Errorf("%q names no run; runs are named by twelve digits, such as those of casus serve's list", id)
	}
	r := &Run{ID: id, Dir: filepath.Join(dir, folder, id)}
	err := readJSON(filepath.Join(r.Dir, manifestFile), &r.Manifest)
	if errors.Is(err, fs.ErrNotExist) {
		err = r.fromResults()
	}
	if errors.Is(err, fs.ErrNotExist) { // broken off by a version that kept no manifest, or not there
		err = nil
		if info, statErr := os.Stat(r.Dir); statErr == nil {
			r.Begun = info.ModTime()
		}
	}
	if err != nil {
		return nil, err
	}
	if !r.Finished() {
		if r.Reached, err = study.Reached(r.Dir); err != nil {
			return nil, err
		}
		if r.Reached == 0 {
			return nil, nil
		}
	}
	return r, nil
}

// fromResults reads what the results of a version that kept no manifest say of their run.
func (r *Run) fromResults() error {
	info, err := os.Stat(filepath.Join(r.Dir, resultsFile))
	if err != nil {
		return err
	}
	results, err := r.Results()
	if err != nil {
		return err
	}
	d := &results.Diagnostics
	r.Manifest = Manifest{InputHash: results.InputHash, Quick: results.Quick, Particles: d.Particles, Replicates: max(1, d.Mixing.Passes),
		Seed: results.Seed, Stages: len(d.Stages), Made: info.ModTime(), Title: results.Title, Headline: results.Headline,
		Warnings: len(results.Warnings), Seconds: d.Seconds}
	return nil
}

// Results reads the answers of a finished run.
func (r *Run) Results() (*study.Results, error) {
	results := new(study.Results)
	return results, readJSON(filepath.Join(r.Dir, resultsFile), results)
}

// Precision reads the Monte Carlo errors of the answers; it is nil for runs of versions
// that kept none.
func (r *Run) Precision() (*study.Precision, error) {
	p := new(study.Precision)
	err := readJSON(filepath.Join(r.Dir, precisionFile), p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return p, err
}

// Brief is the page as it was written.
func (r *Run) Brief() ([]byte, error) { return os.ReadFile(filepath.Join(r.Dir, briefFile)) }

// Input is the copy of an input that was kept. A name that leads out of the run's folder,
// over links too, is an error: manifests may come from a stranger.
func (r *Run) Input(name string) ([]byte, error) {
	root, err := os.OpenRoot(filepath.Join(r.Dir, inputsFolder))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(filepath.FromSlash(name))
}

func readJSON(path string, into any) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(src, into); err != nil {
		return fmt.Errorf("%s can't be read (%w)\ncasus: hint: delete the folder %s and run again", path, err, filepath.Dir(path))
	}
	return nil
}
