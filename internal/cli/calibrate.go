package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"text/tabwriter"

	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/rowfile"
	"casus/internal/study"
	"casus/internal/wholefile"
)

var calibrateVerb = verb{
	name:    "calibrate",
	usage:   "calibrate STUDY [--quick] [--replicates N] [--out DIR]",
	summary: "find what a study's claims or tables of measurements say of its constants; print them, and write the draws",
	example: "casus calibrate internal/study/testdata/outbreak --quick --out out",
}

func init() { calibrateVerb.run = calibrate }

func calibrate(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	f := calibrationFlags(fs, 1)
	fs.StringVar(&f.out, "out", "", "write draws.csv and calibration.json to `DIR`")
	rest, err := c.parse(calibrateVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	o, err := f.options(f.quick)
	if err != nil {
		return err
	}
	s, err := loadStudy(rest[0], io.Discard) // the calibration has its warnings too
	if err != nil {
		return err
	}
	p := newProgress(c.stderr)
	o.Progress = p.report
	x, err := s.Calibrate(ctx, o)
	p.end()
	if err != nil {
		return err
	}
	if f.out != "" {
		if err := writeCalibration(f.out, x); err != nil {
			return err
		}
	}
	for _, w := range x.Warnings {
		fmt.Fprintf(c.stderr, "casus: %s: %s\n", diag.Warning, w)
	}
	return printCalibration(c.stdout, x)
}

// calibrationFlags are those of every verb that calibrates a study.
func calibrationFlags(fs *flag.FlagSet, replicates int) *examineFlags {
	f := &examineFlags{}
	fs.BoolVar(&f.quick, "quick", false, "a quick calibration only; its ranges are rough")
	fs.IntVar(&f.workers, "workers", 0, "`N` workers (0 for one a core); it changes no number")
	fs.StringVar(&f.engine, "engine", "auto", engineHelp)
	fs.IntVar(&f.replicates, "replicates", replicates, "`N` independent passes; four tell the error of the log evidence")
	fs.BoolVar(&f.fresh, "fresh", false, "compute again, whatever earlier runs have left")
	return f
}

// calibrated loads a study that has claims and runs some work on its calibration, with
// progress.
func (c call) calibrated(dir string, f *examineFlags, work func(s *study.Study, o study.Options) error) error {
	o, err := f.options(f.quick)
	if err != nil {
		return err
	}
	s, err := loadStudy(dir, io.Discard)
	if err != nil {
		return err
	}
	if s.TableOnly() {
		return fmt.Errorf("%s has no claims, and this is of claims\ncasus: hint: casus calibrate %s", dir, dir)
	}
	p := newProgress(c.stderr)
	o.Progress = p.report
	defer p.end()
	return work(s.Study, o)
}

// analysed tells of an analysis' warnings, and keeps it in its study's folder under a name
// that is not empty.
func (c call) analysed(dir, keptAs string, warnings []string, write func(io.Writer) error) error {
	for _, w := range warnings {
		fmt.Fprintf(c.stderr, "casus: %s: %s\n", diag.Warning, w)
	}
	if keptAs == "" {
		return nil
	}
	return wholefile.Write(filepath.Join(dir, keptAs), write)
}

// keepFlag adds the flag that keeps an analysis; what it gives is the file's name, empty
// where it was not asked for.
func keepFlag(fs *flag.FlagSet, name string) func() string {
	keep := fs.Bool("keep", false, "keep the result as "+name+" in the study, for its brief")
	return func() string {
		if *keep {
			return name
		}
		return ""
	}
}

// options are those of an examination or a calibration.
func (f examineFlags) options(quick bool) (study.Options, error) {
	kind, err := f.kind()
	if err != nil {
		return study.Options{}, err
	}
	o := study.FullOptions(f.replicates)
	if quick {
		o = study.QuickOptions()
	}
	o.Workers, o.Fresh, o.Engine = f.workers, f.fresh, kind
	return o, nil
}

// kind is the engine that was asked for.
func (f examineFlags) kind() (engine.Kind, error) {
	kind, err := engine.ParseKind(f.engine)
	if err != nil {
		return "", fmt.Errorf("%w: --engine: %w", errUsage, err)
	}
	return kind, nil
}

func writeCalibration(dir string, x *study.Calibration) error {
	err := wholefile.Write(filepath.Join(dir, "draws.csv"), func(w io.Writer) error {
		return rowfile.Write(w, "draws.csv", x.Draws())
	})
	if err != nil {
		return err
	}
	return wholefile.Write(filepath.Join(dir, "calibration.json"), x.WriteJSON)
}

// printCalibration prints what was learned as a table.
func printCalibration(w io.Writer, x *study.Calibration) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tmedian\t5 %\t95 %\tbefore: 5 %\t95 %\tR-hat\tdraws\t")
	n := func(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }
	for _, l := range x.Learned {
		draws := float64(l.Bulk)
		if tail := float64(l.Tail); tail < draws {
			draws = tail
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%.3f\t%.0f\t%s\n", l.Name, n(l.Q50), n(l.Q05), n(l.Q95), n(l.PriorQ05), n(l.PriorQ95), float64(l.RHat), draws, l.Verdict())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, f := range x.Series {
		if len(f.Values) > 0 {
			fmt.Fprintf(w, "%s: %.0f %% of %d values inside the nine-tenths range of new ones\n", f.ID, 100*f.Inside90, len(f.Values))
		}
	}
	_, err := fmt.Fprintf(w, "log evidence %.2f (%s)\n", x.Diagnostics.LogEvidence, x.Diagnostics.EvidenceNote)
	return err
}
