package study

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// IssuedForecast is a forecast that stands in the study's folder, to be scored by whoever
// comes later. It is never edited, only superseded.
type IssuedForecast struct {
	Cut       time.Time // of claims published by then
	FilesHash string    // the beginning of that of the files it was made from
	Present   bool      // these are the study's files as they stand
	Rows      []ForecastRow
}

// readForecasts reads a table of forecasts, the earliest issued first, none where there is
// no file. Errors name the line.
func readForecasts(path string) ([]IssuedForecast, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	head, err := r.Read()
	if err == io.EOF || err == nil && !slices.Equal(head, forecastColumns) {
		return nil, fmt.Errorf("%s:1: the columns must be %s\ncasus: hint: forecasts are written by casus forecast -o %s", path, strings.Join(forecastColumns, ","), ForecastsFile)
	}
	var out []IssuedForecast
	for ; err == nil; head, err = r.Read() {
		line, _ := r.FieldPos(0)
		if line == 1 {
			continue
		}
		cut, row, fault := forecastRow(head)
		if fault != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, fault)
		}
		i := slices.IndexFunc(out, func(v IssuedForecast) bool { return v.Cut.Equal(cut) && v.FilesHash == head[1] })
		if i < 0 {
			i = len(out)
			out = append(out, IssuedForecast{Cut: cut, FilesHash: head[1]})
		}
		out[i].Rows = append(out[i].Rows, row)
	}
	if err != io.EOF {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	slices.SortStableFunc(out, func(a, b IssuedForecast) int { return a.Cut.Compare(b.Cut) })
	return out, nil
}

// forecastRow reads one row.
func forecastRow(cells []string) (cut time.Time, r ForecastRow, err error) {
	r = ForecastRow{Quantity: cells[2], Title: cells[3], Unit: cells[4], Claimant: cells[5]}
	if cut, err = time.Parse(dateForm, cells[0]); err != nil {
		return cut, r, fmt.Errorf("%q is no date", cells[0])
	}
	if r.Date, err = time.Parse(dateForm, cells[6]); err != nil {
		return cut, r, fmt.Errorf("%q is no date", cells[6])
	}
	for i, into := range []*float64{&r.Q05, &r.Q25, &r.Q50, &r.Q75, &r.Q95} {
		if *into, err = strconv.ParseFloat(cells[7+i], 64); err != nil {
			return cut, r, fmt.Errorf("%s %q is no number", forecastColumns[7+i], cells[7+i])
		}
	}
	return cut, r, nil
}
