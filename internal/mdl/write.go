package mdl

import (
	"fmt"
	"slices"
	"strconv"
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
			fmt.Fprintf(&w.b, "\n%s\n\t.%s\n%s~\n\t\t\n\t|\n", stars, group, stars)
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

func quotedNames(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = model.QuoteName(n)
	}
	return strings.Join(out, ", ")
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

func subscripts(list []string) string {
	if len(list) == 0 {
		return ""
	}
	out := make([]string, len(list))
	for i, s := range list {
		name, marked := strings.CutSuffix(s, "!")
		if out[i] = model.QuoteName(name); marked {
			out[i] += "!"
		}
	}
	return "[" + strings.Join(out, ",") + "]"
}

// numbers writes a list over subscripts: with commas within the last, semicolons
// between the rows of the last but one.
func (w *writer) numbers(v *model.Variable) string {
	row := 1
	if n := len(v.Subscripts); n > 0 {
		if r := w.m.RangeOf(v.Subscripts[n-1]); r != nil {
			row = len(r.Elements)
		}
	}
	var b strings.Builder
	for i, x := range v.Numbers {
		b.WriteString(number(x))
		switch {
		case len(v.Numbers) > row && (i+1)%row == 0:
			b.WriteString(";\n\t")
		case i+1 < len(v.Numbers):
			b.WriteString(", ")
		}
	}
	return strings.TrimRight(b.String(), "\n\t")
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func points(t *model.Table) string {
	var parts []string
	for i := range t.X {
		parts = append(parts, "("+number(t.X[i])+","+number(t.Y[i])+")")
	}
	return strings.Join(parts, ",")
}

// expr writes a tree, after what Vensim says in other words.
func (w *writer) expr(e model.Expr) string {
	return model.Format(model.Rebuild(e, w.inVensim))
}

// inVensim turns a node into what Vensim has words for.
func (w *writer) inVensim(e model.Expr) model.Expr {
	call, ok := e.(*model.Call)
	if !ok {
		return e
	}
	switch name := strings.ToUpper(model.Key(call.Func)); {
	case strings.HasPrefix(name, "CONVEYOR"):
		w.fault(call.At, "a conveyor", "write it out as stocks, or as DELAY MATERIAL")
	case name == "WITH LOOKUP":
		if t, ok := call.Args[1].(*model.TableLiteral); ok && t.Table.Shape != model.Continuous {
			table := w.lookup(t.Table)
			return w.shaped(table, t.Table.Shape, call)
		}
	default:
		for _, v := range w.m.Variables {
			if v.Kind == model.Lookup && v.Table != nil && v.Table.Shape != model.Continuous && model.Key(v.Name) == model.Key(call.Func) && len(call.Args) == 1 {
				return w.shaped(&model.Ref{Name: v.Name, Subscripts: call.Subscripts, At: call.At}, v.Table.Shape, call)
			}
		}
	}
	return call
}

// shaped is a lookup read in its shape.
func (w *writer) shaped(table *model.Ref, shape model.Shape, call *model.Call) model.Expr {
	function := map[model.Shape]string{model.Extrapolated: "LOOKUP EXTRAPOLATE", model.Stepped: "LOOKUP BACKWARD",
		model.Ahead: "LOOKUP FORWARD", model.Exact: "GET DATA AT TIME"}[shape]
	x := call.Args[0]
	return &model.Call{Func: function, Args: []model.Expr{table, x}, At: call.At}
}

// lookup makes a variable of a table that stands in an equation.
func (w *writer) lookup(t *model.Table) *model.Ref {
	name := ""
	for name == "" || w.names[model.Key(name)] {
		w.made++
		name = fmt.Sprintf("table %d", w.made)
	}
	w.names[model.Key(name)] = true
	fmt.Fprintf(&w.b, "%s\n\t~\t\n\t~\t\n\t|\n\n", wrap(model.QuoteName(name)+"(\n\t"+points(t)+")"))
	return &model.Ref{Name: name, At: t.At}
}

func (w *writer) checks() {
	for _, in := range w.m.TestInputs {
		fmt.Fprintf(&w.b, "%s\n\t~\n\t~\n\t|\n\n", wrap(model.QuoteName(in.Name)+subscripts(in.Subscripts)+":TEST INPUT:\n\t"+w.expr(in.Changes)+" = "+w.expr(in.Equation)))
	}
	for _, c := range w.m.Checks {
		fmt.Fprintf(&w.b, "%s\n\t~\n\t~\n\t|\n\n", wrap(model.QuoteName(c.Name)+subscripts(c.Subscripts)+":THE CONDITION:\n\t"+w.expr(c.If)+" :IMPLIES: "+w.expr(c.Then)))
	}
}

// widest is where a line is broken: Vensim's own editor breaks at about that.
const widest = 90

// wrap breaks long lines at blanks outside quotes, with a backslash before each break.
func wrap(text string) string {
	var b strings.Builder
	width, quoted := 0, false
	for i, r := range text {
		switch {
		case r == '"' && (i == 0 || text[i-1] != '\\'):
			quoted = !quoted
		case r == '\n':
			width = 0
		}
		if width > widest && !quoted && (r == ' ' || i > 0 && text[i-1] == ',' && r != '\n') {
			b.WriteString("\\\n\t\t")
			width = 0
			if r == ' ' {
				continue
			}
		}
		b.WriteRune(r)
		width++
	}
	return b.String()
}
