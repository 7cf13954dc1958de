package xmile

import (
	"casus/internal/diag"
	"casus/internal/model"
)

// deepestEquation is how far an expression may nest: far beyond what anyone writes.
const deepestEquation = 200

// parser reads one equation. After a fault it is broken, and its callers stop.
type parser struct {
	r      *reader
	text   string
	at     diag.Place
	tokens []token
	i      int
	depth  int
	broken bool
}

func (p *parser) place(t token) diag.Place { return within(p.at, p.text, min(t.offset, len(p.text))) }

func (p *parser) fault(t token, format string, args ...any) {
	if !p.broken {
		p.broken = true
		p.r.list.Faultf("xmile-syntax", p.place(t), format, args...)
	}
}

func (p *parser) peek() token { return p.tokens[p.i] }

func (p *parser) next() token {
	t := p.tokens[p.i]
	if t.kind != tokenEnd {
		p.i++
	}
	return t
}

func (p *parser) is(symbol string) bool {
	t := p.peek()
	return t.kind == tokenSymbol && t.text == symbol
}

func (p *parser) accept(symbol string) bool {
	if p.is(symbol) {
		p.i++
		return true
	}
	return false
}

func (p *parser) expect(symbol, after string) {
	if !p.accept(symbol) {
		p.fault(p.peek(), "expected %q after %s, found %s", symbol, after, p.peek().describe())
	}
}

// infix are the operators with their binding powers, loosest first (XMILE 1.0,
// 3.3.1). Power binds to the right.
var infix = map[string]struct {
	power int
	op    model.BinaryOp
}{
	"OR": {1, model.Or}, "AND": {2, model.And},
	"=": {4, model.Equal}, "<>": {4, model.NotEqual}, "<": {5, model.Less}, "<=": {5, model.LessEqual}, ">": {5, model.Greater}, ">=": {5, model.GreaterEqual},
	"+": {6, model.Add}, "-": {6, model.Subtract}, "*": {7, model.Multiply}, "/": {7, model.Divide}, "//": {7, ""}, "MOD": {7, ""}, "^": {9, model.Power},
}

const signBinding = 8

// expression is a Pratt parser (Pratt 1973).
func (p *parser) expression(tighter int) model.Expr {
	if p.depth++; p.depth > deepestEquation {
		p.fault(p.peek(), "the equation nests deeper than %d levels", deepestEquation)
	}
	defer func() { p.depth-- }()
	left := p.operand()
	for !p.broken {
		t := p.peek()
		o, ok := infix[t.text]
		if t.kind != tokenSymbol || !ok || o.power <= tighter {
			break
		}
		p.next()
		right := o.power
		if t.text == "^" {
			right--
		}
		y := p.expression(right)
		switch t.text {
		case "//":
			left = &model.Call{Func: "ZIDZ", Args: []model.Expr{left, y}, At: p.place(t)}
		case "MOD":
			left = p.modulo(left, y, t)
		default:
			left = &model.Binary{Op: o.op, X: left, Y: y, At: p.place(t)}
		}
	}
	return left
}

// modulo is x - y*INT(x/y), which has the sign of y, as the standard's MOD.
func (p *parser) modulo(x, y model.Expr, t token) model.Expr {
	at := p.place(t)
	whole := p.floor(&model.Binary{Op: model.Divide, X: x, Y: y, At: at}, at)
	return &model.Binary{Op: model.Subtract, X: x, Y: &model.Binary{Op: model.Multiply, X: y, Y: whole, At: at}, At: at}
}

func (p *parser) operand() model.Expr {
	t := p.next()
	at := p.place(t)
	switch {
	case p.broken:
	case t.kind == tokenNumber:
		return &model.Number{Value: t.value, At: at}
	case t.kind == tokenName:
		return p.name(t)
	case t.kind == tokenSymbol:
		switch t.text {
		case "(":
			x := p.expression(0)
			p.expect(")", "the expression in brackets")
			return x
		case "-", "+":
			x := p.expression(signBinding)
			if n, ok := x.(*model.Number); ok && t.text == "-" {
				return &model.Number{Value: -n.Value, At: at}
			}
			return &model.Unary{Op: model.UnaryOp(t.text), X: x, At: at}
		case "NOT":
			return &model.Unary{Op: model.Not, X: p.expression(3), At: at}
		case "IF":
			return p.choice(at)
		case ".":
			if name := p.next(); name.kind == tokenName {
				name.text = "." + name.text
				return p.name(name)
			}
		}
		fallthrough
	default:
		p.fault(t, "expected a number, a variable or a bracket, found %s", t.describe())
	}
	return &model.Number{At: at}
}

// choice is IF condition THEN x ELSE y.
func (p *parser) choice(at diag.Place) model.Expr {
	condition := p.expression(0)
	p.expect("THEN", "the condition of IF")
	yes := p.expression(0)
	p.expect("ELSE", "what follows THEN")
	return &model.Call{Func: "IF THEN ELSE", Args: []model.Expr{condition, yes, p.expression(0)}, At: at}
}

// name is a variable, with subscripts perhaps, or a call.
func (p *parser) name(t token) model.Expr {
	at := p.place(t)
	t = p.dotted(t)
	var subscripts []string
	if p.accept("[") {
		subscripts = p.subscripts(t.text)
	}
	if !p.accept("(") {
		return p.builtinName(t, &model.Ref{Name: unquoted(t.text), Subscripts: subscripts, At: at})
	}
	call := &model.Call{Func: unquoted(t.text), Subscripts: subscripts, At: at}
	for !p.broken && !p.is(")") {
		call.Args = append(call.Args, p.expression(0))
		if !p.accept(",") {
			break
		}
	}
	p.expect(")", "the arguments of "+t.text)
	return p.call(call, t)
}

// subscripts reads what follows "[" after a name. "*" stands for all elements of
// the variable's own dimension at that place.
func (p *parser) subscripts(name string) []string {
	var out []string
	for !p.broken {
		t := p.next()
		switch {
		case t.kind == tokenSymbol && t.text == "*":
			dims := p.r.dims[model.Key(unquoted(name))]
			if len(out) >= len(dims) {
				p.fault(t, "%q has no dimension there", unquoted(name))
				break
			}
			out = append(out, dims[len(out)]+"!")
		case t.kind == tokenName:
			out = append(out, unquoted(t.text))
		case t.kind == tokenNumber:
			out = append(out, t.text)
		default:
			p.fault(t, "expected the name of an element or a dimension, found %s", t.describe())
		}
		if p.accept(":") && len(out) > 0 {
			out[len(out)-1] = p.slice(name, len(out)-1, out[len(out)-1], p.next())
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect("]", "the subscripts")
	return out
}
