package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"casus/internal/score"
	"casus/internal/study"
)

var backtestVerb = verb{
	name:    "backtest",
	usage:   "backtest STUDY [--horizon MONTHS] [--quick] [--keep]",
	summary: "forecast each month's claims from what was known before, and hold the forecasts to naive ones",
	example: "casus backtest internal/study/testdata/small --horizon 3 --quick",
}

func init() { backtestVerb.run = backtest }

func backtest(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	f := calibrationFlags(fs, 1)
	horizon := fs.Int("horizon", 3, fmt.Sprintf("forecast the claims published within so many `MONTHS`, 1 to %d", study.MaxHorizon))
	keptAs := keepFlag(fs, study.BacktestFile)
	rest, err := c.parse(backtestVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	var b *study.Backtest
	err = c.calibrated(rest[0], f, func(s *study.Study, o study.Options) error {
		b, err = s.Backtest(ctx, *horizon, o)
		return err
	})
	if err != nil {
		return err
	}
	if err := c.analysed(rest[0], keptAs(), b.Warnings, b.WriteJSON); err != nil {
		return err
	}
	return printBacktest(c.stdout, b)
}

func printBacktest(w io.Writer, b *study.Backtest) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "\tforecasts\tCRPS")
	for _, n := range score.Naives() {
		fmt.Fprintf(t, "\t%s", n.Name)
	}
	fmt.Fprintln(t, "\tskill\t5 to 95 %\tinside 50\t80\t95 %\t")
	row := func(name string, s study.BacktestScore) {
		if s.Compared == 0 {
			fmt.Fprintf(t, "%s\t%d\tnothing to compare with\t\n", name, s.Forecasts)
			return
		}
		fmt.Fprintf(t, "%s\t%d\t%.3f", name, s.Compared, s.CRPS)
		for _, n := range s.NaiveCRPS {
			fmt.Fprintf(t, "\t%.3f", n)
		}
		fmt.Fprintf(t, "\t%+.2f\t", float64(s.Skill))
		if low := float64(s.SkillLow); !math.IsNaN(low) {
			fmt.Fprintf(t, "%+.2f to %+.2f", low, float64(s.SkillHigh))
		}
		for _, v := range s.Coverage {
			fmt.Fprintf(t, "\t%.0f", 100*v.Share)
		}
		fmt.Fprintln(t, "\t")
	}
	row("all", b.Overall)
	for _, q := range b.Quantities {
		row(q.Of, q)
	}
	for _, m := range b.Months {
		row(m.Of+" month(s) ahead", m)
	}
	row(b.Known.Of, b.Known)
	row(b.Newcomers.Of, b.Newcomers)
	if err := t.Flush(); err != nil {
		return err
	}
	if n := b.Bounds.Compared; n > 0 {
		fmt.Fprintf(w, "bounds and ranges, minus the log of their chance: %.2f over %d; naive %.2f\n", b.Bounds.Log, n, b.Bounds.NaiveLog)
	}
	_, err := fmt.Fprintln(w, b.Verdict)
	return err
}
