package brief_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestChartsAreForKeyboardAndReader(t *testing.T) {
	ctx := open(t, 1440, "")
	for _, c := range []struct{ what, script string }{
		{"an SVG without a name", `document.querySelectorAll('svg:not([aria-label]):not([aria-hidden])').length`},
		{"a chart of claims with not one stop for Tab", `[...document.querySelectorAll('.quantity svg[role=group]')].filter(s => s.querySelector('a.claim') && s.querySelectorAll('a.claim[tabindex="0"]').length !== 1).length`},
		{"a control without a label", `[...document.querySelectorAll('input, select')].filter(i => i.labels.length === 0 && !i.ariaLabel).length`},
		{"an id that stands twice", `(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))`},
	} {
		if n := eval[int](t, ctx, c.script); n != 0 {
			t.Errorf("%d times: %s", n, c.what)
		}
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('a.claim[tabindex="0"]').focus()`), chromedp.KeyEvent("\u0303")) // arrow right
	until(t, ctx, `document.querySelector('.quantity .readout .claimline') !== null`)
}
