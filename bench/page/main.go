// Command page measures how fast a brief opens from the disk, with the processor slowed
// four times: when the first text stands on the screen, when the page answers to input,
// when all of it is drawn, how long it was ever deaf, how long a slider takes to move its
// line and its range, and how far anything moved by itself. Without a file it examines the
// flagship quickly and measures that.
//
//	go run ./bench/page [brief.html]
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"casus/internal/brief"
	"casus/internal/browser"
	"casus/internal/study"
)

func main() {
	slow := flag.Float64("slow", 4, "how many times the processor is slowed")
	runs := flag.Int("runs", 5, "how often the page is opened")
	flag.Parse()
	if err := measure(context.Background(), flag.Arg(0), *slow, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "page:", err)
		os.Exit(1)
	}
}

// script gives milliseconds since the start of navigation, then what moved.
const script = `(async () => {
	const long = [], shifts = []
	new PerformanceObserver(l => l.getEntries().forEach(e => long.push([e.startTime, e.duration]))).observe({ type: 'longtask', buffered: true })
	new PerformanceObserver(l => l.getEntries().forEach(e => shifts.push(e.value))).observe({ type: 'layout-shift', buffered: true })
	while (document.documentElement.dataset.whole === undefined) await new Promise(r => setTimeout(r, 20))
	await new Promise(r => setTimeout(r, 1500))
	const mark = name => performance.getEntriesByName(name)[0]?.startTime ?? NaN
	const line = () => document.querySelector('[data-output] path.line.yours')?.getAttribute('d')
	const stale = () => document.querySelector('[data-output] .area.yours.dim') !== null
	while (line() === undefined || stale()) await new Promise(r => setTimeout(r, 20))
	const input = document.querySelector('.slider input')
	const lines = [], ranges = []
	for (let i = 0; i < 7; i++) {
		const before = line(), start = performance.now()
		input.dispatchEvent(new KeyboardEvent('keydown', { key: i % 2 ? 'ArrowLeft' : 'ArrowRight', shiftKey: true, bubbles: true, cancelable: true }))
		while (line() === before && performance.now() - start < 5000) await new Promise(r => setTimeout(r))
		lines.push(performance.now() - start)
		while (!stale() && performance.now() - start < 200) await new Promise(r => setTimeout(r))
		while (stale() && performance.now() - start < 20000) await new Promise(r => setTimeout(r, 5))
		ranges.push(performance.now() - start)
	}
	const middle = a => a.sort((x, y) => x - y)[a.length >> 1]
	return [mark('first-contentful-paint'), mark('casus-ready'), mark('casus-whole'), Math.max(0, ...long.filter(l => l[0] < mark('casus-whole')).map(l => l[1])),
		middle(lines), middle(ranges), shifts.reduce((a, b) => a + b, 0)]
})()`

var what = []string{"first paint", "answers to input", "all parts drawn", "longest task until then", "slider to line", "slider to range (200 draws)", "layout shift"}

func measure(ctx context.Context, file string, slow float64, runs int) error {
	if file == "" {
		dir, err := os.MkdirTemp("", "casus-page-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		file = filepath.Join(dir, "brief.html")
		if err := examine(ctx, file); err != nil {
			return err
		}
	}
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	var all [][]float64
	for range runs {
		times, err := once(ctx, "file://"+file, slow)
		if err != nil {
			return err
		}
		all = append(all, times)
	}
	fmt.Printf("%s, %.2f MB, processor slowed %g times, %d runs\n", filepath.Base(file), float64(info.Size())/1e6, slow, runs)
	for i, name := range what {
		var v []float64
		for _, times := range all {
			v = append(v, times[i])
		}
		slices.Sort(v)
		unit, digits := "ms", 0
		if i == len(what)-1 {
			unit, digits = "", 4
		}
		fmt.Printf("%-28s %8.*f %s (%.*f to %.*f)\n", name, digits, v[len(v)/2], unit, digits, v[0], digits, v[len(v)-1])
	}
	return nil
}

func once(ctx context.Context, url string, slow float64) ([]float64, error) {
	ctx, cancel, err := browser.Start(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate("about:blank")); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slow}); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[[]float64](script, chromedp.EvalAwaitPromise))
}

// examine writes the brief of a quick examination of the flagship.
func examine(ctx context.Context, file string) error {
	s, list, err := study.Load("studies/dprk-ukraine")
	if err != nil {
		return err
	}
	if err := list.Err(); err != nil {
		return err
	}
	x, err := s.Examine(ctx, study.QuickOptions())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := brief.Write(&b, brief.Compose(x, "bench", time.Now())); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}
