// Package convert writes a model in another format, or anew in its own. It joins the
// readers and the writers of the formats; what a format can't say is for its writer to
// tell.
package convert

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/mdl"
	"casus/internal/xmile"
)

// File reads a model and gives its text in the format of the other file's ending (.mdl,
// .xmile or .stmx), with what that format can't say: faults, where the model would give
// other numbers there and no text is given, and warnings of what else is lost. The error
// is for a file that can't be read, or an ending that is no format's.
func File(from, to string, data ...string) (string, diag.List, error) {
	ending := strings.ToLower(filepath.Ext(to))
	if ending != ".mdl" && !isXMILE(to) {
		return "", nil, fmt.Errorf("%s: models are written as Vensim's (.mdl) or XMILE (.xmile, .stmx), not as %q files", to, filepath.Ext(to))
	}
	c, err := compile.File(from, data...)
	if err != nil {
		return "", nil, err
	}
	if c.Program == nil {
		return "", c.Faults, nil
	}
	if isXMILE(from) && isXMILE(to) {
		// The same format: the file itself, with all that its writer put in.
		src, err := os.ReadFile(from)
		return string(src), nil, err
	}
	m, series, unsaid := c.Model.Embedded()
	text, list := "", diag.List(nil)
	if ending == ".mdl" {
		text, list = mdl.Write(m)
	} else {
		if m.Sketch != "" {
			m.Views = mdl.Views(m)
		}
		t := c.Program.Time
		text, list = xmile.Write(m, xmile.Times{Start: t.Start, Stop: t.Stop, Step: t.Step, Save: t.Step * float64(t.SaveEvery)})
	}
	for _, v := range unsaid {
		d := list.Faultf("convert", v.At, "the data equation of %q can't be written", v.Name)
		d.Reason = "it reads an array of data that an equation defines, by a keyword of its own"
		d.Hint = "let it read the series themselves"
	}
	for _, v := range series {
		list.Warnf("convert", v.At, "the data of %q are written into the file", v.Name)
	}
	for _, what := range c.Model.LeftOut {
		list.Warnf("convert", diag.Place{File: from}, "%s", what)
	}
	list.Sort()
	if list.HasFaults() {
		text = ""
	}
	return text, list, nil
}

func isXMILE(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xmile", ".stmx", ".itmx":
		return true
	}
	return false
}
