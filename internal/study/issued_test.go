package study_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/study"
)

const forecastHead = "made_from_claims_published_by,files_hash,quantity,title,unit,claimant,date,q05,q25,q50,q75,q95\n"

// keptWith reads what is kept in a copy of the small study with such forecasts.
func keptWith(t *testing.T, forecasts string) (*study.Kept, error) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.CopyFS(dir, os.DirFS(small)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, study.ForecastsFile), []byte(forecasts), 0o644); err != nil {
		t.Fatal(err)
	}
	s, list, err := study.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return s.Kept()
}

// A table may hold several forecasts; each is of its own date, and none is of files that
// have changed since.
func TestIssuedForecastsAreRead(t *testing.T) {
	k, err := keptWith(t, forecastHead+
		"2024-12-31,bbbb,held,Ground held,km2,,2025-01-31,1,2,3,4,5\n"+
		"2024-10-31,aaaa,held,Ground held,km2,,2024-11-30,1,2,3,4,5\n"+
		"2024-12-31,bbbb,held,Ground held,km2,Institute D,2025-01-31,1,2,3.5,4,5\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(k.Issued) != 2 || k.Issued[0].FilesHash != "aaaa" || len(k.Issued[1].Rows) != 2 || k.Issued[1].Rows[1].Claimant != "Institute D" || k.Issued[1].Rows[1].Q50 != 3.5 {
		t.Errorf("%+v", k.Issued)
	}
	if k.Issued[0].Present || k.Issued[1].Present {
		t.Error("forecasts of other files pass for those of the present ones")
	}
}

func TestFaultyForecastsNameTheirLine(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"other columns": {"a,b\n1,2\n", "forecasts.csv:1: the columns must be made_from"},
		"no date":       {forecastHead + "2024-12-31,b,held,Ground held,km2,,January,1,2,3,4,5\n", `forecasts.csv:2: "January" is no date`},
		"no number":     {forecastHead + "2024-12-31,b,held,Ground held,km2,,2025-01-31,1,2,x,4,5\n", `forecasts.csv:2: q50 "x" is no number`},
		"too few cells": {forecastHead + "2024-12-31,b\n", "line 2"},
		"nothing":       {"", "forecasts.csv:1: the columns must be made_from"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := keptWith(t, c.rows); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}
