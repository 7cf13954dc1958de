package datafile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/datafile"
	"casus/internal/mdl"
	"casus/internal/model"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// workbook writes a sheet "S" with cells from B2 on, and a name "row" for B2:D2.
func workbook(t *testing.T, dir string, cells [][]any) {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", "S"); err != nil {
		t.Fatal(err)
	}
	for i, row := range cells {
		for j, x := range row {
			at, _ := excelize.CoordinatesToCellName(j+2, i+2)
			if err := f.SetCellValue("S", at, x); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "years", RefersTo: "S!$C$2:$E$2"}); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(filepath.Join(dir, "book.xlsx")); err != nil {
		t.Fatal(err)
	}
}

// filled reads a model's text in a folder and fills it; faults as text.
func filled(t *testing.T, dir, text string, files ...string) (*model.Model, string) {
	t.Helper()
	m, list := mdl.Parse(filepath.Join(dir, "m.mdl"), []byte(text))
	list = append(list, datafile.Fill(m, files)...)
	var b strings.Builder
	for _, d := range list {
		b.WriteString(d.Message + "\n")
	}
	return m, b.String()
}

func TestWorkbook(t *testing.T) {
	dir := t.TempDir()
	workbook(t, dir, [][]any{
		{"year", 2000, 2001, 2003},
		{"a", 1.5, nil, 3.5},
		{"b", 10, 20, 30},
	})
	m, faults := filled(t, dir, `R: GET XLS SUBSCRIPT('book.xlsx', 'S', 'B3', 'B4', 'the ') ~~|
across[R]:INTERPOLATE::= GET XLS DATA('book.xlsx', 'S', '2', 'C3') ~~|
named:= GET DIRECT DATA('book.xlsx', 's', 'years', 'C4') ~~|
table(GET XLS LOOKUPS('book.xlsx', 'S', '2', 'C4')) ~~|
one= GET DIRECT CONSTANTS('book.xlsx', 'S', 'C3') ~~|
three: x, y, z ~~|
row[three]= GET DIRECT CONSTANTS('book.xlsx', 'S', 'C4') ~~|
grid[R,two]= GET DIRECT CONSTANTS('book.xlsx', 'S', 'C4*') ~~|
two: p, q ~~|
`)
	if !strings.Contains(faults, "is no number") || strings.Count(faults, "\n") != 1 {
		t.Errorf("faults %q, want that of the empty cells of grid alone", faults)
	}
	var got []string
	for _, v := range m.Variables {
		line := v.Name + " " + strings.Join(v.Subscripts, ",") + " " + v.Kind.String()
		if v.Table != nil {
			for i := range v.Table.X {
				line += " " + model.Format(&model.Number{Value: v.Table.X[i]}) + ":" + model.Format(&model.Number{Value: v.Table.Y[i]})
			}
		}
		for _, x := range v.Numbers {
			line += " " + model.Format(&model.Number{Value: x})
		}
		if n, ok := v.Equation.(*model.Number); ok {
			line += " = " + model.Format(n)
		}
		got = append(got, line)
	}
	want := []string{
		"across the a data 2000:1.5 2003:3.5",
		"across the b data 2000:10 2001:20 2003:30",
		"named  data 2000:10 2001:20 2003:30",
		"table  lookup 2000:10 2001:20 2003:30",
		"one  constant = 1.5",
		"row three constant 10 20 30",
		"grid R,two constant 10 = 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestText(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"down.csv":  "year,a,b\n2000,1,10\n2001,2,20\n",
		"tabs.txt":  "year\t2000\t2001\na\t1\t2\n",
		"twice.csv": "Time,x\n1,2\n1,3\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m, faults := filled(t, dir, `d:= GET DIRECT DATA('down.csv', ',', 'A', 'C2') ~~|
e:= GET DIRECT DATA('tabs.txt', 'tab', '1', 'B2') ~~|
c= GET DIRECT CONSTANTS('down.csv', ',', 'B3') ~~|
`)
	if faults != "" {
		t.Fatal(faults)
	}
	if got := m.Variables[0].Table.Y; !cmp.Equal(got, []float64{10, 20}) {
		t.Errorf("down a column: %v", got)
	}
	if got := m.Variables[1].Table.Y; !cmp.Equal(got, []float64{1, 2}) {
		t.Errorf("along a row: %v", got)
	}
	if got := m.Variables[2].Equation.(*model.Number).Value; got != 2 {
		t.Errorf("a constant: %v", got)
	}
	if _, faults := filled(t, dir, "x ~~|\n", filepath.Join(dir, "twice.csv")); !strings.Contains(faults, "two values at 1") {
		t.Errorf("two values at a time: %q", faults)
	}
}

func TestFaults(t *testing.T) {
	dir := t.TempDir()
	workbook(t, dir, [][]any{{1, 2}})
	for text, want := range map[string]string{
		"x= GET XLS CONSTANTS('nowhere.xlsx', 'S', 'B2') ~~|":             "no such file",
		"x= GET XLS CONSTANTS('book.xlsx', 'T', 'B2') ~~|":                `there is no sheet "T"; there are S`,
		"x= GET XLS CONSTANTS('book.xlsx', 'S', 'nothing') ~~|":           "neither a cell nor a name",
		"x= GET XLS CONSTANTS('book.xlsx', 'S') ~~|":                      "takes 3 arguments and has 2",
		"x= GET XLS CONSTANTS('?book', 'S', 'B2') ~~|":                    "chosen in Vensim's settings",
		"x= GET XLS CONSTANTS(book, 'S', 'B2') ~~|":                       "takes names in quotes",
		"x= GET XLS CONSTANTS('book.doc', 'S', 'B2') ~~|":                 "data are read from",
		"x:= GET XLS DATA('book.xlsx', 'S', 'first row', 'B2') ~~|":       "neither a row, a column nor a name",
		"x:= GET XLS DATA('book.xlsx', 'S', '9', 'B2') ~~|":               "there is no number",
		"R: GET XLS SUBSCRIPT('book.xlsx', 'S', 'G9', 'G12', '') ~~|":     "are empty",
		"R: GET XLS SUBSCRIPT('book.xlsx', 'S', 'here', 'there', '') ~~|": "are no cells",
		"x= GET XLS SUBSCRIPT('book.xlsx', 'S', 'B2', 'C2', '') ~~|":      "gives elements of a range",
		"x ~~|": "has no equation and no data",
	} {
		if _, faults := filled(t, dir, text+"\n"); !strings.Contains(faults, want) {
			t.Errorf("%s: %q, want %q", text, faults, want)
		}
	}
}

// FuzzXLS: no file of cells crashes the reader of .xls, or keeps it busy.
func FuzzXLS(f *testing.F) {
	f.Add([]byte{0x09, 0x08, 0x10, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{0xfc, 0, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0x3c, 0, 4, 0, 2, 0, 1, 65})
	f.Fuzz(func(_ *testing.T, stream []byte) { datafile.ReadCells(stream) })
}
