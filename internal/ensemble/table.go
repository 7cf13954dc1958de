package ensemble

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"casus/internal/program"
)

// Row is what an ensemble has come to for a variable at a time.
type Row struct {
	Variable string  `parquet:"variable,dict" json:"variable"`
	Time     float64 `parquet:"time" json:"time"`
	Members  int64   `parquet:"members" json:"members"`
	Missing  int64   `parquet:"missing" json:"missing"` // members without a number
	Mean     float64 `parquet:"mean" json:"mean"`
	SD       float64 `parquet:"sd" json:"sd"`
	Least    float64 `parquet:"min" json:"min"`
	Q05      float64 `parquet:"q05" json:"q05"`
	Q25      float64 `parquet:"q25" json:"q25"`
	Q50      float64 `parquet:"q50" json:"q50"`
	Q75      float64 `parquet:"q75" json:"q75"`
	Q95      float64 `parquet:"q95" json:"q95"`
	Greatest float64 `parquet:"max" json:"max"`
	Within   float64 `parquet:"within" json:"within"` // what a quantile may be off by, inside the bins
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

// WriteTable writes rows as Parquet, CSV, TSV or JSON, by a file's ending.
func WriteTable(w io.Writer, file string, rows []Row) error {
	switch ending := strings.ToLower(filepath.Ext(file)); ending {
	case ".parquet":
		pw := parquet.NewGenericWriter[Row](w, parquet.Compression(&zstd.Codec{}))
		if _, err := pw.Write(rows); err != nil {
			return err
		}
		return pw.Close()
	case ".json":
		for i := range rows {
			for _, x := range rows[i].numbers() {
				if math.IsNaN(*x) || math.IsInf(*x, 0) {
					*x = 0 // missing tells of it; JSON has no such numbers
				}
			}
		}
		return json.NewEncoder(w).Encode(rows)
	case ".csv", ".tsv", "":
		cw := csv.NewWriter(w)
		if ending == ".tsv" {
			cw.Comma = '\t'
		}
		if err := cw.Write([]string{"variable", "time", "members", "missing", "mean", "sd", "min", "q05", "q25", "q50", "q75", "q95", "max", "within"}); err != nil {
			return err
		}
		for _, r := range rows {
			record := []string{r.Variable, number(r.Time), strconv.FormatInt(r.Members, 10), strconv.FormatInt(r.Missing, 10)}
			for _, x := range r.numbers() {
				record = append(record, number(*x))
			}
			if err := cw.Write(record); err != nil {
				return err
			}
		}
		cw.Flush()
		return cw.Error()
	default:
		return fmt.Errorf("%s: ensembles are written as .parquet, .csv, .tsv or .json files, not %q", file, ending)
	}
}

func (r *Row) numbers() []*float64 {
	return []*float64{&r.Mean, &r.SD, &r.Least, &r.Q05, &r.Q25, &r.Q50, &r.Q75, &r.Q95, &r.Greatest, &r.Within}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
