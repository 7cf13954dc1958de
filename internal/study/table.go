package study

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"casus/internal/diag"
)

// dataTable is a file of measurements: a heading, and a row for each time.
type dataTable struct {
	file  string
	names []string
	cells [][]string
	lines []int // by row, its line in the file
}

// readDataTable reads a .csv or .tsv file. The error is for a file that can't be read;
// rows that have another number of cells than the heading are faults.
func readDataTable(path string, l *diag.List) (*dataTable, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	r.TrimLeadingSpace = true
	if ending := strings.ToLower(filepath.Ext(path)); ending == ".tsv" || ending == ".tab" {
		r.Comma = '\t'
	}
	rows, err := r.ReadAll()
	if bad := new(csv.ParseError); errors.As(err, &bad) {
		l.Faultf("data-table", diag.Place{File: path, Line: bad.Line, Col: bad.Column}, "%v", bad.Err)
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		l.Faultf("data-table", diag.Place{File: path}, "there is no row below a heading")
		return nil, nil
	}
	t := &dataTable{file: path, cells: rows[1:]}
	for _, name := range rows[0] {
		t.names = append(t.names, strings.TrimSpace(name))
	}
	line := 1 + strings.Count(strings.Join(rows[0], ""), "\n")
	for _, row := range t.cells {
		line++
		t.lines = append(t.lines, line)
		line += strings.Count(strings.Join(row, ""), "\n")
	}
	return t, nil
}

// column is the index of a column, a fault where there is none of that name.
func (t *dataTable) column(l *diag.List, at diag.Place, name string) int {
	for i, n := range t.names {
		if n == name {
			return i
		}
	}
	d := l.Faultf("data-column", at, "%s has no column %q", t.file, name)
	if near := diag.Nearest(name, t.names); near != "" {
		d.Hint = "did you mean " + strconv.Quote(near) + "?"
	} else {
		d.Hint = "it has: " + strings.Join(t.names, ", ")
	}
	return -1
}

// place is that of a row.
func (t *dataTable) place(row int) diag.Place { return diag.Place{File: t.file, Line: t.lines[row]} }

// number is a cell, and whether it holds one: an empty cell says that nothing was
// measured.
func (t *dataTable) number(l *diag.List, row, column int) (v float64, ok bool) {
	text := strings.TrimSpace(t.cells[row][column])
	if text == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v != v {
		l.Faultf("data-cell", t.place(row), "%q in column %s is not a number", text, t.names[column]).Hint = "leave the cell empty where nothing was measured"
		return 0, false
	}
	return v, true
}
