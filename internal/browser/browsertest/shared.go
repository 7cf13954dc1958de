package browsertest

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/storage"
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

// Tab is a tab that the tests of a package use one after another, in a browser that they
// share. Each finds it empty, with nothing kept by the pages before: a fresh page in a
// browser that is warm costs half of one in a fresh browser. As with Start, a test without
// a Chromium is skipped or fails. The package must call Main, and its tests that use it
// must not run in parallel.
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
	ctx, stop := context.WithTimeout(shared.ctx, patience)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: "file://", StorageTypes: "all"}); err != nil {
		t.Fatal(err)
	}
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
