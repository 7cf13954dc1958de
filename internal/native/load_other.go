//go:build !((linux || darwin) && (amd64 || arm64))

package native

import "errors"

// supported is whether libraries can be loaded and called here.
const supported = false

func (l *Library) load(string) error { return errors.ErrUnsupported }
