package mdl

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// Write gives a model as Vensim's text. What the format can't say comes as faults, where
// the numbers would be others, and as warnings, where they would not.
func Write(m *model.Model) (string, diag.List) {
	w := &writer{m: m, names: map[string]bool{}}
	for _, v := range m.Variables {
		w.names[model.Key(v.Name)] = true
	}
	w.b.WriteString("{UTF-8}\n")
	for _, macro := range m.Macros {
		w.macro(macro)
	}
	for _, r := range m.Ranges {
		w.subscriptRange(r)
	}
	group := ""
	for i, v := range w.inOrder() {
		if v.Group != group {
			group = v.Group
			fmt.Fprintf(&w.b, "\n%s\n\t.%s\n%s~\n\t\t\n\t|\n\n", stars, group, stars)
		}
		w.variable(v, w.follows(i))
	}
	w.checks()
	if m.Sketch != "" {
		w.b.WriteString("\n" + m.Sketch)
	} else {
		w.sketch()
	}
	w.list.Sort()
	return w.b.String(), w.list
}

const stars = "********************************************************"

// writer is a file under way.
type writer struct {
	m     *model.Model
	b     strings.Builder
	list  diag.List
	order []*model.Variable
	names map[string]bool // by key, also of the lookups that are made
	made  int
}

// inOrder lists the variables with the equations of one name beside each other, as
// Vensim wants them, and groups and the order of the file kept otherwise.
func (w *writer) inOrder() []*model.Variable {
	place := map[string]int{}
	for i, v := range w.m.Variables {
		if key := model.Key(v.Name); place[key] == 0 {
			place[key] = i + 1
		}
	}
	w.order = slices.Clone(w.m.Variables)
	slices.SortStableFunc(w.order, func(a, b *model.Variable) int { return place[model.Key(a.Name)] - place[model.Key(b.Name)] })
	return w.order
}

// follows reports whether the next equation is of the same variable.
func (w *writer) follows(i int) bool {
	return i+1 < len(w.order) && model.Key(w.order[i].Name) == model.Key(w.order[i+1].Name)
}

func (w *writer) fault(at diag.Place, what, hint string) {
	w.list.Faultf("convert", at, "Vensim's format can't say %s", what).Hint = hint
}

func (w *writer) place() diag.Place { return diag.Place{File: w.m.File} }

func (w *writer) macro(macro *model.Macro) {
	inputs := make([]string, len(macro.Inputs))
	for i, in := range macro.Inputs {
		inputs[i] = model.QuoteName(in)
	}
	head := strings.Join(inputs, ", ")
	if len(macro.Outputs) > 0 {
		outputs := make([]string, len(macro.Outputs))
		for i, out := range macro.Outputs {
			outputs[i] = model.QuoteName(out)
		}
		head += " : " + strings.Join(outputs, ", ")
	}
	fmt.Fprintf(&w.b, ":MACRO: %s(%s)\n", model.QuoteName(macro.Name), head)
	for _, v := range macro.Variables {
		w.variable(v, false)
	}
	w.b.WriteString(":END OF MACRO:\n")
}

func (w *writer) subscriptRange(r *model.Range) {
	fmt.Fprintf(&w.b, "%s:\n\t%s", model.QuoteName(r.Name), quotedNames(r.Elements))
	for i, mapping := range r.Maps {
		arrow := " -> "
		if i > 0 {
			arrow = ", "
		}
		w.b.WriteString(arrow)
		if mapping.Elements == nil {
			w.b.WriteString(model.QuoteName(mapping.To))
		} else {
			fmt.Fprintf(&w.b, "(%s: %s)", model.QuoteName(mapping.To), quotedNames(mapping.Elements))
		}
	}
	w.b.WriteString("\n\t~\n\t~\t\n\t|\n\n")
}

// variable writes an equation; more of the same variable follow.
func (w *writer) variable(v *model.Variable, more bool) {
	left := model.QuoteName(v.Name) + subscripts(v.Subscripts)
	for i, except := range v.Except {
		if i == 0 {
			left += " :EXCEPT: "
		} else {
			left += ", "
		}
		left += subscripts(except)
	}
	var text string
	switch {
	case v.Kind == model.Lookup && v.Table != nil:
		if v.Table.Shape != model.Continuous {
			// Vensim's lookups have one shape; those who read it choose another.
			w.list.Warnf("convert", v.At, "Vensim's lookups are level outside their points; calls of %q are written so that they are not", v.Name)
		}
		text = left + "(\n\t" + points(v.Table) + ")"
	case v.Kind == model.Data:
		text = left + shapeWords[v.Table.Shape]
		if v.Equation != nil {
			text += ":=\n\t" + w.expr(v.Equation)
		}
	case v.Kind == model.Stock:
		text = left + "= INTEG (\n\t" + w.expr(v.Equation) + ",\n\t\t" + w.expr(v.Initial) + ")"
	case v.Numbers != nil:
		text = left + "=\n\t" + w.numbers(v)
	case v.Equation == nil:
		text = left
	default:
		text = left + "=\n\t" + w.expr(v.Equation)
	}
	w.b.WriteString(wrap(text))
	if more {
		w.b.WriteString(" ~~|\n")
		return
	}
	doc := w.plain(v.Doc, v.At)
	units := w.plain(v.Units, v.At)
	if v.Limits != "" {
		units += " " + v.Limits
	}
	flags := ""
	if v.Supplementary {
		flags = "\n\t~\t:SUPPLEMENTARY "
	}
	fmt.Fprintf(&w.b, "\n\t~\t%s\n\t~\t%s%s\n\t|\n\n", units, doc, flags)
}

var shapeWords = map[model.Shape]string{model.Continuous: ":INTERPOLATE:", model.Exact: ":RAW:", model.Ahead: ":LOOK FORWARD:", model.Stepped: ":HOLD BACKWARD:"}

// plain takes out what would end a comment.
func (w *writer) plain(text string, at diag.Place) string {
	if strings.ContainsAny(text, "~|") {
		w.list.Warnf("convert", at, "Vensim's comments can't hold ~ and |; they are written as - and /")
	}
	return strings.NewReplacer("~", "-", "|", "/").Replace(text)
}

func (w *writer) checks() {
	for _, in := range w.m.TestInputs {
		fmt.Fprintf(&w.b, "%s\n\t~\n\t~\n\t|\n\n", wrap(model.QuoteName(in.Name)+subscripts(in.Subscripts)+":TEST INPUT:\n\t"+w.expr(in.Changes)+" = "+w.expr(in.Equation)))
	}
	for _, c := range w.m.Checks {
		fmt.Fprintf(&w.b, "%s\n\t~\n\t~\n\t|\n\n", wrap(model.QuoteName(c.Name)+subscripts(c.Subscripts)+":THE CONDITION:\n\t"+w.expr(c.If)+" :IMPLIES: "+w.expr(c.Then)))
	}
}
