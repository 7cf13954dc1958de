package browsertest

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"casus/internal/browser"
)

// shared is the browser of all tests of a package: to start one costs more than most of
// what a test does in it.
var shared struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

// Tab opens a tab that ends with the test, in a browser that the tests of a package share.
// It has a profile of its own: what one test keeps, another does not find. As with Start,
// a test without a Chromium is skipped or fails. The package must call Main.
func Tab(t *testing.T) context.Context {
	t.Helper()
	shared.once.Do(func() {
		shared.ctx, shared.stop, shared.err = browser.Start(context.Background())
		if shared.err == nil {
			shared.err = chromedp.Do(shared.ctx, chromedp.Navigate("about:blank")) // a browser starts with its first action
		}
	})
	if shared.err != nil {
		if os.Getenv("CASUS_REQUIRE_BROWSER") == "1" {
			t.Fatal(shared.err)
		}
		t.Skip(shared.err)
	}
	limited, stop := context.WithTimeout(shared.ctx, time.Minute)
	ctx, closeTab := chromedp.NewContext(limited, chromedp.WithNewBrowserContext())
	t.Cleanup(func() { closeTab(); stop() })
	return ctx
}

// Main runs a package's tests and ends the browser that they shared.
func Main(m *testing.M) int {
	defer func() {
		if shared.stop != nil {
			shared.stop()
		}
	}()
	return m.Run()
}
