package modelscript

import (
	"math"
	"strconv"
	"strings"

	"casus/internal/diag"
)

// closeEnough is the tolerance where a line gives none: as a part of the expected
// number, or of 1 where that is larger.
const closeEnough = 1e-9

// expect looks at a line: NAME at T = V, NAME at T to T = V V V, with a tolerance after
// "within", or fault "TEXT" or warning "TEXT".
func (r *runner) expect(text string) {
	r.result.Expectations++
	for word, severity := range map[string]diag.Severity{"fault": diag.Fault, "warning": diag.Warning} {
		if rest, ok := strings.CutPrefix(text, word+" "); ok && strings.HasPrefix(rest, `"`) {
			r.expectDiagnostic(word, severity, rest)
			return
		}
	}
	if r.series == nil {
		if r.settle(); r.model == nil || r.model.c.Program != nil {
			r.fail("write run before it", "nothing has been run")
		}
		return
	}
	where, values, ok := strings.Cut(text, " = ")
	at := strings.LastIndex(where, " at ")
	if !ok || at < 0 {
		r.fail("write it as: expect NAME at 3 = 4.5", "%q is no expectation", text)
		return
	}
	name, when := strings.TrimSpace(where[:at]), strings.Fields(where[at+4:])
	series := r.series[folded(name)]
	if series == nil {
		r.fail(nearest(name, r.names), "the model has no variable %q", name)
		return
	}
	values, tolerance, hasTolerance := strings.Cut(values, " within ")
	within := closeEnough
	if hasTolerance {
		x, err := strconv.ParseFloat(strings.TrimSpace(tolerance), 64)
		if err != nil {
			r.fail("", "%q is no tolerance", tolerance)
			return
		}
		within = x
	}
	rows := r.rows(when)
	want := strings.Fields(values)
	if rows == nil {
		r.fail("", "no saved rows are at %s", strings.Join(when, " "))
		return
	}
	if len(want) != len(rows) {
		r.fail("", "%d values for %d saved rows", len(want), len(rows))
		return
	}
	var got []string
	differs := false
	for i, row := range rows {
		got = append(got, strconv.FormatFloat(series[row], 'g', 10, 64))
		x, err := strconv.ParseFloat(want[i], 64)
		if err != nil {
			r.fail("", "%q is no number", want[i])
			return
		}
		same := math.IsNaN(x) && math.IsNaN(series[row]) || x == series[row] || math.Abs(series[row]-x) <= within*math.Max(1, math.Abs(x))
		differs = differs || !same
	}
	if differs {
		r.fail("", "%s is %s", name, strings.Join(got, " "))
	}
}

// rows are those of the times T, or T to T.
func (r *runner) rows(when []string) []int {
	if len(when) != 1 && (len(when) != 3 || when[1] != "to") {
		return nil
	}
	from, err1 := strconv.ParseFloat(when[0], 64)
	to, err2 := strconv.ParseFloat(when[len(when)-1], 64)
	if err1 != nil || err2 != nil {
		return nil
	}
	var out []int
	for i, t := range r.times {
		if t >= from-1e-9 && t <= to+1e-9 {
			out = append(out, i)
		}
	}
	return out
}

func (r *runner) expectDiagnostic(word string, severity diag.Severity, quoted string) {
	text, err := strconv.Unquote(quoted)
	if err != nil || r.model == nil {
		r.fail("", "write the text in quotes after %s, and load a model before", word)
		return
	}
	var all []string
	for _, d := range r.model.c.All() {
		if d.Severity != severity {
			continue
		}
		if strings.Contains(d.Message, text) {
			r.model.expected = true
			return
		}
		all = append(all, d.Message)
	}
	r.fail("", "no %s says %q; there are %q", word, text, all)
}

func nearest(name string, known []string) string {
	if near := diag.Nearest(name, known); near != "" {
		return "did you mean \"" + near + "\"?"
	}
	return ""
}
