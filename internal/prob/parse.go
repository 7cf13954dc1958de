package prob

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"casus/internal/diag"
)

// ParseError says what is wrong with the text of a distribution. Col counts its
// characters from 1, so that a caller who knows where the text stands in a file
// can point at the very place.
type ParseError struct {
	Col           int
	Message, Hint string
}

// Error gives column, message and hint in one line.
func (e *ParseError) Error() string {
	text := fmt.Sprintf("column %d: %s", e.Col, e.Message)
	if e.Hint != "" {
		text += " (" + e.Hint + ")"
	}
	return text
}

// family is a kind of distribution: its name, the names of its numbers, and how it
// is made from them. Build returns the index of the number at fault and why.
type family struct {
	name    string
	numbers []string
	build   func(n []float64) (d Dist, at int, why string)
}

// families is what Parse knows, in the order in which a hint lists them.
var families = []family{
	{"lognormal", []string{"median", "sigma"}, func(n []float64) (Dist, int, string) {
		if n[0] <= 0 {
			return nil, 0, "the median of a lognormal must be above 0"
		}
		return Lognormal{n[0], n[1]}, 1, positive("sigma", n[1])
	}},
	{"normal", []string{"mean", "sd"}, func(n []float64) (Dist, int, string) {
		return Normal{n[0], n[1]}, 1, positive("sd", n[1])
	}},
	{"beta", []string{"a", "b"}, func(n []float64) (Dist, int, string) {
		if why := positive("a", n[0]); why != "" {
			return nil, 0, why
		}
		return Beta{n[0], n[1]}, 1, positive("b", n[1])
	}},
	{"uniform", []string{"low", "high"}, func(n []float64) (Dist, int, string) {
		if why := above(n[0], n[1]); why != "" {
			return nil, 1, why
		}
		return Uniform{n[0], n[1]}, 0, ""
	}},
	{"triangular", []string{"low", "mode", "high"}, func(n []float64) (Dist, int, string) {
		if why := above(n[0], n[2]); why != "" {
			return nil, 2, why
		}
		if n[1] < n[0] || n[1] > n[2] {
			return nil, 1, "the mode must lie between low and high"
		}
		return Triangular{n[0], n[1], n[2]}, 0, ""
	}},
	{"halfnormal", []string{"sd"}, func(n []float64) (Dist, int, string) {
		return HalfNormal{n[0]}, 0, positive("sd", n[0])
	}},
	{"truncnormal", []string{"mean", "sd", "low", "high"}, func(n []float64) (Dist, int, string) {
		if why := positive("sd", n[1]); why != "" {
			return nil, 1, why
		}
		d := TruncNormal{n[0], n[1], n[2], n[3]}
		if a, b, _ := d.span(); !(Phi(b) > Phi(a)) {
			return nil, 3, "nothing of the normal lies between low and high"
		}
		return d, 0, ""
	}},
	{"halfcauchy", []string{"scale"}, func(n []float64) (Dist, int, string) {
		return HalfCauchy{n[0]}, 0, positive("scale", n[0])
	}},
	{"exponential", []string{"mean"}, func(n []float64) (Dist, int, string) {
		return Exponential{n[0]}, 0, positive("mean", n[0])
	}},
	{"bernoulli", []string{"p"}, func(n []float64) (Dist, int, string) {
		if n[0] < 0 || n[0] > 1 {
			return nil, 0, "p is a probability, from 0 to 1"
		}
		return Bernoulli{n[0]}, 0, ""
	}},
	{"fixed", []string{"x"}, func(n []float64) (Dist, int, string) { return FixedAt{n[0]}, 0, "" }},
}

func positive(name string, x float64) string {
	if x > 0 {
		return ""
	}
	return name + " must be above 0"
}

func above(low, high float64) string {
	switch {
	case high <= low:
		return "high must be above low"
	case math.IsInf(high-low, 0):
		return "the range from low to high is wider than a number can hold"
	}
	return ""
}

// form shows a reader how the family is written.
func (f family) form() string { return f.name + "(" + strings.Join(f.numbers, ", ") + ")" }

// Parse reads a distribution such as "lognormal(4000, 0.5)". Names are in lower
// case, white space is free. An error is a *ParseError.
func Parse(text string) (Dist, error) {
	start := strings.IndexFunc(text, func(r rune) bool { return r != ' ' && r != '\t' })
	if start < 0 {
		return nil, fault(text, 0, "no distribution is given", "write for example lognormal(4000, 0.5)")
	}
	name, rest, found := strings.Cut(text[start:], "(")
	f, known := lookup(strings.TrimSpace(name))
	switch {
	case !known && !found && isNumber(name):
		return nil, fault(text, start, "a number alone is no distribution", "write fixed("+strings.TrimSpace(name)+")")
	case !known:
		return nil, unknown(text, start, strings.TrimSpace(name))
	case !found:
		return nil, fault(text, start+len(strings.TrimRight(name, " \t")), "( is missing after "+f.name, "write "+f.form())
	}
	inner, after, closed := strings.Cut(rest, ")")
	open := start + len(name) + 1
	switch {
	case !closed:
		return nil, fault(text, len(text), ") is missing at the end", "write "+f.form())
	case strings.TrimSpace(after) != "":
		return nil, fault(text, open+len(inner)+1, fmt.Sprintf("%q stands after the distribution", strings.TrimSpace(after)), "")
	}
	numbers, places, err := arguments(text, inner, open, f.name == "truncnormal")
	if err != nil {
		return nil, err
	}
	if len(numbers) != len(f.numbers) {
		return nil, fault(text, start, fmt.Sprintf("%s takes %d number%s, not %d", f.name, len(f.numbers), plural(len(f.numbers)), len(numbers)), "write "+f.form())
	}
	d, at, why := f.build(numbers)
	if why != "" {
		return nil, fault(text, places[at], why, "")
	}
	return d, nil
}

// arguments reads the numbers between the parentheses and where each stands; without says
// whether a bound may be infinite.
func arguments(text, inner string, at int, without bool) (numbers []float64, places []int, err error) {
	if strings.TrimSpace(inner) == "" {
		return nil, nil, nil
	}
	for field := range strings.SplitSeq(inner, ",") {
		trimmed := strings.TrimSpace(field)
		place := at + strings.Index(field, trimmed)
		x, bad := strconv.ParseFloat(trimmed, 64)
		switch {
		case trimmed == "":
			return nil, nil, fault(text, place, "a number is missing", "")
		case bad != nil && !math.IsInf(x, 0):
			return nil, nil, fault(text, place, fmt.Sprintf("%q is not a number", trimmed), "")
		case math.IsNaN(x) || math.IsInf(x, 0) && (!without || len(numbers) < 2):
			return nil, nil, fault(text, place, fmt.Sprintf("%q is not a finite number", trimmed), "")
		}
		numbers, places = append(numbers, x), append(places, place)
		at += len(field) + 1
	}
	return numbers, places, nil
}

func lookup(name string) (family, bool) {
	for _, f := range families {
		if f.name == name {
			return f, true
		}
	}
	return family{}, false
}

func unknown(text string, at int, name string) error {
	names := make([]string, len(families))
	for i, f := range families {
		names[i] = f.name
	}
	hint := "one of " + strings.Join(names, ", ")
	if near := diag.Nearest(name, names); near != "" {
		f, _ := lookup(near)
		hint = "did you mean " + f.form() + "?"
	}
	return fault(text, at, fmt.Sprintf("unknown distribution %q", name), hint)
}

func fault(text string, at int, message, hint string) error {
	return &ParseError{Col: utf8.RuneCountInString(text[:at]) + 1, Message: message, Hint: hint}
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return err == nil
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
