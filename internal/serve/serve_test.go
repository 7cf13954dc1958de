package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"casus/internal/brief"
	"casus/internal/browser/browsertest"
	"casus/internal/serve"
)

func start(t *testing.T) *serve.Server {
	t.Helper()
	s, err := serve.New(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return s
}

func page(t *testing.T, question string) []byte {
	t.Helper()
	var b bytes.Buffer
	d := brief.Data{Question: question, Origin: "2024-01-01", Cut: "2024-02-01", Horizon: "2024-03-01"}
	for range 60 {
		d.Limits = append(d.Limits, "A limit that takes a line of the page.")
	}
	if err := brief.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func get(t *testing.T, url string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(r)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestOnlyTheLinkOpensThePage(t *testing.T) {
	s := start(t)
	s.Show(page(t, "What then?"))
	root := s.URL()[:strings.LastIndex(strings.TrimSuffix(s.URL(), "/"), "/")+1]
	for name, c := range map[string]struct {
		url    string
		change func(*http.Request)
		want   int
	}{
		"the link":         {s.URL(), nil, http.StatusOK},
		"no token":         {root, nil, http.StatusNotFound},
		"a wrong token":    {root + "AAAAAAAAAAAAAAAAAAAAAAAAAA/", nil, http.StatusNotFound},
		"another path":     {s.URL() + "etc/passwd", nil, http.StatusNotFound},
		"another host":     {s.URL(), func(r *http.Request) { r.Host = "evil.example:80" }, http.StatusNotFound},
		"a foreign sender": {s.URL(), func(r *http.Request) { r.Method = "POST"; r.Header.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			if r, _ := get(t, c.url, c.change); r.StatusCode != c.want {
				t.Errorf("status %d, want %d", r.StatusCode, c.want)
			}
		})
	}
	if !strings.HasPrefix(s.URL(), "http://127.0.0.1:") {
		t.Errorf("the link %s does not stay on this machine", s.URL())
	}
}

func TestPolicyGuardsBothPages(t *testing.T) {
	s := start(t)
	r, body := get(t, s.URL(), nil)
	if p := r.Header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") || !strings.Contains(p, "frame-ancestors 'none'") {
		t.Errorf("policy while waiting: %s", p)
	}
	if !strings.Contains(body, "EventSource") {
		t.Error("the waiting page does not wait for the first brief")
	}
	s.Show(page(t, "What then?"))
	r, body = get(t, s.URL(), nil)
	if got, want := r.Header.Get("Content-Security-Policy"), brief.Policy(true)+"; frame-ancestors 'none'"; got != want {
		t.Errorf("policy of the brief\n got %s\nwant %s", got, want)
	}
	if !strings.Contains(body, `data-live="1"`) {
		t.Error("the brief does not know that it is live")
	}
}

func TestEventsTellOfPagesAndProgress(t *testing.T) {
	s := start(t)
	s.Show(page(t, "First?"))
	s.Status("a fuller calibration is running", 0.25)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"events", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	expect := func(want ...string) {
		t.Helper()
		for _, w := range want {
			for lines.Scan() && lines.Text() == "" {
			}
			if lines.Text() != w {
				t.Fatalf("line %q, want %q", lines.Text(), w)
			}
		}
	}
	expect("event: page", "data: 1", "event: status", `data: {"text":"a fuller calibration is running","fraction":0.25,"left":0}`)
	s.Show(page(t, "Second?"))
	expect("event: page", "data: 2")
}

func TestPortInUseIsSaid(t *testing.T) {
	if _, err := serve.New(-1); err == nil || !strings.Contains(err.Error(), "port -1") {
		t.Errorf("error %v, want one that names the port", err)
	}
}

// The reader opens the link while the first page is being made, reads on, and
// finds the same place when a fuller page comes.
func TestReaderKeepsThePlace(t *testing.T) {
	s := start(t)
	ctx := browsertest.Start(t)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	// A page that is being replaced answers with errors; only the outcome counts.
	until := func(script string) {
		t.Helper()
		for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script)); err == nil && ok {
				return
			}
		}
		t.Fatalf("never came true: %s", script)
	}
	s.Status("a first calibration is running", 0.5)
	do(chromedp.EmulateViewport(1200, 700), chromedp.Navigate(s.URL()),
		chromedp.WaitVisible(chromedp.ID("bar")))
	s.Show(page(t, "First?"))
	s.Status("a fuller calibration is running", 0.1)
	until(`document.querySelector('h1')?.textContent === 'First?'`)
	do(chromedp.WaitVisible(chromedp.CSS(".working")), chromedp.Evaluate[chromedp.Void](`history.replaceState(null, '', '#try;Size=5'); window.scrollTo({ top: 900, behavior: 'instant' })`))
	s.Show(page(t, "Second?"))
	s.Status("", 0)
	until(`document.querySelector('h1')?.textContent === 'Second?'`)
	until(`Math.abs(scrollY - 900) < 2`)
	until(`location.hash === '#try;Size=5'`)
	until(`document.querySelector('.working') === null`)
}
