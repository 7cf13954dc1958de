package brief_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"casus/internal/brief"
)

func pageOpensFromDisk(t *testing.T, ctx context.Context) {
	if got, want := eval[string](t, ctx, `document.querySelector('h1').textContent`), fixture().Question; got != want {
		t.Errorf("heading %q, want %q", got, want)
	}
	sections := eval[[]string](t, ctx, `[...document.querySelectorAll('main > section')].map(s => s.id)`)
	want := "[top judgements row-deployment-and-arrangement row-effects-effectiveness row-attrition row-narrative row-aid row-manpower row-the-fine-line row-knowledge levers clearer " +
		"try why limits rivals hinges variants crosschecks fit leaveout backtest forecasts claimants checks answers assumptions evidence timeline]"
	if got := fmt.Sprint(sections); got != want {
		t.Errorf("sections\n got %s\nwant %s", got, want)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('#row-deployment-and-arrangement svg a.claim').length`); n < 25 {
		t.Errorf("%d claims are drawn, want most of 34", n)
	}
	// The headline stays in sight wherever the reader is.
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.getElementById('evidence').scrollIntoView()`))
	if !eval[bool](t, ctx, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('.outcome strong').getBoundingClientRect())`) {
		t.Error("the headline has scrolled away")
	}
}

// Likelihood and confidence are two things, each in words with its number or reason.
func judgementsKeepConfidenceApartFromLikelihood(t *testing.T, ctx context.Context) {
	first := eval[string](t, ctx, `document.querySelector('.judgements li').innerText.replace(/\s+/g, ' ')`)
	for _, part := range []string{"Almost certain", ">99%", "High confidence", "More than ten thousand"} {
		if !contains(first, part) {
			t.Errorf("the first judgement %q lacks %q", first, part)
		}
	}
	lead := eval[string](t, ctx, `document.querySelector('.lead .behind').textContent`)
	for _, part := range []string{"over three priors", "before any claim 62%", "5 independent claimants bear on it"} {
		if !contains(lead, part) {
			t.Errorf("the reasons %q lack %q", lead, part)
		}
	}
}

// Every part has one picture, whose title says in how many of fifty runs the test holds,
// and ways to see it as a table, to its sources, to files and to a link.
func everyPartHasOnePicture(t *testing.T, ctx context.Context) {
	titles := eval[[]string](t, ctx, `[...document.querySelectorAll('.argument .lead')].map(l => [...l.querySelectorAll('figure h3')].map(h => h.textContent).join('|'))`)
	for i, title := range titles {
		if !contains(title, " of 50 runs, the number sent by 31 December 2024 is above 10\u202f000") || contains(title, "|") {
			t.Errorf("part %d has the picture title %q", i+1, title)
		}
	}
	kinds := eval[[]string](t, ctx, `[...document.querySelectorAll('.argument .lead')].slice(0, 4).map(l => l.querySelector('svg .bandnames') && l.querySelector('a.claim') ? 'claims'
		: l.querySelector('.bands') ? 'course' : l.querySelector('path.line.other') ? 'worlds' : l.querySelector('.quantiledots') ? 'dots' : '?')`)
	if got := fmt.Sprint(kinds); got != "[claims course worlds dots]" {
		t.Errorf("the first four pictures are %s", got)
	}
	tools := eval[[]string](t, ctx, `[...document.querySelectorAll('.argument .lead')].slice(0, 3).map(l => [...l.querySelectorAll('.tools > *, .tools .switch button')].map(e => e.textContent).join(' '))`)
	for _, line := range tools {
		for _, word := range []string{"Table", "Sources: ", "Download", "Link"} {
			if !contains(line, word) {
				t.Errorf("the tools %q lack %q", line, word)
			}
		}
	}
}

func TestEveryAnchorResolves(t *testing.T) {
	ctx := open(t, 1440, "")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('details').forEach(d => { d.open = true })`))
	until(t, ctx, `document.getElementById('q-shells') !== null`)
	missing := eval[[]string](t, ctx, `[...new Set([...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1)))].filter(id => !document.getElementById(id))`)
	if len(missing) > 0 {
		t.Errorf("links lead nowhere: %v", missing)
	}
}

// A link arrives where it says, also while the parts on the way are still being laid out.
func TestLinksArrive(t *testing.T) {
	page := write(t, fewer())
	for _, width := range []int64{1440, 390} {
		for _, anchor := range []string{"why", "checks", "evidence", "row-narrative", "c-C2005"} {
			ctx := openPage(t, page, width, "")
			do(t, ctx, chromedp.Evaluate[chromedp.Void](`(a => { a.href = '#`+anchor+`'; document.querySelector('main').append(a); a.click(); a.remove() })(document.createElement('a'))`))
			until(t, ctx, `document.activeElement.id === '`+anchor+`'`)
			eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true), 500))`)
			top := eval[float64](t, ctx, `(e => e.getBoundingClientRect().top - (parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--bar')) || 0))(document.getElementById('`+anchor+`'))`)
			if top < -1 || top > 100 { // a claim stands below the head of its register
				t.Errorf("at %d px, #%s stands %.0f px below the top", width, anchor, top)
			}
		}
	}
}

func TestNarrowScreenHasNoSidewaysScroll(t *testing.T) {
	ctx := open(t, 800, "")
	until(t, ctx, `(`+yours+`) !== ''`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('main').classList.add('laid'); document.querySelectorAll('main details').forEach(d => { d.open = true })`))
	until(t, ctx, `document.getElementById('q-shells') !== null`)
	for _, width := range []int64{800, 390, 320} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			resize(t, ctx, width)
			if w := eval[int64](t, ctx, `document.documentElement.scrollWidth`); w > width {
				wide := eval[[]string](t, ctx, `[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class'))`)
				t.Errorf("the page is %d wide; over the edge: %v", w, wide)
			}
		})
	}
}

func TestNothingMovesAfterLoading(t *testing.T) {
	for _, width := range []int64{1440, 390} {
		ctx := open(t, width, "")
		shift := eval[struct {
			Sum float64
			By  []string
		}](t, ctx, `new Promise(done => {
			const moved = { Sum: 0, By: [] }
			new PerformanceObserver(l => l.getEntries().forEach(e => {
				moved.Sum += e.value
				for (const s of e.sources) moved.By.push([s.node?.tagName ?? s.node?.parentElement?.tagName, s.node?.id, s.node?.className, Math.round(s.previousRect.top), 'to', Math.round(s.currentRect.top)].join(' '))
			})).observe({ type: 'layout-shift', buffered: true })
			setTimeout(() => done(moved), 600)
		})`)
		if shift.Sum > 0.001 {
			t.Errorf("layout shift %.5f at %d px, by %q", shift.Sum, width, shift.By)
		}
	}
}

// A brief without a model, without a past, without measures or without anything still
// opens, and says nothing on the console.
func TestPoorerPagesOpen(t *testing.T) {
	for name, spoil := range map[string]func(*brief.Data){
		"no model":    func(d *brief.Data) { d.Model, d.Diagram, d.Sliders, d.Charts = nil, nil, nil, nil },
		"no past":     func(d *brief.Data) { d.Stages, d.AsOfDays = nil, nil },
		"no measures": func(d *brief.Data) { unmeasured(d) },
		"no claims": func(d *brief.Data) {
			*d = brief.Data{Question: d.Question, Title: d.Title, Origin: d.Origin, Cut: d.Cut, Horizon: d.Horizon}
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := fixture()
			spoil(&d)
			ctx := openData(t, d, 1440, "")
			do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('main details').forEach(d => { d.open = true })`))
			if got := eval[string](t, ctx, `document.querySelector('h1').textContent`); got != d.Question {
				t.Errorf("heading %q", got)
			}
			eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true), 500))`)
		})
	}
}

func unmeasured(d *brief.Data) {
	for i := range d.Statements {
		s := &d.Statements[i]
		s.Measure, s.Picture, s.Quantity = nil, brief.ClaimsPicture, "casualties"
	}
	for i := range d.Effects {
		d.Effects[i].Measure = nil
	}
}
