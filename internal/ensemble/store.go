package ensemble

import (
	"encoding/gob"
	"fmt"
	"io"
	"os"

	"casus/internal/wholefile"
)

// stored is a state with the hash of what it belongs to.
type stored struct {
	Hash  string
	State *State
}

// Save keeps a state in a file, whole or not at all.
func (s *State) Save(path, hash string) error {
	return wholefile.Write(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(stored{hash, s}) })
}

// Load reads a state back: nil where there is none, or one of another ensemble.
func Load(path, hash string, keep []int) (*State, error) {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var s stored
	if err := gob.NewDecoder(f).Decode(&s); err != nil {
		return nil, fmt.Errorf("reading %s: %w; remove it to begin anew", path, err)
	}
	if s.Hash != hash {
		return nil, nil
	}
	s.State.keep = keep
	return s.State, nil
}
