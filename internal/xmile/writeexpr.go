package xmile

import (
	"fmt"
	"strings"

	"casus/internal/model"
)

// name is a variable's as it stands in an equation: blanks as underscores, and quotes
// where it has characters that a bare one can't.
func (w *writer) name(name string) string {
	bare := true
	for i, r := range name {
		bare = bare && (r == ' ' || isNamePart(r) && r != '\\' || i > 0 && r >= '0' && r <= '9' || i > 0 && r == '.')
	}
	if bare && !words[strings.ToUpper(name)] && !reserved[strings.ToUpper(name)] {
		return strings.ReplaceAll(name, " ", "_")
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}

// reserved are names that stand for numbers; a variable of that name needs quotes.
var reserved = map[string]bool{"PI": true, "INF": true, "DT": true, "STARTTIME": true, "STOPTIME": true}

// renamed are functions that XMILE has under another name, with the order of arguments.
var renamed = map[string]struct {
	name string
	args []int
}{
	"initial": {"INIT", []int{0}}, "reinitial": {"INIT", []int{0}},
	"smooth": {"SMTH1", []int{0, 1}}, "smoothi": {"SMTH1", []int{0, 1, 2}},
	"smooth3": {"SMTH3", []int{0, 1}}, "smooth3i": {"SMTH3", []int{0, 1, 2}},
	"smooth n": {"SMTHN", []int{0, 1, 3, 2}}, "delay n": {"DELAYN", []int{0, 1, 3, 2}},
	"delay1i": {"DELAY1", []int{0, 1, 2}}, "delay3i": {"DELAY3", []int{0, 1, 2}},
	"delay fixed": {"DELAY", []int{0, 1, 2}}, "forecast": {"FORCST", []int{0, 1, 2}},
	"zidz": {"SAFEDIV", []int{0, 1}}, "xidz": {"SAFEDIV", []int{0, 1, 2}}, "gamma ln": {"GAMMALN", []int{0}},
	"lookup invert": {"LOOKUPINV", []int{0, 1}}, "lookup area": {"LOOKUPAREA", []int{0, 1, 2}},
}

// shared are functions of both languages with the same name and meaning.
var shared = map[string]bool{"abs": true, "sqrt": true, "exp": true, "ln": true, "sin": true, "cos": true, "tan": true,
	"arcsin": true, "arccos": true, "arctan": true, "min": true, "max": true, "step": true, "trend": true, "delay1": true, "delay3": true}

// expr writes a tree, with ranges bound to elements where it is that of one element.
func (w *writer) expr(e model.Expr, b []model.Binding) string {
	return w.tree(e, b, false)
}

// tree writes a tree, in brackets where it stands inside another and is no single item.
func (w *writer) tree(e model.Expr, b []model.Binding, inner bool) string {
	bracketed := func(text string) string {
		if inner {
			return "(" + text + ")"
		}
		return text
	}
	switch e := e.(type) {
	case *model.Number:
		text := number(e.Value)
		if strings.HasPrefix(text, "-") {
			return bracketed(text)
		}
		return text
	case *model.Ref:
		return w.ref(e, b)
	case *model.Unary:
		if e.Op == model.Not {
			return bracketed("NOT " + w.tree(e.X, b, true))
		}
		return bracketed(string(e.Op) + w.tree(e.X, b, true))
	case *model.Binary:
		op := map[model.BinaryOp]string{model.And: "AND", model.Or: "OR"}[e.Op]
		if op == "" {
			op = string(e.Op)
		}
		return bracketed(w.tree(e.X, b, true) + " " + op + " " + w.tree(e.Y, b, true))
	case *model.Call:
		return w.call(e, b, bracketed)
	case *model.Text:
		w.fault(e.At, "a text in an equation", "")
	case *model.TableLiteral:
		w.fault(e.Place(), "a table in an equation", "")
	}
	return "0"
}

// ref writes a name with its subscripts; a range that stands as a number becomes the
// element's number.
func (w *writer) ref(e *model.Ref, b []model.Binding) string {
	key := model.Key(e.Name)
	if w.groups[key] == nil {
		if element, ok := w.m.ElementFor(e.Name, b); ok && w.m.RangeOf(e.Name) != nil || w.m.RangeOf(e.Name) == nil && w.m.Family(e.Name) != nil {
			if family := w.m.Family(element); family != nil {
				for i, x := range family.Elements {
					if model.Key(x) == model.Key(element) {
						return fmt.Sprint(i + 1)
					}
				}
			}
		}
	}
	switch key {
	case "time":
		return "Time"
	case "time step":
		return "DT"
	case "initial time":
		return "STARTTIME"
	case "final time":
		return "STOPTIME"
	}
	return w.name(e.Name) + w.subscripts(e.Subscripts, b)
}

func (w *writer) subscripts(list []string, b []model.Binding) string {
	if len(list) == 0 {
		return ""
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s
		if element, ok := w.m.ElementFor(s, b); ok && len(b) > 0 && s != "*" {
			out[i] = element
		}
		if !digits(out[i]) && out[i] != "*" {
			out[i] = w.name(out[i])
		}
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// call writes a function in XMILE's words; one that has none there stands under Vensim's
// name in the namespace vensim.
func (w *writer) call(e *model.Call, b []model.Binding, bracketed func(string) string) string {
	key := model.Key(e.Func)
	arg := func(i int) string {
		ref, ok := e.Args[i].(*model.Ref)
		last := ofVectors(e)
		if !ok || last == 0 || len(ref.Subscripts) < last {
			return w.tree(e.Args[i], b, false)
		}
		// The last subscripts stay as they are: the function runs over them.
		at := len(ref.Subscripts) - last
		head, tail := w.subscripts(ref.Subscripts[:at], b), w.subscripts(ref.Subscripts[at:], nil)
		return w.name(ref.Name) + strings.ReplaceAll(head+tail, "][", ", ")
	}
	inner := func(i int) string { return w.tree(e.Args[i], b, true) }
	list := func(name string, order []int) string {
		parts := make([]string, len(order))
		for i, o := range order {
			parts[i] = arg(o)
		}
		return name + "(" + strings.Join(parts, ", ") + ")"
	}
	n := len(e.Args)
	if all := w.groups[key]; all != nil && all[0].Kind == model.Lookup {
		return "LOOKUP(" + w.name(e.Func) + w.subscripts(e.Subscripts, b) + ", " + arg(0) + ")"
	}
	for _, macro := range w.m.Macros {
		if model.Key(macro.Name) == key {
			return list(w.name(e.Func), upTo(n))
		}
	}
	if r, ok := renamed[key]; ok && n == len(r.args) {
		return list(r.name, r.args)
	}
	switch {
	case shared[key] && n > 0:
		return list(strings.ToUpper(key), upTo(n))
	case key == "game" && n == 1:
		return bracketed(inner(0))
	case key == "if then else" && n == 3:
		return "(IF " + arg(0) + " THEN " + arg(1) + " ELSE " + arg(2) + ")"
	case key == "power" && n == 2:
		return bracketed(inner(0) + " ^ " + inner(1))
	case key == "log" && n == 2:
		return bracketed("LN(" + arg(0) + ") / LN(" + arg(1) + ")")
	case key == "ramp" && n == 3:
		s, from, to := inner(0), inner(1), inner(2)
		return "(IF Time > " + from + " THEN " + s + " * ((IF Time < " + to + " OR " + to + " < " + from + " THEN Time ELSE " + to + ") - " + from + ") ELSE 0)"
	case key == "pulse" && n == 2:
		from, width := inner(0), inner(1)
		return "(IF Time + DT * 0.5 > " + from + " AND Time + DT * 0.5 < " + from + " + (IF " + width + " = 0 THEN DT ELSE " + width + ") THEN 1 ELSE 0)"
	case key == "modulo" && n == 2:
		ratio := "(" + inner(0) + " / " + inner(1) + ")"
		return bracketed(inner(0) + " - (IF " + ratio + " < 0 THEN -INT(-" + ratio + ") ELSE INT(" + ratio + ")) * " + inner(1))
	case key == "integer" && n == 1:
		return "(IF " + arg(0) + " < 0 THEN -INT(-" + inner(0) + ") ELSE INT(" + arg(0) + "))"
	case key == "elmcount" && n == 1:
		if ref, ok := e.Args[0].(*model.Ref); ok {
			if r := w.m.RangeOf(ref.Name); r != nil {
				return fmt.Sprint(len(r.Elements))
			}
		}
	case key == "with lookup" && n == 2:
		if t, ok := e.Args[1].(*model.TableLiteral); ok {
			return "LOOKUP(" + w.name(w.table("table", t.Table).Name) + ", " + arg(0) + ")"
		}
	case (key == "sum" || key == "prod" || key == "vmin" || key == "vmax") && n == 1:
		return w.reduction(key, e, b)
	case key == "active initial":
		w.fault(e.At, "ACTIVE INITIAL inside an equation", "give it a variable of its own")
		return "0"
	}
	w.list.Warnf("convert", e.At, "XMILE has no word for %s: it is written as vensim.%s, which few programs read", strings.ToUpper(key), strings.ToUpper(strings.ReplaceAll(key, " ", "_")))
	return list("vensim."+strings.ToUpper(strings.ReplaceAll(key, " ", "_")), upTo(n))
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
