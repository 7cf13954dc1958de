package datafile

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// Fill puts into a model what it takes from other files: elements of ranges, numbers
// of constants, tables of lookups and series of data. Files that the model names are
// looked for from its own folder. Data variables without an equation get their series
// from the given files, or from one beside the model that has them (data.tab or data.csv). What could not be had is a fault at the
// place that asks for it.
func Fill(m *model.Model, files []string) diag.List {
	f := &filler{m: m, folder: filepath.Dir(m.File), books: map[string]book{}, sheets: map[string]sheet{}}
	sourced := false
	for _, r := range m.Ranges {
		if r.Source != nil {
			sourced = true
			f.elements(r)
		}
	}
	if sourced {
		m.ExpandRanges(&f.list)
	}
	var out []*model.Variable
	var open []*model.Variable
	for _, v := range m.Variables {
		call, ok := v.Equation.(*model.Call)
		switch {
		case ok && f.isSource(call):
			out = append(out, f.variable(v, call)...)
		case v.Kind == model.Data && v.Equation == nil && len(v.Table.X) == 0:
			series, _ := m.Spread(v)
			out = append(out, series...)
			open = append(open, series...)
		default:
			out = append(out, v)
		}
	}
	changed := len(out) != len(m.Variables)
	m.Variables = out
	if changed {
		*m = *m.Fresh()
	}
	f.series(open, files)
	f.list.Sort()
	return f.list
}

// filler is a filling under way; books and sheets are read once.
type filler struct {
	m      *model.Model
	folder string
	books  map[string]book
	sheets map[string]sheet
	list   diag.List
}

func (f *filler) isSource(call *model.Call) bool { return kind(call) != "" }

func (f *filler) fault(at diag.Place, hint, format string, args ...any) {
	f.list.Faultf("data", at, "%s", fmt.Sprintf(format, args...)).Hint = hint
}

// elements reads those of a range: from a first cell to a last one, or along the row
// or column of the first up to an empty cell, each after a prefix.
func (f *filler) elements(r *model.Range) {
	req, ok := f.request(r.Source, 3)
	if !ok {
		return
	}
	first, ok1 := req.place(req.args[0])
	last, ok2 := req.place(req.args[1])
	switch _, isColumn := column(req.args[1]); {
	case ok2:
	case isColumn: // down that column
		last, ok2 = area{lastRow: len(req.cells) - 1, lastCol: first.col}, true
	case strings.Trim(req.args[1], "0123456789") == "": // along that row
		last, ok2 = area{lastRow: first.row, lastCol: req.cells.width() - 1}, true
	}
	if !ok1 || !ok2 {
		f.fault(r.Source.At, "give cells such as B4", "%q to %q are no cells of the sheet", req.args[0], req.args[1])
		return
	}
	for row := first.row; row <= last.lastRow; row++ {
		for col := first.col; col <= last.lastCol; col++ {
			if c := req.cells.at(row, col); !c.empty() {
				r.Elements = append(r.Elements, req.args[2]+c.String())
			}
		}
	}
	if len(r.Elements) == 0 {
		f.fault(r.Source.At, "", "the cells from %s to %s are empty", req.args[0], req.args[1])
	}
}

// dimensions are the elements of each subscript on the left-hand side, nil for one
// that is an element itself.
func (f *filler) dimensions(v *model.Variable) (dims [][]string, ok bool) {
	for _, sub := range v.Subscripts {
		if r := f.m.RangeOf(sub); r != nil {
			dims = append(dims, r.Elements)
		} else {
			dims = append(dims, nil)
		}
	}
	return dims, true
}

// variable fills one that a call gives.
func (f *filler) variable(v *model.Variable, call *model.Call) []*model.Variable {
	switch kind(call) {
	case "constants":
		return f.constants(v, call)
	case "subscript":
		f.fault(call.At, "", "%s gives elements of a range, not numbers", call.Func)
		return []*model.Variable{v}
	}
	shape := model.Continuous
	if v.Table != nil {
		shape = v.Table.Shape
	}
	all, _ := f.m.Spread(v)
	tables, ok := f.tables(call, len(all))
	for i, one := range all {
		one.Kind, one.Equation = model.Lookup, nil
		if kind(call) == "data" {
			one.Kind = model.Data
		}
		one.Table = &model.Table{X: []float64{0}, Y: []float64{0}, At: call.At}
		if ok {
			one.Table = tables[i]
		}
		one.Table.Shape = shape
	}
	return all
}

// constants reads one number, a row or, with *, a column for one range, or a table for
// two, the first running down and the second across, or with * the other way round.
func (f *filler) constants(v *model.Variable, call *model.Call) []*model.Variable {
	c := *v
	c.Kind, c.Equation, c.Numbers = model.Constant, &model.Number{At: call.At}, nil
	out := []*model.Variable{&c}
	req, ok := f.request(call, 1)
	if !ok {
		return out
	}
	ref, turned := strings.CutSuffix(req.args[0], "*")
	first, ok := req.place(ref)
	if !ok {
		f.fault(call.At, "give a cell such as B4", "%q is neither a cell nor a name of the sheet", ref)
		return out
	}
	dims, _ := f.dimensions(v)
	dims = slices.DeleteFunc(dims, func(d []string) bool { return d == nil })
	rows, cols := 1, 1
	switch len(dims) {
	case 0:
	case 1:
		cols = len(dims[0])
	case 2:
		rows, cols = len(dims[0]), len(dims[1])
	default:
		f.fault(call.At, "define it for each element of the first", "%s fills at most two ranges, and %q has %d", call.Func, v.Name, len(dims))
		return out
	}
	for i := range rows {
		for j := range cols {
			row, col := first.row+i, first.col+j
			if turned {
				row, col = first.row+j, first.col+i
			}
			x := req.cells.at(row, col)
			if !x.isNumber {
				f.fault(call.At, "", "row %d, column %d of %q is no number", row+1, col+1, req.name)
				return out
			}
			c.Numbers = append(c.Numbers, x.number)
		}
	}
	c.Equation = nil
	if len(dims) == 0 {
		c.Equation, c.Numbers = &model.Number{Value: c.Numbers[0], At: call.At}, nil
	}
	return out
}

// tables reads a series for each of n elements: time along a row or down a column, the
// series from a first cell on in the same direction, one after another beside it.
func (f *filler) tables(call *model.Call, n int) ([]*model.Table, bool) {
	req, ok := f.request(call, 2)
	if !ok {
		return nil, false
	}
	first, ok := req.place(strings.TrimSuffix(req.args[1], "*"))
	if !ok {
		f.fault(call.At, "give a cell such as B4", "%q is neither a cell nor a name of the sheet", req.args[1])
		return nil, false
	}
	across, axis := false, 0
	last := max(len(req.cells), req.cells.width())
	if c, isColumn := column(req.args[0]); isColumn && len(req.args[0]) <= 3 {
		axis = c
	} else if strings.Trim(req.args[0], "0123456789") == "" && req.args[0] != "" {
		across = true
		fmt.Sscan(req.args[0], &axis)
		axis--
	} else if a, ok := req.book.named(req.name, req.args[0]); ok {
		if across = a.row == a.lastRow && a.col != a.lastCol; across {
			axis, last = a.row, a.lastCol+1
		} else {
			axis, last = a.col, a.lastRow+1
		}
	} else {
		f.fault(call.At, "give a row such as 4, or a column such as A", "%q is neither a row, a column nor a name of the sheet", req.args[0])
		return nil, false
	}
	at := func(line, i int) cell {
		if across {
			return req.cells.at(line, i)
		}
		return req.cells.at(i, line)
	}
	from, line := first.row, first.col
	if across {
		from, line = first.col, first.row
	}
	out := make([]*model.Table, n)
	for k := range out {
		var points []point
		for i := from; i < last; i++ {
			if x, y := at(axis, i), at(line+k, i); x.isNumber && y.isNumber {
				points = append(points, point{x.number, y.number})
			}
		}
		t, err := table(points)
		if err != nil {
			f.fault(call.At, "", "series %d of %s: %v", k+1, call.Func, err)
			return nil, false
		}
		t.At = call.At
		out[k] = t
	}
	return out, true
}
