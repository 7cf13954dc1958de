package brief_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"casus/internal/brief"
	"casus/internal/browser/browsertest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// What needs no more than the page as it opens is seen on one that is opened once; those
// that move something come last.
func TestAsItOpens(t *testing.T) {
	ctx := open(t, 1440, "")
	for _, c := range []struct {
		name string
		look func(*testing.T, context.Context)
	}{
		{"judgements keep confidence apart from likelihood", judgementsKeepConfidenceApartFromLikelihood},
		{"every part has one picture", everyPartHasOnePicture},
		{"events lie under the charts", eventsLieUnderTheCharts},
		{"bands bear their probability", bandsBearTheirProbability},
		{"three kinds of not knowing are apart", threeKindsOfNotKnowingAreApart},
		{"reduced motion", reducedMotion},
		{"every control is reached by keyboard", everyControlIsReachedByKeyboard},
		{"page opens from disk", pageOpensFromDisk},
		{"charts are for keyboard and reader", chartsAreForKeyboardAndReader},
		{"relays and revisions are visible", relaysAndRevisionsAreVisible},
	} {
		t.Run(c.name, func(t *testing.T) { c.look(t, ctx) })
	}
}

// open writes the fixture's page to a file and opens it from the disk. When the
// test ends, every message on the console is a fault: a blocked request, a
// refused style, an exception.
func open(t *testing.T, width int64, fragment string) context.Context {
	t.Helper()
	page, err := fixturePage()
	if err != nil {
		t.Fatal(err)
	}
	return openPage(t, page, width, fragment)
}

// fixturePage is made once for all tests.
var fixturePage = sync.OnceValues(func() ([]byte, error) {
	var b bytes.Buffer
	err := brief.Write(&b, fixture())
	return b.Bytes(), err
})

func openData(t *testing.T, d brief.Data, width int64, fragment string) context.Context {
	t.Helper()
	return openPage(t, write(t, d), width, fragment)
}

func openPage(t *testing.T, page []byte, width int64, fragment string) context.Context {
	t.Helper()
	file := filepath.Join(t.TempDir(), "brief.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.Tab(t)
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
	do(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+file+fragment), chromedp.WaitVisible(chromedp.CSS("h1")))
	until(t, ctx, `document.documentElement.dataset.whole !== undefined`)
	return ctx
}

// resize gives the page another width, and the time to draw its charts for it.
func resize(t *testing.T, ctx context.Context, width int64) {
	t.Helper()
	do(t, ctx, chromedp.EmulateViewport(width, 900))
	eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true), 400))`)
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

// until waits for a condition that the page reaches by itself.
func until(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if eval[bool](t, ctx, script) {
			return
		}
	}
	t.Fatalf("never came true: %s", script)
}
