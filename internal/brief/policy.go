package brief

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"

	"casus/ui"
)

// Policy is the Content-Security-Policy of a page: its own script and style, by
// hash, the compiled model, a worker made from the page's own text, and nothing
// else. A live page may also ask its own server for news; a file may ask nobody.
func Policy(live bool) string {
	connect := "'none'"
	if live {
		connect = "'self'"
	}
	return fmt.Sprintf("default-src 'none'; script-src '%s' 'wasm-unsafe-eval'; style-src '%s'; img-src data:; "+
		"worker-src blob:; connect-src %s; base-uri 'none'; form-action 'none'", hash(ui.Script), hash(ui.Style), connect)
}

func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Live turns a page that Write made into one that listens to its server: it knows
// its own number, which the server compares with that of its newest page.
func Live(page []byte, number int) []byte {
	out := bytes.Replace(page, []byte(`<html lang="en">`), []byte(`<html lang="en" data-live="`+strconv.Itoa(number)+`">`), 1)
	return bytes.Replace(out, []byte("connect-src &#39;none&#39;"), []byte("connect-src &#39;self&#39;"), 1)
}
