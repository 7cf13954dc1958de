// Package rowfile writes tables of numbers with a name for each column as CSV, TSV, JSON
// or Parquet. Numbers keep all their bits. It knows nothing of what they mean.
package rowfile

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// Table is what is written: names of the columns, and rows of as many numbers.
type Table struct {
	Names []string
	Rows  [][]float64
}

// Formats lists the endings that Write knows, for messages.
const Formats = ".csv, .tsv, .json or .parquet"

// Format is a way to write a table.
type Format int

// The formats.
const (
	CSV Format = iota
	TSV
	JSON
	Parquet
)

// FormatOf is the format of a file's ending; without one it is CSV. An ending that is
// none is an error.
func FormatOf(file string) (Format, error) {
	switch ending := strings.ToLower(filepath.Ext(file)); ending {
	case ".csv", "":
		return CSV, nil
	case ".tsv", ".tab":
		return TSV, nil
	case ".json":
		return JSON, nil
	case ".parquet":
		return Parquet, nil
	default:
		return 0, fmt.Errorf("%s: results are written as %s files, not %q", file, Formats, ending)
	}
}

// Write writes a table in the format of a file's ending; an ending that is none is an
// error before anything is written.
func Write(w io.Writer, file string, t Table) error {
	format, err := FormatOf(file)
	switch {
	case err != nil:
		return err
	case format == TSV:
		return writeText(w, t, '\t')
	case format == JSON:
		return writeJSON(w, t)
	case format == Parquet:
		return writeParquet(w, t)
	}
	return writeText(w, t, ',')
}

// number has as many digits as it takes to read back the same bits.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func writeText(w io.Writer, t Table, separator rune) error {
	cw := csv.NewWriter(w)
	cw.Comma = separator
	if err := cw.Write(t.Names); err != nil {
		return err
	}
	record := make([]string, len(t.Names))
	for _, row := range t.Rows {
		for i, v := range row {
			record[i] = number(v)
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// writeJSON writes {"columns": [names], "rows": [[numbers]]}. JSON has no NaN and no
// infinity: both are null.
func writeJSON(w io.Writer, t Table) error {
	type cells []any
	rows := make([]cells, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = make(cells, len(row))
		for j, v := range row {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				rows[i][j] = v
			}
		}
	}
	return json.NewEncoder(w).Encode(struct {
		Columns []string `json:"columns"`
		Rows    []cells  `json:"rows"`
	}{t.Names, rows})
}

// columns is a group of required doubles that keeps their order, which a plain group
// does not.
type columns struct {
	parquet.Group
	fields []parquet.Field
}

func (c columns) Fields() []parquet.Field { return c.fields }

// column is one of them.
type column struct {
	parquet.Node
	name string
}

func (c column) Name() string                          { return c.name }
func (c column) Value(reflect.Value) (v reflect.Value) { return v }

// writeParquet writes a column of doubles for each name, compressed by zstd.
func writeParquet(w io.Writer, t Table) error {
	c := columns{Group: parquet.Group{}}
	for _, name := range t.Names {
		node := parquet.Compressed(parquet.Leaf(parquet.DoubleType), &zstd.Codec{})
		c.Group[name] = node
		c.fields = append(c.fields, column{node, name})
	}
	pw := parquet.NewWriter(w, parquet.NewSchema("rows", c))
	row := make(parquet.Row, len(t.Names))
	for _, values := range t.Rows {
		for i, v := range values {
			row[i] = parquet.DoubleValue(v).Level(0, 0, i)
		}
		if _, err := pw.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	return pw.Close()
}
