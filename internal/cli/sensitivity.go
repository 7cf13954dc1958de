package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"casus/internal/study"
)

var sensitivityVerb = verb{
	name:    "sensitivity",
	usage:   "sensitivity STUDY [--quick] [--replicates N] [--keep]",
	summary: "move each number that is held fixed, and say which answers move with it",
	example: "casus sensitivity internal/study/testdata/small --quick",
}

func init() { sensitivityVerb.run = sensitivity }

func sensitivity(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	f := calibrationFlags(fs, 1)
	keptAs := keepFlag(fs, study.SensitivityFile)
	rest, err := c.parse(sensitivityVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	var r *study.Sensitivity
	err = c.calibrated(rest[0], f, func(s *study.Study, o study.Options) error {
		r, err = s.Sensitivity(ctx, o)
		return err
	})
	if err != nil {
		return err
	}
	if err := c.analysed(rest[0], keptAs(), r.Warnings, r.WriteJSON); err != nil {
		return err
	}
	return printSensitivity(c.stdout, r)
}

func printSensitivity(w io.Writer, r *study.Sensitivity) error {
	numbers := map[string]study.VariedNumber{}
	for _, n := range r.Numbers {
		numbers[n.Constant] = n
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "answer, and what moves it\tis\tleast\tmost\tanswer at least\tat most\t±\tshare of range\t")
	for i, e := range slices.Concat(r.Effects, r.Statements) {
		if len(e.Moves) == 0 {
			continue
		}
		there := func(move float64) float64 {
			if i >= len(r.Effects) { // a probability, drawn out in a straight line
				return min(max(e.Mean+move, 0), 1)
			}
			return e.Mean + move
		}
		fmt.Fprintf(t, "%s\t%.4g\t\t\t\t\t\t\t\n", e.ID, e.Mean)
		for _, m := range e.Moves {
			n := numbers[m.Constant]
			fmt.Fprintf(t, "  %s\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.2g\t%.2f\t\n", m.Constant, n.Value, n.Low, n.High, there(m.AtLow), there(m.AtHigh), m.Error, m.Share)
		}
	}
	fmt.Fprintln(t, "\t\t\t\t\t\t\t\t")
	if err := t.Flush(); err != nil {
		return err
	}
	for _, n := range r.Numbers {
		if n.Toward != "" {
			fmt.Fprintf(t, "%s\t%.4g\t%.4g\t%.4g\tlog evidence %+.1f ± %.1f at the %s end\t\n", n.Constant, n.Value, n.Low, n.High, n.Pull, n.Error, ends[n.Toward])
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, r.Verdict)
	return err
}

var ends = map[string]string{"low": "lower", "high": "upper"}
