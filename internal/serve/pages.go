package serve

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"casus/internal/desk"
	"casus/internal/runs"
)

//go:embed pages/*.html
var pageFiles embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"day":      func(t time.Time) string { return t.Local().Format("2006-01-02 15:04") },
	"iso":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"duration": duration,
	"plural": func(n int, one, many string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, many)
	},
	"words": func(id string) string { return strings.ReplaceAll(id, "_", " ") },
}).ParseFS(pageFiles, "pages/*.html"))

// duration is a time in words, as long as anybody waits.
func duration(seconds float64) string {
	if seconds < 90 {
		return fmt.Sprintf("%.0f s", max(1, seconds))
	}
	return fmt.Sprintf("%.0f min", seconds/60)
}

// view is what every page has; Body is its own.
type view struct {
	Title   string
	Base    string
	Home    string // the list, "" where there is one study alone
	Events  string
	Version string
	Bar     *bar // of a study's pages
	Body    any
}

// bar is the line above all pages of a study.
type bar struct {
	Name, Title  string
	Home         string
	Path         string // of the study's pages
	Here         string // which page this is
	State        desk.State
	Faults, Runs int
	HasClaims    bool
	CanRun       bool
	Best         *runs.Run
	Job          *desk.Job
	More         int // calibrations that wait behind it
	Progress     progress
	Last         *desk.Job // the last one that did not end well
	Problem      problem   // why
	Rerun        bool
	QuickTakes   float64 // seconds, as the last one took; 0 when there was none
	FullTakes    float64
	QuickDue     bool // one is at work or waits
	FullDue      bool
	Page         *runs.Run // the run whose page this is, where it is not the newest
}

// problem is an error as a person reads it.
type problem struct{ Text, Hint string }

func problemOf(err error) problem {
	if err == nil {
		return problem{}
	}
	text, hint := desk.Message(err)
	return problem{text, hint}
}

func (s *Server) barOf(study desk.Study, here string) *bar {
	b := &bar{Name: study.Name, Title: study.Title, Path: s.of(study.Name), Here: here, State: study.State, Faults: study.Faults(), Runs: len(study.Runs),
		HasClaims: study.Register != nil && study.Register.Len() > 0, CanRun: study.Loaded != nil && !study.Loaded.TableOnly(), Best: study.Best,
		Progress: progressOf(study), Rerun: study.Rerun}
	if s.desk.Single() == "" {
		b.Home = s.base()
	}
	if len(study.Jobs) > 0 {
		b.Job, b.More = &study.Jobs[0], len(study.Jobs)-1
	} else if last := study.Last; last != nil && (last.Phase == desk.Failed || last.Phase == desk.Cancelled) {
		b.Last, b.Problem = last, problemOf(last.Err)
	}
	for _, j := range study.Jobs {
		b.QuickDue, b.FullDue = b.QuickDue || j.Kind == desk.Quick, b.FullDue || j.Kind == desk.Full
	}
	for _, r := range study.Runs {
		switch takes := r.Seconds; {
		case !r.Finished():
		case r.Quick && b.QuickTakes == 0:
			b.QuickTakes = takes
		case !r.Quick && b.FullTakes == 0:
			b.FullTakes = takes
		}
	}
	return b
}

// show renders one of the pages of a study.
func (s *Server) show(w http.ResponseWriter, study desk.Study, here, title string, body any) {
	s.render(w, http.StatusOK, here+".html", view{Title: title + " · " + study.Title, Base: s.base(), Events: s.of(study.Name) + "events",
		Version: fmt.Sprint(study.Version), Bar: s.barOf(study, here), Body: body})
}

// render writes a page once it is whole, so that a fault in it does not break off half of
// one.
func (s *Server) render(w http.ResponseWriter, status int, name string, v view) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, v); err != nil {
		http.Error(w, "the page can't be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// failure is the body of a page that says what went wrong.
type failure struct{ What, Why, Do, Back string }

// fail says what happened, why and what to do: as a page, or as a line to a script that
// asked for text.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, what, why, do string) {
	if r.Header.Get("Accept") == "text/plain" {
		line := what + ": " + why
		if do != "" {
			line += ". " + strings.ToUpper(do[:1]) + do[1:] + "."
		}
		http.Error(w, line, status)
		return
	}
	s.render(w, status, "failure.html", view{Title: what, Base: s.base(), Home: s.base(), Events: s.base() + "events", Version: version(s.desk.Studies()), Body: failure{what, why, do, s.base()}})
}

// failBy is fail for an error with its hint.
func (s *Server) failBy(w http.ResponseWriter, r *http.Request, status int, what string, err error) {
	p := problemOf(err)
	s.fail(w, r, status, what, p.Text, p.Hint)
}
