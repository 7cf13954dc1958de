package model

import "casus/internal/diag"

// Expr is a node of an equation tree. The node types below are all there are.
type Expr interface {
	// Place is where the node's first character stands.
	Place() diag.Place
}

// Number is a numeric constant.
type Number struct {
	Value float64
	At    diag.Place
}

// Ref is the value of a variable. A subscript ending in "!" is summed or
// otherwise reduced over by the enclosing call.
type Ref struct {
	Name       string
	Subscripts []string
	At         diag.Place
}

// Call is a function, macro or lookup applied to arguments. Func is as written,
// compared by Key; a lookup of the model hides a built-in of its name. Subscripts
// say which table of a lookup over subscripts is read.
type Call struct {
	Func       string
	Subscripts []string // of a lookup variable over subscripts, else nil
	Args       []Expr
	Outputs    []string // the names that the further results of a macro get
	At         diag.Place
}

// Text is a piece of text, such as the name of a file that a function reads.
type Text struct {
	Value string
	At    diag.Place
}

// TableLiteral is a table written inside an equation, as the second argument of
// WITH LOOKUP.
type TableLiteral struct {
	Table *Table
}

// Unary is -x, +x or :NOT: x.
type Unary struct {
	Op UnaryOp
	X  Expr
	At diag.Place
}

// Binary is x op y.
type Binary struct {
	Op   BinaryOp
	X, Y Expr
	At   diag.Place // of the operator
}

// UnaryOp is a prefix operator.
type UnaryOp string

// The prefix operators.
const (
	Negate UnaryOp = "-"
	Plus   UnaryOp = "+"
	Not    UnaryOp = ":NOT:"
)

// BinaryOp is an infix operator.
type BinaryOp string

// The infix operators, loosest first: or, and, comparisons, sums, products, power.
const (
	Or           BinaryOp = ":OR:"
	And          BinaryOp = ":AND:"
	Equal        BinaryOp = "="
	NotEqual     BinaryOp = "<>"
	Less         BinaryOp = "<"
	LessEqual    BinaryOp = "<="
	Greater      BinaryOp = ">"
	GreaterEqual BinaryOp = ">="
	Add          BinaryOp = "+"
	Subtract     BinaryOp = "-"
	Multiply     BinaryOp = "*"
	Divide       BinaryOp = "/"
	Power        BinaryOp = "^"
)

// Place implements Expr.
func (n *Number) Place() diag.Place { return n.At }

// Place implements Expr.
func (r *Ref) Place() diag.Place { return r.At }

// Place implements Expr.
func (c *Call) Place() diag.Place { return c.At }

// Place implements Expr.
func (t *Text) Place() diag.Place { return t.At }

// Place implements Expr.
func (t *TableLiteral) Place() diag.Place { return t.Table.At }

// Place implements Expr.
func (u *Unary) Place() diag.Place { return u.At }

// Place implements Expr.
func (b *Binary) Place() diag.Place { return b.X.Place() }

// Walk calls visit for e and every node below it, parents first, and stops going
// down where visit returns false. A nil tree is not visited.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	switch e := e.(type) {
	case *Call:
		for _, a := range e.Args {
			Walk(a, visit)
		}
	case *Unary:
		Walk(e.X, visit)
	case *Binary:
		Walk(e.X, visit)
		Walk(e.Y, visit)
	}
}
