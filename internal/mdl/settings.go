package mdl

import (
	"strings"

	"casus/internal/model"
)

// equivalences reads the units that the settings after the sketch declare to be
// the same: lines such as "22:$,Dollar,Dollars,$s", from the offset on.
func (s *source) equivalences(offset int) []model.UnitEquivalence {
	var out []model.UnitEquivalence
	first := s.place(offset).Line
	for n := first; n <= len(s.lines); n++ {
		list, ok := strings.CutPrefix(s.line(n), "22:")
		if !ok {
			continue
		}
		e := model.UnitEquivalence{At: s.place(s.lines[n-1])}
		for _, name := range strings.Split(list, ",") {
			if name = strings.TrimSpace(name); name != "" {
				e.Names = append(e.Names, name)
			}
		}
		if len(e.Names) > 1 {
			out = append(out, e)
		}
	}
	return out
}
