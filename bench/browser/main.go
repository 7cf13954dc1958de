// Command browser times the flagship's model in a real browser as the page runs it: one
// run from parameters to numbers, and a fan of 200 members, with all variables kept each
// week. It prints medians of 41 and 9 after some to warm up.
//
//	go run ./bench/browser
package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/chromedp/chromedp"

	"casus/internal/browser"
	"casus/internal/compile"
	"casus/internal/wasm"
)

func main() {
	if err := measure(context.Background(), "studies/dprk-ukraine/model.mdl"); err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		os.Exit(1)
	}
}

const daysPerRow = 7

// script gives milliseconds: to compile, of single runs, of fans, then the last output of
// the last run, so that nothing is computed for nothing. Each run reads all it gave, as
// the page's engine.ts does.
const script = `(async (text, layout, params, steps, every) => {
	const code = Uint8Array.from(atob(text), c => c.charCodeAt(0))
	const began = performance.now()
	const { instance } = await WebAssembly.instantiate(code)
	const compiled = performance.now() - began
	const { memory, setup, advance } = instance.exports
	const rows = Math.floor(steps / every) + 1
	function run(seed) {
		const view = new DataView(memory.buffer)
		params.forEach((p, i) => {
			view.setFloat64(layout.paramsAt + 16 * i, p, true)
			view.setFloat64(layout.paramsAt + 16 * i + 8, i === seed % params.length ? p * 1.01 : p, true)
		})
		view.setUint32(layout.saveEveryAt, every, true)
		setup()
		advance(steps + 1)
		return [0, 8].map(lane => {
			const values = new Float64Array(rows * layout.outputs)
			for (let i = 0; i < values.length; i++) values[i] = view.getFloat64(layout.outputsAt + 16 * i + lane, true)
			return values
		})
	}
	let last = 0
	const time = f => { const t = performance.now(); f(); return performance.now() - t }
	const single = () => { const v = run(1)[0]; last = v[v.length - 1] }
	const fan = () => { for (let m = 0; m < 100; m++) last += run(m)[1][0] }
	for (let i = 0; i < 20; i++) single()
	const singles = Array.from({ length: 41 }, () => time(() => { for (let i = 0; i < 5; i++) single() }) / 5)
	const fans = Array.from({ length: 9 }, () => time(fan))
	return [compiled, ...singles, ...fans, last]
})`

func measure(ctx context.Context, path string) error {
	c, err := compile.File(path)
	if err != nil {
		return err
	}
	if err := c.Faults.Err(); err != nil {
		return err
	}
	p := c.Program
	steps := p.Time.Steps()
	module, layout, err := wasm.Compile(p, wasm.Options{MaxRows: steps/daysPerRow + 1})
	if err != nil {
		return err
	}
	params := ""
	for _, x := range p.Defaults() {
		params += strconv.FormatFloat(x, 'g', -1, 64) + ","
	}
	call := fmt.Sprintf("%s(%q, {paramsAt: %d, saveEveryAt: %d, outputsAt: %d, outputs: %d}, [%s], %d, %d)", script,
		base64.StdEncoding.EncodeToString(module), layout.ParamsAt, layout.SaveEveryAt, layout.OutputsAt, layout.Outputs, params, steps, daysPerRow)
	ctx, cancel, err := browser.Start(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return err
	}
	ms, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](call, chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	show := func(what string, list []float64) {
		s := slices.Sorted(slices.Values(list))
		fmt.Printf("%-40s %7.2f ms (%.2f to %.2f)\n", what, s[len(s)/2], s[0], s[len(s)-1])
	}
	fmt.Printf("%s, %d variables, %d bytes of module\n", path, len(p.Outputs), len(module))
	show("compile", ms[:1])
	show("one run", ms[1:42])
	show("200 members", ms[42:51])
	return nil
}
