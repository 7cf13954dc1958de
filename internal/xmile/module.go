package xmile

import (
	"strings"

	"casus/internal/model"
)

// deepestModule is how far modules may stand in modules: one that holds itself would
// have no end.
const deepestModule = 20

// part is a <model> under way: the variables of a module are named after it, as in
// "Sales.orders", and where they name each other so do their equations.
type part struct {
	prefix string
	inputs map[string]string // by key of an input, the full name of what it is connected to
	depth  int
}

// models finds the root and the others by name.
func (r *reader) models(root *node) (body *node, named map[string]*node) {
	named = map[string]*node{}
	for _, k := range root.all("model") {
		name := display(k.attrs["name"])
		if body == nil && (name == "" || len(root.all("model")) == 1) {
			body = k
			continue
		}
		if named[model.Key(name)] != nil {
			r.fault(k.at, "rename one", "there are two models named %q", name)
		}
		named[model.Key(name)] = k
	}
	if body == nil {
		r.fault(root.at, "the one without a name is the whole", "the file has no <model>")
	}
	return body, named
}

// part reads a model and the modules in it, and gives its variables full names.
func (r *reader) part(body *node, named map[string]*node, p part) {
	outside, dims := r.m.Variables, r.dims
	r.m.Variables, r.dims = nil, map[string][]string{}
	r.variables(body)
	own := r.m.Variables
	ownDims := r.dims
	r.m.Variables, r.dims = outside, dims

	local := map[string]bool{}
	for _, v := range own {
		local[model.Key(v.Name)] = true
	}
	modules := body.modules()
	for _, m := range modules {
		local[model.Key(display(m.attrs["name"]))] = true
	}
	full := func(name string) string {
		if name, ok := strings.CutPrefix(name, "."); ok {
			return name // of the whole model
		}
		first, _, _ := strings.Cut(name, ".")
		if local[model.Key(first)] {
			return p.prefix + name
		}
		return name
	}
	rename := func(e model.Expr) model.Expr {
		switch e := e.(type) {
		case *model.Ref:
			e.Name = full(e.Name)
		case *model.Call:
			e.Func = full(e.Func)
		}
		return e
	}
	for _, v := range own {
		key := model.Key(v.Name)
		v.Name = p.prefix + v.Name
		if from, ok := p.inputs[key]; ok {
			v.Kind, v.Table, v.Numbers, v.Initial = model.Auxiliary, nil, nil, nil
			v.Equation = &model.Ref{Name: from, Subscripts: ownDims[key], At: v.At}
		} else {
			v.Equation, v.Initial = model.Rebuild(v.Equation, rename), model.Rebuild(v.Initial, rename)
		}
		r.m.Variables = append(r.m.Variables, v)
	}
	for key, d := range ownDims {
		r.dims[model.Key(p.prefix)+key] = d
	}
	for _, m := range modules {
		r.module(m, named, p, full)
	}
}

// modules lists the <module> elements of a model.
func (n *node) modules() []*node {
	lists := n.all("variables")
	if len(lists) == 0 {
		lists = []*node{n}
	}
	var out []*node
	for _, list := range lists {
		out = append(out, list.all("module")...)
	}
	return out
}

// module reads one, with what is connected to its inputs.
func (r *reader) module(m *node, named map[string]*node, p part, full func(string) string) {
	name := display(m.attrs["name"])
	body := named[model.Key(name)]
	if m.attrs["resource"] != "" || body == nil {
		r.fault(m.at, "put it into this file", "there is no <model> named %q in this file", name)
		return
	}
	if p.depth >= deepestModule {
		r.fault(m.at, "a module that holds itself has no end", "modules stand in modules more than %d deep, last %q", deepestModule, name)
		return
	}
	inputs := map[string]string{}
	for _, c := range append(m.all("connect"), m.all("connect2")...) {
		to, from := unquoted(c.attrs["to"]), unquoted(c.attrs["from"])
		_, input, dotted := strings.Cut(to, ".")
		if !dotted {
			input = to
		}
		inputs[model.Key(input)] = full(from)
	}
	r.part(body, named, part{prefix: p.prefix + name + ".", inputs: inputs, depth: p.depth + 1})
	for key := range inputs {
		if !r.has(p.prefix + name + "." + key) {
			r.fault(m.at, "", "module %q has no variable %q, which something is connected to", name, key)
		}
	}
}

func (r *reader) has(name string) bool {
	for _, v := range r.m.Variables {
		if model.Key(v.Name) == model.Key(name) {
			return true
		}
	}
	return false
}

// dotted joins the names of a variable in a module, as in Sales.orders or .orders.
func (p *parser) dotted(t token) token {
	for !p.broken && p.is(".") {
		p.next()
		next := p.next()
		if next.kind != tokenName {
			p.fault(next, "expected the name of a variable of module %q, found %s", t.text, next.describe())
			break
		}
		t.text += "." + next.text
	}
	return t
}
