package prob_test

import (
	"errors"
	"testing"

	"casus/internal/prob"
)

func TestParseReadsWhatStringWrites(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"lognormal(4000, 0.5)", "lognormal(4000, 0.5)"},
		{"  normal ( -1.50,2e1 )  ", "normal(-1.5, 20)"},
		{"fixed(0)", "fixed(0)"},
		{"triangular(1,2,3)", "triangular(1, 2, 3)"},
	} {
		d := parse(t, c.text)
		if got := d.String(); got != c.want {
			t.Errorf("%q is written %q, want %q", c.text, got, c.want)
		}
		if again := parse(t, d.String()); again != d {
			t.Errorf("%q reads back as %v", c.text, again)
		}
	}
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "column 1: no distribution is given (write for example lognormal(4000, 0.5))"},
		{"lognorml(1, 2)", `column 1: unknown distribution "lognorml" (did you mean lognormal(median, sigma)?)`},
		{" Beta(1, 2)", `column 2: unknown distribution "Beta" (did you mean beta(a, b)?)`},
		{"gamma(1, 2)", `column 1: unknown distribution "gamma" (one of lognormal, normal, beta, uniform, triangular, halfnormal, truncnormal, halfcauchy, exponential, bernoulli, fixed)`},
		{"3.5", "column 1: a number alone is no distribution (write fixed(3.5))"},
		{"normal", "column 7: ( is missing after normal (write normal(mean, sd))"},
		{"normal(1, 2", "column 12: ) is missing at the end (write normal(mean, sd))"},
		{"normal(1, 2) x", `column 13: "x" stands after the distribution`},
		{"normal(1)", "column 1: normal takes 2 numbers, not 1 (write normal(mean, sd))"},
		{"fixed()", "column 1: fixed takes 1 number, not 0 (write fixed(x))"},
		{"normal(1, )", "column 10: a number is missing"},
		{"normal(1, two)", `column 11: "two" is not a number`},
		{"normal(1, 1e999)", `column 11: "1e999" is not a finite number`},
		{"normal(NaN, 1)", `column 8: "NaN" is not a finite number`},
		{"normal(1, 0)", "column 11: sd must be above 0"},
		{"lognormal(-3, 1)", "column 11: the median of a lognormal must be above 0"},
		{"lognormal(3, -1)", "column 14: sigma must be above 0"},
		{"beta(0, 1)", "column 6: a must be above 0"},
		{"uniform(2, 2)", "column 12: high must be above low"},
		{"uniform(-1e308, 1e308)", "column 17: the range from low to high is wider than a number can hold"},
		{"triangular(0, 5, 2)", "column 15: the mode must lie between low and high"},
		{"bernoulli(1.2)", "column 11: p is a probability, from 0 to 1"},
	} {
		_, err := prob.Parse(c.text)
		var p *prob.ParseError
		switch {
		case err == nil:
			t.Errorf("%q was accepted", c.text)
		case !errors.As(err, &p):
			t.Errorf("%q: error of type %T", c.text, err)
		case err.Error() != c.want:
			t.Errorf("%q:\n got %s\nwant %s", c.text, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range everyForm {
		f.Add(text)
	}
	f.Add("normal(,)")
	f.Add("é(1)")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := prob.Parse(text)
		if err != nil {
			var p *prob.ParseError
			if !errors.As(err, &p) || p.Col < 1 || p.Col > len(text)+1 {
				t.Fatalf("%q: %v does not point into the text", text, err)
			}
			return
		}
		again, err := prob.Parse(d.String())
		if err != nil || again != d {
			t.Fatalf("%q is written %q and reads back as %v, %v", text, d, again, err)
		}
	})
}
