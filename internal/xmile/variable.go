package xmile

import (
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// variables reads everything below <variables>. Dimensions first: what "*" means in
// an equation depends on the variable that it stands for.
func (r *reader) variables(body *node) {
	lists := body.all("variables")
	if len(lists) == 0 {
		lists = []*node{body} // Stella 10 has them right below <model>
	}
	for _, list := range lists {
		flows := map[string]*node{}
		for _, n := range list.kids {
			if dims := n.first("dimensions"); dims != nil {
				var names []string
				for _, d := range dims.all("dim") {
					names = append(names, display(d.attrs["name"]))
				}
				r.dims[model.Key(display(n.attrs["name"]))] = names
			}
		}
		for _, n := range list.kids {
			if n.name == "flow" {
				flows[model.Key(display(n.attrs["name"]))] = n
			}
		}
		b := r.belts(list.kids)
		for _, n := range list.kids {
			switch n.name {
			case "stock", "flow", "aux", "gf":
				r.variable(n, b, flows)
			}
		}
		r.cutOutflows(list.kids)
		r.beltFlows(b, list.kids, flows)
	}
}

// unrun are parts of a stock or flow that change its meaning.
var unrun = []string{"oven", "multiplier"}

// variable reads one variable: one equation for all elements, or one for each.
func (r *reader) variable(n *node, b belts, flows map[string]*node) {
	for _, part := range unrun {
		if k := n.first(part); k != nil {
			r.unsupported(k, "<"+part+">")
		}
	}
	name := display(n.attrs["name"])
	v := model.Variable{Name: name, Subscripts: r.dims[model.Key(name)], At: n.at}
	v.Units, v.UnitsAt = n.child("units")
	doc, _ := n.child("doc")
	v.Doc = strings.Join(strings.Fields(doc), " ")
	if n.name == "flow" && n.first("eqn") == nil && (n.first("leak") != nil || b.drains(name)) {
		// Its equation is that of the conveyor or queue that it drains.
		v.Equation = &model.Number{At: n.at}
		r.m.Variables = append(r.m.Variables, &v)
		return
	}
	if n.name == "stock" && n.first("conveyor") != nil {
		defer func() {
			for _, one := range r.m.Variables {
				if one.Name == name && one.Kind == model.Stock {
					r.conveyor(one, n, flows)
				}
			}
		}()
	}
	elements := n.all("element")
	for _, e := range elements {
		one := v
		one.Subscripts = nil
		for _, s := range strings.Split(e.attrs["subscript"], ",") {
			one.Subscripts = append(one.Subscripts, display(s))
		}
		r.define(one, n, e)
	}
	switch equations := n.all("eqn"); {
	case len(elements) > 0:
	case len(equations) > 1:
		r.listed(v, n, equations)
	default:
		r.define(v, n, n)
	}
}

// listed reads what Vensim writes for equations that differ between elements: one
// <eqn> for each, the last dimension running fastest.
func (r *reader) listed(v model.Variable, n *node, equations []*node) {
	all := [][]string{nil}
	for _, dim := range v.Subscripts {
		var longer [][]string
		for _, d := range r.m.Ranges {
			if model.Key(d.Name) != model.Key(dim) {
				continue
			}
			for _, head := range all {
				for _, e := range d.Elements {
					longer = append(longer, append(slices.Clone(head), e))
				}
			}
		}
		all = longer
	}
	if len(all) != len(equations) {
		r.fault(equations[0].textAt, "write an <element> for each", "%q has %d equations for %d elements", v.Name, len(equations), len(all))
		return
	}
	for i, eqn := range equations {
		one := v
		one.Subscripts = all[i]
		r.define(one, n, &node{name: n.name, at: eqn.at, kids: []*node{eqn}})
	}
}

// ownName puts a variable's name where its equation says SELF (XMILE 1.0, 3.5.5), as in
// PREVIOUS(SELF, 1).
func (r *reader) ownName(v model.Variable, equation model.Expr) model.Expr {
	return model.Rebuild(equation, func(e model.Expr) model.Expr {
		if ref, ok := e.(*model.Ref); ok && model.Key(ref.Name) == "self" && len(ref.Subscripts) == 0 {
			ref.Name, ref.Subscripts = v.Name, slices.Clone(v.Subscripts)
		}
		return e
	})
}

// define adds a variable whose equation and table stand in holder, which is the
// variable's element itself or one of its array elements.
func (r *reader) define(v model.Variable, n, holder *node) {
	r.over = r.dims[model.Key(v.Name)]
	defer func() { r.over = nil }()
	text, at := holder.child("eqn")
	gf := holder.first("gf")
	if holder.name == "gf" {
		gf = holder
	}
	switch {
	case gf != nil && text == "":
		v.Kind, v.Table = model.Lookup, r.table(gf)
	case text == "":
		r.fault(holder.at, "write it into <eqn>", "%q has no equation", v.Name)
		return
	default:
		v.Equation, v.Numbers = r.equation(text, at)
		v.Equation = r.ownName(v, v.Equation)
		if v.Numbers != nil {
			v.Kind, v.Equation = model.Constant, nil
		}
		if _, ok := v.Equation.(*model.Number); ok {
			v.Kind = model.Constant
		}
	}
	if text, at := holder.child("init_eqn"); text != "" && v.Equation != nil {
		initial, _ := r.equation(text, at)
		v.Kind, v.Equation = model.Auxiliary, &model.Call{Func: "ACTIVE INITIAL", Args: []model.Expr{v.Equation, initial}, At: at}
	}
	if gf != nil && v.Kind != model.Lookup {
		v.Kind = model.Auxiliary
		v.Equation = &model.Call{Func: "WITH LOOKUP", Args: []model.Expr{v.Equation, &model.TableLiteral{Table: r.table(gf)}}, At: at}
	}
	if n.name == "stock" {
		v.Kind, v.Initial, v.Equation = model.Stock, v.Equation, r.netFlow(n, v.Subscripts)
	}
	if r.isNonNegative(n) {
		r.nonNegative(&v, n)
	}
	r.m.Variables = append(r.m.Variables, &v)
}

// netFlow is the sum of a stock's inflows less its outflows.
func (r *reader) netFlow(stock *node, subscripts []string) model.Expr {
	var net model.Expr
	for _, k := range stock.kids {
		if k.name != "inflow" && k.name != "outflow" {
			continue
		}
		flow := &model.Ref{Name: unquoted(strings.TrimSpace(k.text)), At: k.textAt}
		if len(r.dims[model.Key(flow.Name)]) > 0 {
			flow.Subscripts = slices.Clone(subscripts)
		}
		switch {
		case net == nil && k.name == "inflow":
			net = flow
		case net == nil:
			net = &model.Unary{Op: model.Negate, X: flow, At: k.textAt}
		case k.name == "inflow":
			net = &model.Binary{Op: model.Add, X: net, Y: flow, At: k.textAt}
		default:
			net = &model.Binary{Op: model.Subtract, X: net, Y: flow, At: k.textAt}
		}
	}
	if net == nil {
		return &model.Number{At: stock.at}
	}
	return net
}

// equation parses the text of an <eqn>: an expression, or a list of numbers, one
// for each element, the last dimension running fastest.
func (r *reader) equation(text string, at diag.Place) (model.Expr, []float64) {
	p := &parser{r: r, text: text, at: at}
	p.lex()
	e := p.expression(0)
	var numbers []float64
	for n, ok := e.(*model.Number); ok && !p.broken && (p.is(",") || p.is(";")); n, ok = e.(*model.Number) {
		numbers = append(numbers, n.Value)
		if p.next(); p.peek().kind == tokenEnd {
			return e, numbers // a comma or semicolon after the last one
		}
		e = p.expression(0)
	}
	if n, ok := e.(*model.Number); ok && numbers != nil {
		numbers = append(numbers, n.Value)
	}
	if t := p.peek(); t.kind != tokenEnd {
		p.fault(t, "expected the end of the equation, found %s", t.describe())
	}
	return e, numbers
}

// unquoted is a name without the quotes that may stand around it.
func unquoted(name string) string {
	if len(name) > 1 && strings.HasPrefix(name, `"`) {
		name = strings.TrimSuffix(name[1:], `"`)
		name = strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, " ").Replace(name)
	}
	return display(name)
}
