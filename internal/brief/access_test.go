package brief_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func chartsAreForKeyboardAndReader(t *testing.T, ctx context.Context) {
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

// axeVersion and axeSum pin the checker of accessibility. It is no part of the project:
// npm fetches it where it can, into the user's cache.
const (
	axeVersion = "4.14.1"
	axeSum     = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c" // SHA-256 of axe.min.js
)

// axe is the text of axe-core. The test is skipped where npm or the registry is out of
// reach.
func axe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip(err)
	}
	dir := filepath.Join(cache, "casus-tests", "axe-core-"+axeVersion)
	file := filepath.Join(dir, "package", "axe.min.js")
	text, err := os.ReadFile(file)
	if err != nil {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Skip(err)
		}
		pack := exec.Command("npm", "pack", "--ignore-scripts", "--silent", "axe-core@"+axeVersion)
		pack.Dir = dir
		if out, err := pack.CombinedOutput(); err != nil {
			t.Skipf("axe-core can't be had from npm: %v %s", err, out)
		}
		if out, err := exec.Command("tar", "-xzf", filepath.Join(dir, "axe-core-"+axeVersion+".tgz"), "-C", dir, "package/axe.min.js").CombinedOutput(); err != nil {
			t.Skipf("axe-core can't be unpacked: %v %s", err, out)
		}
		if text, err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(text)); sum != axeSum {
		t.Fatalf("%s has the sum %s, want %s: delete it", file, sum, axeSum)
	}
	return string(text)
}

// What axe is to look at: panels open over a page that it has seen before.
const (
	wholePage = "document"
	asTables  = "{ include: [['#row-deployment-and-arrangement'], ['#levers'], ['#clearer'], ['#variants'], ['#crosschecks'], ['#backtest'], ['#forecasts']] }" // the same everywhere
	panelOnly = "document.querySelector('.panel')"
)

// axe-core finds nothing: on the page as it opens, with everything unfolded, in the past,
// with each panel, on a narrow screen and in the dark. A page goes from state to state,
// since to open one costs as much as to look at it.
func TestAxeFindsNothing(t *testing.T) {
	checker := axe(t)
	const (
		unfold   = `document.querySelectorAll('main details').forEach(d => { d.open = true })`
		faces    = `;[...document.querySelectorAll('.switch button')].filter(b => ['Dots', '50 runs', 'Spread', 'Regret', 'Months', 'Over time'].includes(b.textContent)).forEach(b => b.click())`
		tables   = `;[...document.querySelectorAll(':is(#row-deployment-and-arrangement, #levers, #clearer, #variants, #crosschecks, #backtest, #forecasts) .switch button')].filter(b => b.textContent === 'Table').forEach(b => b.click())`
		worlds   = `;[0, 1, 2].forEach(i => document.querySelectorAll('.worldcard input[type=checkbox]')[i].click())`
		now      = `(s => { s.value = s.max; s.dispatchEvent(new Event('input', { bubbles: true })) })(document.getElementById('asof'));`
		past     = `(s => { s.value = 1; s.dispatchEvent(new Event('input', { bubbles: true })) })(document.getElementById('asof'))`
		contents = `document.querySelectorAll('.foldbutton')[1].click()`
		claims   = `document.querySelector('.lead .sources').click()`
		variable = `document.querySelector('#assumptions td, #assumptions th button').click()`
		why      = `[...document.querySelectorAll('.tools button')].find(b => b.textContent === 'Why?').click()`
		search   = `document.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }))`
		keys     = `document.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }))`
		share    = `[...document.querySelectorAll('.rail .tools button')].find(b => b.textContent === 'Share').click()`
	)
	type state struct{ name, act, of string }
	for _, c := range []struct {
		scheme string
		width  int64
		states []state
	}{
		{"light", 1440, []state{{"as it opens", "", wholePage}, {"claims", claims, panelOnly}, {"a variable", variable, panelOnly}, {"keys", keys, panelOnly}, {"in the past", past, wholePage},
			{"dots, runs and spread, worlds side by side, unfolded", now + unfold + faces + worlds, wholePage}, {"tables", unfold + tables, asTables}}},
		{"dark", 1440, []state{{"why", why, panelOnly}, {"share", share, panelOnly}, {"unfolded", unfold, wholePage}}},
		{"light", 390, []state{{"search", search, panelOnly}, {"unfolded", unfold, wholePage}}},
		{"dark", 390, []state{{"contents open", contents, wholePage}}},
	} {
		t.Run(fmt.Sprintf("%s, %d wide", c.scheme, c.width), func(t *testing.T) {
			ctx := openData(t, fewer(), c.width, "")
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: c.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			until(t, ctx, `(`+yours+`) !== ''`)
			do(t, ctx, chromedp.Evaluate[chromedp.Void](checker+`; undefined`))
			for _, s := range c.states {
				if testing.Short() && s.of == panelOnly {
					continue // panels are left out of a short run
				}
				do(t, ctx, chromedp.Evaluate[chromedp.Void](s.act+`; undefined`))
				eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true), 500))`)
				found := eval[[]string](t, ctx, `axe.run(`+s.of+`, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ' (' + v.impact + ', ' + v.nodes.length + '): ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' [' + n.target + '] ' + n.failureSummary).join(' | ')))`)
				for _, f := range found {
					t.Errorf("%s: %s", s.name, f)
				}
				if s.of == panelOnly {
					do(t, ctx, chromedp.KeyEvent("\u001b"))
					until(t, ctx, `document.querySelector('.panel') === null`)
				}
			}
		})
	}
}

// Turned round for a language that is read from right to left, the page mirrors: nothing
// runs over the edge, and charts keep their direction.
func TestRightToLeftMirrors(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.documentElement.dir = 'rtl'; undefined`))
	until(t, ctx, `(`+yours+`) !== ''`)
	for _, width := range []int64{1440, 390} {
		resize(t, ctx, width)
		if w := eval[int64](t, ctx, `document.documentElement.scrollWidth`); w > width {
			t.Errorf("%d wide at %d", w, width)
		}
		if width > 1152 && !eval[bool](t, ctx, `document.querySelector('.rail').getBoundingClientRect().left > innerWidth / 2`) {
			t.Error("the rail does not stand at the right")
		}
		if got := eval[string](t, ctx, `getComputedStyle(document.querySelector('.plot')).direction`); got != "ltr" {
			t.Errorf("charts run %s", got)
		}
		over := eval[[]string](t, ctx, `[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().left < -1 && !e.closest('.scroller, .register, .unseen') && e.getClientRects().length > 0).slice(0, 4).map(e => e.tagName + '.' + e.getAttribute('class'))`)
		if len(over) > 0 {
			t.Errorf("over the left edge at %d: %v", width, over)
		}
	}
}

// With less motion asked for, nothing moves by itself.
func reducedMotion(t *testing.T, ctx context.Context) {
	moving := eval[[]string](t, ctx, `[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none' || s.scrollBehavior === 'smooth' }).slice(0, 3).map(e => e.tagName + '.' + e.getAttribute('class'))`)
	if len(moving) > 0 {
		t.Errorf("moves: %v", moving)
	}
}

// Everything that a pointer can do stands in the order of Tab, or is reached from there by
// arrow keys.
func everyControlIsReachedByKeyboard(t *testing.T, ctx context.Context) {
	lost := eval[[]string](t, ctx, `[...document.querySelectorAll('main [role=slider], main button, main a[href], main input, main select, main summary, main [role=button]')]
		.filter(e => e.tabIndex < 0 && !e.matches('a.claim, .node') && !e.disabled).slice(0, 4).map(e => e.outerHTML.slice(0, 120))`)
	if len(lost) > 0 {
		t.Errorf("out of reach of Tab: %v", lost)
	}
}
