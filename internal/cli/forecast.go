package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"casus/internal/study"
	"casus/internal/wholefile"
)

var forecastVerb = verb{
	name:    "forecast",
	usage:   "forecast STUDY --to YEAR-MONTH [-o FILE]",
	summary: "forecast every quantity, and what its main claimants would report, at the ends of months after the cut",
	example: "casus forecast internal/study/testdata/small --to 2025-03 --quick",
}

func init() { forecastVerb.run = forecast }

func forecast(ctx context.Context, c call) error {
	set := flag.NewFlagSet("", flag.ContinueOnError)
	f := calibrationFlags(set, 1)
	to := set.String("to", "", "the last `MONTH`, as 2026-12")
	out := set.String("o", "", "write to `FILE` (CSV to standard output where there is none); forecasts are never edited, so that an existing file with others in it is not written over")
	rest, err := c.parse(forecastVerb, set, 1, 1)
	if err != nil {
		return err
	}
	month, err := time.Parse("2006-01", *to)
	if err != nil {
		return fmt.Errorf("%w: --to %q is not a month\ncasus: hint: write it as 2026-12", errUsage, *to)
	}
	end := month.AddDate(0, 1, -1)
	var x *study.Forecast
	err = c.calibrated(rest[0], f, func(s *study.Study, o study.Options) error {
		x, err = s.Forecast(ctx, end, o)
		return err
	})
	if err != nil {
		return err
	}
	if *out == "" {
		return x.WriteCSV(c.stdout)
	}
	return writeForecast(*out, x)
}

// writeForecast writes a file that is not there yet, or leaves one that says the same.
func writeForecast(path string, x *study.Forecast) error {
	var text bytes.Buffer
	if err := x.WriteCSV(&text); err != nil {
		return err
	}
	before, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(before, text.Bytes()):
		return nil
	case err == nil:
		return fmt.Errorf("%s holds other forecasts\ncasus: hint: forecasts are never edited, only superseded: write these to another file", path)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return wholefile.Write(path, func(w io.Writer) error { _, err := w.Write(text.Bytes()); return err })
}
