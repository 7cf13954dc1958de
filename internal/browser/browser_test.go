package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"casus/internal/browser"
	"casus/internal/browser/browsertest"
)

func TestStartRunsAPage(t *testing.T) {
	ctx := browsertest.Start(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("data:text/html,<title>Here</title>")); err != nil {
		t.Fatal(err)
	}
	title, err := chromedp.Run(ctx, chromedp.Title())
	if err != nil {
		t.Fatal(err)
	}
	if title != "Here" {
		t.Errorf("title %q, want %q", title, "Here")
	}
}

func TestFindSaysWhenThereIsNone(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if path, err := browser.Find(); err != browser.ErrNotFound {
		t.Errorf("found %q with error %v in an empty path", path, err)
	}
	if _, _, err := browser.Start(t.Context()); err != browser.ErrNotFound {
		t.Errorf("started with error %v in an empty path", err)
	}
}
