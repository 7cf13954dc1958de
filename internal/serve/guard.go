package serve

import (
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
)

// guard answers only those who name this machine and know the token, and nobody who asks
// from another page. The check of the host keeps out foreign pages whose name was pointed
// at 127.0.0.1; a request that a page of another origin makes is refused whatever its
// method, so that a token that has got about is of no use to such a page.
func (s *Server) guard(next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(s.listener.Addr().String())
	hosts := map[string]bool{"127.0.0.1:" + port: true, "localhost:" + port: true}
	if port == "80" { // which browsers leave out
		hosts["127.0.0.1"], hosts["localhost"] = true, true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, _, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
		if !hosts[r.Host] || subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) != 1 {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Content-Security-Policy", pagePolicy)
		if foreign(r) {
			http.Error(w, "requests from other pages are refused", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostSent)
		next.ServeHTTP(w, r)
	})
}

// mostSent is how much a request may send: a form with a word or two.
const mostSent = 16 << 10

// pagePolicy is that of the server's own pages: scripts and styles are files of its own,
// nothing is inline, nothing is asked of anybody else, and nobody may frame them.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// foreign reports whether another origin is behind a request. Whoever follows the link from
// elsewhere, from a mail or a chat, comes by a navigation and is let in; a program that is
// no browser sends no such headers and needs the token all the same.
func foreign(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	read := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch {
	case site == "same-origin" || site == "none":
		return false
	case site != "":
		return !read || r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != "http://"+r.Host
}
