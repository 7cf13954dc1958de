package study

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// methodVersion changes whenever the same inputs would give other numbers: the
// sampler, the likelihood, the maths kernel. It is part of every input hash.
const methodVersion = "8"

// InputHash names a run by everything that decides its numbers: the study's files,
// the options, the seed and the method. It is SHA-256 in hexadecimal.
func (s *Study) InputHash(o Options) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "method %s\nparticles %d moves %d %d correlation %g chains %d %d %d replicates %d seed %d\n",
		methodVersion, o.Particles, o.MinMoves, o.MaxMoves, o.Correlation, o.Chains, o.Draws, o.Thin, o.Replicates, s.Seed)
	if s.variant != "" {
		fmt.Fprintf(h, "variant %s\n", s.variant)
	}
	if err := s.hashFiles(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// FilesHash names the study's files and the method, whatever the options: what was
// computed from the same files bears the same.
func (s *Study) FilesHash() (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "method %s\n", methodVersion)
	if err := s.hashFiles(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (s *Study) hashFiles(h io.Writer) error {
	for _, name := range s.Files {
		f, err := os.Open(filepath.Join(s.Dir, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "file %s\n", name)
		_, err = io.Copy(h, f)
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
