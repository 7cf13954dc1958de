// Package browsertest starts a browser for a test, and says when there is none.
package browsertest

import (
	"context"
	"os"
	"testing"
	"time"

	"casus/internal/browser"
)

// patience is how long a test in a tab may take: seconds where the machine is idle, a
// minute and more where the tests of other packages run on the same two cores.
const patience = 3 * time.Minute

// Start starts a browser that ends with the test, which gets patience for all
// it does there. Without a Chromium the test is skipped, unless the environment
// variable CASUS_REQUIRE_BROWSER is 1: then it fails, so that a machine that is
// to test the page can't pass without doing so.
func Start(t *testing.T) context.Context {
	t.Helper()
	parent, stop := context.WithTimeout(t.Context(), patience)
	ctx, cancel, err := browser.Start(parent)
	if err != nil {
		stop()
		if os.Getenv("CASUS_REQUIRE_BROWSER") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	t.Cleanup(func() { cancel(); stop() })
	return ctx
}
