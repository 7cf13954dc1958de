package brief_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"casus/internal/explore"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// percentOf is a share as the page writes it.
func percentOf(n, of int) string {
	p := float64(n) / float64(of)
	switch {
	case p < 0.01:
		return "<1%"
	case p > 0.99:
		return ">99%"
	}
	return fmt.Sprintf("%.0f%%", 100*p)
}

// face chooses a face of the picture that leads a part.
func face(part, name string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('#` + part + ` .lead .switch button')].find(b => b.textContent === '` + name + `').click()`)
}

func bandsBearTheirProbability(t *testing.T, ctx context.Context) {
	until(t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .lead .paths path').length === 20`)
	got := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement .bandkey').textContent`)
	if got != "50% 80% 95%  of the runs" {
		t.Errorf("the bands are named %q", got)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .lead path.band0, #row-deployment-and-arrangement .lead path.band1, #row-deployment-and-arrangement .lead path.band2').length`); n != 3 {
		t.Errorf("%d bands, want 3", n)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .lead .bandnames text').length`); n == 0 {
		t.Error("no band bears its name in the chart")
	}
	readout := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement .readout').textContent`)
	if !contains(readout, "of the runs 50% lie in ") || !contains(readout, "95% in ") {
		t.Errorf("the readout %q has no ranges in words", readout)
	}
}

// Fifty dots, a threshold at the test's, and a count that follows it as it moves.
func TestDotsAreCountedFromAThreshold(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, face("row-deployment-and-arrangement", "Dots"))
	const dots = `#row-deployment-and-arrangement .quantiledots circle`
	until(t, ctx, `document.querySelectorAll('`+dots+`').length === 50`)
	count := func(threshold float64) int {
		d := fixture()
		var v []float64
		for _, draw := range d.Model.Draws {
			v = append(v, draw[2]*365)
		}
		slices.Sort(v)
		n := 0
		for i := range 50 {
			if explore.Quantile(v, (float64(i)+0.5)/50) > threshold {
				n++
			}
		}
		return n
	}
	const counted = `document.querySelector('#row-deployment-and-arrangement .counted b').textContent`
	want := fmt.Sprintf("In %d of 50 runs it is above 4\u202f000\u00a0people.", count(4000))
	if got := eval[string](t, ctx, counted); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('`+dots+`.in').length`); n != count(4000) {
		t.Errorf("%d dots are filled, want %d", n, count(4000))
	}
	// By keyboard, then by pointer to the left end, where all dots lie above.
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(s => { s.focus(); s.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true })) })(document.querySelector('#row-deployment-and-arrangement [role=slider]'))`))
	until(t, ctx, counted+`.startsWith('In 0 of 50 runs')`)
	eval[bool](t, ctx, `(s => {
		const r = s.ownerSVGElement.getBoundingClientRect()
		const at = (type, x) => s.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: x, clientY: r.top + 30, bubbles: true, cancelable: true }))
		s.setPointerCapture = () => {}
		at('pointerdown', r.right - 20); at('pointermove', r.left + 5); at('pointerup', r.left + 5)
		return true
	})(document.querySelector('#row-deployment-and-arrangement [role=slider]'))`)
	until(t, ctx, counted+`.startsWith('In 50 of 50 runs')`)
}

// Single runs, a level and a day to move: "37 of 50 runs".
func TestRunsThatPassALevelByADay(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, face("row-deployment-and-arrangement", "50 runs"))
	until(t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .runs path').length === 50`)
	d := fixture()
	n := 0
	for i := range 50 {
		if d.Model.Draws[i*120/50][2]*365 > 4000 {
			n++
		}
	}
	want := fmt.Sprintf("%d of 50 runs have Ostian casualties above 4\u202f000\u00a0people on 31 December 2024.", n)
	if got := eval[string](t, ctx, `document.querySelector('#row-deployment-and-arrangement .counted b').textContent`); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .runs path.pass').length`); got != n {
		t.Errorf("%d runs are drawn strong, want %d", got, n)
	}
	if handles := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement [role=slider]').length`); handles != 2 {
		t.Errorf("%d lines can be moved, want a level and a day", handles)
	}
	// The choice of face is remembered.
	do(t, ctx, chromedp.Reload())
	until(t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement .runs path').length === 50`)
}

// Measured spread is solid, what is disputed hatched, and where the model does not apply
// there is a banner.
func threeKindsOfNotKnowingAreApart(t *testing.T, ctx context.Context) {
	for what, script := range map[string]string{
		"hatched range over priors": `getComputedStyle(document.querySelector('.judgements .spread')).fill.includes('#hatch')`,
		"hatched disputes":          `getComputedStyle(document.querySelector('.disputed rect')).fill.includes('#hatch')`,
		"solid bands":               `!getComputedStyle(document.querySelector('path.band0')).fill.includes('#hatch')`,
		"banner of the model":       `document.querySelector('#row-attrition .modellimit, .statement .wording') !== null`,
		"shaded where none claims":  `[...document.querySelectorAll('.cutword')].some(w => w.textContent.includes('model alone'))`,
	} {
		if !eval[bool](t, ctx, script) {
			t.Errorf("no %s", what)
		}
	}
}
