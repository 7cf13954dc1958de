package brief

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"casus/ui"
)

// Policy is the Content-Security-Policy of a page: its own script and style, by
// hash, the compiled model, a worker made from the page's own text, and nothing
// else. It may ask nobody.
func Policy() string {
	return fmt.Sprintf("default-src 'none'; script-src '%s' 'wasm-unsafe-eval'; style-src '%s'; img-src data:; "+
		"worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'", hash(ui.Script), hash(ui.Style))
}

func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
