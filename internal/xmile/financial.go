package xmile

import "casus/internal/model"

// financial are Stella's functions of constant payments at the end of each of n periods,
// each by the equation pv (1+r)^n + pmt ((1+r)^n - 1)/r + fv = 0, with n in place of the
// fraction where r is 0 (isee systems, Stella help, Financial builtins); nil where the
// name is none.
func (p *parser) financial(name string, c *model.Call) model.Expr {
	if (name != "FV" && name != "PMT" && name != "PV") || len(c.Args) != 4 {
		return nil
	}
	bin := func(op model.BinaryOp, x, y model.Expr) model.Expr {
		return &model.Binary{Op: op, X: x, Y: y, At: c.At}
	}
	num := func(x float64) model.Expr { return &model.Number{Value: x, At: c.At} }
	negative := func(x model.Expr) model.Expr { return &model.Unary{Op: model.Negate, X: x, At: c.At} }
	rate, periods, a, b := c.Args[0], c.Args[1], c.Args[2], c.Args[3]
	growth := bin(model.Power, bin(model.Add, num(1), rate), periods)
	annuity := model.Expr(&model.Call{Func: "IF THEN ELSE", At: c.At, Args: []model.Expr{
		bin(model.Equal, rate, num(0)), periods, bin(model.Divide, bin(model.Subtract, growth, num(1)), rate)}})
	switch name {
	case "FV": // of payments a and present value b
		return negative(bin(model.Add, bin(model.Multiply, b, growth), bin(model.Multiply, a, annuity)))
	case "PMT": // of present value a and future value b
		return negative(bin(model.Divide, bin(model.Add, bin(model.Multiply, a, growth), b), annuity))
	}
	return negative(bin(model.Divide, bin(model.Add, b, bin(model.Multiply, a, annuity)), growth)) // payments a, future value b
}
