package brief_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// lookFrom moves the slider of stages.
func lookFrom(t *testing.T, ctx context.Context, stage int) {
	t.Helper()
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(s => { s.value = `+string(rune('0'+stage))+`; s.dispatchEvent(new Event('input', { bubbles: true })) })(document.getElementById('asof'))`))
}

// One slider moves headline, verdicts, bands, claims and explanations to what was known.
func TestAsOfMovesEverything(t *testing.T) {
	ctx := open(t, 1440, "")

	claimsNow := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement a.claim').length`)
	bandNow := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement path.band0').getAttribute('d')`)
	lookFrom(t, ctx, 1)
	until(t, ctx, `document.querySelector('.outcome strong').textContent === '\u221246 to 200\u00a0days'`) // 41 - 3*29, 41 + 3*54
	until(t, ctx, `document.querySelector('#judgements .pct').textContent === '81%'`)                      // 0.998 + (0.62-0.998)*2/4
	if got := eval[string](t, ctx, `document.querySelector('#judgements .likelihood b').textContent`); got != "Very likely" {
		t.Errorf("81 %% is called %q", got)
	}
	if then := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement a.claim').length`); then == 0 || then >= claimsNow {
		t.Errorf("%d claims are drawn as known on the earlier date, %d in the present", then, claimsNow)
	}
	late := eval[int](t, ctx, `(known => [...document.querySelectorAll('#row-deployment-and-arrangement a.claim')].filter(a => a.getAttribute('aria-label').match(/published (\S+)$/)[1] > known).length)('2025-03-06')`)
	if late > 0 {
		t.Errorf("%d claims of later than the date looked from", late)
	}
	if then := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement path.band0').getAttribute('d')`); then == bandNow {
		t.Error("the band of the first chart is the present one")
	}
	if key := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement .bandkey').textContent`); !contains(key, "90%") || contains(key, "95%") {
		t.Errorf("the bands of an earlier date are named %q", key)
	}
	if got := eval[int](t, ctx, `document.querySelectorAll('#rivals .matrix thead th').length`); got != 5 { // explanation, before, two months, then
		t.Errorf("the matrix of explanations has %d columns of 5", got)
	}
	if got, want := eval[string](t, ctx, `document.querySelector('.asof label b').textContent`), "6 March 2025"; got != want {
		t.Errorf("the date looked from is %q, want %q", got, want)
	}
	// It stands in the link, and comes back from it.
	until(t, ctx, `location.hash.includes('~asof=2025-03-06')`)
	ctx = open(t, 1440, "#row-narrative;~asof=2025-03-06")
	until(t, ctx, `document.querySelector('#judgements .pct').textContent === '81%'`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('.asof button')].at(-1).click()`))
	until(t, ctx, `document.querySelector('#judgements .pct').textContent === '>99%'`)

}

func TestAsOfByKeyboard(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, chromedp.KeyEvent("["), chromedp.KeyEvent("["))
	until(t, ctx, `document.getElementById('asof').value === '1'`)
	do(t, ctx, chromedp.KeyEvent("]"))
	until(t, ctx, `document.getElementById('asof').value === '2'`)
	if got := eval[string](t, ctx, `document.getElementById('asof').getAttribute('aria-valuetext')`); got != "4 July 2025, 74 claims" {
		t.Errorf("the slider says %q", got)
	}
}

// A click in the chart of how answers got clearer looks from that date.
func TestClearerLeadsIntoThePast(t *testing.T) {
	ctx := open(t, 1440, "#clearer")
	if got := eval[int](t, ctx, `document.querySelectorAll('#clearer svg.clearer path.line.asitwas').length`); got != 8 {
		t.Errorf("%d lines for 8 judgements", got)
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(r => { const b = r.getBoundingClientRect(); r.dispatchEvent(new MouseEvent('click', { clientX: b.left + 3, clientY: b.top + 9, bubbles: true })) })(document.querySelector('#clearer svg.clearer .reach'))`))
	until(t, ctx, `document.getElementById('asof').value === '0'`)
}
