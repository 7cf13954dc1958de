package xmile

import (
	"strings"

	"casus/internal/model"
)

// reduction writes SUM and its like with * where it runs over whole dimensions, and
// otherwise written out, in the same order.
func (w *writer) reduction(key string, e *model.Call, b []model.Binding) string {
	name := map[string]string{"sum": "SUM", "prod": "PROD", "vmin": "MIN", "vmax": "MAX"}[key]
	if text, ok := w.starred(name, e, b); ok {
		return text
	}
	var over []*model.Range
	seen := map[string]bool{}
	mark := func(subs []string) {
		for _, s := range subs {
			if r, marked := strings.CutSuffix(s, "!"); marked && !seen[model.Key(r)] {
				seen[model.Key(r)] = true
				if rng := w.m.RangeOf(r); rng != nil {
					over = append(over, rng)
				}
			}
		}
	}
	model.Walk(e.Args[0], func(e model.Expr) bool {
		switch e := e.(type) {
		case *model.Ref:
			mark(e.Subscripts)
		case *model.Call:
			mark(e.Subscripts)
		}
		return true
	})
	count := 1
	for _, r := range over {
		count *= len(r.Elements)
	}
	if len(over) == 0 || count > 10000 {
		w.fault(e.At, "a sum over a part of a dimension with that many elements", "give the part a dimension of its own")
		return "0"
	}
	parts := []string{}
	var each func(i int, marked map[string]string)
	each = func(i int, marked map[string]string) {
		if i == len(over) {
			one := model.Rebuild(e.Args[0], func(e model.Expr) model.Expr {
				switch e := e.(type) {
				case *model.Ref:
					e.Subscripts = unmark(e.Subscripts, marked)
				case *model.Call:
					e.Subscripts = unmark(e.Subscripts, marked)
				}
				return e
			})
			parts = append(parts, w.tree(one, b, true))
			return
		}
		for _, element := range over[i].Elements {
			marked[model.Key(over[i].Name)] = element
			each(i+1, marked)
		}
	}
	each(0, map[string]string{})
	switch name {
	case "SUM":
		return "(" + strings.Join(parts, " + ") + ")"
	case "PROD":
		return "(" + strings.Join(parts, " * ") + ")"
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text = name + "(" + text + ", " + p + ")"
	}
	return text
}

func unmark(subs []string, marked map[string]string) []string {
	out := make([]string, len(subs))
	for i, s := range subs {
		out[i] = s
		if r, ok := strings.CutSuffix(s, "!"); ok && marked[model.Key(r)] != "" {
			out[i] = marked[model.Key(r)]
		}
	}
	return out
}

// starred writes a reduction with *, where every range that it runs over is, at its
// place, the dimension of the variable, so that * means the same.
func (w *writer) starred(name string, e *model.Call, b []model.Binding) (string, bool) {
	ok := true
	starred := model.Rebuild(e.Args[0], func(e model.Expr) model.Expr {
		ref, isRef := e.(*model.Ref)
		if call, isCall := e.(*model.Call); isCall {
			for _, s := range call.Subscripts {
				ok = ok && !strings.HasSuffix(s, "!")
			}
			ok = ok && reductionOf(call) == ""
		}
		if !isRef {
			return e
		}
		all := w.groups[model.Key(ref.Name)]
		var dims []string
		if all != nil {
			dims = w.dims(all)
		}
		subs := make([]string, len(ref.Subscripts))
		for i, s := range ref.Subscripts {
			subs[i] = s
			if r, marked := strings.CutSuffix(s, "!"); marked {
				if i >= len(dims) || model.Key(dims[i]) != model.Key(r) {
					ok = false
				}
				subs[i] = "*"
			}
		}
		ref.Subscripts = subs
		return ref
	})
	// MIN and MAX over an array take one reference alone.
	if _, isRef := starred.(*model.Ref); !isRef && name != "SUM" && name != "PROD" {
		ok = false
	}
	if !ok {
		return "", false
	}
	return name + "(" + w.tree(starred, b, false) + ")", true
}

func reductionOf(c *model.Call) string {
	switch key := model.Key(c.Func); key {
	case "sum", "prod", "vmin", "vmax":
		return key
	}
	return ""
}
