package mdl

import (
	"fmt"
	"strconv"
	"strings"

	"casus/internal/model"
)

func quotedNames(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = model.QuoteName(n)
	}
	return strings.Join(out, ", ")
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
	case name == "RANK":
		w.fault(call.At, "the element of a rank", "write it with VECTOR SORT ORDER")
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
