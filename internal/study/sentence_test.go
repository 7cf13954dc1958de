package study

import "testing"

func TestFigure(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1234: "1,200", -1234567: "\u22121,200,000", 0.0123: "0.012", 3: "3", 3.14: "3.1", 99.6: "100", 41.4: "41", 0.5: "0.50", -0.04: "\u22120.040",
	} {
		if got := Figure(v); got != want {
			t.Errorf("Figure(%v) = %q, want %q", v, got, want)
		}
	}
}
