package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"casus/internal/brief"
	"casus/internal/desk"
	"casus/internal/evidence"
	"casus/internal/serve"
)

const (
	small    = "../study/testdata/small"
	outbreak = "../study/testdata/outbreak"
	flagship = "../../studies/dprk-ukraine"
)

// served is a desk on copies of studies, with its server.
type served struct {
	root string
	desk *desk.Desk
	url  string // ends with a slash
}

func start(t *testing.T, of map[string]string, o desk.Options) *served {
	t.Helper()
	root := t.TempDir()
	for name, from := range of {
		if err := os.CopyFS(filepath.Join(root, name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(root, name, "runs")); err != nil {
			t.Fatal(err)
		}
	}
	return startIn(t, root, root, o)
}

func startIn(t *testing.T, root, dir string, o desk.Options) *served {
	t.Helper()
	o.Poll, o.Version = 20*time.Millisecond, "casus test"
	d, err := desk.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(d, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 2)
	go func() { ended <- s.Run(ctx) }()
	go func() { d.Run(ctx); ended <- nil }()
	t.Cleanup(func() {
		stop()
		for range 2 {
			if err := <-ended; err != nil {
				t.Errorf("the server ended with %v", err)
			}
		}
	})
	return &served{root, d, s.URL()}
}

// calibrate runs a calibration to its end.
func (s *served) calibrate(t *testing.T, name string, kind desk.Kind) desk.Job {
	t.Helper()
	ticket, err := s.desk.Start(name, kind)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	j, err := ticket.Wait(ctx)
	if err != nil || j.Phase != desk.Done {
		t.Fatalf("the calibration of %s ended %s: %v, %v", name, j.Phase, j.Err, err)
	}
	return j
}

// save replaces a text of a file of a study, which must be there.
func (s *served) save(t *testing.T, name, was, is string) {
	t.Helper()
	path := filepath.Join(s.root, name)
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(src, []byte(was)) {
		t.Fatalf("%s does not hold %q", name, was)
	}
	// As editors do: the file is whole whenever it is looked at.
	if err := os.WriteFile(path+"~", bytes.Replace(src, []byte(was), []byte(is), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}

// ask makes a request and returns the answer with its text. Redirections are not followed.
func ask(t *testing.T, method, address string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(r)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(r)
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

func (s *served) get(t *testing.T, path string) string {
	t.Helper()
	r, body := ask(t, http.MethodGet, s.url+path, nil)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s is answered %d: %s", path, r.StatusCode, body)
	}
	return body
}

func form(values url.Values) func(*http.Request) {
	return func(r *http.Request) {
		body := values.Encode()
		r.Body = io.NopCloser(strings.NewReader(body))
		r.ContentLength = int64(len(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
}

func TestEventsTellOfPagesProgressAndChanges(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	s.calibrate(t, "small", desk.Quick)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"study/small/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("events come as %s", kind)
	}
	lines := bufio.NewScanner(response.Body)
	next := func() (event, data string) {
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				event = name
			}
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return event, text
			}
		}
		t.Fatal("the stream has ended")
		return
	}
	for _, want := range []string{"page 1", `status {"study":"small","text":"","fraction":0,"left":0}`} {
		if event, data := next(); event+" "+data != want {
			t.Errorf("first comes %s %s, want %s", event, data, want)
		}
	}
	if event, _ := next(); event != "change" {
		t.Errorf("then comes %s", event)
	}
	// While the stream is open the study is looked at, and a saved file leads to a new page.
	s.save(t, "small/study.yaml", "seed: 7", "seed: 8")
	seen := map[string]bool{}
	for !seen["page"] || !seen["change"] {
		event, data := next()
		seen[event] = true
		if event == "status" {
			var p struct {
				Text     string
				Fraction float64
			}
			if err := json.Unmarshal([]byte(data), &p); err != nil || p.Fraction < 0 || p.Fraction > 1 {
				t.Errorf("status %s: %v", data, err)
			}
		}
	}
}

func TestAStudyAloneIsShownAtOnce(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "small"), os.DirFS(small)); err != nil {
		t.Fatal(err)
	}
	s := startIn(t, root, filepath.Join(root, "small"), desk.Options{})
	r, _ := ask(t, http.MethodGet, s.url, nil)
	if at := r.Header.Get("Location"); r.StatusCode != http.StatusFound || !strings.HasSuffix(at, "/study/small/") {
		t.Errorf("the link leads to %s (%d)", at, r.StatusCode)
	}
	body := s.get(t, "study/small/")
	if !strings.Contains(body, "What did the guests do for their host?") || !strings.Contains(body, `id="first-quick"`) || strings.Contains(body, ">Studies<") {
		t.Errorf("a study that was never run shows:\n%s", body)
	}
}

func TestPagesOfAStudy(t *testing.T) {
	s := start(t, map[string]string{"small": small, "deep/er": outbreak}, desk.Options{})
	first := s.calibrate(t, "small", desk.Quick).Run
	body := s.get(t, "study/small/")
	for _, want := range []string{`data-live="`, `<section class="desk"`, `/desk.js" defer`, `id="state"`, "A quick calibration of"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of the study does not hold %s", want)
		}
	}
	if data, err := brief.Read([]byte(body)); err != nil || data.Title != "Guest troops in a made-up war" {
		t.Errorf("the page holds no brief: %v", err)
	}
	if body := s.get(t, "study/deep%2Fer/"); !strings.Contains(body, "casus calibrate") {
		t.Error("the study of tables does not say what to do")
	}
	s.save(t, "small/study.yaml", "prior: \"lognormal(100, 0.3)\"", "prior: \"lognormal(100, 0.1)\"")
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if study, _ := s.desk.Study("small"); study.State == desk.Stale {
			break
		}
	}
	second := s.calibrate(t, "small", desk.Quick).Run
	runs := s.get(t, "study/small/runs")
	for _, r := range []string{first.ID, second.ID} {
		if !strings.Contains(runs, `name="a" value="`+r+`"`) {
			t.Errorf("run %s is not in the list", r)
		}
	}
	compare := s.get(t, "study/small/compare?a="+first.ID+"&b="+second.ID)
	for _, want := range []string{"answers that both runs give", "<ins>", "lognormal(100, 0.1)", "prior: “lognormal(100, 0.3)”", "casus compare"} {
		if !strings.Contains(compare, want) {
			t.Errorf("the comparison does not hold %q", want)
		}
	}
	var c struct {
		A, B   struct{ ID string }
		Groups []struct{ Lines []struct{ Verdict string } }
	}
	if err := json.Unmarshal([]byte(s.get(t, "study/small/compare.json?a="+first.ID+"&b="+second.ID)), &c); err != nil || c.A.ID != first.ID || len(c.Groups) != 6 {
		t.Errorf("the comparison as JSON: %v, %+v", err, c)
	}
	if earlier := s.get(t, "study/small/run/"+first.ID+"/"); !strings.Contains(earlier, "An earlier run") || strings.Contains(earlier, `<html lang="en" data-live`) {
		t.Error("an earlier run is not shown as one")
	}
	for path, want := range map[string]int{
		"study/small/compare?a=" + first.ID:                              http.StatusNotFound,
		"study/small/compare?a=" + first.ID + "&b=" + second.ID + "&x=1": http.StatusBadRequest,
		"study/small/run/0123456789ab/":                                  http.StatusNotFound,
		"study/small/claims?sied=us":                                     http.StatusBadRequest,
		"study/none/":                                                    http.StatusNotFound,
	} {
		r, body := ask(t, http.MethodGet, s.url+path, nil)
		if r.StatusCode != want || !strings.Contains(body, "What to do") && !strings.Contains(body, "did you mean") {
			t.Errorf("%s is answered %d, want %d:\n%s", path, r.StatusCode, want, body)
		}
	}
}

func TestDownloadsAreFilesAndNotPages(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	run := s.calibrate(t, "small", desk.Quick).Run
	for path, kind := range map[string]string{
		"run/" + run.ID + "/brief.html":   "text/html; charset=utf-8",
		"run/" + run.ID + "/results.json": "application/json; charset=utf-8",
		"claims.csv?side=ukraine":         "text/csv; charset=utf-8",
		"claims.json?side=ukraine":        "application/json; charset=utf-8",
	} {
		r, body := ask(t, http.MethodGet, s.url+"study/small/"+path, nil)
		h := r.Header
		if r.StatusCode != http.StatusOK || h.Get("Content-Type") != kind || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename=") || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s is answered %d with %v", path, r.StatusCode, h)
		}
		switch {
		case strings.HasSuffix(path, ".html"):
			if want, err := run.Brief(); err != nil || body != string(want) {
				t.Error("the file is not the brief of the run")
			}
		case strings.Contains(path, ".csv"):
			if claims, list := evidence.ParseClaims("view", []byte(body), nil); list.HasFaults() || len(claims) == 0 || claims[0].Side != evidence.Ukraine {
				t.Errorf("the claims came as %d with %v", len(claims), list)
			}
		default:
			if !json.Valid([]byte(body)) {
				t.Errorf("%s is not JSON", path)
			}
		}
	}
}

func TestFormsWorkWithoutAScript(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	at := s.url + "study/small/"
	r, _ := ask(t, http.MethodPost, at+"start", form(url.Values{"kind": {"quick"}, "here": {"runs"}}))
	if r.StatusCode != http.StatusSeeOther || !strings.HasSuffix(r.Header.Get("Location"), "/study/small/runs") {
		t.Errorf("a start is answered %d, %s", r.StatusCode, r.Header.Get("Location"))
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if study, _ := s.desk.Study("small"); len(study.Runs) == 1 && study.Runs[0].Finished() {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the calibration never ended")
		}
	}
	r, _ = ask(t, http.MethodPost, at+"rerun", form(url.Values{"on": {"no"}, "here": {"https://evil.example/"}}))
	if study, _ := s.desk.Study("small"); study.Rerun || !strings.HasSuffix(r.Header.Get("Location"), "/study/small/") {
		t.Errorf("the switch is on: %v; the answer leads to %s", study.Rerun, r.Header.Get("Location"))
	}
	for path, values := range map[string]url.Values{
		"start":  {"kind": {"endless"}},
		"cancel": {"job": {"77"}},
	} {
		r, body := ask(t, http.MethodPost, at+path, form(values))
		if r.StatusCode != http.StatusConflict || !strings.Contains(body, "Why:") {
			t.Errorf("%s with %v is answered %d:\n%s", path, values, r.StatusCode, body)
		}
	}
}

func TestWithoutABrowserThePDFSaysWhatToInstall(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	run := s.calibrate(t, "small", desk.Quick).Run
	t.Setenv("PATH", t.TempDir())
	r, body := ask(t, http.MethodGet, s.url+"study/small/run/"+run.ID+"/brief.pdf", func(r *http.Request) { r.Header.Set("Accept", "text/plain") })
	if r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "apt install chromium") || strings.Contains(body, "<") {
		t.Errorf("answered %d: %s", r.StatusCode, body)
	}
}

func TestPortInUseIsSaid(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	if _, err := serve.New(s.desk, -1, ""); err == nil || !strings.Contains(err.Error(), "port -1") {
		t.Errorf("error %v, want one that names the port", err)
	}
}
