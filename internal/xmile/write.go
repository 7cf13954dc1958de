package xmile

import (
	"fmt"
	"strconv"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// Times are the numbers of a model's span, for <sim_specs>: those that its control
// variables come to.
type Times struct{ Start, Stop, Step, Save float64 }

// Write gives a model as XMILE 1.0. What the format can't say comes as faults, where the
// numbers would be others, and as warnings, where they would not.
func Write(m *model.Model, times Times) (string, diag.List) {
	w := &writer{m: m, names: map[string]bool{}, groups: map[string][]*model.Variable{}, flows: map[*model.Variable]bool{}}
	for _, v := range m.Variables {
		key := model.Key(v.Name)
		w.names[key] = true
		w.groups[key] = append(w.groups[key], v)
	}
	w.line(0, `<?xml version="1.0" encoding="utf-8"?>`)
	w.line(0, `<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">`)
	w.line(1, `<header><vendor>casus</vendor><product version="1.0" lang="en">casus</product><options namespace="std, vensim"/></header>`)
	w.specs(times)
	w.units()
	w.dimensions()
	for _, macro := range m.Macros {
		w.macro(macro)
	}
	w.line(1, "<model>")
	w.line(2, "<variables>")
	w.findFlows()
	seen := map[string]bool{}
	for _, v := range m.Variables {
		if key := model.Key(v.Name); !seen[key] {
			seen[key] = true
			w.variable(w.groups[key])
		}
	}
	w.b.WriteString(w.extra.String())
	w.line(2, "</variables>")
	w.grouping()
	w.views()
	w.line(1, "</model>")
	w.line(0, "</xmile>")
	for _, c := range m.Checks {
		w.list.Warnf("convert", c.At, "XMILE has no reality checks: %q is left out", c.Name)
	}
	for _, in := range m.TestInputs {
		w.list.Warnf("convert", in.At, "XMILE has no reality checks: %q is left out", in.Name)
	}
	w.list.Sort()
	return w.b.String(), w.list
}

// writer is a file under way.
type writer struct {
	m      *model.Model
	b      strings.Builder
	extra  strings.Builder // variables that are made of parts of others
	list   diag.List
	names  map[string]bool              // by key, also of those that are made
	groups map[string][]*model.Variable // equations by the variable's key
	flows  map[*model.Variable]bool     // that fill or drain stocks under their own name
	made   int
}

func (w *writer) line(depth int, text string) {
	w.b.WriteString(strings.Repeat("\t", depth) + text + "\n")
}

func (w *writer) fault(at diag.Place, what, hint string) {
	w.list.Faultf("convert", at, "XMILE can't say %s", what).Hint = hint
}

// escape is a text as the content or an attribute of an element.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func (w *writer) specs(t Times) {
	method := map[model.Method]string{model.Euler: "Euler", model.Heun: "RK2", model.RK4: "RK4", model.RK4Auto: "RK45", model.RK2Auto: "RK45"}[w.m.Method]
	if method == "" {
		w.list.Faultf("convert", diag.Place{File: w.m.File}, "XMILE can't say Vensim's RK2: its own is Heun's rule").Hint = "choose Euler or RK4"
	}
	units := ""
	if v := w.m.Lookup(model.TimeStep); v != nil {
		units = v.Units
	}
	w.line(1, fmt.Sprintf(`<sim_specs method="%s" time_units="%s" save_interval="%s">`, method, escape(units), number(t.Save)))
	w.line(2, fmt.Sprintf("<start>%s</start><stop>%s</stop><dt>%s</dt>", number(t.Start), number(t.Stop), number(t.Step)))
	w.line(1, "</sim_specs>")
}

func (w *writer) units() {
	if len(w.m.Equivalences) == 0 {
		return
	}
	w.line(1, "<model_units>")
	for _, e := range w.m.Equivalences {
		text := `<unit name="` + escape(e.Names[0]) + `">`
		for _, alias := range e.Names[1:] {
			text += "<alias>" + escape(alias) + "</alias>"
		}
		w.line(2, text+"</unit>")
	}
	w.line(1, "</model_units>")
}

func (w *writer) dimensions() {
	if len(w.m.Ranges) == 0 {
		return
	}
	w.line(1, "<dimensions>")
	for _, r := range w.m.Ranges {
		w.line(2, `<dim name="`+escape(r.Name)+`">`)
		for _, e := range r.Elements {
			w.line(3, `<elem name="`+escape(e)+`"/>`)
		}
		w.line(2, "</dim>")
	}
	w.line(1, "</dimensions>")
}

func (w *writer) macro(macro *model.Macro) {
	if len(macro.Outputs) > 0 {
		w.fault(macro.At, fmt.Sprintf("the further results of macro %q", macro.Name), "make macros of their own of them")
		return
	}
	w.line(1, `<macro name="`+escape(macro.Name)+`">`)
	for _, in := range macro.Inputs {
		w.line(2, "<parm>"+escape(in)+"</parm>")
	}
	result := ""
	w.line(2, "<variables>")
	outside, groups, flows := w.extra.String(), w.groups, w.flows
	w.extra.Reset()
	w.groups, w.flows = map[string][]*model.Variable{}, map[*model.Variable]bool{}
	for _, v := range macro.Variables {
		switch {
		case model.Key(v.Name) != model.Key(macro.Name):
			w.variable([]*model.Variable{v})
		case v.Kind == model.Stock:
			level := *v
			level.Name = macro.Name + " level"
			w.variable([]*model.Variable{&level})
			result = w.name(level.Name)
		default:
			result = w.expr(v.Equation, nil)
		}
	}
	w.b.WriteString(w.extra.String())
	w.extra.Reset()
	w.extra.WriteString(outside)
	w.groups, w.flows = groups, flows
	w.line(2, "</variables>")
	w.line(2, "<eqn>"+escape(result)+"</eqn>")
	w.line(1, "</macro>")
}
