package rowfile_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"casus/internal/rowfile"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

var table = rowfile.Table{Names: []string{"Time", "b", "a[x,y]"}, Rows: [][]float64{{0, 0.1, math.NaN()}, {1, 1e300, -2}}}

func TestText(t *testing.T) {
	for file, want := range map[string]string{
		"a.csv":  "Time,b,\"a[x,y]\"\n0,0.1,NaN\n1,1e+300,-2\n",
		"a.tsv":  "Time\tb\ta[x,y]\n0\t0.1\tNaN\n1\t1e+300\t-2\n",
		"a.json": `{"columns":["Time","b","a[x,y]"],"rows":[[0,0.1,null],[1,1e+300,-2]]}` + "\n",
	} {
		var b bytes.Buffer
		if err := rowfile.Write(&b, file, table); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
	if err := rowfile.Write(nil, "a.doc", table); err == nil || !strings.Contains(err.Error(), ".parquet") {
		t.Errorf("an ending that is none: %v", err)
	}
}

// TestParquet reads back what was written, in the order of the columns.
func TestParquet(t *testing.T) {
	var b bytes.Buffer
	if err := rowfile.Write(&b, "a.parquet", table); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range f.Root().Columns() {
		names = append(names, c.Name())
	}
	if diff := cmp.Diff(table.Names, names); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	r := parquet.NewReader(f)
	rows := make([]parquet.Row, 3)
	n, _ := r.ReadRows(rows)
	if n != len(table.Rows) {
		t.Fatalf("%d rows, want %d", n, len(table.Rows))
	}
	for i, want := range table.Rows {
		for j, x := range want {
			if got := rows[i][j].Double(); math.Float64bits(got) != math.Float64bits(x) {
				t.Errorf("row %d, column %d is %v, want %v", i, j, got, x)
			}
		}
	}
}
