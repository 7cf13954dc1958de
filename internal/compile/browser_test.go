package compile_test

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"casus/internal/browser/browsertest"
	"casus/internal/compile"
	"casus/internal/engine/enginetest"
	"casus/internal/program"
	"casus/internal/wasm"
)

// runThere runs a module in the browser with the same params in both lanes and gives
// the bits of the outputs of the second as decimal text.
const runThere = `(async (text, layout, params, steps) => {
	const { instance } = await WebAssembly.instantiate(Uint8Array.from(atob(text), c => c.charCodeAt(0)))
	const view = new DataView(instance.exports.memory.buffer)
	params.forEach((p, i) => {
		view.setFloat64(layout.paramsAt + 16 * i, p, true)
		view.setFloat64(layout.paramsAt + 16 * i + 8, p, true)
	})
	view.setUint32(layout.saveEveryAt, 1, true)
	instance.exports.setup()
	instance.exports.advance(steps + 1)
	const out = []
	for (let i = 0; i < (steps + 1) * layout.outputs; i++) out.push(view.getBigUint64(layout.outputsAt + 16 * i + 8, true).toString())
	return out
})`

// TestModelsInTheBrowser runs the studies' models, and those of the community where
// they are at hand, in a real browser and in the plain evaluator: the same bits.
func TestModelsInTheBrowser(t *testing.T) {
	models := []string{"../../studies/dprk-ukraine/model.mdl", "../study/testdata/small/model.mdl"}
	ctx := browsertest.Start(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, path := range append(models, collection(t)...) {
		c, err := compile.File(path)
		if err != nil {
			t.Fatal(err)
		}
		if c.Program == nil {
			continue
		}
		p := c.Program
		steps := min(p.Time.Steps(), 150)
		module, layout, err := wasm.Compile(p, wasm.Options{MaxRows: steps + 1})
		if err != nil {
			t.Fatal(err)
		}
		params := "["
		for _, v := range p.Defaults() {
			params += strconv.FormatFloat(v, 'g', -1, 64) + ","
		}
		script := fmt.Sprintf("%s(%q, {paramsAt: %d, saveEveryAt: %d, outputsAt: %d, outputs: %d}, %s], %d)", runThere,
			base64.StdEncoding.EncodeToString(module), layout.ParamsAt, layout.SaveEveryAt, layout.OutputsAt, layout.Outputs, params, steps)
		got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		compared += compareBits(t, path, p, steps, got)
	}
	t.Logf("%d numbers are the same in the browser and in Go", compared)
}

func compareBits(t *testing.T, path string, p *program.Program, steps int, got []string) int {
	t.Helper()
	i := 0
	for r, row := range program.Run(p, p.Defaults(), steps, 1) {
		for o, want := range row {
			bits, err := strconv.ParseUint(got[i], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if there := math.Float64frombits(bits); !enginetest.SameBits(there, want) {
				t.Errorf("%s, step %d, %s: the browser has %x, Go %x", path, r, p.Outputs[o].Name, there, want)
				return i
			}
			i++
		}
	}
	return i
}
