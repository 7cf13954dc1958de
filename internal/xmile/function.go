package xmile

import (
	"math"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// builtinName turns the names that stand for numbers into what they mean.
func (p *parser) builtinName(t token, ref *model.Ref) model.Expr {
	at := ref.At
	switch model.Key(ref.Name) {
	case "dt":
		return &model.Ref{Name: "TIME STEP", At: at}
	case "starttime":
		return &model.Ref{Name: "INITIAL TIME", At: at}
	case "stoptime":
		return &model.Ref{Name: "FINAL TIME", At: at}
	case "pi":
		return &model.Number{Value: math.Pi, At: at}
	case "inf":
		return &model.Number{Value: math.Inf(1), At: at}
	}
	return ref
}

// wholeArrays are the functions of an array, of which RANK has further arguments.
var wholeArrays = map[string]bool{"SUM": true, "PROD": true, "MEAN": true, "STDDEV": true, "SIZE": true, "MIN": true, "MAX": true, "RANK": true}

// call turns a function of the standard into one that package lower knows, by the
// meaning that XMILE 1.0, 3.5 gives it. A lookup of the model hides a built-in.
func (p *parser) call(c *model.Call, t token) model.Expr {
	if vensim, ok := strings.CutPrefix(model.Key(c.Func), "vensim."); ok {
		c.Func = strings.ToUpper(vensim)
		return c // as it means there
	}
	name := strings.ToUpper(model.Key(c.Func))
	args := c.Args
	as := func(function string, args ...model.Expr) model.Expr {
		return &model.Call{Func: function, Args: args, At: c.At}
	}
	n := len(args)
	if array := wholeArrays[name]; array && (n == 1 || name == "RANK") {
		for i, a := range args {
			if ref, ok := a.(*model.Ref); ok && i != 1 {
				p.r.overAll(ref)
			}
		}
	}
	switch {
	case name == "PI" && n == 0, name == "INF" && n == 0, name == "DT" && n == 0, name == "TIME" && n == 0, name == "STARTTIME" && n == 0, name == "STOPTIME" && n == 0:
		return p.builtinName(t, &model.Ref{Name: c.Func, At: c.At})
	case name == "INT" && n == 1:
		return p.floor(args[0], c.At)
	case name == "LOG10" && n == 1:
		return as("LOG", args[0], &model.Number{Value: 10, At: c.At})
	case name == "SAFEDIV" && n == 2:
		return as("ZIDZ", args...)
	case name == "SAFEDIV" && n == 3:
		return as("XIDZ", args...)
	case name == "INIT" && n == 1:
		return as("INITIAL", args...)
	case name == "SMTH1" && n == 2:
		return as("SMOOTH", args...)
	case name == "SMTH1" && n == 3:
		return as("SMOOTHI", args...)
	case name == "SMTH3" && n == 2:
		return as("SMOOTH3", args...)
	case name == "SMTH3" && n == 3:
		return as("SMOOTH3I", args...)
	case name == "SMTHN" && n == 3:
		return as("SMOOTH N", args[0], args[1], args[0], args[2])
	case name == "SMTHN" && n == 4:
		return as("SMOOTH N", args[0], args[1], args[3], args[2])
	case (name == "DELAY1" || name == "DELAY3") && n == 3:
		return as(name+"I", args...)
	case name == "DELAYN" && n == 3:
		return as("DELAY N", args[0], args[1], args[0], args[2])
	case name == "DELAYN" && n == 4:
		return as("DELAY N", args[0], args[1], args[3], args[2])
	case name == "DELAY" && n == 2:
		return as("DELAY FIXED", args[0], args[1], args[0])
	case name == "DELAY" && n == 3:
		return as("DELAY FIXED", args...)
	case name == "PREVIOUS" && n == 2:
		return as("DELAY FIXED", args[0], &model.Ref{Name: "TIME STEP", At: c.At}, args[1])
	case name == "TREND" && n == 2:
		return as("TREND", args[0], args[1], &model.Number{At: c.At})
	case name == "RAMP" && n == 2:
		return as("RAMP", args[0], args[1], &model.Ref{Name: "FINAL TIME", At: c.At})
	case name == "PULSE" && n >= 1 && n <= 3:
		return p.pulse(args, c.At)
	case (name == "MIN" || name == "MAX") && n == 1:
		if ref, ok := args[0].(*model.Ref); ok && len(ref.Subscripts) > 0 {
			return as("V"+name, ref)
		}
	case name == "LOOKUP" && n == 2:
		if table, ok := args[0].(*model.Ref); ok {
			return &model.Call{Func: table.Name, Subscripts: table.Subscripts, Args: args[1:], At: c.At}
		}
	}
	if e := p.random(name, c); e != nil {
		return e
	}
	if e := p.more(name, c); e != nil {
		return e
	}
	if e := p.financial(name, c); e != nil {
		return e
	}
	if unrunFunctions[name] {
		p.r.fault(c.At, "", "%s is not run by this version", name)
		p.broken = true
	}
	return c
}

// more are functions of the standard, and of Stella's in common use, that are sums of
// others; nil where the name is none.
func (p *parser) more(name string, c *model.Call) model.Expr {
	at, args, n := c.At, c.Args, len(c.Args)
	num := func(x float64) model.Expr { return &model.Number{Value: x, At: at} }
	bin := func(op model.BinaryOp, x, y model.Expr) model.Expr {
		return &model.Binary{Op: op, X: x, Y: y, At: at}
	}
	call := func(f string, args ...model.Expr) model.Expr {
		return &model.Call{Func: f, Args: args, At: at}
	}
	ref := func(name string) model.Expr { return &model.Ref{Name: name, At: at} }
	wave := func(f string) model.Expr {
		turns := bin(model.Divide, ref("Time"), args[1])
		return bin(model.Multiply, args[0], call(f, bin(model.Multiply, num(2*math.Pi), turns)))
	}
	switch {
	case name == "FORCST" && n == 3:
		return call("FORECAST", args...)
	case name == "FORCST" && n == 4:
		grown := bin(model.Add, num(1), bin(model.Multiply, call("TREND", args[0], args[1], args[3]), args[2]))
		return bin(model.Multiply, args[0], grown)
	case name == "SIZE" && n == 1:
		return p.size(args[0])
	case name == "MEAN" && n == 1:
		return bin(model.Divide, call("SUM", args[0]), p.size(args[0]))
	case name == "STDDEV" && n == 1:
		mean := bin(model.Divide, call("SUM", args[0]), p.size(args[0]))
		far := bin(model.Subtract, args[0], mean)
		return call("SQRT", bin(model.Divide, call("SUM", bin(model.Multiply, far, far)), bin(model.Subtract, p.size(args[0]), num(1))))
	case name == "COUNTER" && n == 2:
		since := bin(model.Subtract, ref("Time"), ref("INITIAL TIME"))
		return bin(model.Add, args[0], call("MODULO", since, bin(model.Subtract, args[1], args[0])))
	case name == "INTERPOLATE" && n == 3:
		return bin(model.Add, args[0], bin(model.Multiply, bin(model.Subtract, args[1], args[0]), args[2]))
	case name == "PERCENT" && n == 1, name == "PCT" && n == 1:
		return bin(model.Multiply, args[0], num(100))
	case name == "ROUND" && n == 1:
		return p.floor(bin(model.Add, args[0], num(0.5)), at)
	case name == "SINWAVE" && n == 2:
		return wave("SIN")
	case name == "COSWAVE" && n == 2:
		return wave("COS")
	case name == "LOGN" && n == 1:
		return call("LN", args...)
	case name == "SWITCH" && n == 2:
		return call("IF THEN ELSE", bin(model.Greater, args[0], args[1]), num(1), num(0))
	case name == "GAMMALN" && n == 1:
		return call("GAMMA LN", args...)
	case name == "LOOKUPINV" && n == 2:
		return call("LOOKUP INVERT", args...)
	case name == "LOOKUPAREA" && n == 3:
		return call("LOOKUP AREA", args...)
	case name == "ENDVAL" && n == 1: // every run is the first one
		return call("INITIAL", args...)
	case name == "ENDVAL" && n == 2:
		return call("INITIAL", args[1])
	case name == "DERIVN" && n == 2 && isOne(args[1]):
		before := call("DELAY FIXED", args[0], ref("TIME STEP"), args[0])
		return bin(model.Divide, bin(model.Subtract, args[0], before), ref("TIME STEP"))
	}
	return nil
}

func isOne(e model.Expr) bool {
	n, ok := e.(*model.Number)
	return ok && n.Value == 1
}

// overAll has a reference run over all elements of the dimensions that it names. A bare
// name is the whole array; beside subscripts, a dimension of the equation's own variable is
// the element that the equation is for.
func (r *reader) overAll(ref *model.Ref) {
	isOwn := func(dim string) bool {
		return slices.ContainsFunc(r.over, func(o string) bool { return model.Key(o) == model.Key(dim) })
	}
	if len(ref.Subscripts) == 0 {
		ref.Subscripts = slices.Clone(r.dims[model.Key(ref.Name)])
		isOwn = func(string) bool { return false }
	}
	for i, s := range ref.Subscripts {
		for _, d := range r.m.Ranges {
			if model.Key(d.Name) == model.Key(s) && !isOwn(s) {
				ref.Subscripts[i] = s + "!"
			}
		}
	}
}

// unrunFunctions have another meaning in XMILE than a Vensim function of the same
// name, or none that this version runs.
var unrunFunctions = map[string]bool{"NPV": true, "IRR": true, "HISTORY": true, "RANDOM": true, "NORMAL": true,
	"POISSON": true, "GAMMA": true, "BETA": true, "BINOMIAL": true, "NEGBINOMIAL": true, "LOGNORMAL": true, "EXPRND": true, "MONTECARLO": true}

// floor is the largest whole number not above x, from Vensim's INTEGER, which cuts
// towards nought.
func (p *parser) floor(x model.Expr, at diag.Place) model.Expr {
	whole := &model.Call{Func: "INTEGER", Args: []model.Expr{x}, At: at}
	below := &model.Binary{Op: model.Less, X: x, Y: whole, At: at}
	return &model.Call{Func: "IF THEN ELSE", At: at, Args: []model.Expr{below,
		&model.Binary{Op: model.Subtract, X: whole, Y: &model.Number{Value: 1, At: at}, At: at}, whole}}
}

// pulse is magnitude/DT at the first time, and again each interval where one above
// nought is given. Without a first time it is at the start.
func (p *parser) pulse(args []model.Expr, at diag.Place) model.Expr {
	step := &model.Ref{Name: "TIME STEP", At: at}
	var first model.Expr = &model.Ref{Name: "INITIAL TIME", At: at}
	if len(args) > 1 {
		first = args[1]
	}
	var on model.Expr = &model.Call{Func: "PULSE", Args: []model.Expr{first, step}, At: at}
	if len(args) == 3 {
		// A train that ends a step after the run; an interval of nought is a single pulse.
		end := &model.Binary{Op: model.Add, X: &model.Ref{Name: "FINAL TIME", At: at}, Y: step, At: at}
		train := &model.Call{Func: "PULSE TRAIN", Args: []model.Expr{first, step, args[2], end}, At: at}
		positive := &model.Binary{Op: model.Greater, X: args[2], Y: &model.Number{At: at}, At: at}
		on = &model.Call{Func: "IF THEN ELSE", Args: []model.Expr{positive, train, on}, At: at}
	}
	return &model.Binary{Op: model.Multiply, X: &model.Binary{Op: model.Divide, X: args[0], Y: step, At: at}, Y: on, At: at}
}
