package mdl

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// deepest is how far an expression may nest: far beyond what anyone writes, and
// well inside what a stack holds.
const deepest = 200

// parser reads one equation. After a fault it is broken, and its callers stop.
type parser struct {
	src    *source
	tokens []token
	i      int
	depth  int
	list   *diag.List
	broken bool
}

func (p *parser) peek() token { return p.tokens[p.i] }

func (p *parser) next() token {
	t := p.tokens[p.i]
	if p.i < len(p.tokens)-1 {
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

func (p *parser) expect(symbol, after string) bool {
	if p.accept(symbol) {
		return true
	}
	p.fault(p.peek().at, "", "expected %q after %s, found %s", symbol, after, p.peek().describe())
	return false
}

func (t token) describe() string {
	if t.kind == tokenEnd {
		return t.text
	}
	return fmt.Sprintf("%q", t.text)
}

// fault reports the first fault of the equation; what follows would only be its
// echo.
func (p *parser) fault(at diag.Place, hint, format string, args ...any) {
	if p.broken {
		return
	}
	p.broken = true
	p.list.Faultf("mdl-syntax", at, format, args...).Hint = hint
}

// unsupported reports a word that means nothing where it stands.
func (p *parser) unsupported(t token) {
	p.fault(t.at, "", "%s has no meaning here", t.describe())
}

// isOutside reports whether a name is that of a function that reads another file, and
// so may stand for a table or for the elements of a range.
func isOutside(name string) bool {
	key := model.Key(name)
	return strings.HasPrefix(key, "get xls ") || strings.HasPrefix(key, "get direct ") || strings.HasPrefix(key, "get 123 ")
}

// binding powers of the infix operators, loosest first. Power binds to the right
// and tighter than a sign on its left: -2^2 is -4.
var binding = map[string]int{
	":OR:": 1, ":AND:": 2, "=": 4, "<>": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
	"+": 5, "-": 5, "*": 6, "/": 6, "^": 8,
}

const signBinding = 7

// expression is a Pratt parser (Pratt 1973): it reads on while operators bind
// tighter than the one on its left.
func (p *parser) expression(tighter int) model.Expr {
	if p.depth++; p.depth > deepest {
		p.fault(p.peek().at, "take it apart into several variables", "the equation nests deeper than %d levels", deepest)
	}
	defer func() { p.depth-- }()
	left := p.operand()
	for !p.broken {
		t := p.peek()
		power, ok := binding[t.text]
		if t.kind != tokenSymbol || !ok || power <= tighter {
			break
		}
		p.next()
		right := power
		if t.text == "^" {
			right--
		}
		left = &model.Binary{Op: model.BinaryOp(t.text), X: left, Y: p.expression(right), At: t.at}
	}
	return left
}

func (p *parser) operand() model.Expr {
	t := p.next()
	switch {
	case p.broken:
	case t.kind == tokenNumber:
		return &model.Number{Value: t.value, At: t.at}
	case t.kind == tokenName:
		return p.name(t)
	case t.kind == tokenText:
		return &model.Text{Value: t.text, At: t.at}
	case t.kind == tokenSymbol:
		switch t.text {
		case "(":
			x := p.expression(0)
			p.expect(")", "the expression in brackets")
			return x
		case "-", "+":
			x := p.expression(signBinding)
			if n, ok := x.(*model.Number); ok && t.text == "-" {
				return &model.Number{Value: -n.Value, At: t.at}
			}
			return &model.Unary{Op: model.UnaryOp(t.text), X: x, At: t.at}
		case ":NOT:":
			return &model.Unary{Op: model.Not, X: p.expression(3), At: t.at}
		case ":NA:":
			return &model.Number{Value: model.Missing, At: t.at}
		}
		fallthrough
	default:
		if strings.HasPrefix(t.text, ":") && len(t.text) > 1 {
			p.unsupported(t)
			break
		}
		p.fault(t.at, "", "expected a number, a variable or a bracket, found %s", t.describe())
	}
	return &model.Number{At: t.at}
}

// name is a variable, with subscripts perhaps, or a call.
func (p *parser) name(t token) model.Expr {
	var subs []string
	if p.is("[") {
		subs = p.subscripts()
	}
	if !p.accept("(") {
		return &model.Ref{Name: t.text, Subscripts: subs, At: t.at}
	}
	call := &model.Call{Func: t.text, Subscripts: subs, At: t.at}
	table := model.Key(t.text) == "with lookup"
	for !p.broken && !p.is(")") {
		if table && len(call.Args) == 1 {
			call.Args = append(call.Args, &model.TableLiteral{Table: p.bracketedTable()})
		} else {
			call.Args = append(call.Args, p.expression(0))
		}
		if !p.accept(",") {
			break
		}
	}
	if p.accept(":") {
		call.Outputs = p.elements()
	}
	p.expect(")", "the arguments of "+t.text)
	return call
}

// subscripts reads [a, b!] after a name.
func (p *parser) subscripts() []string {
	var out []string
	p.expect("[", "the name")
	for !p.broken {
		t := p.next()
		if t.kind != tokenName {
			p.fault(t.at, "", "expected the name of a subscript, found %s", t.describe())
			break
		}
		name := t.text
		if p.accept("!") {
			name += "!"
		}
		out = append(out, name)
		if !p.accept(",") {
			break
		}
	}
	p.expect("]", "the subscripts")
	return out
}

// bracketedTable is (table) as the second argument of WITH LOOKUP.
func (p *parser) bracketedTable() *model.Table {
	at := p.peek().at
	if !p.expect("(", "WITH LOOKUP's first argument") {
		return &model.Table{At: at}
	}
	t := p.table(at)
	p.expect(")", "the table")
	return t
}

// table is [(0,0)-(10,10),(5,5)],(0,1),(1,2): a drawing range, which is left out,
// then the points.
func (p *parser) table(at diag.Place) *model.Table {
	t := &model.Table{At: at}
	if p.accept("[") {
		for depth := 1; depth > 0 && !p.broken; {
			switch w := p.next(); {
			case w.kind == tokenEnd:
				p.fault(w.at, "", "the drawing range of the table has no end")
			case w.text == "[":
				depth++
			case w.text == "]":
				depth--
			}
		}
		p.accept(",")
	}
	for !p.broken {
		p.expect("(", "the table's last point")
		x := p.signedNumber()
		p.expect(",", "a point's x")
		y := p.signedNumber()
		p.expect(")", "a point's y")
		t.X, t.Y = append(t.X, x), append(t.Y, y)
		if !p.accept(",") {
			break
		}
	}
	if n := len(t.X); n > 1 && t.X[n-1] < t.X[0] {
		slices.Reverse(t.X) // written from the right to the left
		slices.Reverse(t.Y)
	}
	for i := 1; i < len(t.X); i++ {
		if t.X[i] <= t.X[i-1] {
			p.fault(at, "", "the x of a table must rise, but %g follows %g", t.X[i], t.X[i-1])
			break
		}
	}
	return t
}

func (p *parser) signedNumber() float64 {
	sign := 1.0
	if p.accept("-") {
		sign = -1
	} else {
		p.accept("+")
	}
	t := p.next()
	if t.kind != tokenNumber {
		p.fault(t.at, "", "expected a number, found %s", t.describe())
	}
	return sign * t.value
}
