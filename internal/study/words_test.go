package study

import "testing"

// The bounds and words are those of the table in Intelligence Community Directive
// 203 (2015), section D.6.e.(2).(a).
func TestWords(t *testing.T) {
	for _, c := range []struct {
		p    float64
		want string
	}{
		{0, "almost no chance"}, {.01, "almost no chance"}, {.049, "almost no chance"},
		{.05, "very unlikely"}, {.2, "unlikely"}, {.45, "roughly even chance"}, {.5, "roughly even chance"},
		{.55, "likely"}, {.8, "very likely"}, {.93, "very likely"}, {.95, "almost certain"}, {1, "almost certain"},
	} {
		if got := Words(c.p); got != c.want {
			t.Errorf("Words(%v) = %q, want %q", c.p, got, c.want)
		}
	}
}

func TestWordsOfRange(t *testing.T) {
	if got := WordsOfRange(.5, .9); got != "roughly even chance to very likely" {
		t.Errorf("a range over bands gave %q", got)
	}
	if got := WordsOfRange(.7, .6); got != "likely" {
		t.Errorf("a range inside a band gave %q", got)
	}
}
