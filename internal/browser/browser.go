// Package browser finds a Chromium on the machine and starts it without a window,
// for tests of the page and for printing it. It holds the start-up in one place;
// what is done in the browser is its caller's. It downloads nothing: where there
// is no Chromium, Find says so and the caller goes on without.
package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// ErrNotFound says that no Chromium stands in the path.
var ErrNotFound = errors.New("no Chromium found in the path (chromium, chromium-browser or google-chrome)")

// Find returns the path of the browser, or ErrNotFound.
func Find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNotFound
}

// Start gives a context in which chromedp's actions run, each call in a browser
// of its own with a fresh profile. The browser starts with the first action and
// ends with cancel. It talks to nobody by itself: updates, sync and the like are
// off. As root it runs without its sandbox, which it would refuse to start with.
func Start(parent context.Context) (ctx context.Context, cancel func(), err error) {
	path, err := Find()
	if err != nil {
		return nil, nil, err
	}
	// A browser that is stopped leaves its scratch folders behind; in a folder of its
	// own they go with it.
	scratch, err := scratchFolder()
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Env("TMPDIR="+scratch),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stop := chromedp.NewExecAllocator(parent, options...)
	ctx, closeTab := chromedp.NewContext(allocator)
	return ctx, func() {
		closeTab()
		stop()
		os.RemoveAll(scratch) // what can't be removed is rubbish in a temporary folder, no fault
	}, nil
}

// scratchFolder makes a folder for the browser. It puts a socket there, whose path must
// be no longer than some hundred bytes: a deep temporary folder is left for /tmp.
func scratchFolder() (string, error) {
	const longest = 32
	if at := os.TempDir(); len(at) > longest {
		if dir, err := os.MkdirTemp("/tmp", "casus-browser-"); err == nil {
			return dir, nil
		}
	}
	return os.MkdirTemp("", "casus-browser-")
}
