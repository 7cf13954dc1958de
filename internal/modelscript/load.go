package modelscript

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/engine"
	"casus/internal/model"
)

// loaded is a model and what compiling it said.
type loaded struct {
	c        *compile.Compiled
	expected bool // a fault of it was looked for, so that it is none of the test
}

// load reads a model: a file, or the lines up to "end" as Vensim's text or as the
// variables of an XMILE file.
func (r *runner) load(what string, scanner *bufio.Scanner) {
	r.settle()
	r.series, r.names, r.times = nil, nil, nil
	path := filepath.Join(r.folder, what)
	if what == "mdl" || what == "xmile" {
		var body strings.Builder
		for scanner.Scan() && strings.TrimSpace(scanner.Text()) != "end" {
			r.line++
			body.WriteString(scanner.Text() + "\n")
		}
		r.line++
		text, err := r.whole(what, body.String())
		if err != nil {
			r.fail("write it as: time 0 to 10 by 0.5", "%v", err)
			return
		}
		dir, err := os.MkdirTemp("", "modelscript")
		if err != nil {
			r.fail("", "%v", err)
			return
		}
		defer os.RemoveAll(dir)
		path = filepath.Join(dir, "model."+what)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			r.fail("", "%v", err)
			return
		}
	}
	c, err := compile.File(path)
	if err != nil {
		r.fail("", "%v", err)
		return
	}
	r.model = &loaded{c: c}
}

// settle tells of a model's faults that no line expected.
func (r *runner) settle() {
	if r.model == nil || r.model.expected || r.model.c.Program != nil {
		return
	}
	for _, d := range r.model.c.Faults {
		if d.Severity == diag.Fault {
			r.model.expected = true // told once
			r.fail("write expect fault and a part of it in quotes, if it is meant", "the model has a fault: %s", d.Message)
			return
		}
	}
}

// whole adds the span, and what a file has around its variables.
func (r *runner) whole(format, body string) (string, error) {
	start, stop, step, err := span(r.span)
	if err != nil {
		return "", err
	}
	if format == "mdl" {
		for name, x := range map[string]float64{"INITIAL TIME": start, "FINAL TIME": stop, "TIME STEP": step, "SAVEPER": step} {
			if !regexp.MustCompile(`(?mi)^\s*` + name + `\s*=`).MatchString(body) {
				body += fmt.Sprintf("\n%s= %v ~~|", name, x)
			}
		}
		if number := map[string]string{"rk4": "5", "rk2": "4", "rk4auto": "1"}[r.method]; number != "" {
			body += "\n\\\\\\---/// Sketch\n///---\\\\\\\n15:0,0,0," + number + ",0,0\n"
		}
		return "{UTF-8}\n" + body, nil
	}
	method := r.method
	if method == "" {
		method = "Euler"
	}
	head := fmt.Sprintf(`<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><sim_specs method=%q><start>%v</start><stop>%v</stop><dt>%v</dt></sim_specs>`,
		method, start, stop, step)
	if strings.Contains(body, "<model") {
		return head + body + "</xmile>", nil
	}
	return head + "<model><variables>" + body + "</variables></model></xmile>", nil
}

// span reads "0 to 10 by 0.5".
func span(text string) (start, stop, step float64, err error) {
	f := strings.Fields(text)
	if len(f) != 5 || f[1] != "to" || f[3] != "by" {
		return 0, 0, 0, fmt.Errorf("%q is no span of time", text)
	}
	var errs [3]error
	start, errs[0] = strconv.ParseFloat(f[0], 64)
	stop, errs[1] = strconv.ParseFloat(f[2], 64)
	step, errs[2] = strconv.ParseFloat(f[4], 64)
	for _, e := range errs {
		if e != nil {
			return 0, 0, 0, fmt.Errorf("%q is no span of time: %w", text, e)
		}
	}
	return start, stop, step, nil
}

// run runs the model, with constants changed: run NAME = VALUE, NAME = VALUE.
func (r *runner) run(changes string) {
	if r.model == nil || r.model.c.Program == nil {
		r.settle()
		return
	}
	p := r.model.c.Program
	params := p.Defaults()
	for _, change := range strings.Split(changes, ",") {
		if strings.TrimSpace(change) == "" {
			continue
		}
		name, value, _ := strings.Cut(change, "=")
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		found := false
		for i, q := range p.Params {
			if folded(q.Name) == folded(name) {
				params[i], found = x, true
			}
		}
		if err != nil || !found {
			r.fail("", "the model has no constant %q, or %q is no number", strings.TrimSpace(name), value)
			return
		}
	}
	e, err := engine.New(r.ctx, p, engine.Options{Workers: 1})
	if err != nil {
		r.fail("", "%v", err)
		return
	}
	defer e.Close()
	rows, err := e.One(context.WithoutCancel(r.ctx), params, 0)
	if err != nil {
		r.fail("", "%v", err)
		return
	}
	r.series, r.names, r.times = map[string][]float64{}, nil, nil
	for _, n := range p.Time.Rows() {
		r.times = append(r.times, p.Time.At(n))
	}
	for o, output := range p.Outputs {
		column := make([]float64, len(rows))
		for i := range rows {
			column[i] = rows[i][o]
		}
		r.series[folded(output.Name)] = column
		r.names = append(r.names, output.Name)
	}
}

// folded is a name with its elements for comparison.
func folded(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(model.Key(strings.TrimSpace(name)), ", ", ","), " [", "[")
}
