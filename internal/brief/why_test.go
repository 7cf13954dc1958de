package brief_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

func click(t *testing.T, ctx context.Context, element string) {
	t.Helper()
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(e => e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))(`+element+`)`))
}

// The diagram leads from its parts into one, shows signs, delays and loops, and from a
// variable to its equation, units, value and source.
func TestDiagramLeadsToEquations(t *testing.T) {
	ctx := open(t, 1440, "#why")
	click(t, ctx, `[...document.querySelectorAll('.node')].find(n => n.textContent.includes('The contingent'))`)
	until(t, ctx, `document.querySelectorAll('.node').length === 3`)
	marks := eval[string](t, ctx, `[...document.querySelectorAll('.link')].map(l => l.querySelector('.sign').textContent + (l.querySelector('.delay') ? '‖' : '')).join(' ')`)
	if marks != "+‖ −‖ −‖" {
		t.Errorf("the links are marked %q", marks)
	}
	if got := eval[string](t, ctx, `document.querySelector('.badge').textContent`); got != "R1" {
		t.Errorf("the loop is marked %q", got)
	}
	click(t, ctx, `document.querySelector('.loops button')`)
	until(t, ctx, `document.querySelectorAll('.link.on').length === 2 && document.querySelectorAll('.node.on').length === 2`)

	click(t, ctx, `[...document.querySelectorAll('.node')].find(n => n.textContent.includes('Casualties'))`)
	until(t, ctx, `document.querySelector('.panel .spark') !== null`)
	text := eval[string](t, ctx, `document.querySelector('.panel').innerText.replace(/\s+/g, ' ')`)
	for _, part := range []string{"Stock in The contingent, in people", "Casualties = INTEG(Daily Loss * Engaged, 0)", "31 January 2026: ", "Sources: ", "Daily Loss raises it, over time", "What it acts on", "Pocket lowers it, over time"} {
		if !contains(text, part) {
			t.Errorf("the panel of a variable lacks %q: %s", part, text)
		}
	}
	// From the equation to a constant, and back by the panel's own way.
	click(t, ctx, `[...document.querySelectorAll('.equation button')].find(b => b.textContent === 'Engaged')`)
	until(t, ctx, `document.querySelector('.panel h2').textContent === 'Engaged'`)
	click(t, ctx, `[...document.querySelectorAll('.panelhead button')].find(b => b.textContent === 'Back')`)
	until(t, ctx, `document.querySelector('.panel h2').textContent === 'Casualties'`)
}

func TestDiagramByKeyboard(t *testing.T) {
	ctx := open(t, 1440, "#why")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.node[tabindex="0"]').focus()`), chromedp.KeyEvent("\u0301")) // arrow down, to the second part
	until(t, ctx, `document.activeElement.textContent.includes('The Ford')`)
	do(t, ctx, chromedp.KeyEvent("\r"))
	until(t, ctx, `document.querySelectorAll('.node').length === 1`)
}

// Why did this move? Causes stand in the order of what they contributed, with their
// lines; the key w asks of the chart in focus.
func TestWhyDidThisMove(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('#row-deployment-and-arrangement .switch button').focus()`), chromedp.KeyEvent("w"))
	until(t, ctx, `document.querySelectorAll('.panel .causes li').length > 1`)
	rows := eval[[]string](t, ctx, `[...document.querySelectorAll('.panel .causes li')].map(l => l.innerText.replace(/\s+/g, ' '))`)
	// Engaged, 0.002 a day of 6000 t / (t + 300), over 761 days; the pocket takes little.
	if len(rows) != 3 || !contains(rows[0], "Engaged raises it, over time") || !contains(rows[1], "Ground held at the Ford lowers it") || !contains(rows[2], "The rest") {
		t.Errorf("the causes are %q", rows)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('.panel .causes .spark').length`); n != 2 {
		t.Errorf("%d lines beside the causes, want 2", n)
	}
	said := eval[string](t, ctx, `document.querySelector('.panel .why').textContent`)
	if !contains(said, "Ostian casualties rose by 9\u202f100\u00a0people between 1 January 2024 and 31 January 2026: mostly Engaged (+") {
		t.Errorf("the sentence is %q", said)
	}
	amount := eval[string](t, ctx, `document.querySelector('.panel .causes .amount').textContent.trim()`)
	// The sum over days of 0.002 * 6000 t/(t+300) is 12 * (761 - 300 ln(1061/300)), about 4,580.
	if amount != "+4\u202f600\u00a0people" {
		t.Errorf("Engaged contributed %q", amount)
	}
	// Another period, another account.
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(s => { s.value = 371; s.dispatchEvent(new Event('input', { bubbles: true })) })(document.querySelectorAll('.panel .period input')[1])`))
	until(t, ctx, `document.querySelector('.panel .why').textContent.includes('4\u202f500\u00a0people between 1 January 2024 and 6 January 2025')`)
	click(t, ctx, `[...document.querySelectorAll('.panel .causes button')].find(b => b.textContent === 'Engaged')`)
	until(t, ctx, `document.querySelector('.panel .strong')?.textContent === 'Engaged'`)
}

// With a slider moved, the reader's line is told apart from the base run.
func TestWhyYoursDiffers(t *testing.T) {
	ctx := open(t, 1440, "#try;Daily%20Loss=20")
	until(t, ctx, `(`+yours+`) !== ''`)
	click(t, ctx, `[...document.querySelectorAll('[data-output="Casualties"] .tools button')].find(b => b.textContent === 'Why?')`)
	until(t, ctx, `document.querySelector('.panel input[type=checkbox]') !== null`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.panel input[type=checkbox]').click()`))
	// 8 a day more over 1,092 days is 8,736.
	until(t, ctx, `document.querySelector('.panel .why').textContent === 'Ostian casualties is 8\u202f700\u00a0people above the base run on 28 December 2026: mostly Daily Loss (+8\u202f700\u00a0people).'`)
}

func TestSearchFindsThings(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))`))
	until(t, ctx, `document.activeElement.matches('.panel input[type=search]')`)
	do(t, ctx, chromedp.KeyEvent("pocket"))
	until(t, ctx, `[...document.querySelectorAll('.panel li')].some(l => l.textContent.includes('Variable: Ground still held.'))`)
}
