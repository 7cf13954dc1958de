package cli

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"

	"casus/internal/compile"
	"casus/internal/engine"
	"casus/internal/program"
	"casus/internal/wholefile"
)

var runVerb = verb{
	name:    "run",
	usage:   "run MODEL [-o FILE.csv] [--set NAME=VALUE] [--save NAME,NAME]",
	summary: "run a Vensim (.mdl) or XMILE (.xmile, .stmx) model once; write every variable over time as CSV",
	example: "casus run studies/dprk-ukraine/model.mdl -o out.csv",
}

func init() { runVerb.run = run }

func run(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	out := fs.String("o", "", "write to `FILE` (standard output where there is none)")
	var set settings
	fs.Var(&set, "set", "run with a constant changed, `NAME=VALUE`; may be given again")
	save := fs.String("save", "", "write these variables only, `NAMES` with commas between them")
	rest, err := c.parse(runVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	compiled, err := compile.File(rest[0])
	if err != nil {
		return err
	}
	if err := compiled.Faults.Err(); err != nil {
		return err
	}
	// Faults of units do not forbid a run, but the person who reads its numbers
	// must know of them.
	for _, d := range compiled.Units {
		d.Severity = "warning"
		io.WriteString(c.stderr, d.String())
	}
	p := compiled.Program
	params, err := set.params(p)
	if err != nil {
		return err
	}
	if *save != "" {
		if p, err = saved(p, *save); err != nil {
			return err
		}
	}
	e, err := engine.New(ctx, p, engine.Options{Workers: 1})
	if err != nil {
		return err
	}
	defer e.Close()
	rows, err := e.One(ctx, params, 0)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return writeCSV(w, p, rows) }
	if *out == "" {
		return write(c.stdout)
	}
	if err := wholefile.Write(*out, write); err != nil {
		return fmt.Errorf("writing %s: %w", *out, err)
	}
	return nil
}

// writeCSV writes the saved rows, Time first. Numbers have as many digits as it
// takes to read back the same bits.
func writeCSV(w io.Writer, p *program.Program, rows [][]float64) error {
	cw := csv.NewWriter(w)
	record := []string{"Time"}
	for _, o := range p.Outputs {
		record = append(record, o.Name)
	}
	if err := cw.Write(record); err != nil {
		return err
	}
	steps := p.Time.Rows()
	for r, row := range rows {
		record = append(record[:0], number(p.Time.At(steps[r])))
		for _, v := range row {
			record = append(record, number(v))
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// isDir reports whether a path is a folder, which makes it a study.
func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
