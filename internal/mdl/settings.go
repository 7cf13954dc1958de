package mdl

import (
	"strconv"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// settings reads those of the lines after the sketch that change what a model means:
// units declared to be the same ("22:$,Dollar,Dollars,$s"), the method of integration
// ("15:0,0,0,0,0,0", whose fourth number it is), and the date of time 0 (37 to 39).
func (s *source) settings(m *model.Model, offset int, list *diag.List) {
	first := s.place(offset).Line
	inSettings := false
	for n := first; n <= len(s.lines); n++ {
		line := s.line(n)
		if strings.HasPrefix(line, "///---\\\\") {
			inSettings = true
		}
		number, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		switch number {
		case "22":
			if e := s.equivalence(value, n); len(e.Names) > 1 {
				m.Equivalences = append(m.Equivalences, e)
			}
		case "15":
			if inSettings {
				m.Method = method(value)
				if fields := strings.Split(value, ","); len(fields) > 3 && strings.TrimSpace(fields[3]) == diff {
					list.Warnf("time", s.place(s.lines[n-1]), "the file asks for Diff, which is run as Euler's method").Reason =
						"both give the same stocks; auxiliaries are saved at their own time, not a saving interval later"
				}
			}
		case "37", "38", "39":
			if v, err := strconv.Atoi(strings.TrimSpace(value)); inSettings && err == nil {
				*map[string]*int{"37": &m.Calendar.Year, "38": &m.Calendar.Month, "39": &m.Calendar.Day}[number] = v
			}
		}
	}
}

func (s *source) equivalence(list string, line int) model.UnitEquivalence {
	e := model.UnitEquivalence{At: s.place(s.lines[line-1])}
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			e.Names = append(e.Names, name)
		}
	}
	return e
}

// diff is Vensim's number of the technique Diff.
const diff = "2"

// methods are what Vensim's numbers of the integration technique stand for. Diff, the
// second, integrates as Euler's method does and differs in which auxiliaries it saves.
var methods = map[string]model.Method{
	"0": model.Euler, "1": model.RK4Auto, diff: model.Euler, "3": model.RK2Auto, "4": model.RK2, "5": model.RK4,
}

func method(setting string) model.Method {
	if fields := strings.Split(setting, ","); len(fields) > 3 {
		return methods[strings.TrimSpace(fields[3])]
	}
	return model.Euler
}
