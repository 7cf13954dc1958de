// Package datafile fills a model with the numbers that it takes from other files:
// GET XLS and GET DIRECT of DATA, LOOKUPS, CONSTANTS and SUBSCRIPT, and plain tables of
// data that come with a run. It reads .xlsx, .xls, .csv, .tab and .txt. It reads no
// models and evaluates nothing: after Fill a model stands for itself.
package datafile

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// cell is what stands at one place of a sheet: a number, a text, or nothing.
type cell struct {
	number   float64
	isNumber bool
	text     string
}

func (c cell) empty() bool { return !c.isNumber && strings.TrimSpace(c.text) == "" }

// String is a cell as an element of a range is named.
func (c cell) String() string {
	if c.isNumber {
		return strconv.FormatFloat(c.number, 'g', -1, 64)
	}
	return strings.TrimSpace(c.text)
}

// textCell is a cell of a text file: a number where it reads as one.
func textCell(text string) cell {
	text = strings.TrimSpace(text)
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return cell{number: x, isNumber: true, text: text}
	}
	return cell{text: text}
}

// sheet is a table of cells; rows may differ in length.
type sheet [][]cell

// at is the cell at a place, an empty one outside. Places count from 0.
func (s sheet) at(row, col int) cell {
	if row < 0 || row >= len(s) || col < 0 || col >= len(s[row]) {
		return cell{}
	}
	return s[row][col]
}

// width is how many columns the widest row has.
func (s sheet) width() int {
	w := 0
	for _, row := range s {
		w = max(w, len(row))
	}
	return w
}

// area is a rectangle of cells, both ends included, counted from 0.
type area struct{ row, col, lastRow, lastCol int }

// book is a file of sheets.
type book interface {
	// sheet gives a sheet by name; of a text file the name is what stands between cells.
	sheet(name string) (sheet, error)
	// named gives the area that a name stands for on a sheet.
	named(sheet, name string) (area, bool)
}

// open reads a file by its ending.
func open(path string) (book, error) {
	switch ending := strings.ToLower(filepath.Ext(path)); ending {
	case ".xlsx", ".xlsm":
		return openXLSX(path)
	case ".xls":
		return openXLS(path)
	case ".csv", ".tab", ".tsv", ".txt", ".dat":
		src, err := os.ReadFile(path)
		return textBook{string(src), ending}, err
	default:
		return nil, fmt.Errorf("%s: data are read from .xlsx, .xls, .csv, .tab and .txt files, not %q", path, ending)
	}
}

// textBook is a text file, which is one sheet without names.
type textBook struct{ text, ending string }

func (b textBook) sheet(separator string) (sheet, error) {
	r := csv.NewReader(strings.NewReader(strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\r", "\n").Replace(b.text)))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	switch {
	case separator == ";":
		r.Comma = ';'
	case strings.EqualFold(separator, "tab") || separator == "\t" || separator == `\t`:
		r.Comma = '\t'
	case separator != "," && b.ending != ".csv":
		r.Comma = '\t'
	}
	records, err := r.ReadAll()
	return textSheet(records), err
}

// textSheet is a sheet of what stands in cells as text.
func textSheet(rows [][]string) sheet {
	var out sheet
	for _, row := range rows {
		cells := make([]cell, len(row))
		for i, text := range row {
			cells[i] = textCell(text)
		}
		out = append(out, cells)
	}
	return out
}

func (textBook) named(string, string) (area, bool) { return area{}, false }

// place reads a reference such as B5 or $B$5.
func place(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	letters := strings.TrimRight(ref, "0123456789")
	col, okCol := column(letters)
	row, err := strconv.Atoi(ref[len(letters):])
	return row - 1, col, okCol && err == nil && row >= 1
}

// column is the number of a column from its letters, from 0.
func column(letters string) (int, bool) {
	n := 0
	for _, r := range strings.ToUpper(letters) {
		if r < 'A' || r > 'Z' || n > 1<<20 {
			return 0, false
		}
		n = 26*n + int(r-'A') + 1
	}
	return n - 1, n > 0
}
