package evidence

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"casus/internal/diag"
)

// cell is the text of one field, trimmed, and where it starts.
type cell struct {
	text string
	at   diag.Place
}

// row is one record of a table: its cells by the name of their column.
type row struct {
	cells map[string]cell
	line  int
}

// tableReader reads a CSV file with a heading (RFC 4180; line ends of either kind,
// a byte order mark is let pass). Names of columns are the file's contract: an
// unknown or a missing one is a fault.
type tableReader struct {
	file  string
	lines [][]byte
	csv   *csv.Reader
	list  *diag.List
}

// readTable returns the rows whose number of fields is right. Required columns
// must be there; of the optional ones, all or none.
func readTable(file string, src []byte, required, optional []string, list *diag.List) []row {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		at := invalidAt(file, src)
		d := list.Faultf("evidence-csv", at, "the file is not UTF-8 text")
		d.Hint = "save it as UTF-8"
		return nil
	}
	t := &tableReader{file: file, lines: bytes.Split(src, []byte("\n")), csv: csv.NewReader(bytes.NewReader(src)), list: list}
	t.csv.FieldsPerRecord = -1
	header := t.next()
	if header == nil {
		if len(*list) == 0 {
			list.Faultf("evidence-csv", diag.Place{File: file}, "the file is empty")
		}
		return nil
	}
	if !t.checkHeader(header, required, optional) {
		return nil
	}
	var rows []row
	for fields := t.next(); fields != nil; fields = t.next() {
		if len(fields) != len(header) {
			d := list.Faultf("evidence-csv", fields[0].at, "the row has %d fields, the heading %d", len(fields), len(header))
			d.Hint = `a field with a comma in it stands in double quotes`
			continue
		}
		if r, ok := t.row(header, fields); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// next reads one record, or nil at the end and after a fault of quoting, behind
// which nothing can be trusted.
func (t *tableReader) next() []cell {
	record, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil
	}
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		t.list.Faultf("evidence-csv", t.place(bad.Line, bad.Column), "the row can't be read: %v", bad.Err)
		return nil
	}
	if err != nil {
		t.list.Faultf("evidence-csv", diag.Place{File: t.file}, "the file can't be read: %v", err)
		return nil
	}
	cells := make([]cell, len(record))
	for i, text := range record {
		line, col := t.csv.FieldPos(i)
		cells[i] = cell{strings.TrimSpace(text), t.place(line, col)}
	}
	return cells
}

// place turns a line and a column in bytes into a place with a column in
// characters.
func (t *tableReader) place(line, col int) diag.Place {
	p := diag.Place{File: t.file, Line: line, Col: col}
	if line >= 1 && line <= len(t.lines) {
		text := t.lines[line-1]
		p.Col = utf8.RuneCount(text[:min(max(col-1, 0), len(text))]) + 1
	}
	return p
}

func (t *tableReader) checkHeader(header []cell, required, optional []string) bool {
	known := slices.Concat(required, optional)
	var found []string
	ok := true
	for _, h := range header {
		found = append(found, h.text)
		if !slices.Contains(known, h.text) {
			ok = false
			d := t.list.Faultf("evidence-column", h.at, "unknown column %q", h.text)
			d.Reason = "what stands in it would be left out without a word"
			d.Hint = hint(h.text, known, "columns")
		}
	}
	wanted := required
	if slices.ContainsFunc(optional, func(name string) bool { return slices.Contains(found, name) }) {
		wanted = known
	}
	for _, name := range wanted {
		if !slices.Contains(found, name) {
			ok = false
			d := t.list.Faultf("evidence-column", diag.Place{File: t.file, Line: header[0].at.Line}, "column %q is missing", name)
			if !slices.Contains(required, name) {
				d.Reason = fmt.Sprintf("columns that say how claims are used come together: %s", strings.Join(optional, ", "))
			}
		}
	}
	return ok
}

// row names the cells by their columns. A column may stand twice, as in a file
// that two people extended, when both say the same.
func (t *tableReader) row(header, fields []cell) (row, bool) {
	r := row{cells: make(map[string]cell, len(fields)), line: fields[0].at.Line}
	for i, f := range fields {
		name := header[i].text
		if first, twice := r.cells[name]; twice {
			if first.text != f.text {
				d := t.list.Faultf("evidence-column", f.at, "column %q stands twice and says %q here, %q before", name, f.text, first.text)
				d.Hint = "keep one of the two columns"
				return row{}, false
			}
			continue
		}
		r.cells[name] = f
	}
	return r, true
}

// hint names the nearest known word, or all of them where they are few.
func hint(word string, known []string, what string) string {
	if near := diag.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Sprintf("known %s: %s", what, strings.Join(known, ", "))
}

func invalidAt(file string, src []byte) diag.Place {
	line := 1
	for _, text := range bytes.Split(src, []byte("\n")) {
		if !utf8.Valid(text) {
			break
		}
		line++
	}
	return diag.Place{File: file, Line: line}
}
