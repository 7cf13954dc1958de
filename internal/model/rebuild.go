package model

// Rebuild copies a tree, leaves first, each node as f gives it. The nodes that f gets
// are copies, which it may change.
func Rebuild(e Expr, f func(Expr) Expr) Expr {
	switch n := e.(type) {
	case nil:
		return nil
	case *Ref:
		c := *n
		return f(&c)
	case *Call:
		c := *n
		c.Args = make([]Expr, len(n.Args))
		for i, a := range n.Args {
			c.Args[i] = Rebuild(a, f)
		}
		return f(&c)
	case *Unary:
		c := *n
		c.X = Rebuild(n.X, f)
		return f(&c)
	case *Binary:
		c := *n
		c.X, c.Y = Rebuild(n.X, f), Rebuild(n.Y, f)
		return f(&c)
	}
	return f(e)
}
