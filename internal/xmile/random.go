package xmile

import "casus/internal/model"

// random turns the distributions of the standard and of Stella into those of package
// lower, by the parameters that Stella's help gives them; nil where the name is none.
func (p *parser) random(name string, c *model.Call) model.Expr {
	at := c.At
	num := func(x float64) model.Expr { return &model.Number{Value: x, At: at} }
	bin := func(op model.BinaryOp, x, y model.Expr) model.Expr {
		return &model.Binary{Op: op, X: x, Y: y, At: at}
	}
	call := func(f string, args ...model.Expr) model.Expr {
		return &model.Call{Func: f, Args: args, At: at}
	}
	// arg is an argument, or a number where it is left out.
	arg := func(i int, otherwise float64) model.Expr {
		if i < len(c.Args) {
			return c.Args[i]
		}
		return num(otherwise)
	}
	n := len(c.Args)
	switch {
	case (name == "RANDOM" || name == "UNIFORM") && n >= 2 && n <= 3:
		return call("RANDOM UNIFORM", c.Args[0], c.Args[1], arg(2, 0))
	case name == "NORMAL" && n >= 2 && n <= 5:
		return call("RANDOM NORMAL", arg(3, -endless), arg(4, endless), c.Args[0], c.Args[1], arg(2, 0))
	case name == "LOGNORMAL" && n >= 2 && n <= 3:
		ratio := bin(model.Divide, c.Args[1], c.Args[0])
		variance := call("LN", bin(model.Add, num(1), bin(model.Multiply, ratio, ratio)))
		mean := bin(model.Subtract, call("LN", c.Args[0]), bin(model.Divide, variance, num(2)))
		return call("EXP", call("RANDOM NORMAL", num(-endless), num(endless), mean, call("SQRT", variance), arg(2, 0)))
	case name == "EXPRND" && n >= 1 && n <= 2:
		return call("RANDOM EXPONENTIAL", num(0), num(endless), num(0), c.Args[0], arg(1, 0))
	case name == "TRIANGULAR" && n >= 3 && n <= 4:
		return call("RANDOM TRIANGULAR", c.Args[0], c.Args[2], c.Args[0], c.Args[1], c.Args[2], arg(3, 0))
	case name == "WEIBULL" && n >= 2 && n <= 3:
		return call("RANDOM WEIBULL", num(0), num(endless), c.Args[0], num(0), c.Args[1], arg(2, 0))
	case name == "POISSON" && n >= 1 && n <= 2:
		return call("RANDOM POISSON", num(0), num(endless), c.Args[0], num(0), num(1), arg(1, 0))
	case name == "GAMMA" && n >= 2 && n <= 3:
		return call("RANDOM GAMMA", num(0), num(endless), c.Args[0], num(0), c.Args[1], arg(2, 0))
	case name == "BETA" && n >= 2 && n <= 3:
		return call("RANDOM BETA", num(0), num(1), c.Args[0], c.Args[1], num(0), num(1), arg(2, 0))
	case name == "BINOMIAL" && n >= 2 && n <= 3:
		return call("RANDOM BINOMIAL", num(0), num(endless), c.Args[1], c.Args[0], num(0), num(1), arg(2, 0))
	case name == "NEGBINOMIAL" && n >= 2 && n <= 3:
		return call("RANDOM NEGATIVE BINOMIAL", num(0), num(endless), c.Args[1], c.Args[0], num(0), num(1), arg(2, 0))
	case name == "MONTECARLO" && n >= 1 && n <= 2:
		chance := bin(model.Divide, bin(model.Multiply, c.Args[0], &model.Ref{Name: "TIME STEP", At: at}), num(100))
		return call("IF THEN ELSE", bin(model.Less, call("RANDOM UNIFORM", num(0), num(1), arg(1, 0)), chance), num(1), num(0))
	}
	return nil
}
