// Package pdf prints a brief as a PDF, by a Chromium that the machine has: tagged, so that
// it can be read aloud and searched by its structure, with an outline of its headings, on
// A4. It prints what casus wrote and nothing else: the page is made anew from the data of
// the file that it is given, so that no script of a stranger's file is run.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"casus/internal/brief"
	"casus/internal/browser"
)

// ErrNoBrowser says what to install; it wraps browser.ErrNotFound.
var ErrNoBrowser = fmt.Errorf("%w\ncasus: hint: a PDF is printed by Chromium: install it (Debian and Ubuntu: apt install chromium; Fedora: dnf install chromium; "+
	"macOS: brew install chromium), or open the brief in any browser and print it from there", browser.ErrNotFound)

// Ready reports whether there is a Chromium to print with, and otherwise ErrNoBrowser.
func Ready() error {
	if _, err := browser.Find(); err != nil {
		return ErrNoBrowser
	}
	return nil
}

// longest is how long a browser may take: some seconds are usual, most of them its start.
const longest = 2 * time.Minute

// The paper, in millimetres, with its margins; the bottom one has the number of the page.
const (
	width, height     = 210, 297
	side, top, bottom = 16, 15, 18
	inch              = 25.4
)

// pixels are CSS pixels, 96 an inch, in a length of millimetres.
func pixels(mm float64) int64 { return int64(math.Round(mm / inch * 96)) }

// Print turns a page that package brief wrote into a PDF. Where there is no Chromium the
// error is ErrNoBrowser.
func Print(ctx context.Context, made []byte) (out []byte, err error) {
	data, err := brief.Read(made)
	if err != nil {
		return nil, err
	}
	if err := Ready(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "casus-pdf-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	var b bytes.Buffer
	if err := brief.Write(&b, data); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "brief.html")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, longest)
	defer stop()
	out, err = printFile(ctx, path, data)
	if err != nil {
		return nil, fmt.Errorf("printing the brief by Chromium: %w", err)
	}
	return out, nil
}

func printFile(ctx context.Context, path string, data brief.Data) ([]byte, error) {
	ctx, cancel, err := browser.Start(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	// Charts take the width that they find: it must be that of the paper before they are drawn.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(pixels(width-2*side), pixels(height))); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	if err := chromedp.Do(ctx, chromedp.Navigate(address.String()), chromedp.WaitReady(chromedp.CSS(whole)), adjusted, drawn); err != nil {
		return nil, err
	}
	on, off := true, false
	mm := func(v float64) *float64 { v /= inch; return &v }
	result, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{
		PrintBackground: &on, PreferCSSPageSize: &off, GenerateTaggedPDF: &on, GenerateDocumentOutline: &on,
		PaperWidth: *mm(width), PaperHeight: *mm(height), MarginTop: mm(top), MarginBottom: mm(bottom), MarginLeft: mm(side), MarginRight: mm(side),
		DisplayHeaderFooter: &on, HeaderTemplate: "<span></span>", FooterTemplate: footer(data),
	})
	if err != nil {
		return nil, err
	}
	return signed(result.Data, data.Footer.Version), nil
}

// signed names casus as what made the document, where Chromium puts its own name and that
// of the system. The text is filled up with blanks, so that nothing behind it moves.
func signed(file []byte, version string) []byte {
	const key = "/Creator ("
	from := bytes.Index(file, []byte(key))
	if from < 0 {
		return file
	}
	from += len(key) - 1
	for i, escaped := from+1, false; i < len(file); i++ {
		switch {
		case escaped:
			escaped = false
		case file[i] == '\\':
			escaped = true
		case file[i] == ')':
			if name := "(" + plain(version) + ")"; len(name) <= i+1-from {
				copy(file[from:i+1], name+strings.Repeat(" ", i+1-from-len(name)))
			}
			return file
		}
	}
	return file
}

// plain leaves out what would have to be escaped in a PDF's text.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) {
			return -1
		}
		return r
	}, text)
}

// adjusted keeps the blank at which a heading's line breaks: Chromium drops it from the
// outline otherwise, and joins the words on both sides.
var adjusted = chromedp.Evaluate[chromedp.Void](`{
	const style = new CSSStyleSheet()
	style.replaceSync('h1, h2, h3, h4 { white-space: pre-wrap }')
	document.adoptedStyleSheets = [style]
}`)

// whole is where the page says that it has drawn all of its sections: it draws those
// below the first screen after it, one at a time.
const whole = "html[data-whole]"

// drawn waits until fonts are there and the charts have settled.
var drawn = chromedp.Evaluate[chromedp.Void](`document.fonts.ready.then(() => new Promise(done =>
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300)))))`, chromedp.EvalAwaitPromise)

// footer names the run on every page: a sheet that was copied still says what it is of.
func footer(d brief.Data) string {
	run := d.Footer.InputHash
	if len(run) > 12 {
		run = run[:12]
	}
	return fmt.Sprintf(`<div style="font: 7pt sans-serif; color: #444; width: 100%%; margin: 0 %dmm; display: flex; justify-content: space-between">`+
		`<span>%s. Claims published by %s. Run %s</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`,
		side, html.EscapeString(d.Title), html.EscapeString(d.Cut), html.EscapeString(run))
}
