package ensemble

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"casus/internal/program"
	"casus/internal/rowfile"
)

// Row is what an ensemble has come to for a variable at a time.
type Row struct {
	Variable string  `parquet:"variable,dict"`
	Time     float64 `parquet:"time"`
	Members  int64   `parquet:"members"`
	Missing  int64   `parquet:"missing"` // members without a number
	Mean     float64 `parquet:"mean"`
	SD       float64 `parquet:"sd"`
	Least    float64 `parquet:"min"`
	Q05      float64 `parquet:"q05"`
	Q25      float64 `parquet:"q25"`
	Q50      float64 `parquet:"q50"`
	Q75      float64 `parquet:"q75"`
	Q95      float64 `parquet:"q95"`
	Greatest float64 `parquet:"max"`
	Within   float64 `parquet:"within"` // what a quantile may be off by, inside the bins
}

// Table lists all variables at all kept times.
func (s *State) Table(p *program.Program, every int) []Row {
	var out []Row
	for o, output := range p.Outputs {
		for row := 0; row*every <= p.Time.Steps(); row++ {
			cell := row*len(p.Outputs) + o
			out = append(out, Row{Variable: output.Name, Time: p.Time.At(row * every), Members: int64(s.Done), Missing: s.Missing[cell],
				Mean: s.Mean[cell], SD: s.Deviation(cell), Least: s.Least[cell], Greatest: s.Greatest[cell], Within: s.Width[cell],
				Q05: s.Quantile(cell, 0.05), Q25: s.Quantile(cell, 0.25), Q50: s.Quantile(cell, 0.5), Q75: s.Quantile(cell, 0.75), Q95: s.Quantile(cell, 0.95)})
		}
	}
	return out
}

// columns are the names of a row's columns in order, as in its tags.
var columns = []string{"variable", "time", "members", "missing", "mean", "sd", "min", "q05", "q25", "q50", "q75", "q95", "max", "within"}

// WriteTable writes rows in the format of a file's ending, one of package rowfile's.
func WriteTable(w io.Writer, file string, rows []Row) error {
	format, err := rowfile.FormatOf(file)
	switch {
	case err != nil:
		return err
	case format == rowfile.Parquet:
		pw := parquet.NewGenericWriter[Row](w, parquet.Compression(&zstd.Codec{}))
		if _, err := pw.Write(rows); err != nil {
			return err
		}
		return pw.Close()
	case format == rowfile.JSON:
		return json.NewEncoder(w).Encode(rows)
	}
	cw := csv.NewWriter(w)
	if format == rowfile.TSV {
		cw.Comma = '\t'
	}
	if err := cw.Write(columns); err != nil {
		return err
	}
	for _, r := range rows {
		record := []string{r.Variable, number(r.Time), strconv.FormatInt(r.Members, 10), strconv.FormatInt(r.Missing, 10)}
		for _, x := range r.numbers() {
			record = append(record, number(x))
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// numbers are what the row says of its members, in the order of the columns after missing.
func (r Row) numbers() []float64 {
	return []float64{r.Mean, r.SD, r.Least, r.Q05, r.Q25, r.Q50, r.Q75, r.Q95, r.Greatest, r.Within}
}

// MarshalJSON writes what is no number as null, since JSON has neither NaN nor infinity.
func (r Row) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	name, err := json.Marshal(r.Variable)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, `{"variable":%s,"time":%s,"members":%d,"missing":%d`, name, number(r.Time), r.Members, r.Missing)
	for i, x := range r.numbers() {
		text := "null"
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			text = number(x)
		}
		fmt.Fprintf(&b, ",%q:%s", columns[4+i], text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
