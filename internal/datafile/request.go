package datafile

import (
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/model"
)

// sources are the functions that read other files, without their family: GET XLS,
// GET DIRECT and GET 123 are the same here.
var sources = []string{"data", "lookups", "constants", "subscript"}

// kind is what a call reads, or "".
func kind(call *model.Call) string {
	key := model.Key(call.Func)
	for _, family := range []string{"get xls ", "get direct ", "get 123 "} {
		if what, ok := strings.CutPrefix(key, family); ok && slices.Contains(sources, what) {
			return what
		}
	}
	return ""
}

// request is a call's arguments, with the sheet that they name.
type request struct {
	call  *model.Call
	book  book
	cells sheet
	name  string   // of the sheet
	args  []string // after the file and the sheet
}

// request opens what a call names; false after telling why it can't be had.
func (f *filler) request(call *model.Call, args int) (request, bool) {
	r := request{call: call}
	var texts []string
	for _, a := range call.Args {
		t, ok := a.(*model.Text)
		if !ok {
			f.fault(a.Place(), "write it between single quotes", "%s takes names in quotes", call.Func)
			return r, false
		}
		texts = append(texts, t.Value)
	}
	if len(texts) != args+2 {
		f.fault(call.At, "", "%s takes %d arguments and has %d here", call.Func, args+2, len(texts))
		return r, false
	}
	if strings.HasPrefix(texts[0], "?") {
		f.fault(call.At, "write the name of the file", "%q stands for a file that is chosen in Vensim's settings", texts[0])
		return r, false
	}
	path := filepath.Join(f.folder, filepath.FromSlash(strings.ReplaceAll(texts[0], `\`, "/")))
	b, ok := f.books[path]
	if !ok {
		var err error
		if b, err = open(path); err != nil {
			f.fault(call.At, "", "reading %s: %v", texts[0], err)
		}
		f.books[path] = b
		f.m.DataFiles = append(f.m.DataFiles, path)
	}
	if b == nil {
		return r, false
	}
	key := path + "\x00" + texts[1]
	cells, ok := f.sheets[key]
	if !ok {
		var err error
		if cells, err = b.sheet(texts[1]); err != nil {
			f.fault(call.At, "", "reading %s: %v", texts[0], err)
			return r, false
		}
		f.sheets[key] = cells
	}
	r.book, r.cells, r.name, r.args = b, cells, texts[1], texts[2:]
	return r, true
}

// place finds a cell or a named area.
func (r request) place(ref string) (area, bool) {
	if row, col, ok := place(ref); ok {
		return area{row, col, row, col}, true
	}
	return r.book.named(r.name, ref)
}
