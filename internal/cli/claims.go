package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"

	"casus/internal/diag"
	"casus/internal/register"
)

var claimsVerb = verb{
	name:    "claims",
	usage:   "claims STUDY [--find WORDS] [--side SIDE] ...",
	summary: "look through a study's claims: those that fit all flags, as a table, CSV or JSON",
	example: "casus claims studies/dprk-ukraine --side ukraine --use used --sort -published",
}

func init() { claimsVerb.run = listClaims }

// claimFormats write a view.
var claimFormats = map[string]func(register.View, io.Writer) error{
	"table": writeClaimTable,
	"csv":   func(v register.View, w io.Writer) error { return v.WriteCSV(w) },
	"json":  func(v register.View, w io.Writer) error { return v.WriteJSON(w) },
}

// claimFlags are the flags that are keys of a query, and what help says of them. A facet
// may be given several times, for claims that have any of the values.
var claimFlags = map[string]string{
	"quantity":       "claims about `QUANTITY`, by its id",
	"side":           "claims by claimants on `SIDE`",
	"claimant":       "claims by `CLAIMANT`",
	"use":            "claims that were `USE`: used, relayed or 'set aside'",
	"reading":        "claims read as `READING`: level, change, per_day, per_month, ratio_to, or none",
	"published-from": "claims published on `DATE` or later",
	"published-to":   "claims published on `DATE` or earlier",
}

func listClaims(_ context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	query := url.Values{}
	for key, help := range claimFlags {
		fs.Func(key, help, func(value string) error { query.Add(key, value); return nil })
	}
	fs.Func("find", "claims that hold all of `WORDS`", func(value string) error { query.Set("q", value); return nil })
	fs.Func("sort", "sort by `COLUMN`: "+strings.Join(register.SortKeys(), ", ")+"; -COLUMN turns it round", func(value string) error { query.Set("sort", value); return nil })
	format := fs.String("format", "table", "`FORMAT`: table, csv or json")
	rest, err := c.parse(claimsVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	write, ok := claimFormats[*format]
	if !ok {
		return fmt.Errorf("%w: there is no format %q; there are table, csv and json", errUsage, *format)
	}
	s, err := loadStudy(rest[0], io.Discard)
	if err != nil {
		return err
	}
	if s.TableOnly() {
		return fmt.Errorf("%s has no claims: it holds its model to tables of measurements", rest[0])
	}
	q, err := register.ParseQuery(query)
	if err != nil {
		return err
	}
	v := register.New(s.Study).View(q)
	if err := knownValues(v); err != nil {
		return err
	}
	return write(v, c.stdout)
}

// knownValues tells of a value that no claim has: a misspelt one would pass for a view
// that happens to be empty.
func knownValues(v register.View) error {
	for _, f := range v.Facets {
		known := v.All[f.Key]
		for _, want := range v.Query.Facets[f.Key] {
			if slices.Contains(known, want) {
				continue
			}
			hint := ""
			if near := diag.Nearest(want, known); near != "" {
				hint = fmt.Sprintf("\ncasus: hint: did you mean %q?", near)
			} else if len(known) <= 12 {
				hint = "\ncasus: hint: there are " + strings.Join(known, ", ")
			}
			return fmt.Errorf("no claim has the %s %q%s", f.Key, want, hint)
		}
	}
	return nil
}

func writeClaimTable(v register.View, w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "id\tclaimant\tsays\tof\tpublished\tuse")
	for _, r := range v.Rows {
		fmt.Fprintf(t, "%s\t%s\t%s: %s\t%s\t%s\t%s\n", r.ID, r.Claimant, r.QuantityTitle, r.Figures, r.Reference, r.Published, r.Use)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d claims\n", len(v.Rows), v.Total)
	return err
}
