package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"casus/internal/brief"
	"casus/internal/browser"
	"casus/internal/pdf"
	"casus/internal/study"
)

// page is the brief of the made-up study.
var page = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "casus-pdf-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, os.DirFS("../study/testdata/small")); err != nil {
		return nil, err
	}
	s, list, err := study.Load(dir)
	if err := errors.Join(err, list.Err()); err != nil {
		return nil, err
	}
	x, err := s.Examine(context.Background(), study.QuickOptions())
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = brief.Write(&b, brief.Compose(x, "casus (test)", time.Unix(0, 0)))
	return b.Bytes(), err
})

func made(t *testing.T) []byte {
	t.Helper()
	p, err := page()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func needBrowser(t *testing.T) {
	t.Helper()
	if _, err := browser.Find(); err != nil {
		if os.Getenv("CASUS_REQUIRE_BROWSER") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// A PDF that can be read aloud has a tree of its structure, a language and a title, and
// pictures that say what they show; one that can be found one's way in has an outline.
// Chromium writes version 1.4, whose objects stand in the file as plain text.
func TestPDFIsTaggedAndHasAnOutline(t *testing.T) {
	needBrowser(t)
	out, err := pdf.Print(t.Context(), made(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out, []byte("%PDF-1.4")) || !bytes.HasSuffix(bytes.TrimSpace(out), []byte("%%EOF")) {
		t.Fatalf("not a whole PDF 1.4: it begins with %q", out[:min(len(out), 20)])
	}
	for what, pattern := range map[string]string{
		"a tree of its structure":         `/StructTreeRoot \d+ 0 R`,
		"the mark that it is tagged":      `/MarkInfo\s*<<[^>]*/Marked true`,
		"an outline":                      `/Outlines \d+ 0 R`,
		"its language":                    `/Lang \(en\)`,
		"its title in the window":         `/DisplayDocTitle true`,
		"the question as its title":       `/Title \(What did the guests do for their host\?\)`,
		"a heading of the first level":    `/S /H1\b`,
		"headings of the second":          `/S /H2\b`,
		"tables":                          `/S /Table\b`,
		"cells that are headings":         `/S /TH\b`,
		"the last of its sections":        `/Title \(Timeline\)`,
		"pictures with a text":            `/Alt \(`,
		"links":                           `/S /Link\b`,
		"casus as what made it":           `/Creator \(casus test\)`,
		"paper of A4 (595 by 842 points)": `/MediaBox \[0 0 59[56][.\d]* 84[12][.\d]*\]`,
	} {
		if !regexp.MustCompile(pattern).Match(out) {
			t.Errorf("the PDF has not %s (%s)", what, pattern)
		}
	}
	if n := bytes.Count(out, []byte("/S /TD")); n < 50 {
		t.Errorf("%d cells of tables are tagged", n)
	}
	if n := len(regexp.MustCompile(`<</Title \(.*\)\s+/(Dest|Parent)`).FindAll(out, -1)); n < 10 {
		t.Errorf("the outline has %d entries", n)
	}
	if bytes.Contains(out, []byte("HeadlessChrome")) {
		t.Error("the PDF tells of the browser")
	}
	// Blanks at the ends of lines are in the outline: this heading takes two.
	if title := regexp.MustCompile(`/Title \(Ground that would have been held[^)]*\)`).Find(out); !bytes.Contains(title, []byte(" held without the guests, as it was known at each month's end")) {
		t.Errorf("a long heading stands in the outline as %s", title)
	}
}

func TestWithoutABrowserItSaysWhatToInstall(t *testing.T) {
	p := made(t)
	t.Setenv("PATH", t.TempDir())
	_, err := pdf.Print(t.Context(), p)
	if !errors.Is(err, browser.ErrNotFound) || !strings.Contains(err.Error(), "apt install chromium") {
		t.Errorf("error %v", err)
	}
}

func TestOnlyBriefsArePrinted(t *testing.T) {
	if _, err := pdf.Print(t.Context(), []byte("<h1>hello</h1>")); err == nil || !strings.Contains(err.Error(), "no brief") {
		t.Errorf("error %v", err)
	}
}

func TestPrintingCanBeBrokenOff(t *testing.T) {
	needBrowser(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := pdf.Print(ctx, made(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
