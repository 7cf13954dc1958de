package serve_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/desk"
)

// root is the link without its token.
func (s *served) rootURL() string {
	u := strings.TrimSuffix(s.url, "/")
	return u[:strings.LastIndex(u, "/")+1]
}

func TestOnlyTheLinkOpensAnything(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	run := s.calibrate(t, "small", desk.Quick).Run
	if !strings.HasPrefix(s.url, "http://127.0.0.1:") {
		t.Errorf("the link %s does not stay on this machine", s.url)
	}
	paths := []string{"", "events", "desk.js", "desk.css", "bar.css", "study/small/", "study/small/bar", "study/small/events", "study/small/runs",
		"study/small/claims", "study/small/claims.csv", "study/small/faults", "study/small/run/" + run.ID + "/", "study/small/run/" + run.ID + "/results.json",
		"study/small/run/" + run.ID + "/brief.pdf"}
	for _, path := range paths {
		for name, address := range map[string]string{
			"no token":      s.rootURL() + path,
			"a wrong token": s.rootURL() + "AAAAAAAAAAAAAAAAAAAAAAAAAA/" + path,
			"half a token":  s.url[:len(s.url)-4] + "/" + path,
		} {
			if r, body := ask(t, http.MethodGet, address, nil); r.StatusCode != http.StatusNotFound || strings.Contains(body, "casus") || r.Header.Get("Content-Security-Policy") != "" {
				t.Errorf("%s with %s is answered %d: %s", path, name, r.StatusCode, body)
			}
		}
	}
}

// A page whose name was pointed at 127.0.0.1 gives its own name as host.
func TestForeignHostsAreRefused(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	u, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		"127.0.0.1:" + u.Port():             http.StatusOK,
		"localhost:" + u.Port():             http.StatusOK,
		"evil.example:" + u.Port():          http.StatusNotFound,
		"127.0.0.1.evil.example:80":         http.StatusNotFound,
		"127.0.0.1:1":                       http.StatusNotFound,
		"127.0.0.1":                         http.StatusNotFound,
		"localhost.evil.example":            http.StatusNotFound,
		"[::1]:" + u.Port():                 http.StatusNotFound,
		"127.0.0.1:" + u.Port() + ".x.test": http.StatusNotFound,
	} {
		if r, _ := ask(t, http.MethodGet, s.url, func(r *http.Request) { r.Host = host }); r.StatusCode != want {
			t.Errorf("host %q is answered %d, want %d", host, r.StatusCode, want)
		}
	}
}

func TestRequestsOfOtherPagesAreRefused(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	set := func(pairs ...string) func(*http.Request) {
		return func(r *http.Request) {
			for i := 0; i < len(pairs); i += 2 {
				r.Header.Set(pairs[i], pairs[i+1])
			}
		}
	}
	for name, c := range map[string]struct {
		method, path string
		change       func(*http.Request)
		want         int
	}{
		"a page of ours":                        {"GET", "", set("Sec-Fetch-Site", "same-origin"), http.StatusOK},
		"the address typed in":                  {"GET", "", set("Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), http.StatusOK},
		"the link followed from a mail":         {"GET", "", set("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), http.StatusOK},
		"a frame elsewhere":                     {"GET", "", set("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"), http.StatusForbidden},
		"a script elsewhere":                    {"GET", "desk.js", set("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"), http.StatusForbidden},
		"a request from elsewhere":              {"GET", "study/small/claims.json", set("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"), http.StatusForbidden},
		"another server of this machine":        {"GET", "study/small/claims.json", set("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"), http.StatusForbidden},
		"a form elsewhere":                      {"POST", "study/small/start", set("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), http.StatusForbidden},
		"a form of another server here":         {"POST", "study/small/start", set("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), http.StatusForbidden},
		"an old browser elsewhere":              {"GET", "", set("Origin", "https://evil.example"), http.StatusForbidden},
		"an old browser's form elsewhere":       {"POST", "study/small/start", set("Origin", "https://evil.example"), http.StatusForbidden},
		"an old browser's sandbox":              {"POST", "study/small/start", set("Origin", "null"), http.StatusForbidden},
		"a sandbox that says it is same-origin": {"POST", "study/small/start", set("Origin", "null", "Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
	} {
		if r, _ := ask(t, c.method, s.url+c.path, c.change); r.StatusCode != c.want {
			t.Errorf("%s is answered %d, want %d", name, r.StatusCode, c.want)
		}
	}
	if study, _ := s.desk.Study("small"); len(study.Jobs) > 0 || study.Last != nil {
		t.Error("a foreign form started a calibration")
	}
}

func TestMethodsThatAreNotMeantAreRefused(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	for path, methods := range map[string][]string{
		"":                    {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"},
		"study/small/":        {"POST", "PUT", "DELETE"},
		"study/small/start":   {"GET", "HEAD", "PUT"},
		"study/small/cancel":  {"GET", "DELETE"},
		"study/small/rerun":   {"GET"},
		"study/small/claims":  {"POST"},
		"study/small/compare": {"POST"},
	} {
		for _, m := range methods {
			if r, _ := ask(t, m, s.url+path, nil); r.StatusCode != http.StatusMethodNotAllowed {
				t.Errorf("%s %s is answered %d", m, path, r.StatusCode)
			}
		}
	}
}

// Names lead to what the desk knows and to nothing on the disk.
func TestPathsLeadNowhereElse(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	run := s.calibrate(t, "small", desk.Quick).Run
	const secret = "root of all"
	for _, at := range []string{"secret.txt", "small/secret.txt", "small/runs/secret.txt", "small/runs/" + run.ID + "/secret.txt"} {
		if err := os.WriteFile(filepath.Join(s.root, at), []byte(secret), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{
		"../secret.txt", "..%2fsecret.txt", "secret.txt", "study/..%2Fsecret.txt/", "study/%2e%2e/secret.txt", "study/small/secret.txt", "study/small/../secret.txt",
		"study/small%2F..%2F..%2Fsecret.txt/", "study/small%00/", "study/small/study.yaml", "study/small/run/..%2F..%2Fsecret.txt/brief.html",
		"study/small/run/%2e%2e/results.json", "study/small/run/" + run.ID + "/secret.txt", "study/small/run/" + run.ID + "/..%2F..%2Fsecret.txt",
		"study/small/run/" + run.ID + "/pass-0.gob", "study/small/run/" + run.ID + "/inputs/study.yaml", "study/small/compare?a=../secret.txt&b=" + run.ID,
		"study//etc/passwd", "study/%2Fetc%2Fpasswd/", "study/small/claims.csv/../../../secret.txt",
	} {
		r, body := ask(t, http.MethodGet, s.url+path, nil)
		if r.StatusCode == http.StatusOK || strings.Contains(body, secret) || strings.Contains(body, "root:") {
			t.Errorf("%s is answered %d: %.200s", path, r.StatusCode, body)
		}
	}
}

// A run's folder may be a link to somewhere: what is read of it is data alone, and a folder
// that is none of the study's is not opened.
func TestLinksAreNotFollowed(t *testing.T) {
	s := start(t, map[string]string{"small": small, "other": small}, desk.Options{})
	run := s.calibrate(t, "other", desk.Quick).Run
	runs := filepath.Join(s.root, "small", "runs")
	if err := os.MkdirAll(runs, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(run.Dir, filepath.Join(runs, "0123456789ab")); err != nil {
		t.Fatal(err)
	}
	s.calibrate(t, "small", desk.Quick) // the list of runs is read again
	if study, _ := s.desk.Study("small"); len(study.Runs) != 1 {
		t.Errorf("%d runs are listed, the linked one among them", len(study.Runs))
	}
	if r, _ := ask(t, http.MethodGet, s.url+"study/small/run/0123456789ab/", nil); r.StatusCode != http.StatusNotFound {
		t.Errorf("the linked run is answered %d", r.StatusCode)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	run := s.calibrate(t, "small", desk.Quick).Run
	for _, path := range []string{"", "study/small/", "study/small/runs", "study/small/claims", "study/small/faults", "study/small/run/" + run.ID + "/",
		"study/none/", "study/small/claims.csv", "desk.js", "study/small/run/" + run.ID + "/brief.html"} {
		r, body := ask(t, http.MethodGet, s.url+path, nil)
		p := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(p, "default-src 'none'") || strings.Contains(p, "unsafe-inline") || strings.Contains(p, "'unsafe-eval'") || strings.Contains(p, "*") {
			t.Errorf("%s: policy %s", path, p)
		}
		if !strings.HasPrefix(p, "sandbox") && (!strings.Contains(p, "frame-ancestors 'none'") || !strings.Contains(p, "form-action 'self'") || !strings.Contains(p, "base-uri 'none'")) {
			t.Errorf("%s: policy %s", path, p)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") && r.Header.Get("Content-Disposition") == "" {
			for _, bad := range []string{" style=\"", " onclick=", "javascript:", "ZgotmplZ"} {
				if strings.Contains(body[:min(len(body), 20000)], bad) {
					t.Errorf("%s holds %s", path, bad)
				}
			}
		}
	}
}

// What a study's files hold is text on the pages, whatever it looks like.
func TestHostileStudiesStayText(t *testing.T) {
	s := start(t, map[string]string{"small": small}, desk.Options{})
	s.save(t, "small/study.yaml", "title: Guest troops in a made-up war", "title: \"<img src=x onerror=alert(1)>\"")
	s.save(t, "small/study.yaml", "- It is made up.", "- \"</script><script>alert(1)</script>\"")
	src, err := os.ReadFile(filepath.Join(s.root, "small", "claims.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(src), "\n")
	url := strings.Index(lines[0], "source_url")
	column := strings.Count(lines[0][:url], ",")
	cells := strings.Split(lines[1], ",")
	cells[column] = "javascript:alert(1)"
	lines[1] = strings.Join(cells, ",")
	if err := os.WriteFile(filepath.Join(s.root, "small", "claims.csv"), []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
	s2 := startIn(t, s.root, s.root, desk.Options{})
	s2.calibrate(t, "small", desk.Quick)
	for _, path := range []string{"", "study/small/", "study/small/runs", "study/small/claims", "study/small/faults"} {
		body := s2.get(t, path)
		for _, bad := range []string{"<img src=x", "<script>alert", `href="javascript:`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %s", path, bad)
			}
		}
	}
}
