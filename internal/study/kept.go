package study

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The files in which long analyses are kept beside a study, for its brief. No input hash
// is of them: they are results, and each bears the hash of the files that it was made from.
const (
	VariantsFile    = "variants.json"
	BacktestFile    = "backtest.json"
	LeaveOutFile    = "leaveout.json"
	SensitivityFile = "sensitivity.json"
	ForecastsFile   = "forecasts.csv"
)

// Kept are the long analyses that were kept and are of the study's files as they stand.
// Those of other files are warned of and left out: their numbers belong to another study.
type Kept struct {
	Backtest    *Backtest
	Variants    *Weighing
	LeaveOut    *LeaveOut
	Sensitivity *Sensitivity
	Issued      []IssuedForecast // forecasts are never remade, so that older ones are kept too
	Warnings    []string
}

// Kept reads what long analyses have left in the study's folder.
func (s *Study) Kept() (*Kept, error) {
	hash, err := s.FilesHash()
	if err != nil {
		return nil, err
	}
	k := &Kept{}
	for _, f := range []struct {
		name, again string
		read        func([]byte) (filesHash string, quick bool, err error)
	}{
		{BacktestFile, "casus backtest --keep", func(src []byte) (string, bool, error) {
			k.Backtest = new(Backtest)
			err := strictJSON(src, k.Backtest)
			return k.Backtest.FilesHash, k.Backtest.Quick, err
		}},
		{VariantsFile, "casus variants --keep", func(src []byte) (string, bool, error) {
			k.Variants = new(Weighing)
			err := strictJSON(src, k.Variants)
			return k.Variants.FilesHash, k.Variants.Quick, err
		}},
		{LeaveOutFile, "casus leaveout --keep", func(src []byte) (string, bool, error) {
			k.LeaveOut = new(LeaveOut)
			err := strictJSON(src, k.LeaveOut)
			return k.LeaveOut.FilesHash, k.LeaveOut.Quick, err
		}},
		{SensitivityFile, "casus sensitivity --keep", func(src []byte) (string, bool, error) {
			k.Sensitivity = new(Sensitivity)
			err := strictJSON(src, k.Sensitivity)
			return k.Sensitivity.FilesHash, k.Sensitivity.Quick, err
		}},
	} {
		path := filepath.Join(s.Dir, f.name)
		src, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		of, quick, err := f.read(src)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s can't be read (%w)\ncasus: hint: make it again with %s, or delete it", path, err, f.again)
		case of != hash:
			k.Warnings = append(k.Warnings, fmt.Sprintf("%s was made from other files than those here and is left out; make it again with %s", f.name, f.again))
			k.drop(f.name)
		case quick:
			k.Warnings = append(k.Warnings, fmt.Sprintf("%s is of a quick calibration, whose numbers may still move", f.name))
		}
	}
	if k.Issued, err = readForecasts(filepath.Join(s.Dir, ForecastsFile)); err != nil {
		return nil, err
	}
	for i := range k.Issued {
		k.Issued[i].Present = strings.HasPrefix(hash, k.Issued[i].FilesHash)
	}
	return k, nil
}

func (k *Kept) drop(name string) {
	switch name {
	case BacktestFile:
		k.Backtest = nil
	case VariantsFile:
		k.Variants = nil
	case LeaveOutFile:
		k.LeaveOut = nil
	case SensitivityFile:
		k.Sensitivity = nil
	}
}

// strictJSON refuses keys that the struct has not: a file of another version.
func strictJSON(src []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
