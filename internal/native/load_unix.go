//go:build (linux || darwin) && (amd64 || arm64)

package native

import "github.com/ebitengine/purego"

// supported is whether libraries can be loaded and called here.
const supported = true

// load takes a library into this process and binds its two functions.
func (l *Library) load(path string) error {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return err
	}
	purego.RegisterLibFunc(&l.setup, handle, "casus_setup")
	purego.RegisterLibFunc(&l.advance, handle, "casus_advance")
	return nil
}
