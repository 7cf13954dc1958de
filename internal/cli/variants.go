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

var variantsVerb = verb{
	name:    "variants",
	usage:   "variants STUDY [--replicates N] [--quick] [--keep]",
	summary: "weigh a study's variants against one another: their chances as of each date, and what each answers",
	example: "casus variants internal/study/testdata/small --quick --replicates 2",
}

func init() { variantsVerb.run = variants }

func variants(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	f := calibrationFlags(fs, 4)
	keptAs := keepFlag(fs, study.VariantsFile)
	rest, err := c.parse(variantsVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	var x *study.Weighing
	err = c.calibrated(rest[0], f, func(s *study.Study, o study.Options) error {
		x, err = study.WeighVariants(ctx, s.Dir, o)
		return err
	})
	if err != nil {
		return err
	}
	if err := c.analysed(rest[0], keptAs(), x.Warnings, x.WriteJSON); err != nil {
		return err
	}
	return printVariants(c.stdout, x)
}

func printVariants(w io.Writer, x *study.Weighing) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tbefore\tchance\tpriors half as wide\ttwice\tlog evidence\tmonths ahead, against the first\t")
	for _, v := range x.Variants {
		fmt.Fprintf(t, "%s\t%.2f\t%s\t%.2f\t%.2f\t%s\t%s\t\n", v.Title, v.Prior, give(v.Chance, float64(v.Error), "%.2f"), v.Narrow, v.Wide,
			give(v.LogEvidence, float64(v.LogEvidenceError), "%.1f"), give(v.Against, float64(v.AgainstError), "%+.1f"))
	}
	fmt.Fprintln(t)
	fmt.Fprint(t, "as of")
	for _, v := range x.Variants {
		fmt.Fprintf(t, "\t%s", v.ID)
	}
	fmt.Fprintln(t, "\t")
	for _, a := range x.AsOf {
		fmt.Fprint(t, a.Date)
		for i, p := range a.Chances {
			fmt.Fprintf(t, "\t%s", give(p, float64(a.Errors[i]), "%.2f"))
		}
		fmt.Fprintln(t, "\t")
	}
	return t.Flush()
}

// give writes a number with its standard error where that is known.
func give(v, standardError float64, format string) string {
	if math.IsNaN(standardError) {
		return fmt.Sprintf(format, v)
	}
	return fmt.Sprintf(format+" ± %.2g", v, standardError)
}
