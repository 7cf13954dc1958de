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
	if d.macros(p); p.is("*") { // a heading that stands right after the end of a macro
		if _, heading, ok := strings.Cut(e.equation, "****"); ok {
			d.group, _ = groupName("****" + heading)
			return
		}
	}
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
	v := &model.Variable{Name: t.text, At: t.at, Group: d.group, Doc: strings.Join(strings.Fields(e.doc), " "),
		Supplementary: strings.Contains(strings.ToUpper(e.flags), ":SUP")}
	v.Units, v.Limits, v.UnitsAt = units(d.src, e)
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
	for shape, ok := shapes[p.peek().text]; ok && p.peek().kind == tokenSymbol; shape, ok = shapes[p.peek().text] {
		p.next()
		v.Kind, v.Table = model.Data, &model.Table{Shape: shape, At: v.At}
	}
	switch {
	case p.accept(":THE CONDITION:"):
		d.realityCheck(p, v)
		return
	case p.accept(":TEST INPUT:"):
		d.testInput(p, v)
		return
	case len(v.Subscripts) == 0 && v.Kind != model.Data && (p.accept(":") || p.is("<->")):
		d.m.Ranges = append(d.m.Ranges, p.subscriptRange(v))
		return
	case p.peek().kind == tokenEnd:
		d.data(v) // a name alone is a series that comes with the run
	case p.accept("("):
		d.lookup(p, v, t)
	case p.accept(":="):
		d.data(v)
		v.Equation = p.expression(0)
	case p.accept("=") || p.accept("=="):
		p.equation(v)
	case p.peek().kind == tokenSymbol && strings.HasPrefix(p.peek().text, ":"):
		p.unsupported(p.peek())
	default:
		p.fault(p.peek().at, "", "expected = after %q, found %s", v.Name, p.peek().describe())
	}
	p.end()
	if p.broken {
		// A variable that could not be read is still there, so that those that use it
		// are not called undefined.
		v.Equation, v.Numbers, v.Initial = &model.Number{At: v.At}, nil, nil
		if v.Kind == model.Lookup || v.Kind == model.Data {
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

// shapes says how a series of data is read between its points.
var shapes = map[string]model.Shape{
	":INTERPOLATE:": model.Continuous, ":RAW:": model.Exact, ":LOOK FORWARD:": model.Ahead, ":HOLD BACKWARD:": model.Stepped,
}

// data makes a variable a series; without a keyword it is interpolated.
func (d *definer) data(v *model.Variable) {
	v.Kind = model.Data
	if v.Table == nil {
		v.Table = &model.Table{At: v.At}
	}
}

// lookup reads what follows "name(": a table, or a call that gets one from a file.
func (d *definer) lookup(p *parser, v *model.Variable, name token) {
	v.Kind = model.Lookup
	if isOutside(p.peek().text) {
		v.Equation = p.operand()
		p.expect(")", "the source of the table")
		return
	}
	v.Table = p.table(name.at)
	p.expect(")", "the table")
}

// realityCheck reads what follows "name :THE CONDITION:".
func (d *definer) realityCheck(p *parser, v *model.Variable) {
	c := &model.RealityCheck{Name: v.Name, Subscripts: v.Subscripts, At: v.At}
	c.If = p.expression(0)
	p.expect(":IMPLIES:", "the condition")
	c.Then = p.expression(0)
	p.end()
	d.m.Checks = append(d.m.Checks, c)
}

// testInput reads what follows "name :TEST INPUT:".
func (d *definer) testInput(p *parser, v *model.Variable) {
	in := &model.TestInput{Name: v.Name, Subscripts: v.Subscripts, At: v.At}
	changes := p.next()
	if changes.kind != tokenName {
		p.fault(changes.at, "", "expected the variable that the test input changes, found %s", changes.describe())
	}
	in.Changes = &model.Ref{Name: changes.text, At: changes.at}
	if p.is("[") {
		in.Changes.Subscripts = p.subscripts()
	}
	p.expect("=", "the variable that the test input changes")
	in.Equation = p.expression(0)
	p.end()
	d.m.TestInputs = append(d.m.TestInputs, in)
}

// end reports what stands after the end of an equation.
func (p *parser) end() {
	if end := p.peek(); end.kind != tokenEnd {
		p.fault(end.at, "", "expected the end of the equation, found %s", end.describe())
	}
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
	if !p.is(":") && !p.is(")") {
		d.macro.Inputs = p.elements()
	}
	if p.accept(":") {
		d.macro.Outputs = p.elements()
	}
	p.expect(")", "the inputs of the macro")
	d.m.Macros = append(d.m.Macros, d.macro)
}

// equation reads the right-hand side.
func (p *parser) equation(v *model.Variable) {
	if t := p.peek(); t.kind == tokenName && p.tokens[min(p.i+1, len(p.tokens)-1)].text == "(" {
		switch model.Key(t.text) {
		case "integ":
			p.next()
			p.next()
			v.Kind = model.Stock
			v.Equation = p.expression(0)
			p.expect(",", "the flow of INTEG")
			v.Initial = p.expression(0)
			p.expect(")", "the initial value of INTEG")
			return
		case "tabbed array":
			p.next()
			p.next()
			v.Kind = model.Constant
			for !p.broken && !p.is(")") {
				v.Numbers = append(v.Numbers, p.signedNumber())
			}
			p.expect(")", "the numbers of TABBED ARRAY")
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

// units is the text of the units, of the range after them, and where they stand.
func units(src *source, e entry) (text, limits string, at diag.Place) {
	text = stripBraces(e.units)
	lead := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	at = src.place(e.unitsAt + lead)
	if i := strings.IndexByte(text, '['); i >= 0 {
		text, limits = text[:i], text[i:]
	}
	return strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(limits), " "), at
}
