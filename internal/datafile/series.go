package datafile

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/model"
)

// point is one of a series.
type point struct{ x, y float64 }

// table puts points in order.
func table(points []point) (*model.Table, error) {
	if len(points) == 0 {
		return nil, errors.New("there is no number")
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	t := &model.Table{}
	for i, p := range points {
		if i > 0 && p.x == points[i-1].x {
			return nil, fmt.Errorf("there are two values at %v", p.x)
		}
		t.X, t.Y = append(t.X, p.x), append(t.Y, p.y)
	}
	return t, nil
}

// series gives data variables without an equation their series from the first file
// that has them.
func (f *filler) series(open []*model.Variable, files []string) {
	if len(open) == 0 {
		return
	}
	given := len(files) > 0
	if !given {
		files = f.beside()
	}
	found := map[string]*model.Table{}
	for _, path := range files {
		series, err := ReadSeries(path)
		if err != nil {
			f.fault(open[0].At, "", "reading %s: %v", path, err)
			return
		}
		for name, t := range series {
			if found[name] == nil {
				found[name] = t
			}
		}
	}
	used := false
	for _, v := range open {
		name := v.Name
		if len(v.Subscripts) > 0 {
			name += "[" + strings.Join(v.Subscripts, ",") + "]"
		}
		t := found[seriesKey(name)]
		if t == nil {
			where := "no file of data stands beside the model"
			if len(files) > 0 {
				where = "there is no column of that name in " + strings.Join(files, ", ")
			}
			d := f.list.Faultf("data", v.At, "%q has no equation and no data", name)
			d.Reason, d.Hint = where, "run it with --data FILE, a table with a column for each such variable"
			v.Table.X, v.Table.Y = []float64{0}, []float64{0}
			continue
		}
		used = true
		shape := v.Table.Shape
		*v.Table = *t
		v.Table.Shape, v.Table.At = shape, v.At
	}
	if used {
		f.m.DataFiles = append(f.m.DataFiles, files...)
	}
	if used && !given {
		f.list.Warnf("data", open[0].At, "data come from %s", strings.Join(files, ", ")).Hint = "name another file with --data"
	}
}

// beside lists files of data in the model's folder by the names that they usually have.
// A file of the model's own name is none of them: that is what results are called.
func (f *filler) beside() []string {
	var out []string
	for _, name := range []string{"data.tab", "data.csv"} {
		if path := filepath.Join(f.folder, name); exists(path) {
			out = append(out, path)
		}
	}
	return out
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ReadSeries reads a table of data: a column of times with a column for each variable
// beside it, or the same turned, with a row for each. Names are keyed as seriesKey
// folds them; cells that are no numbers are left out.
func ReadSeries(path string) (map[string]*model.Table, error) {
	b, err := open(path)
	if err != nil {
		return nil, err
	}
	if x, ok := b.(xlsxBook); ok {
		return readSeries(x.sheet(x.f.GetSheetName(0)))
	}
	if x, ok := b.(xlsBook); ok {
		return readSeries(x.sheets[0], nil)
	}
	return readSeries(b.sheet(""))
}

func readSeries(cells sheet, err error) (map[string]*model.Table, error) {
	if err != nil {
		return nil, err
	}
	if len(cells) == 0 {
		return nil, errors.New("the file is empty")
	}
	across := len(cells[0]) > 1 && cells[0][1].isNumber
	at := func(line, i int) cell {
		if across {
			return cells.at(line, i)
		}
		return cells.at(i, line)
	}
	lines, length := cells.width(), len(cells)
	if across {
		lines, length = length, lines
	}
	out := map[string]*model.Table{}
	for line := 1; line < lines; line++ {
		var points []point
		for i := 1; i < length; i++ {
			if x, y := at(0, i), at(line, i); x.isNumber && y.isNumber {
				points = append(points, point{x.number, y.number})
			}
		}
		if len(points) == 0 {
			continue
		}
		t, err := table(points)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", at(line, 0).text, err)
		}
		out[seriesKey(at(line, 0).text)] = t
	}
	return out, nil
}

// seriesKey folds a name with its elements for comparison.
func seriesKey(name string) string {
	name, elements, _ := strings.Cut(strings.NewReplacer(`"`, "", "]", "").Replace(name), "[")
	key := model.Key(name)
	if elements == "" {
		return key
	}
	parts := strings.Split(elements, ",")
	for i, p := range parts {
		parts[i] = model.Key(p)
	}
	return key + "[" + strings.Join(parts, ",") + "]"
}
