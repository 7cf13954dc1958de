package brief

import (
	"bytes"
	"fmt"
	"html/template"
	"strconv"

	"casus/ui"
)

// Frame is what a server puts around a page that Write made.
type Frame struct {
	Number int           // of the page, which listens for its successors; 0 for one that none will follow
	Head   template.HTML // what the head holds besides
	Top    template.HTML // what stands above the page
}

// Live puts a page into its frame. The policy of the file, which forbids it to ask anybody,
// is taken out: the server sends LivePolicy as a header.
func Live(page []byte, f Frame) []byte {
	out := cutMeta(page)
	if f.Number > 0 {
		out = bytes.Replace(out, []byte(`<html lang="en">`), []byte(`<html lang="en" data-live="`+strconv.Itoa(f.Number)+`">`), 1)
	}
	out = bytes.Replace(out, []byte("</head>"), []byte(string(f.Head)+"</head>"), 1)
	return bytes.Replace(out, []byte("<body>"), []byte("<body>"+string(f.Top)), 1)
}

// cutMeta takes the element with the policy out, once it has found both its ends.
func cutMeta(page []byte) []byte {
	before, rest, ok := bytes.Cut(page, []byte(`<meta http-equiv="Content-Security-Policy" content="`))
	if !ok {
		return page
	}
	_, after, ok := bytes.Cut(rest, []byte(`">`))
	if !ok {
		return page
	}
	return append(bytes.Clone(before), after...)
}

// LivePolicy is the Content-Security-Policy of a page in its frame: what Policy admits, and
// besides scripts, styles, forms and requests of its own server.
func LivePolicy() string {
	return fmt.Sprintf("default-src 'none'; script-src '%s' 'wasm-unsafe-eval' 'self'; style-src '%s' 'self'; img-src data:; "+
		"worker-src blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", hash(ui.Script), hash(ui.Style))
}
