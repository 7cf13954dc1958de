// Package serve shows a brief on this machine while a better one is being made:
// it hands the page to the reader's browser, tells how far the work is, and lets
// the page fetch its successor. It listens on 127.0.0.1 only, behind a link with
// a random token, and keeps nothing but the newest page. It knows nothing of how
// a page is made.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Server shows one page at a time. Its methods may be called from any goroutine.
type Server struct {
	listener net.Listener
	token    string
	news     news
	done     chan struct{} // closed when Run ends, for the event streams
}

// New binds the port on 127.0.0.1, any free one for 0, so that a port in use is
// reported before work begins. Call Run to answer requests.
func New(port int) (*Server, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("can't show the page on port %d (port 0 takes any free one): %w", port, err)
	}
	return &Server{listener: l, token: rand.Text(), news: news{now: time.Now}, done: make(chan struct{})}, nil
}

// URL is the link to give the reader. Its token keeps other users and other pages
// on the machine out: without it, nothing is answered but 404.
func (s *Server) URL() string {
	return fmt.Sprintf("http://%s/%s/", s.listener.Addr(), s.token)
}

// Show makes html, written by brief.Write, the newest page. Open pages load it by
// themselves and keep the reader's place and sliders.
func (s *Server) Show(html []byte) { s.news.show(html) }

// Status tells what is being done and which fraction of it is behind, from 0 to
// 1; the time left is reckoned from the pace since the text last changed. An
// empty text takes the bar away.
func (s *Server) Status(text string, fraction float64) { s.news.status(text, fraction) }

// Run answers requests until the context ends, then closes at once: a page that
// is open stays readable, since it holds everything it needs.
func (s *Server) Run(ctx context.Context) error {
	server := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() {
		close(s.done)
		server.Close()
	})
	defer stop()
	if err := server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("showing the page: %w", err)
	}
	return nil
}
