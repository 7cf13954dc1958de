package model_test

import (
	"strings"
	"testing"

	"casus/internal/mdl"
	"casus/internal/model"
)

// TestFactor: what reads a lookup is multiplied by its factor, at every place and in every
// way, and nothing else changes.
func TestFactor(t *testing.T) {
	m, faults := mdl.Parse("m.mdl", []byte(`
		f((0,0),(1,2)) ~~|
		a= f(f(Time)) + LOOKUP FORWARD(f, 1) + Lookup Invert(f, Time) ~~|
		s= INTEG(f(a), f(0)) ~~|
		own= WITH LOOKUP(Time, ((0,0),(1,2))) ~~|
		free= 3 ~~|
	`))
	if faults.HasFaults() {
		t.Fatal(faults)
	}
	for name, want := range map[string]string{"F": "factor of f", "own": "factor of own", "free": "", "nowhere": ""} {
		if got, err := m.Factor(name); got != want || err != nil {
			t.Errorf("the factor of %s is %q (%v), want %q", name, got, err, want)
		}
	}
	for name, want := range map[string]string{
		"a":    "((factor of f*f(factor of f*f(Time)))+(factor of f*LOOKUP FORWARD(f,1)))+Lookup Invert(f,Time/factor of f)",
		"s":    "factor of f*f(a)",
		"own":  "factor of own*WITH LOOKUP(Time,((0,0),(1,2)))",
		"free": "3", "factor of f": "1",
	} {
		if got := model.Format(m.Lookup(name).Equation); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s = %s, want %s", name, got, want)
		}
	}
	if got := model.Format(m.Lookup("s").Initial); !strings.Contains(got, "factor of f") {
		t.Errorf("the stock starts at %s", got)
	}
	if _, err := m.Factor("f"); err == nil {
		t.Error("a second factor of the same lookup was given")
	}
}
