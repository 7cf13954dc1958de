package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"casus/internal/study"
)

var leaveOutVerb = verb{
	name:    "leaveout",
	usage:   "leaveout STUDY [--quick] [--keep]",
	summary: "expect each claimant's claims from everyone else's, and say whether they are as expected",
	example: "casus leaveout internal/study/testdata/small --quick",
}

func init() { leaveOutVerb.run = leaveOut }

func leaveOut(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	f := calibrationFlags(fs, 1)
	keptAs := keepFlag(fs, study.LeaveOutFile)
	rest, err := c.parse(leaveOutVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	var r *study.LeaveOut
	err = c.calibrated(rest[0], f, func(s *study.Study, o study.Options) error {
		r, err = s.LeaveOut(ctx, o)
		return err
	})
	if err != nil {
		return err
	}
	if err := c.analysed(rest[0], keptAs(), r.Warnings, r.WriteJSON); err != nil {
		return err
	}
	return printLeaveOut(c.stdout, r)
}

func printLeaveOut(w io.Writer, r *study.LeaveOut) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tclaims\tuneven by\tof\tp\tinside 50\t80\t95 %\twidth\tCRPS\tone interval\t")
	for _, g := range append([]study.LeaveOutGroup{r.Overall}, r.Groups...) {
		fmt.Fprintf(t, "%s\t%d\t%.3f\t%.3f\t%.3f", g.Of, g.Claims, g.Distance, g.Band, g.P)
		for _, v := range g.Coverage {
			fmt.Fprintf(t, "\t%.0f", 100*v.Share)
		}
		fmt.Fprintf(t, "\t%.2f", g.Width)
		if g.Compared > 0 {
			fmt.Fprintf(t, "\t%.3f\t%.3f", g.CRPS, g.Constant)
		}
		fmt.Fprintln(t, "\t")
	}
	fmt.Fprintln(t, "\t")
	fmt.Fprintln(t, "claimant\tclaims\tinside 90 %\toff by\tPareto k\t")
	for _, c := range r.Claimants {
		how := ""
		if c.Refitted {
			how = "calibrated without"
		}
		shape := "–" // weights without a tail
		if k := float64(c.ParetoK); !math.IsInf(k, 0) && !math.IsNaN(k) {
			shape = fmt.Sprintf("%.2f", k)
		}
		fmt.Fprintf(t, "%s\t%d\t%.0f\t%+.2f\t%s\t%s\t\n", c.Claimant, c.Claims, 100*c.Inside90, c.Off, shape, how)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, r.Verdict)
	return err
}
