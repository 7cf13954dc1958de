package serve_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"casus/internal/browser/browsertest"
	"casus/internal/desk"
)

// tab is a real browser on a served desk.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// open opens a page of the desk. Every message on the console is a fault when the test
// ends: a blocked script or style, a failed request, an exception.
func (s *served) open(t *testing.T, path string, width int64) *tab {
	t.Helper()
	ctx := browsertest.Start(t)
	b := &tab{t, ctx}
	messages := chromedp.Console(ctx)
	var mu sync.Mutex
	var said []string
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			mu.Lock()
			said = append(said, m.String())
			mu.Unlock()
		}
	}()
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, m := range said {
			t.Errorf("console: %s", m)
		}
	})
	reduced := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, reduced); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(s.url+path), chromedp.WaitVisible(chromedp.CSS("section.desk")))
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) run(script string) { b.t.Helper(); b.do(chromedp.Evaluate[chromedp.Void](script)) }

func (b *tab) text(selector string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`(document.querySelector(`+js(selector)+`)?.textContent ?? '').replace(/\s+/g, ' ').trim()`))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func (b *tab) count(selector string) int {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](`document.querySelectorAll(`+js(selector)+`).length`))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func js(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string can be written as JSON
	}
	return string(out)
}

// until waits for what the page reaches by itself. A page that is being replaced answers
// with errors; only the outcome counts.
func (b *tab) until(script string) {
	b.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script)); err == nil && ok {
			return
		}
	}
	body, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + ' scrolled to ' + scrollY + '\n' + document.body.innerText.slice(0, 1500)`))
	b.t.Fatalf("never came true: %s\nthe page shows: %s", script, body)
}

func (b *tab) says(selector, text string) {
	b.t.Helper()
	b.until(`(document.querySelector(` + js(selector) + `)?.textContent ?? '').replace(/\s+/g, ' ').includes(` + js(text) + `)`)
}

// press focuses an element and presses Enter: all that can be done can be done by keyboard.
func (b *tab) press(selector string) {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent("\r"))
}

// The list shows every study with its state; a calibration that is started elsewhere shows
// its progress and its end there without the page being loaded again.
func TestListFollowsTheStudies(t *testing.T) {
	s := start(t, map[string]string{"small": small, "more/outbreak": outbreak}, desk.Options{})
	b := s.open(t, "", 1440)
	if n := b.count("#studies tbody tr"); n != 2 {
		t.Fatalf("%d studies are listed", n)
	}
	b.says("#studies", "not run")
	b.says("#studies", "tables only")
	b.run(`window.same = true`)
	s.calibrate(t, "small", desk.Quick)
	b.says("#studies", "quick calibration")
	s.save(t, "small/study.yaml", "name: Hazard, prior", "name: Hazzard, prior")
	b.says("#studies a.bad", "2 faults")
	if err := os.CopyFS(filepath.Join(s.root, "late"), os.DirFS(small)); err != nil {
		t.Fatal(err)
	}
	b.until(`document.querySelectorAll('#studies tbody tr').length === 3`)
	b.until(`window.same === true`)
	b.press(`#studies a[href$="/study/small/"]`)
	b.says(".deskname", "Guest troops in a made-up war")
}

// From a study that was never run to its page, by the keyboard; then a fault is saved and
// mended, and the page says so and follows, the reader's place kept.
func TestPageFollowsTheFiles(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	b := s.open(t, "study/small/", 1440)
	b.says("#start", "There is no brief yet")
	b.press("#first-quick")
	b.until(`document.querySelector('main > section h1') !== null && document.documentElement.dataset.live !== undefined`)
	b.says("#state", "A quick calibration of")
	b.run(`window.scrollTo({ top: 900, behavior: 'instant' })`)

	s.save(t, "small/study.yaml", "name: Hazard, prior", "name: Hazzard, prior")
	b.says("#state", "2 faults")
	b.says("#said", "2 faults") // and a screen reader is told
	b.press(`#desk a[href$="/faults"]`)
	b.says(".faults .what", `there is no constant "Hazzard"`)
	b.says(".faults .place", "study.yaml:24:5")
	b.says(".faults pre", "name: Hazzard")
	b.says(".faults", `did you mean "Hazard"?`)
	s.save(t, "small/study.yaml", "name: Hazzard, prior", "name: Hazard, prior")
	b.says("#faultpage", "None.")

	b.press(`#desk nav a[href$="/small/"]`)
	b.until(`document.querySelector('main > section h1') !== null`)
	b.until(`[...document.querySelectorAll('main > section:not(.opening)')].every(s => s.classList.contains('laid') || s.closest('.laid'))`) // nothing moves any more
	b.run(`history.replaceState(null, '', '#limits'); window.scrollTo({ top: 1200, behavior: 'instant' })`)
	const place = `(s => s.id + Math.round(s.getBoundingClientRect().top))([...document.querySelectorAll('main > section[id]')].findLast(s => s.getBoundingClientRect().top <= 80))`
	was := b.text(".answer")
	at, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](place))
	if err != nil {
		t.Fatal(err)
	}
	s.save(t, "small/study.yaml", `set: {Guests Sent Switch: 0}`, `set: {Guests Sent Switch: 0.5}`)
	b.until(`(document.querySelector('.answer')?.textContent ?? '') !== ` + js(was) + ` && document.querySelector('.answer') !== null`)
	b.until(place + ` === ` + js(at) + ` && location.hash === '#limits'`)
	b.until(`document.querySelector('.deskjob') === null`)
}

// A long calibration is started, shows how far it is and how long it takes, and is
// cancelled; another waits behind it meanwhile. Both by the keyboard.
func TestCalibrationFromThePage(t *testing.T) {
	s := start(t, map[string]string{"small": small, "other": small}, desk.Options{Replicates: 100})
	b := s.open(t, "study/small/runs", 1440)
	b.says("#runpage", "None yet")
	b.press("#full")
	b.until(`document.querySelector('.deskjob progress')?.value > 0.004`)
	b.until(`/\d+ %, \d+ (s|min) left$/.test(document.querySelector('.deskjob [data-text]').textContent)`)
	ticket, err := s.desk.Start("other", desk.Quick)
	if err != nil {
		t.Fatal(err)
	}
	b.press("#quick")
	b.says(".deskstate", "1 more calibration waits behind it")
	b.press("#cancel") // and the ones that waited go on
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	if j, err := ticket.Wait(ctx); err != nil || j.Phase != desk.Done {
		t.Errorf("the calibration of the other study ended as %s, %v", j.Phase, err)
	}
	b.says("#runpage", "broken off after")
	b.says("#runpage", "of the files as they are now")
	b.until(`document.querySelector('.deskjob') === null`)
	b.press("#full")
	b.until(`document.querySelector('.deskjob progress')?.value > 0.004`)
	b.press("#cancel")
	b.says("#state", "was cancelled:")
	b.says("#state", "of 700 stages are kept")
	if active, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.activeElement.id`)); err != nil || active != "desk" {
		t.Errorf("after the button has gone the focus is on %q: the next Tab would begin at the top", active)
	}
	b.press("#rerun")
	b.until(`document.getElementById('rerun').getAttribute('aria-checked') === 'false' && document.activeElement.id === 'rerun'`)
}

// Two runs are chosen in the list and compared; the view has a link, and shows all answers
// or those that moved.
func TestRunsAreCompared(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	first := s.calibrate(t, "small", desk.Quick).Run
	s.save(t, "small/study.yaml", `set: {Guests Sent Switch: 0}`, `set: {Guests Sent Switch: 0.5}`)
	s.save(t, "small/study.yaml", `prior: "lognormal(100, 0.3)"`, `prior: "lognormal(100, 0.05)"`)
	second := s.calibrate(t, "small", desk.Quick).Run
	b := s.open(t, "study/small/runs", 1440)
	if a, z := b.count(`#a-`+first.ID+`:checked`), b.count(`#b-`+second.ID+`:checked`); a != 1 || z != 1 {
		t.Errorf("the last two runs are not chosen beforehand: %d, %d", a, z)
	}
	b.press("#compare")
	b.says("h1", "What differs between two runs")
	b.says("#summary", "answers that both runs give")
	b.says(".file", "study.yaml")
	b.run(`document.getElementById('diff-study.yaml').open = true`)
	b.says(".diff ins", "lognormal(100, 0.05)")
	b.says(".diff del", "lognormal(100, 0.3)")
	moved := b.count(".answers tbody tr")
	if moved == 0 || b.count(".answers tr.moved") == 0 {
		t.Errorf("%d answers are shown, %d moved", moved, b.count(".answers tr.moved"))
	}
	b.run(`[...document.querySelectorAll('.tools a')].find(a => a.textContent === 'All answers').click()`)
	b.until(`location.search.includes('show=all')`)
	b.says(".answers", "within Monte Carlo error")
	if all := b.count(".answers tbody tr"); all <= moved {
		t.Errorf("all answers are %d, those that moved %d", all, moved)
	}
	address, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href`))
	if err != nil || !strings.Contains(address, "a="+first.ID) || !strings.Contains(address, "b="+second.ID) {
		t.Errorf("the view's link is %s, %v", address, err)
	}
	b.run(`[...document.querySelectorAll('.tools a')].find(a => a.textContent === 'Swap A and B').click()`)
	b.until(`location.search.includes('a=` + second.ID + `')`)
	b.run(`document.querySelector('.pair a').click()`)
	b.until(`document.querySelector('main > section h1') !== null && document.documentElement.dataset.live === undefined`)
	b.says("#desk", "A quick calibration")
}

// The claims are narrowed by facets and words as they are chosen; the address says the
// view, and brings it back; each claim has a link of its own.
func TestClaimsHaveFacetsAndALink(t *testing.T) {
	s := start(t, map[string]string{"flagship": flagship}, desk.Options{})
	b := s.open(t, "study/flagship/claims", 1440)
	total := b.count("#rows tbody tr")
	if total < 400 {
		t.Fatalf("%d claims are shown", total)
	}
	b.run(`document.getElementById('facet-side').open = true`)
	b.do(chromedp.Focus(chromedp.CSS(`[id="f-side-south_korea"]`)), chromedp.KeyEvent(" "))
	b.until(`location.search === '?side=south_korea'`)
	b.until(`document.querySelectorAll('#rows tbody tr').length < ` + fmt.Sprint(total))
	if active, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.activeElement.id`)); err != nil || active != "f-side-south_korea" {
		t.Errorf("the focus has gone to %q", active)
	}
	korean := b.count("#rows tbody tr")
	if said := b.text("#shown"); !strings.HasPrefix(said, fmt.Sprintf("%d of %d claims", korean, total)) || !strings.HasPrefix(b.text("#said"), said) {
		t.Errorf("%d claims are shown, and the page says %q and tells %q", korean, said, b.text("#said"))
	}
	b.do(chromedp.Focus(chromedp.CSS("#find")), chromedp.KeyEvent("killed"))
	b.until(`new URLSearchParams(location.search).get('q') === 'killed'`)
	b.until(`document.querySelectorAll('#rows tbody tr').length < ` + fmt.Sprint(korean))
	b.run(`document.querySelectorAll('#rows th a')[3].click()`)
	b.until(`new URLSearchParams(location.search).get('sort') === 'published' && document.querySelectorAll('#rows th')[3].ariaSort === 'ascending'`)
	few := b.count("#rows tbody tr")
	if few == 0 {
		t.Error("no claim is left")
	}
	if command, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.getElementById('copycommand').dataset.copy`)); err != nil || !strings.HasSuffix(command, "--find killed --side south_korea --sort published") {
		t.Errorf("the command of the view is %q", command)
	}
	csv, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`fetch(document.querySelector('#exports a').href).then(r => r.text())`, chromedp.EvalAwaitPromise))
	if lines := strings.Count(strings.TrimSpace(csv), "\nC"); err != nil || lines != few {
		t.Errorf("the CSV of %d claims has %d rows", few, lines)
	}
	// The same address gives the same view, back and forth too.
	b.run(`location.reload()`)
	b.until(`document.readyState === 'complete' && document.querySelectorAll('#rows tbody tr').length === ` + fmt.Sprint(few) + ` && document.getElementById('find').value === 'killed'`)
	b.run(`history.back()`)
	b.until(`new URLSearchParams(location.search).get('sort') === null && document.querySelectorAll('#rows tbody tr').length === ` + fmt.Sprint(few))
	b.run(`document.getElementById('all').click()`)
	b.until(`document.querySelectorAll('#rows tbody tr').length === ` + fmt.Sprint(total) + ` && document.getElementById('find').value === ''`)
	b.run(`document.querySelector('#rows tbody tr:nth-child(200) td:last-child span a').click()`)
	b.until(`location.hash.startsWith('#c-') && (r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(':target').getBoundingClientRect())`)
}

// The PDF of the page is one click away, and comes as a file.
func TestPDFFromThePage(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	run := s.calibrate(t, "small", desk.Quick).Run
	b := s.open(t, "study/small/", 1440)
	b.run(`window.kept = []; const make = URL.createObjectURL; URL.createObjectURL = b => { b.slice(0, 5).text().then(t => window.kept.push(t + b.size)); return make(b) }`)
	b.press(`.downloads a[href$="brief.pdf"]`)
	b.says("#said", "Printing the PDF")
	b.says("#said", "has been handed to your browser")
	b.until(`/^%PDF-\d{5,}/.test(window.kept[0] ?? '')`)
	if file := s.get(t, "study/small/run/"+run.ID+"/brief.pdf"); !strings.HasPrefix(file, "%PDF-") || !strings.Contains(file, "/StructTreeRoot") {
		t.Error("the link gives no tagged PDF")
	}
}

// Nothing runs over the edge of a narrow screen, every control has a name and can be
// reached, and every id stands once.
func TestPagesForEveryScreenAndReader(t *testing.T) {
	s := start(t, map[string]string{"small": small, "outbreak": outbreak, "broken": small}, desk.Options{Replicates: 100})
	s.save(t, "broken/study.yaml", "name: Hazard, prior", "name: Hazzard, prior")
	first := s.calibrate(t, "small", desk.Quick).Run
	s.save(t, "small/study.yaml", "seed: 7", "seed: 8")
	second := s.calibrate(t, "small", desk.Quick).Run
	if _, err := s.desk.Start("small", desk.Full); err != nil { // the bar with its progress
		t.Fatal(err)
	}
	b := s.open(t, "", 390)
	for _, width := range []int64{390, 320, 800, 1440} {
		for _, path := range []string{"", "study/small/", "study/small/runs", "study/small/claims?side=ukraine", "study/small/compare?show=all&a=" + first.ID + "&b=" + second.ID,
			"study/outbreak/", "study/broken/faults", "study/broken/"} {
			b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(s.url+path), chromedp.WaitVisible(chromedp.CSS("section.desk")))
			for _, c := range []struct{ what, script string }{
				{"parts over the edge", `document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map(e => e.tagName + '#' + e.id + '.' + e.getAttribute('class')).join(' ') : ''`},
				{"controls without a name", `[...document.querySelectorAll('section.desk input, section.desk button, section.desk progress, #main input, #main button, #main select, #main progress')].filter(e => e.type !== 'hidden' && !(e.labels?.length || e.ariaLabel || e.textContent.trim())).map(e => e.outerHTML.slice(0, 80)).join(' ')`},
				{"links without a text", `[...document.querySelectorAll('section.desk a, #main a')].filter(a => a.textContent.trim() === '' && !a.ariaLabel).map(a => a.outerHTML.slice(0, 80)).join(' ')`},
				{"ids that stand twice", `(ids => ids.filter((id, i) => ids.indexOf(id) !== i).join(' '))([...document.querySelectorAll('[id]')].map(e => e.id))`},
				{"targets too small for a finger", `[...document.querySelectorAll('section.desk button, section.desk nav a, #main button, #main summary')].filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.height < 24 || r.width < 24) }).map(e => e.outerHTML.slice(0, 80)).join(' ')`},
				{"other than one heading of the first level", `document.querySelectorAll('h1').length === 1 ? '' : String(document.querySelectorAll('h1').length)`},
				{"text too faint", contrast},
			} {
				got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](c.script))
				if err != nil {
					t.Fatal(err)
				}
				if got != "" {
					t.Errorf("%s at %d: %s: %s", path, width, c.what, got)
				}
			}
		}
	}
}

// contrast finds texts of the server's own pages whose colours stand nearer to one another
// than WCAG 2.2 admits, 4.5 to 1.
const contrast = `(() => {
	const parse = c => (c.match(/[\d.]+/g) ?? []).map(Number)
	const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0)
	const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c } return [255, 255, 255] }
	const faint = []
	for (const root of document.querySelectorAll('section.desk, main:has(h1):not(:has(> section))')) for (const e of root.querySelectorAll('*')) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== '') || e.closest('[aria-disabled=true]') || e.offsetParent === null) continue
		const a = light(parse(getComputedStyle(e).color)), b = light(ground(e))
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
		if (ratio < 4.5) faint.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2) + ' ' + e.textContent.trim().slice(0, 30))
	}
	return faint.slice(0, 4).join('; ')
})()`

// In the dark the texts stand out as well.
func TestDarkPagesCanBeRead(t *testing.T) {
	s := start(t, map[string]string{"small": small, "broken": small}, desk.Options{})
	s.save(t, "broken/study.yaml", "name: Hazard, prior", "name: Hazzard, prior")
	first := s.calibrate(t, "small", desk.Quick).Run
	b := s.open(t, "", 1440)
	dark := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, dark); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "study/small/", "study/small/runs", "study/small/claims", "study/broken/", "study/small/compare?" + url.Values{"a": {first.ID}, "b": {first.ID}}.Encode() + "&show=all"} {
		b.do(chromedp.Navigate(s.url+path), chromedp.WaitVisible(chromedp.CSS("section.desk")))
		if got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](contrast)); err != nil || got != "" {
			t.Errorf("%s: %s %v", path, got, err)
		}
	}
}
