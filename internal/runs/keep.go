package runs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"casus/internal/brief"
	"casus/internal/study"
	"casus/internal/wholefile"
)

// mostKept is the size up to which a run keeps a copy of an input, in bytes. Of larger ones
// it keeps the hash, so that a folder of runs does not multiply a table of measurements.
const mostKept = 8 << 20

// Examine runs an examination and keeps it with its inputs. Broken off by the context, it
// leaves checkpoints, from which the next call with the same inputs goes on. The error is
// ErrChanged where the files are no longer those that were loaded.
func Examine(ctx context.Context, s *Loaded, o study.Options, version string) (*Run, *study.Examination, error) {
	r, err := begin(s, o, version)
	if err != nil {
		return nil, nil, err
	}
	x, err := s.Study.Examine(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	if x.Results.InputHash != r.InputHash {
		return nil, nil, ErrChanged
	}
	r.finish(x.Results)
	return r, x, r.keep(x)
}

// begin copies the inputs into the run's folder, and says in its manifest what is being
// computed. A manifest of a run that is finished stays until the new one is.
func begin(s *Loaded, o study.Options, version string) (*Run, error) {
	hash, err := s.InputHash(o)
	if err != nil {
		return nil, err
	}
	dir, err := s.RunDir(o)
	if err != nil {
		return nil, err
	}
	r := &Run{ID: filepath.Base(dir), Dir: dir, Manifest: Manifest{InputHash: hash, Method: study.Method(), Version: version, Quick: o.Quick,
		Particles: o.Particles, Replicates: o.Replicates, Seed: s.Seed, Stages: len(s.Stages) * o.Replicates, Files: s.Inputs, Begun: now(), Title: s.Title}}
	copies := make([][]byte, len(s.Inputs))
	for i, input := range s.Inputs {
		f, src, err := readInput(s.Dir, input.Name)
		if err != nil {
			return nil, err
		}
		if f != input {
			return nil, ErrChanged
		}
		copies[i] = src
	}
	if again, err := s.InputHash(o); err != nil {
		return nil, err
	} else if again != hash {
		return nil, ErrChanged
	}
	for i, f := range s.Inputs {
		if !f.Kept {
			continue
		}
		if err := writeFile(filepath.Join(dir, inputsFolder, filepath.FromSlash(f.Name)), copies[i]); err != nil {
			return nil, err
		}
	}
	if was, err := Open(s.Dir, r.ID); err == nil && was != nil && was.Finished() {
		return r, nil
	}
	return r, wholefile.Write(filepath.Join(dir, manifestFile), r.writeManifest)
}

// readInput reads an input. What lies outside the study's folder is named by its hash and
// not copied: a run's folder has no place for it.
func readInput(dir, name string) (File, []byte, error) {
	src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return File{}, nil, err
	}
	sum := sha256.Sum256(src)
	f := File{Name: name, Size: int64(len(src)), SHA: hex.EncodeToString(sum[:]), Kept: len(src) <= mostKept && filepath.IsLocal(name)}
	return f, src, nil
}

// now is the time to the millisecond, by which runs are told apart and put in order.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

func (r *Run) finish(results *study.Results) {
	r.Made = now()
	r.Headline, r.Warnings, r.Seconds = results.Headline, len(results.Warnings), results.Diagnostics.Seconds
}

// keep writes what was found. The manifest is last: once it names a date, all is there.
func (r *Run) keep(x *study.Examination) error {
	var page bytes.Buffer
	if err := brief.Write(&page, brief.Compose(x, r.Version, r.Made)); err != nil {
		return err
	}
	precision, err := json.Marshal(x.Precision())
	if err != nil {
		return fmt.Errorf("writing the Monte Carlo errors: %w", err)
	}
	if err := writeFile(filepath.Join(r.Dir, briefFile), page.Bytes()); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(r.Dir, precisionFile), precision); err != nil {
		return err
	}
	if err := wholefile.Write(filepath.Join(r.Dir, resultsFile), x.Results.WriteJSON); err != nil {
		return err
	}
	return wholefile.Write(filepath.Join(r.Dir, manifestFile), r.writeManifest)
}

func (r *Run) writeManifest(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r.Manifest)
}

func writeFile(path string, src []byte) error {
	return wholefile.Write(path, func(w io.Writer) error {
		_, err := w.Write(src)
		return err
	})
}
