package lower

import (
	"casus/internal/model"
	"casus/internal/program"
)

// constants makes params of the constants. One whose equation names another is
// no number a caller could set apart from it: it stays an equation.
func (l *lowerer) constants() {
	for _, s := range l.scalars {
		if s.v.Kind != model.Constant || model.IsControl(s.v.Name) {
			continue
		}
		if l.namesOthers(s) {
			continue
		}
		x, _, why := l.compileTime(func(b *block) program.ID { return b.scalar(s, s.v.At) })
		if why != "" {
			continue
		}
		s.param = len(l.p.Params)
		l.p.Params = append(l.p.Params, program.Param{Name: s.name, Default: x})
	}
}

// namesOthers reports whether a constant's equation names a variable.
func (l *lowerer) namesOthers(s *scalar) bool {
	names := false
	if s.v.Numbers == nil {
		model.Walk(s.v.Equation, func(e model.Expr) bool {
			if r, ok := e.(*model.Ref); ok && l.groups[model.Key(r.Name)] != nil {
				names = true
			}
			return !names
		})
	}
	return names
}
