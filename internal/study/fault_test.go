package study_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/study"
)

// TestFaults changes one thing in the small study and asks for one fault that names
// the place and helps to mend it.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ file, was, is, message, help string }{
		{"study.yaml", "origin: 2024-01-01", "origin: 2024-13-01", `origin is not a date: "2024-13-01"`, "write it as"},
		{"study.yaml", "cut: 2024-12-31", "cut: 2026-12-31", "the dates must stand in this order", ""},
		{"study.yaml", "lognormal(100, 0.3)", "lognorml(100, 0.3)", `unknown distribution "lognorml"`, ""},
		{"study.yaml", "seed: 7", "sed: 7", `unknown key "sed"`, `did you mean "seed"`},
		{"study.yaml", "{name: Hazard, prior", "{name: Hazzard, prior", `there is no constant "Hazzard"`, `did you mean "Hazard"`},
		{"study.yaml", "{name: Hazard, prior: \"lognormal(0.003, 0.5)\", source: judgement}", "{name: Hazard, prior: \"lognormal(0.003, 0.5)\"}", "has no source", "judgement"},
		{"study.yaml", "  - {name: Wave Start, prior: fixed, vary: [2024-03-17, 2024-04-14], source: made up}\n", "", `constant "Wave Start" of the model has no prior`, "add {name: Wave Start"},
		{"study.yaml", "vary: [2024-03-17, 2024-04-14]", "vary: [2024-05-17, 2024-06-14]", `"Wave Start" is 90, outside its own range`, ""},
		{"study.yaml", "vary: [2024-03-17, 2024-04-14]", "vary: [2024-03-17, soon]", `vary of "Wave Start" is not a range`, "vary: [least, most]"},
		{"study.yaml", "{name: Hazard, prior", "{name: Hazard, vary: [0.001, 0.004], prior", "vary is for what is fixed", "the prior says"},
		{"study.yaml", "{name: Hazard, prior", "{name: Hazard, calibrate: false, prior", "is drawn from its prior only", "calibrate it"},
		{"study.yaml", "variable: Guest Casualties, unit", "variable: Guest Casulties, unit", `there is no variable "Guest Casulties"`, `did you mean "Guest Casualties"`},
		{"study.yaml", "discrepancy: {sd: 0.05, days: 60}", "discrepancy: {sd: 0.05, day: 60}", `unknown key "day"`, `did you mean "days"`},
		{"study.yaml", "walk: 0.03,", `breaks: [{claimant: Party A ministri, date: 2024-09-01, sd: 0.1, why: x}],`, `there is no claimant "Party A ministri"`, `did you mean "Party A ministry"`},
		{"study.yaml", "walk: 0.03,", `breaks: [{claimant: Party A ministry, date: 2024-01-05, sd: 0.1, why: x}],`, `no claims on casualties on both sides of 2024-01-05`, ""},
		{"study.yaml", "walk: 0.03,", `breaks: [{claimant: Party A ministry, date: 2024-09-01, sd: 0.1}],`, "does not say what changed", "why"},
		{"study.yaml", "walk: 0.03,", `breaks: [{claimant: Party A ministry, date: 2024-09-01, why: x}],`, "has no spread", "sd"},
		{"study.yaml", "walk: 0.03,", `drift: {sd: 0.1, dys: 30},`, `unknown key "dys"`, `did you mean "days"`},
		{"study.yaml", "{id: held, title: Ground held, variable: Ground Held, unit: km2, scale: log", "{id: held, kind: losses, title: Ground held, variable: Ground Held, unit: km2, scale: logit", `of the same kind on log`, "another kind"},
		{"study.yaml", "{id: held, title", "{id: held, kind: loses, title", `there is no kind "loses"`, `did you mean "losses"`},
		{"study.yaml", "{scenario: without, whose: Party C}", "{scenario: witout, whose: Party C}", `there is no scenario "witout"`, `did you mean "without"`},
		{"study.yaml", "{scenario: without, whose: Party C}", "{scenario: without}", "does not say whose it is", "whose"},
		{"study.yaml", "better: lower, for: everyone", "better: less, for: everyone", "does not say which way is better", "better: lower"},
		{"study.yaml", "unit: person, better: lower, for: everyone", "unit: person, better: lower", "does not say for whom", "for:"},
		{"study.yaml", "{variable: Guest Casualties, of: level, date: 2025-03-31}}", "{variable: Guest Casualties, of: level, date: 2025-03-31, against: without}}", "takes no scenario, against or per", ""},
		{"study.yaml", "quantities:\n", "amounts: [{words: dozens, low: 60, high: 20, source: x}]\nquantities:\n", `low below high`, ""},
		{"study.yaml", "set: {Guests Sent Switch: 0}}", "set: {Guest Switch: 0}}", `there is no constant "Guest Switch"`, ""},
		{"study.yaml", "scenario: without, against: as_it_was}\n    quantities: [held, sent]", "scenario: wihout, against: as_it_was}\n    quantities: [held, sent]", `there is no scenario "wihout"`, `did you mean "without"`},
		{"study.yaml", "effect: ground\n", "effect: grund\n", `there is no effect "grund"`, `did you mean "ground"`},
		{"argument.yaml", "above: 5000", "above: many", `must be a number, not "many"`, ""},
		{"argument.yaml", `row: "aid"`, `row: "aids"`, `there is no row of the argument "aids"`, `did you mean "aid"`},
		{"argument.yaml", "statements:\n", "rows: [the aid, the price]\nstatements:\n", `there is no row of the argument "aid"`, "there are: the aid, the price"},
		{"argument.yaml", "of: stays_above", "of: stays_over", `stays_over`, "stays_above"},
		{"claims.csv", ",1200,", ",12oo,", "value_best is not a number", "write digits alone"},
		{"claims.csv", ",sent,level,", ",snt,level,", `there is no quantity "snt"`, `did you mean "sent"`},
		{"claims.csv", ",S03,", ",S30,", `carries "S30", which is not in the file`, "did you mean"},
		{"model.mdl", "Guest Losses=", "Guest Losses[East]=", `unknown subscript "East"`, "define the range"},
		{"model.mdl", "TIME STEP = 1\n", "TIME STEP = 0.5\n", "makes steps of one day", "origin in study.yaml"},
	} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(small)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, c.file)
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(src), c.was, c.is, 1)
		if changed == string(src) {
			t.Fatalf("%q does not stand in %s", c.was, c.file)
		}
		if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
		s, list, err := study.Load(dir)
		if err != nil || s != nil {
			t.Errorf("%q: no fault, error %v", c.is, err)
			continue
		}
		found := false
		for _, d := range list {
			if strings.Contains(d.Message, c.message) {
				found = true
				if d.Place.Line == 0 || filepath.Base(d.Place.File) != c.file && c.file != "claims.csv" && c.file != "model.mdl" {
					t.Errorf("%q: the place is %v", c.is, d.Place)
				}
				if !strings.Contains(d.Hint+d.Message, c.help) {
					t.Errorf("%q: the hint is %q", c.is, d.Hint)
				}
			}
		}
		if !found {
			t.Errorf("%q: want a fault %q, got %v", c.is, c.message, list)
		}
	}
}
