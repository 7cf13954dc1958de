package xmile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// specs turns <sim_specs> into the control variables, where the model's own
// variables have none of that name.
func (r *reader) specs(root *node) {
	s := root.first("sim_specs")
	if s == nil {
		r.list.Faultf("xmile", root.at, "the file has no <sim_specs>").Hint = "it says over which time the model runs"
		return
	}
	units := s.attrs["time_units"]
	start, stop, dt := r.spec(s, "start"), r.spec(s, "stop"), r.spec(s, "dt")
	if n := s.first("dt"); n != nil && n.attrs["reciprocal"] == "true" {
		dt = 1 / dt
	}
	save := dt
	for _, name := range []string{"savestep", "save_interval"} {
		if text := s.attrs[name]; text != "" {
			if v, err := strconv.ParseFloat(text, 64); err == nil && v > 0 {
				save = v
			}
		}
	}
	for _, c := range []struct {
		name  string
		value float64
	}{{"INITIAL TIME", start}, {"FINAL TIME", stop}, {"TIME STEP", dt}, {"SAVEPER", save}} {
		own := slices.ContainsFunc(r.m.Variables, func(v *model.Variable) bool { return model.Key(v.Name) == model.Key(c.name) })
		if !own {
			r.m.Variables = append(r.m.Variables, &model.Variable{Name: c.name, Kind: model.Constant,
				Equation: &model.Number{Value: c.value, At: s.at}, Units: units, At: s.at, UnitsAt: s.at})
		}
	}
	switch method := strings.ToLower(strings.TrimSpace(s.attrs["method"])); method {
	case "", "euler":
	case "rk4":
		r.m.Method = model.RK4
	case "rk2":
		r.m.Method = model.Heun
	case "rk45", "rk4 (auto)":
		r.m.Method = model.RK4Auto
	default:
		r.list.Faultf("xmile", s.at, "the method of integration %q is not run by this version", method).Hint = "use Euler, RK2, RK4 or RK45"
	}
}

func (r *reader) spec(s *node, name string) float64 {
	text, at := s.child(name)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.list.Faultf("xmile", at, "<%s> of <sim_specs> is not a number: %q", name, text)
		return 1
	}
	return v
}

// counted are the elements 1, 2, ... of a dimension that has only a size.
func (r *reader) counted(d *node, size string) []string {
	n, err := strconv.Atoi(size)
	if err != nil || n < 1 || n > 1_000_000 {
		r.list.Faultf("xmile", d.at, "the size of dimension %q is %q", d.attrs["name"], size).Hint = "give a whole number from 1 on"
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(i + 1)
	}
	return out
}

// display is a name as people read it: escaped line breaks are blanks.
func display(name string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(name, `\n`, " ")), " ")
}

// table reads a graphical function.
func (r *reader) table(gf *node) *model.Table {
	t := &model.Table{At: gf.at}
	switch kind := strings.ToLower(gf.attrs["type"]); kind {
	case "", "continuous":
	case "extrapolate":
		t.Shape = model.Extrapolated
	case "discrete":
		t.Shape = model.Stepped
	default:
		r.list.Faultf("xmile", gf.at, "a graphical function has the unknown type %q", kind).Hint = "it is continuous, extrapolate or discrete"
	}
	t.Y = r.numbers(gf.first("ypts"), ",")
	if x := gf.first("xpts"); x != nil {
		t.X = r.numbers(x, ",")
	} else if scale := gf.first("xscale"); scale != nil {
		low, err1 := strconv.ParseFloat(scale.attrs["min"], 64)
		high, err2 := strconv.ParseFloat(scale.attrs["max"], 64)
		if err1 != nil || err2 != nil || len(t.Y) < 2 {
			r.list.Faultf("xmile", scale.at, "the x scale of a graphical function needs min, max and two points or more")
			return t
		}
		for i := range t.Y {
			t.X = append(t.X, low+(high-low)*float64(i)/float64(len(t.Y)-1))
		}
	}
	if len(t.X) != len(t.Y) || len(t.Y) == 0 {
		r.list.Faultf("xmile", gf.at, "the graphical function has %d x values and %d y values", len(t.X), len(t.Y))
		return &model.Table{X: []float64{0}, Y: []float64{0}, At: gf.at}
	}
	return t
}

// numbers reads a list of points; the element may name another separator.
func (r *reader) numbers(n *node, separator string) []float64 {
	if n == nil {
		return nil
	}
	if s := n.attrs["sep"]; s != "" {
		separator = s
	}
	var out []float64
	for _, field := range strings.Split(n.text, separator) {
		v, err := strconv.ParseFloat(strings.TrimSpace(field), 64)
		if err != nil {
			r.list.Faultf("xmile", n.textAt, "a point of a graphical function is not a number: %q", strings.TrimSpace(field))
			return out
		}
		out = append(out, v)
	}
	return out
}

func (r *reader) fault(at diag.Place, hint, format string, args ...any) {
	r.list.Faultf("xmile", at, "%s", fmt.Sprintf(format, args...)).Hint = hint
}
