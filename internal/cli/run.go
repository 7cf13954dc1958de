package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/program"
	"casus/internal/rowfile"
	"casus/internal/wholefile"
)

var runVerb = verb{
	name:    "run",
	usage:   "run MODEL [-o FILE] [--set NAME=VALUE] [--save NAME,NAME] [--data FILE]",
	summary: "run a Vensim (.mdl) or XMILE (.xmile, .stmx) model once; write every variable over time",
	example: "casus run studies/dprk-ukraine/model.mdl -o out.csv",
}

func init() { runVerb.run = run }

func run(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	out := fs.String("o", "", "write to `FILE`, by its ending as .csv, .tsv, .json or .parquet (CSV to standard output where there is none)")
	var set settings
	var data names
	fs.Var(&data, "data", "a `FILE` with the series of the model's data variables; may be given again")
	fs.Var(&set, "set", "run with a constant changed, `NAME=VALUE`; may be given again")
	save := fs.String("save", "", "write these variables only, `NAMES` with commas between them")
	rest, err := c.parse(runVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	if _, err := rowfile.FormatOf(*out); err != nil {
		return err
	}
	compiled, err := c.compile(rest[0], nil, data)
	if err != nil {
		return err
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
	rows, missed, err := engine.Once(ctx, p, params)
	if err != nil {
		return err
	}
	warnMissed(c.stderr, missed)
	warnNoNumber(c.stderr, table(p, rows))
	write := func(w io.Writer) error { return rowfile.Write(w, *out, table(p, rows)) }
	if *out == "" {
		return write(c.stdout)
	}
	if err := wholefile.Write(*out, write); err != nil {
		return fmt.Errorf("writing %s: %w", *out, err)
	}
	return nil
}

// compile makes a model that can be run, with factors for the lookups that are named. What there is to say of it goes to standard
// error: faults of units do not forbid a run, but the person who reads its numbers must
// know of them.
func (c call) compile(path string, lookups, data []string) (*compile.Compiled, error) {
	compiled, err := compile.Varied(path, lookups, data...)
	if err != nil {
		return nil, err
	}
	if err := compiled.Faults.Err(); err != nil {
		return nil, err
	}
	for _, d := range compiled.All() {
		d.Severity = diag.Warning
		if _, err := io.WriteString(c.stderr, d.String()); err != nil {
			return nil, err
		}
	}
	return compiled, nil
}

// warnMissed tells of steps whose error stayed too large, where there are any.
func warnMissed(w io.Writer, steps int64) {
	if steps > 0 {
		fmt.Fprintf(w, "casus: warning: in %d steps the error of integration stayed above its tolerance, %g of the value, at 1/%d of the time step\ncasus: hint: use a shorter time step\n",
			steps, program.AutoRelative, 1<<program.AutoDeepest)
	}
}

// warnNoNumber tells which variables stop being numbers, and from when: what a minimum or
// a choice makes of them may look like a number again.
func warnNoNumber(w io.Writer, t rowfile.Table) {
	for _, row := range t.Rows {
		var names []string
		for i, x := range row {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				names = append(names, t.Names[i])
			}
		}
		if len(names) == 0 {
			continue
		}
		more := ""
		if n := len(names) - 3; n > 0 {
			names, more = names[:3], fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(w, "casus: warning: from time %g on not all variables are finite numbers: %s%s\ncasus: hint: look for a division by nothing or a growth without bound before that time\n",
			row[0], strings.Join(names, ", "), more)
		return
	}
}

// table is the saved rows, Time first.
func table(p *program.Program, rows [][]float64) rowfile.Table {
	t := rowfile.Table{Names: []string{"Time"}}
	for _, o := range p.Outputs {
		t.Names = append(t.Names, o.Name)
	}
	steps := p.Time.Rows()
	for r, row := range rows {
		t.Rows = append(t.Rows, append([]float64{p.Time.At(steps[r])}, row...))
	}
	return t
}

// isDir reports whether a path is a folder, which makes it a study.
func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
