package serve

import (
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"strings"
	"time"

	"casus/internal/brief"
)

//go:embed waiting.html
var waitingHTML string

var waiting = template.Must(template.New("waiting").Parse(waitingHTML))

// pace is the least time between two events to one page: progress may be told
// thousands of times a second, and a reader sees a few.
const pace = 200 * time.Millisecond

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{token}/{$}", s.page)
	mux.HandleFunc("GET /{token}/events", s.events)
	return http.NewCrossOriginProtection().Handler(s.guard(mux))
}

// guard answers only those who name this machine and know the token. The check of
// the host keeps out foreign pages whose name was pointed at 127.0.0.1.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		token, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if err != nil || host != "127.0.0.1" && host != "localhost" ||
			subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) != 1 {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

func (s *Server) page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page, number, progress, _ := s.news.latest()
	if number > 0 {
		w.Header().Set("Content-Security-Policy", brief.Policy(true)+"; frame-ancestors 'none'")
		_, _ = w.Write(brief.Live(page, number)) // a reader who left is no fault
		return
	}
	nonce := rand.Text()
	w.Header().Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; script-src 'nonce-%s'; style-src 'nonce-%[1]s'; "+
		"connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", nonce))
	_ = waiting.Execute(w, map[string]any{"Nonce": nonce, "Progress": progress})
}

// events streams the number of the newest page and the progress, as server-sent
// events: "page" with the number, "status" with a Progress.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	sent, told := 0, Progress{Fraction: -1}
	for {
		_, number, progress, newer := s.news.latest()
		if number != sent {
			sent = number
			fmt.Fprintf(w, "event: page\ndata: %d\n\n", number)
		}
		if progress != told {
			told = progress
			text, err := json.Marshal(progress)
			if err != nil {
				return
			}
			fmt.Fprintf(w, "event: status\ndata: %s\n\n", text)
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-newer:
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
		select {
		case <-time.After(pace):
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}
