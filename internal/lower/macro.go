package lower

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/model"
)

// deepestMacro is how far macros may call macros: one that calls itself would have
// no end.
const deepestMacro = 50

// expandMacros gives a model in which every call of a macro is a variable of its own:
// the macro's variables are written out for each call, named after it as in
// "#EXPRESSION MACRO 1>level", with the arguments in place of the inputs and the
// subscripts of the calling variable. The model itself is not changed.
func (l *lowerer) expandMacros(m *model.Model) *model.Model {
	if len(m.Macros) == 0 {
		return m
	}
	x := &expander{l: l, macros: map[string]*model.Macro{}, calls: map[string]int{}}
	for _, macro := range m.Macros {
		x.macros[model.Key(macro.Name)] = macro
	}
	out := *m
	out.Variables = nil
	for _, v := range m.Variables {
		out.Variables = append(out.Variables, x.variable(v, 0))
	}
	out.Variables = append(out.Variables, x.made...)
	return out.Fresh()
}

// expander writes out macros.
type expander struct {
	l      *lowerer
	macros map[string]*model.Macro
	calls  map[string]int // of each macro so far
	made   []*model.Variable
}

// variable is a copy whose calls of macros are written out.
func (x *expander) variable(v *model.Variable, depth int) *model.Variable {
	c := *v
	c.Equation, c.Initial = x.expr(v.Equation, v, depth), x.expr(v.Initial, v, depth)
	return &c
}

// expr copies a tree; v is the variable in whose equation it stands.
func (x *expander) expr(e model.Expr, v *model.Variable, depth int) model.Expr {
	return model.Rebuild(e, func(e model.Expr) model.Expr {
		call, ok := e.(*model.Call)
		if !ok {
			return e
		}
		macro := x.macros[model.Key(call.Func)]
		if macro == nil {
			return e
		}
		return x.call(macro, call, v, depth)
	})
}

// call writes a macro out and gives its result.
func (x *expander) call(macro *model.Macro, call *model.Call, v *model.Variable, depth int) model.Expr {
	if len(call.Args) != len(macro.Inputs) {
		x.l.fault("function", call.At, fmt.Sprintf("macro %q takes %d inputs and has %d here", macro.Name, len(macro.Inputs), len(call.Args)), "", "")
		return &model.Number{At: call.At}
	}
	if len(call.Outputs) > len(macro.Outputs) {
		x.l.fault("function", call.At, fmt.Sprintf("macro %q has %d further outputs, and %d are named here", macro.Name, len(macro.Outputs), len(call.Outputs)), "", "")
		return &model.Number{At: call.At}
	}
	if depth >= deepestMacro {
		x.l.fault("function", call.At, fmt.Sprintf("macros call one another more than %d deep, last %q", deepestMacro, macro.Name), "a macro that calls itself has no end", "")
		return &model.Number{At: call.At}
	}
	x.calls[model.Key(macro.Name)]++
	prefix := fmt.Sprintf("#%s %d>", macro.Name, x.calls[model.Key(macro.Name)])
	inside := map[string]bool{}
	for _, local := range macro.Variables {
		inside[model.Key(local.Name)] = true
	}
	bind := func(e model.Expr) model.Expr {
		switch e := e.(type) {
		case *model.Ref:
			if name, ok := strings.CutSuffix(e.Name, "$"); ok { // of the model, not of the macro
				return &model.Ref{Name: name, Subscripts: e.Subscripts, At: e.At}
			}
			if i := input(macro, e.Name); i >= 0 {
				return call.Args[i]
			}
			if inside[model.Key(e.Name)] {
				return &model.Ref{Name: prefix + e.Name, Subscripts: v.Subscripts, At: e.At}
			}
		case *model.Call:
			// A lookup may be an input too.
			if i := input(macro, e.Func); i >= 0 {
				if table, ok := call.Args[i].(*model.Ref); ok {
					return &model.Call{Func: table.Name, Subscripts: table.Subscripts, Args: e.Args, At: e.At}
				}
			}
			if inside[model.Key(e.Func)] && x.macros[model.Key(e.Func)] == nil {
				return &model.Call{Func: prefix + e.Func, Args: e.Args, At: e.At}
			}
		}
		return e
	}
	for _, local := range macro.Variables {
		c := *local
		c.Name, c.Subscripts = prefix+local.Name, v.Subscripts
		if c.Kind == model.Constant {
			c.Kind = model.Auxiliary // a number of a macro is no constant of the model
		}
		c.Equation, c.Initial = model.Rebuild(local.Equation, bind), model.Rebuild(local.Initial, bind)
		x.made = append(x.made, x.variable(&c, depth+1))
	}
	for i, name := range call.Outputs {
		x.made = append(x.made, &model.Variable{Name: name, Subscripts: v.Subscripts, At: call.At,
			Equation: &model.Ref{Name: prefix + macro.Outputs[i], Subscripts: v.Subscripts, At: call.At}})
	}
	return &model.Ref{Name: prefix + macro.Name, Subscripts: v.Subscripts, At: call.At}
}

// input is the place of a name among a macro's inputs, or -1.
func input(macro *model.Macro, name string) int {
	return slices.IndexFunc(macro.Inputs, func(i string) bool { return model.Key(i) == model.Key(name) })
}
