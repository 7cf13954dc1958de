package brief_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"golang.org/x/net/websocket"
)

// firefox is a running Firefox, spoken to by WebDriver BiDi (w3.org/TR/webdriver-bidi).
type firefox struct {
	t       *testing.T
	socket  *websocket.Conn
	next    int
	context string
	said    []string // on the console
}

// startFirefox starts one with a fresh profile; the test is skipped where there is none.
func startFirefox(t *testing.T) *firefox {
	t.Helper()
	path := ""
	for _, name := range []string{"firefox", "firefox-esr"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Firefox in the path")
	}
	c := exec.Command(path, "--headless", "--no-remote", "--profile", t.TempDir(), "--remote-debugging-port=0", "--remote-allow-origins=http://127.0.0.1", "about:blank")
	c.Env = append(os.Environ(), "HOME="+t.TempDir(), "MOZ_DISABLE_CONTENT_SANDBOX=1")
	stderr, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // it may have ended by itself
		_ = c.Wait()
	})
	address := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			if m := regexp.MustCompile(`ws://\S+`).FindString(lines.Text()); m != "" {
				address <- m
				break
			}
		}
		for lines.Scan() { // a full pipe would stop it
		}
	}()
	select {
	case a := <-address:
		socket, err := websocket.Dial(a+"/session", "", "http://127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { socket.Close() })
		f := &firefox{t: t, socket: socket}
		f.call("session.new", map[string]any{"capabilities": map[string]any{}}, nil)
		f.call("session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
		var tree struct {
			Contexts []struct {
				Context string `json:"context"`
			} `json:"contexts"`
		}
		f.call("browsingContext.getTree", map[string]any{}, &tree)
		f.context = tree.Contexts[0].Context
		return f
	case <-time.After(30 * time.Second):
		t.Skip("Firefox did not start to listen")
	}
	return nil
}

func (f *firefox) call(method string, params map[string]any, result any) {
	f.t.Helper()
	f.next++
	if err := websocket.JSON.Send(f.socket, map[string]any{"id": f.next, "method": method, "params": params}); err != nil {
		f.t.Fatal(err)
	}
	for {
		var answer struct {
			ID      int             `json:"id"`
			Type    string          `json:"type"`
			Method  string          `json:"method"`
			Message string          `json:"message"`
			Result  json.RawMessage `json:"result"`
			Params  struct {
				Text string `json:"text"`
			} `json:"params"`
		}
		if err := f.socket.SetDeadline(time.Now().Add(60 * time.Second)); err != nil {
			f.t.Fatal(err)
		}
		if err := websocket.JSON.Receive(f.socket, &answer); err != nil {
			f.t.Fatalf("%s: %v", method, err)
		}
		if answer.Method == "log.entryAdded" {
			f.said = append(f.said, answer.Params.Text)
		}
		if answer.ID != f.next {
			continue
		}
		if answer.Type == "error" {
			f.t.Fatalf("%s: %s", method, answer.Message)
		}
		if result != nil {
			if err := json.Unmarshal(answer.Result, result); err != nil {
				f.t.Fatal(err)
			}
		}
		return
	}
}

// eval gives what an expression comes to, as text.
func (f *firefox) eval(expression string) string {
	f.t.Helper()
	var r struct {
		Result struct {
			Value string `json:"value"`
		} `json:"result"`
		ExceptionDetails struct {
			Text string `json:"text"`
		} `json:"exceptionDetails"`
	}
	f.call("script.evaluate", map[string]any{"expression": "(async () => String(" + expression + "))()", "target": map[string]any{"context": f.context}, "awaitPromise": true}, &r)
	if r.ExceptionDetails.Text != "" {
		f.t.Fatalf("%s: %s", expression, r.ExceptionDetails.Text)
	}
	return r.Result.Value
}

func (f *firefox) until(condition string) {
	f.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if f.eval(condition) == "true" {
			return
		}
	}
	f.t.Fatalf("never came true: %s", condition)
}

// The file opens from the disk in Firefox too: all parts stand there, sliders move lines
// and ranges, the figures can be recomputed, the history is kept, and the console is
// silent.
func TestPageOpensInFirefox(t *testing.T) {
	f := startFirefox(t)
	file := filepath.Join(t.TempDir(), "brief.html")
	if err := os.WriteFile(file, write(t, fixture()), 0o644); err != nil {
		t.Fatal(err)
	}
	f.call("browsingContext.navigate", map[string]any{"context": f.context, "url": "file://" + file, "wait": "complete"}, nil)
	f.until(`document.documentElement.dataset.whole !== undefined`)
	if got := f.eval(`document.querySelectorAll('main > section').length`); got != "28" {
		t.Errorf("%s sections, want 28", got)
	}
	f.until(`(` + yours + `) !== ''`)
	f.eval(`(i => i.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true, cancelable: true })))(` + firstWave + `)`)
	f.until(`(` + yours + `) !== (` + ghost + `)`)
	f.until(`document.querySelector('[data-output="Engaged"] .area.yours:not(.dim)') !== null`)
	f.until(`Object.keys(localStorage).some(k => k.endsWith(':history'))`)
	f.eval(`document.querySelector('.verify button').click()`)
	f.until(`document.querySelector('.verify [role=status]').textContent.includes('all are as printed')`)
	for _, s := range f.said {
		t.Errorf("console: %s", s)
	}
}
