// Package xmile reads models in OASIS XMILE 1.0 and the dialect of Stella (.xmile,
// .stmx): simulation specs, dimensions, stocks, flows, auxiliaries, graphical
// functions, arrays, macros, modules, conveyors and queues. What it does not know how to
// run (ovens, conveyors of lumps) is a fault with its place, never left out. It gives a
// model as data.
//
// The standard: OASIS, XML Interchange Language for System Dynamics (XMILE)
// Version 1.0, 14 December 2015.
package xmile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// Parse reads a model's text. It always returns a model, with what could be
// understood; many faults come in one go.
func Parse(file string, src []byte) (*model.Model, diag.List) {
	r := &reader{m: &model.Model{File: file}, dims: map[string][]string{}}
	root, foreign := readTree(file, src, &r.list)
	if root == nil {
		return r.m, r.list
	}
	for _, name := range slices.Sorted(maps.Keys(foreign)) {
		r.m.LeftOut = append(r.m.LeftOut, fmt.Sprintf("%d <%s> of a vendor's own are left out", foreign[name], name))
	}
	r.dimensions(root)
	r.behaviour(root)
	if body, named := r.models(root); body != nil {
		if len(named) > 0 {
			r.m.LeftOut = append(r.m.LeftOut, "modules are written out: their variables bear the module's name")
		}
		for _, n := range root.all("macro") {
			r.macro(n)
		}
		r.part(body, named, part{})
		r.readViews(body)
		r.grouping(body)
		if len(r.m.Variables) == 0 {
			r.fault(body.at, "", "the model has no variables")
		}
	}
	r.tablesByName()
	r.equivalences(root)
	r.pipes()
	r.specs(root)
	r.list.Sort()
	return r.m, r.list
}

// reader is a file under way.
type reader struct {
	m    *model.Model
	list diag.List
	dims map[string][]string // of each arrayed variable, by key, the names of its dimensions
	over []string            // those of the variable whose equation is being read

	nonNegativeKinds map[string]bool // "stock" or "flow", where all of them are
}

func (r *reader) unsupported(n *node, what string) {
	d := r.list.Faultf("xmile", n.at, "%s is not run by this version", what)
	d.Hint = "write its equations out"
}

// macro reads a function of the file's own: its parameters, its result, and variables
// of its own (XMILE 1.0, 4.8). Options that make it something else are refused.
func (r *reader) macro(n *node) {
	macro := &model.Macro{Name: display(n.attrs["name"]), At: n.at}
	for _, p := range n.all("parm") {
		if p.attrs["default"] != "" {
			r.unsupported(p, "a parameter with a default")
		}
		macro.Inputs = append(macro.Inputs, unquoted(strings.TrimSpace(p.text)))
	}
	for _, part := range []string{"filter", "apply_all", "sim_specs"} {
		if n.attrs[part] != "" || n.first(part) != nil {
			r.unsupported(n, "a macro with "+part)
		}
	}
	outside := r.m.Variables
	r.m.Variables = nil
	if n.first("variables") != nil {
		r.variables(n)
	}
	text, at := n.child("eqn")
	if text == "" {
		r.fault(n.at, "write it into <eqn>", "macro %q has no equation", macro.Name)
		text = "0"
	}
	equation, _ := r.equation(text, at)
	result := &model.Variable{Name: macro.Name, Equation: equation, At: n.at}
	macro.Variables, r.m.Variables = append(r.m.Variables, result), outside
	r.m.Macros = append(r.m.Macros, macro)
}

// dimensions reads the subscript ranges.
func (r *reader) dimensions(root *node) {
	for _, list := range root.all("dimensions") {
		for _, d := range list.all("dim") {
			rng := &model.Range{Name: display(d.attrs["name"]), At: d.at}
			for _, e := range d.all("elem") {
				rng.Elements = append(rng.Elements, display(e.attrs["name"]))
			}
			if size := d.attrs["size"]; len(rng.Elements) == 0 && size != "" {
				rng.Elements = r.counted(d, size)
			}
			r.m.Ranges = append(r.m.Ranges, rng)
		}
	}
}

// equivalences reads the units declared to be the same.
func (r *reader) equivalences(root *node) {
	for _, list := range root.all("model_units") {
		for _, u := range list.all("unit") {
			e := model.UnitEquivalence{Names: []string{u.attrs["name"]}, At: u.at}
			for _, alias := range u.all("alias") {
				e.Names = append(e.Names, strings.TrimSpace(alias.text))
			}
			if len(e.Names) > 1 {
				r.m.Equivalences = append(r.m.Equivalences, e)
			}
		}
	}
}

// grouping reads the headings that variables stand under.
func (r *reader) grouping(body *node) {
	for _, g := range body.all("group") {
		for _, entity := range g.all("entity") {
			for _, v := range r.m.Variables {
				if model.Key(v.Name) == model.Key(unquoted(entity.attrs["name"])) {
					v.Group = display(g.attrs["name"])
				}
			}
		}
	}
}
