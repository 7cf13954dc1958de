package mdl

import (
	_ "embed"
	"slices"

	"casus/internal/diag"
	"casus/internal/model"
)

// standardText holds the functions that Vensim's manual defines by equations and that
// have further results, as macros (Vensim manual, DELAYP).
//
//go:embed standard.mdl
var standardText string

// standardMacros adds those macros that the model calls and has none of its own for.
func standardMacros(m *model.Model) {
	called := map[string]bool{}
	note := func(e model.Expr) bool {
		if c, ok := e.(*model.Call); ok {
			called[model.Key(c.Func)] = true
		}
		return true
	}
	noteAll := func(variables []*model.Variable) {
		for _, v := range variables {
			model.Walk(v.Equation, note)
			model.Walk(v.Initial, note)
		}
	}
	noteAll(m.Variables)
	for _, macro := range m.Macros {
		noteAll(macro.Variables)
	}
	var none diag.List // of faults: a test parses the text
	for _, macro := range parseText("Vensim's own macros", standardText, &none).Macros {
		own := slices.ContainsFunc(m.Macros, func(k *model.Macro) bool { return model.Key(k.Name) == model.Key(macro.Name) })
		if called[model.Key(macro.Name)] && !own {
			macro.Standard = true
			m.Macros = append(m.Macros, macro)
		}
	}
}
