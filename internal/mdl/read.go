// Package mdl reads models in Vensim's text format. Parse always returns a model,
// with what could be understood, and a list of faults: the parser recovers at the
// next "|", so that many come in one go. It runs nothing and checks no units.
package mdl

import (
	"slices"
	"strings"
	"unicode/utf8"

	"casus/internal/diag"
	"casus/internal/model"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Parse reads a model's text. It always returns a model, with what could be
// understood.
func Parse(file string, text []byte) (*model.Model, diag.List) {
	var list diag.List
	m := parseText(file, strings.ReplaceAll(decode(text), "\x00", ""), &list)
	standardMacros(m)
	if !slices.ContainsFunc(m.Ranges, func(r *model.Range) bool { return r.Source != nil }) {
		m.ExpandRanges(&list)
	}
	list.Sort()
	return m, list
}

// parseText reads what the text itself says.
func parseText(file, text string, list *diag.List) *model.Model {
	src := newSource(file, text)
	m := &model.Model{File: file}
	if i := src.sketchAt(); i >= 0 {
		m.Sketch = src.text[i:]
		src.settings(m, i, list)
	}
	d := definer{m: m, src: src, list: list}
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
	return m
}

// decode gives a file's text as UTF-8. Vensim before version 6 wrote the code page of
// the machine; Windows' western one is by far the most frequent, and any file can be
// read as that.
func decode(text []byte) string {
	if len(text) > 1 && (text[0] == 0xFF && text[1] == 0xFE || text[0] == 0xFE && text[1] == 0xFF) {
		if out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(text); err == nil {
			return string(out)
		}
	}
	if utf8.Valid(text) {
		return string(text)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(text)
	if err != nil {
		return strings.ToValidUTF8(string(text), "\uFFFD")
	}
	return string(out)
}
