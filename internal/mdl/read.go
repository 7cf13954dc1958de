// Package mdl reads models in Vensim's text format. Parse always returns a model,
// with what could be understood, and a list of faults: the parser recovers at the
// next "|", so that many come in one go. It runs nothing and checks no units.
package mdl

import (
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// Parse reads a model's text. It always returns a model, with what could be
// understood.
func Parse(file string, text []byte) (*model.Model, diag.List) {
	var list diag.List
	src := newSource(file, strings.ReplaceAll(string(text), "\x00", ""))
	m := &model.Model{File: file}
	if i := strings.Index(src.text, sketchMark); i >= 0 {
		m.Sketch = src.text[i:]
		m.Equivalences = src.equivalences(i)
	}
	d := definer{m: m, src: src, list: &list}
	for _, e := range src.entries() {
		if name, ok := groupName(e.equation); ok {
			d.group = name
			continue
		}
		d.define(e)
	}
	if d.macro != nil {
		list.Faultf("mdl-syntax", d.macro.At, "macro %q has no end", d.macro.Name).Hint = "close it with :END OF MACRO:"
	}
	expandRanges(m, &list)
	list.Sort()
	return m, list
}
