// Package mdl reads models in Vensim's text format. Parse always returns a model,
// with what could be understood, and a list of faults: the parser recovers at the
// next "|", so that many come in one go. It runs nothing and checks no units.
package mdl

import (
	"os"

	"casus/internal/diag"
	"casus/internal/model"
)

// Read reads a model file. The error is for a file that can't be read.
func Read(path string) (*model.Model, diag.List, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	m, list := Parse(path, src)
	return m, list, nil
}
