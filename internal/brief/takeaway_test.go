package brief_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/parquet-go/parquet-go"

	"casus/internal/brief"
)

// files makes the page hand its downloads to the test: every file that a click saves, as
// "name base64".
const files = `(async () => {
	const saved = []
	const make = URL.createObjectURL
	let blob = null
	URL.createObjectURL = b => { blob = b; return 'blob:none' }
	const click = HTMLAnchorElement.prototype.click
	HTMLAnchorElement.prototype.click = function () { if (this.download) saved.push([this.download, blob]); else click.call(this) }
	for (const b of document.querySelectorAll('.menu button')) b.click()
	URL.createObjectURL = make
	HTMLAnchorElement.prototype.click = click
	return Promise.all(saved.map(async ([name, b]) => {
		let text = ''
		for (const x of new Uint8Array(await b.arrayBuffer())) text += String.fromCharCode(x)
		return name + ' ' + btoa(text)
	}))
})()`

func saved(t *testing.T, ctx context.Context) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, f := range eval[[]string](t, ctx, files) {
		name, text, _ := strings.Cut(f, " ")
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = data
	}
	return out
}

// Every chart gives an SVG that is XML, a CSV, and a Parquet file that another
// implementation of the format reads as the same table, with its units and sources.
func TestEveryChartAsFiles(t *testing.T) {
	ctx := open(t, 1440, "")
	until(t, ctx, `document.querySelectorAll('[data-output] path.line.yours').length === 3 && document.querySelectorAll('.quantiledots circle').length > 0`)
	got := saved(t, ctx)
	count := map[string]int{}
	for name, data := range got {
		kind := name[strings.LastIndex(name, ".")+1:]
		count[kind]++
		switch kind {
		case "svg":
			if err := wellFormed(data); err != nil || !bytes.Contains(data, []byte("<title>")) {
				t.Errorf("%s: %v", name, err)
			}
		case "csv":
			sameTable(t, name, data, got[strings.TrimSuffix(name, ".csv")+".parquet"])
		}
	}
	figures := eval[int](t, ctx, `document.querySelectorAll('figure').length`)
	for _, kind := range []string{"svg", "csv", "parquet"} {
		if count[kind] != figures {
			t.Errorf("%d files of %s for %d figures", count[kind], kind, figures)
		}
	}
}

func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// sameTable compares a CSV with a Parquet file, cell by cell.
func sameTable(t *testing.T, name string, text, data []byte) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s as Parquet: %v", name, err)
	}
	if f.NumRows() != int64(len(rows)-1) {
		t.Errorf("%s: %d rows as Parquet, %d as CSV", name, f.NumRows(), len(rows)-1)
	}
	for _, key := range []string{"title", "inputs", "units", "sources"} {
		if _, ok := f.Lookup(key); !ok {
			t.Errorf("%s: the Parquet file does not tell its %s", name, key)
		}
	}
	var columns []string
	for _, field := range f.Schema().Fields() {
		columns = append(columns, field.Name())
	}
	// A group's fields come sorted by name; the file's own order is that of its chunks.
	var order []string
	for _, c := range f.RowGroups()[0].ColumnChunks() {
		order = append(order, f.Schema().Columns()[c.Column()][0])
	}
	reader := f.RowGroups()[0].Rows()
	defer reader.Close()
	buffer := make([]parquet.Row, 1)
	for i := 1; i < len(rows); i++ {
		if n, err := reader.ReadRows(buffer); n != 1 {
			t.Fatalf("%s: row %d: %v", name, i, err)
		}
		for _, v := range buffer[0] {
			column := f.Schema().Columns()[v.Column()][0]
			at := -1
			for k, head := range rows[0] {
				if head == column {
					at = k
				}
			}
			if at < 0 {
				t.Fatalf("%s: the CSV has no column %q among %q (order %q)", name, column, rows[0], order)
			}
			if want, got := rows[i][at], cellOf(v); want != got && !sameNumber(want, got) {
				t.Errorf("%s: row %d, %s: %q as Parquet, %q as CSV", name, i, column, got, want)
				return
			}
		}
	}
	if len(columns) != len(rows[0]) {
		t.Errorf("%s: %d columns as Parquet, %d as CSV", name, len(columns), len(rows[0]))
	}
}

func cellOf(v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case v.Kind() == parquet.Int32:
		return time.Unix(0, 0).UTC().AddDate(0, 0, int(v.Int32())).Format(time.DateOnly)
	case v.Kind() == parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	}
	return string(v.ByteArray())
}

func sameNumber(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && (x == y || math.IsNaN(x) && math.IsNaN(y))
}

// The button recomputes every band with the module and the draws in the page, and tells
// of a single figure that was changed.
func TestVerifyRecomputesTheFigures(t *testing.T) {
	const says = `document.querySelector('.verify [role=status]').textContent`
	for name, c := range map[string]struct {
		spoil func(*brief.Data)
		want  string
	}{
		"as made":  {func(*brief.Data) {}, "5\u202f495 figures of the bands were recomputed: all are as printed, to four digits."}, // 5 fans of the model, 7 levels, 157 points
		"tampered": {func(d *brief.Data) { d.Fans[0].Q[3][100] *= 1.001 }, "1 figure of 5\u202f495 are not as printed, first Ostian casualties, as it was, point 101."},
	} {
		t.Run(name, func(t *testing.T) {
			d := fixture()
			c.spoil(&d)
			ctx := openData(t, d, 1440, "")
			do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.verify button').click()`))
			until(t, ctx, says+`.includes('figure')`)
			until(t, ctx, `!document.querySelector('.verify button').disabled`)
			if got := eval[string](t, ctx, says); !strings.HasPrefix(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// On paper everything is grey, and what can only be clicked is gone.
func TestPrintsInGrey(t *testing.T) {
	ctx := open(t, 1440, "")
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	coloured := eval[[]string](t, ctx, `[...document.querySelectorAll('body, main *')].flatMap(e => {
		const s = getComputedStyle(e)
		if (e.getClientRects().length === 0) return []
		return ['color', 'backgroundColor', 'fill', 'stroke', 'borderInlineStartColor'].filter(p => {
			const c = s[p].match(/^rgba?\((\d+), (\d+), (\d+)/)
			return c && Math.max(c[1], c[2], c[3]) - Math.min(c[1], c[2], c[3]) > 1
		}).map(p => e.tagName + '.' + e.getAttribute('class') + ' ' + p + ' ' + s[p])
	}).slice(0, 5)`)
	if len(coloured) > 0 {
		t.Errorf("coloured on paper: %v", coloured)
	}
	for what, script := range map[string]string{
		"tools of charts":   `document.querySelector('.tools').getClientRects().length`,
		"sliders":           `document.querySelector('.sliders').getClientRects().length`,
		"the list of parts": `document.querySelector('.rail nav').getClientRects().length`,
	} {
		if eval[int](t, ctx, script) != 0 {
			t.Errorf("%s are printed", what)
		}
	}
	if eval[int](t, ctx, `document.querySelector('#row-deployment-and-arrangement svg').getClientRects().length`) == 0 {
		t.Error("charts are not printed")
	}
}

// The link of a view, the command and a citation stand ready to copy.
func TestShareGivesLinkCommandAndCitation(t *testing.T) {
	ctx := open(t, 1440, "#try;First%20Wave%20Size=9000")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('.rail .tools button')].find(b => b.textContent === 'Share').click()`))
	until(t, ctx, `document.querySelector('.panel') !== null`)
	text := eval[string](t, ctx, `document.querySelector('.panel').textContent`)
	for _, part := range []string{"#try;First%20Wave%20Size=9000", "casus examine studies/marches --seed 20260131", "inputs 9f2c41d07ab3e65c, seed 20260131", "@misc{casus-9f2c41d0"} {
		if !contains(text, part) {
			t.Errorf("the panel lacks %q: %s", part, text)
		}
	}
}
