package brief_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"casus/internal/brief"
	"casus/internal/browser/browsertest"
	"casus/internal/engine/enginetest"
	"casus/internal/program"
	"casus/internal/study"
)

// runInPage compiles the page's own module and runs two members to the last step,
// as engine.ts does, and gives the bits of every output of every row as decimal
// text, since numbers of JSON would lose those of NaN and of minus nought.
const runInPage = `(async (a, b) => {
	const { model } = JSON.parse(document.getElementById('data').textContent)
	const l = model.layout
	const bytes = Uint8Array.from(atob(model.wasm), c => c.charCodeAt(0))
	const { instance } = await WebAssembly.instantiate(bytes)
	const view = new DataView(instance.exports.memory.buffer)
	for (let i = 0; i < l.params; i++) {
		view.setFloat64(l.paramsAt + 16 * i, a[i], true)
		view.setFloat64(l.paramsAt + 16 * i + 8, b[i], true)
	}
	view.setUint32(l.saveEveryAt, model.saveEvery, true)
	instance.exports.setup()
	instance.exports.advance(model.steps + 1)
	const rows = Math.floor(model.steps / model.saveEvery) + 1
	const out = []
	for (let lane = 0; lane < 2; lane++)
		for (let i = 0; i < rows * l.outputs; i++) out.push(view.getBigUint64(l.outputsAt + 16 * i + 8 * lane, true).toString())
	return out
})`

// TestFlagshipPage examines the flagship hastily, opens its brief from the disk in
// a real browser, compares what the module gives there with Go bit for bit, and
// moves a slider.
func TestFlagshipPage(t *testing.T) {
	if testing.Short() {
		t.Skip("an examination of the flagship takes some seconds")
	}
	ctx := browsertest.Tab(t)
	x := examinedBy(t, "../../studies/dprk-ukraine", hasty())
	var page bytes.Buffer
	if err := brief.Write(&page, brief.Compose(x, "test", time.Unix(0, 0))); err != nil {
		t.Fatal(err)
	}
	if size := page.Len(); size > 3<<20 {
		t.Errorf("the brief has %d bytes, too many for a mail", size)
	}
	file := filepath.Join(t.TempDir(), "brief.html")
	if err := os.WriteFile(file, page.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate("file://"+file), chromedp.WaitVisible(chromedp.CSS("h1")))
	until(t, ctx, `document.documentElement.dataset.whole !== undefined`)

	t.Run("bits", func(t *testing.T) { sameBitsInPage(t, ctx, x) })
	t.Run("slider", func(t *testing.T) { slideInPage(t, ctx) })
	t.Run("parts", func(t *testing.T) { partsInOrder(t, ctx) })
	t.Run("why", func(t *testing.T) { flowsAddUp(t, ctx) })
	t.Run("diagram", func(t *testing.T) { diagramOfGroups(t, ctx) })
	t.Run("verify", func(t *testing.T) { verifyInPage(t, ctx) })
}

func sameBitsInPage(t *testing.T, ctx context.Context, x *study.Examination) {
	p := x.Study.Program
	const weekly = 7
	members := [2][]float64{x.BaseParams(), x.PageDraws()[7]}
	got := eval[[]string](t, ctx, fmt.Sprintf("%s(%s, %s)", runInPage, numbers(members[0]), numbers(members[1])))
	i, compared := 0, 0
	for lane, params := range members {
		for r, row := range program.Run(p, params, p.Time.Steps(), weekly) {
			for o, want := range row {
				if i == len(got) {
					t.Fatalf("the page gives %d numbers, too few", len(got))
				}
				bits, err := strconv.ParseUint(got[i], 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				if there := math.Float64frombits(bits); !enginetest.SameBits(there, want) {
					t.Fatalf("member %d, row %d, %s: the page has %x, Go %x", lane, r, p.Outputs[o].Name, there, want)
				}
				i, compared = i+1, compared+1
			}
		}
	}
	t.Logf("%d numbers are the same to the last bit", compared)
	if compared < 50000 || i != len(got) {
		t.Errorf("%d numbers were compared, the page gives %d", compared, len(got))
	}
}

func numbers(values []float64) string {
	text := "["
	for _, v := range values {
		text += strconv.FormatFloat(v, 'g', -1, 64) + ","
	}
	return text + "]"
}

func slideInPage(t *testing.T, ctx context.Context) {
	line := func(kind string) string {
		return `document.querySelector('[data-output="North Korean Casualties Total"] path.line.` + kind + `')?.getAttribute('d') ?? ''`
	}
	until(t, ctx, `(`+line("yours")+`) !== ''`)
	base := eval[string](t, ctx, line("yours"))
	took := eval[[]float64](t, ctx, `(async () => {
		const input = document.getElementById('slide-Casualty-Hazard')
		input.focus()
		const times = []
		for (let move = 0; move < 9; move++) {
			const before = `+line("yours")+`
			const start = performance.now()
			input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }))
			while ((`+line("yours")+`) === before && performance.now() - start < 5000) await new Promise(r => setTimeout(r))
			times.push(performance.now() - start)
		}
		return times.sort((a, b) => a - b)
	})()`)
	t.Logf("a new line after %.0f ms (median of %d moves)", took[len(took)/2], len(took))
	if took[len(took)/2] > 500 { // the aim is 100 ms; the bound allows for a busy machine
		t.Errorf("a new line took %.0f ms", took[len(took)/2])
	}
	yours, ghost := eval[string](t, ctx, line("yours")), eval[string](t, ctx, line("base"))
	if yours == base {
		t.Error("the line did not move")
	}
	if ghost == "" || ghost == yours {
		t.Error("the base run is not ghosted beside it")
	}
}

// partsInOrder checks that the parts of the argument stand in the order of the table that
// the flagship is built on, each with a picture.
func partsInOrder(t *testing.T, ctx context.Context) {
	want := "Deployment and arrangement|Effects, effectiveness|Attrition|Insufficiency of ground|Narrative|Aid|Manpower|The fine line|Concealment|Exposure|Reactions|Desperation|Outcome, precedent|Knowledge"
	if got := eval[string](t, ctx, `[...document.querySelectorAll('.argument > .kicker')].map(k => k.lastChild.textContent.trim()).join('|')`); got != want {
		t.Errorf("parts %s", got)
	}
	without := eval[[]string](t, ctx, `[...document.querySelectorAll('.argument')].filter(s => s.querySelectorAll('.lead .plot > svg').length !== 1).map(s => s.id)`)
	if len(without) > 0 {
		t.Errorf("parts without one picture: %v", without)
	}
}

// flowsAddUp asks why the ground held in Kursk moved: what flowed in and out must account
// for all of it, the clearing for most.
func flowsAddUp(t *testing.T, ctx context.Context) {
	click(t, ctx, `[...document.querySelectorAll('#row-effects-effectiveness .lead .tools button')].find(b => b.textContent === 'Why?')`)
	until(t, ctx, `document.querySelectorAll('.panel .causes li').length > 0`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`(s => { s.value = 'as_it_was'; s.dispatchEvent(new Event('change', { bubbles: true })) })(document.querySelector('.panel select'))`))
	until(t, ctx, `document.querySelectorAll('.panel .causes li').length === 2`)
	rows := eval[[]string](t, ctx, `[...document.querySelectorAll('.panel .causes li')].map(l => l.innerText.replace(/\s+/g, ' '))`)
	if !contains(rows[0], "Ground Cleared In Kursk") && !contains(rows[0], "Ground Taken In Kursk") {
		t.Errorf("the causes are %q", rows)
	}
	if n := eval[int](t, ctx, `[...document.querySelectorAll('.panel .causes li')].filter(l => l.textContent.includes('The rest')).length`); n != 0 {
		t.Errorf("flows leave a rest: %q", rows)
	}
	do(t, ctx, chromedp.KeyEvent("\u001b"))
	until(t, ctx, `document.querySelector('.panel') === null`)
}

// diagramOfGroups checks that a model of many variables is shown by its parts.
func diagramOfGroups(t *testing.T, ctx context.Context) {
	until(t, ctx, `document.querySelectorAll('#why .node.group').length === 15`)
	click(t, ctx, `[...document.querySelectorAll('#why .node')].find(n => n.textContent.includes('manpower'))`)
	until(t, ctx, `[...document.querySelectorAll('#why .node')].some(n => n.textContent.includes('Bonus'))`)
	if loops := eval[string](t, ctx, `document.querySelector('.loops').textContent`); !contains(loops, "Bonus → Recruits → Manpower Gap → Bonus") {
		t.Errorf("the loop of bonus, recruits and gap is not listed: %s", loops)
	}
}

func verifyInPage(t *testing.T, ctx context.Context) {
	const says = `document.querySelector('.verify [role=status]').textContent`
	click(t, ctx, `document.querySelector('.verify button')`)
	until(t, ctx, says+`.includes('answers from the')`)
	got := eval[string](t, ctx, says)
	t.Log(got)
	if !contains(got, "all are as printed, to four digits") || !contains(got, "no more than chance allows") {
		t.Error(got)
	}
}
