package study_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"casus/internal/study"
)

// sameAnswers wants two examinations to agree to the last bit in everything that claims
// decide.
func sameAnswers(t *testing.T, what string, a, b *study.Results) {
	t.Helper()
	for i := range a.AsOf {
		if !reflect.DeepEqual(a.AsOf[i].Effects, b.AsOf[i].Effects) || !reflect.DeepEqual(a.AsOf[i].Statements, b.AsOf[i].Statements) {
			t.Errorf("%s changes what was known on %s", what, a.AsOf[i].Date)
		}
	}
	for _, r := range []*study.Results{a, b} { // the lists of ids follow the file
		for i := range r.Effects {
			r.Effects[i].Claims = nil
		}
		for i := range r.Statements {
			r.Statements[i].Claims = nil
		}
	}
	if !reflect.DeepEqual(a.Constants, b.Constants) || !reflect.DeepEqual(a.Effects, b.Effects) || !reflect.DeepEqual(a.Statements, b.Statements) {
		t.Errorf("%s changes the answers", what)
	}
	if a.Diagnostics.LogEvidence != b.Diagnostics.LogEvidence {
		t.Errorf("%s takes the log evidence from %v to %v", what, a.Diagnostics.LogEvidence, b.Diagnostics.LogEvidence)
	}
}

// TestCopiesCountOnce: a claim that ten others carry on, and say so, weighs as one.
func TestCopiesCountOnce(t *testing.T) {
	base := examine(t, small, nil)
	copied := examineFrom(t, small, study.QuickOptions(), func(to string) {
		rewrite(t, filepath.Join(to, "claims.csv"), func(rows []row) []row {
			i := slices.IndexFunc(rows, func(r row) bool { return r["use"] != "" && r["same_as"] == "" })
			for n := range 10 {
				again := maps.Clone(rows[i])
				again["id"], again["same_as"] = fmt.Sprintf("copy%d", n), rows[i]["id"]
				again["claimant"], again["relayed_by"] = fmt.Sprintf("outlet %d", n), rows[i]["claimant"]
				rows = append(rows, again)
			}
			return rows
		})
	})
	sameAnswers(t, "a claim copied ten times", base, copied)
	if copied.Evidence.Relays != base.Evidence.Relays+10 {
		t.Errorf("%d relays are counted, %d before", copied.Evidence.Relays, base.Evidence.Relays)
	}
}

// TestOrderOfADay: claims of one day may stand in any order in the file.
func TestOrderOfADay(t *testing.T) {
	oneDay := func(r row) {
		if r["use"] != "" && r["date_published"] > "2024-08" && r["date_published"] < "2024-12" {
			r["date_published"] = "2024-11-30"
		}
	}
	base := examine(t, small, oneDay)
	turned := examineFrom(t, small, study.QuickOptions(), func(to string) {
		rewrite(t, filepath.Join(to, "claims.csv"), func(rows []row) []row {
			for _, r := range rows {
				oneDay(r)
			}
			slices.Reverse(rows)
			return rows
		})
	})
	sameAnswers(t, "another order of the rows", base, turned)
}
