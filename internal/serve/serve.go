// Package serve shows a desk in the reader's browser: the list of studies, the best page of
// each, its faults, its runs and how they differ, its claims; and it passes on what the
// reader starts and cancels. It listens on 127.0.0.1 only, behind a link with a random
// token, and hands out nothing that lies on the disk but what it has read and made anew.
// docs/serve.md has the security model.
package serve

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"casus/internal/desk"
)

// Server shows one desk.
type Server struct {
	desk     *desk.Desk
	listener net.Listener
	token    string
	done     chan struct{} // closed when Run ends, for the event streams
	printer  printer
}

// New binds the port on 127.0.0.1, any free one for 0, so that a port in use is
// reported before work begins. An empty token stands for a new one. Call Run to answer
// requests.
func New(d *desk.Desk, port int, token string) (*Server, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("can't show the page on port %d (port 0 takes any free one): %w", port, err)
	}
	return &Server{desk: d, listener: l, token: cmp.Or(token, rand.Text()), done: make(chan struct{})}, nil
}

// URL is the link to give the reader. Its token keeps other users and other pages
// on the machine out: without it, nothing is answered but 404.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() + s.base() }

// base is the path of the list, under which everything lies.
func (s *Server) base() string { return "/" + s.token + "/" }

// Run answers requests until the context ends, then closes at once: a page that
// is open stays readable, since it holds everything it needs.
func (s *Server) Run(ctx context.Context) error {
	server := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 5 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
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
