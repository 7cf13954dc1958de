package mdl

import (
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// groupName finds the heading in an entry that is a group: lines of stars around a
// name that starts with a dot.
func groupName(equation string) (string, bool) {
	text := strings.TrimSpace(stripBraces(equation))
	if !strings.HasPrefix(text, "****") {
		return "", false
	}
	return strings.TrimLeft(strings.TrimSpace(strings.Trim(text, "* \t\r\n")), "."), true
}

// definer adds to a model, or to a macro of it, what entry after entry defines.
type definer struct {
	m     *model.Model
	src   *source
	list  *diag.List
	group string       // the heading that the entries stand under
	macro *model.Macro // the one that is open, or nil
}

// define reads one entry.
func (d *definer) define(e entry) {
	p := &parser{src: d.src, tokens: d.src.lex(e.equation, e.equationAt), list: d.list}
	d.macros(p)
	t := p.next()
	if t.kind == tokenEnd {
		return
	}
	if t.kind != tokenName {
		switch {
		case strings.HasPrefix(t.text, ":"):
			p.unsupported(t)
		default:
			p.fault(t.at, "", "expected the name of a variable, found %s", t.describe())
		}
		return
	}
	v := &model.Variable{Name: t.text, At: t.at, Group: d.group, Doc: strings.Join(strings.Fields(e.doc), " ")}
	v.Units, v.UnitsAt = units(d.src, e)
	if v.Name == "" {
		p.fault(t.at, "write one between the quotes", "the variable has no name")
		return
	}
	if p.is("[") {
		v.Subscripts = p.subscripts()
	}
	if p.accept(":EXCEPT:") {
		v.Except = p.exceptions()
	}
	switch {
	case len(v.Subscripts) == 0 && (p.accept(":") || p.is("<->")):
		d.m.Ranges = append(d.m.Ranges, p.subscriptRange(v))
		return
	case p.accept("("):
		v.Kind, v.Table = model.Lookup, p.table(t.at)
		p.expect(")", "the table")
	case p.accept("=") || p.accept("=="):
		p.equation(v)
	case p.is(":=") || p.peek().kind == tokenSymbol && strings.HasPrefix(p.peek().text, ":"):
		p.unsupported(p.peek())
	default:
		p.fault(p.peek().at, "", "expected = after %q, found %s", v.Name, p.peek().describe())
	}
	if end := p.peek(); end.kind != tokenEnd {
		p.fault(end.at, "", "expected the end of the equation, found %s", end.describe())
	}
	if p.broken {
		// A variable that could not be read is still there, so that those that use it
		// are not called undefined.
		v.Equation, v.Numbers, v.Initial = &model.Number{At: v.At}, nil, nil
		if v.Kind == model.Lookup {
			v.Equation, v.Table = nil, &model.Table{X: []float64{0}, Y: []float64{0}, At: v.At}
		} else {
			v.Kind = model.Auxiliary
		}
	}
	if d.macro != nil {
		d.macro.Variables = append(d.macro.Variables, v)
		return
	}
	d.m.Variables = append(d.m.Variables, v)
}

// macros opens and closes macros, whose marks stand before the first equation inside
// and before the first one after, in one entry with it.
func (d *definer) macros(p *parser) {
	if p.is(":END OF MACRO:") {
		if t := p.next(); d.macro == nil {
			p.fault(t.at, "", "no macro is open here")
		}
		d.macro = nil
	}
	if !p.is(":MACRO:") {
		return
	}
	t := p.next()
	if d.macro != nil {
		p.fault(t.at, "close it with :END OF MACRO:", "macro %q is still open", d.macro.Name)
	}
	d.macro = &model.Macro{Name: p.rangeName(), At: t.at}
	p.expect("(", "the name of the macro")
	d.macro.Inputs = p.elements()
	if p.accept(":") {
		d.macro.Outputs = p.elements()
	}
	p.expect(")", "the inputs of the macro")
	d.m.Macros = append(d.m.Macros, d.macro)
}

// equation reads the right-hand side.
func (p *parser) equation(v *model.Variable) {
	if t := p.peek(); t.kind == tokenName && p.tokens[min(p.i+1, len(p.tokens)-1)].text == "(" {
		switch strings.ToUpper(t.text) {
		case "INTEG":
			p.next()
			p.next()
			v.Kind = model.Stock
			v.Equation = p.expression(0)
			p.expect(",", "the flow of INTEG")
			v.Initial = p.expression(0)
			p.expect(")", "the initial value of INTEG")
			return
		}
	}
	x := p.expression(0)
	n, constant := x.(*model.Number)
	if constant && (p.is(",") || p.is(";")) {
		v.Kind = model.Constant
		v.Numbers = []float64{n.Value}
		for !p.broken && (p.accept(",") || p.accept(";")) {
			if p.peek().kind == tokenEnd {
				break
			}
			v.Numbers = append(v.Numbers, p.signedNumber())
		}
		return
	}
	v.Equation = x
	if constant {
		v.Kind = model.Constant
	}
}

// units is the text of the units without its range, and where it stands.
func units(src *source, e entry) (string, diag.Place) {
	text := stripBraces(e.units)
	lead := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	at := src.place(e.unitsAt + lead)
	if i := strings.IndexByte(text, '['); i >= 0 {
		text = text[:i]
	}
	return strings.Join(strings.Fields(text), " "), at
}
