package study

import "fmt"

// Method names the way in which numbers are computed; it is part of every input hash.
func Method() string { return methodVersion }

// Reached tells how far an earlier run of the folder got that was broken off: the
// stages of evidence behind it, over all of its passes. It is 0 where there is none.
func Reached(runDir string) (stages int, err error) {
	for replicate := 0; ; replicate++ {
		p, err := readPass(checkpoint(runDir, replicate))
		if err != nil {
			return 0, fmt.Errorf("an earlier run: %w", err)
		}
		if len(p.Stages) == 0 {
			return stages, nil
		}
		stages += len(p.Stages)
	}
}

// RunDir is the folder in which an examination with these options is kept.
func (s *Study) RunDir(o Options) (string, error) {
	hash, err := s.InputHash(o)
	if err != nil {
		return "", err
	}
	return s.runDir(hash), nil
}
