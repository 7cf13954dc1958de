package serve

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"casus/internal/brief"
	"casus/internal/desk"
	"casus/internal/diag"
	"casus/internal/runs"
)

// list shows the studies; where there is one alone it leads to that.
func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	if name := s.desk.Single(); name != "" {
		http.Redirect(w, r, s.of(name), http.StatusFound)
		return
	}
	studies := s.desk.Studies()
	type row struct {
		desk.Study
		Path     string
		Progress progress
	}
	var rows []row
	for _, study := range studies {
		rows = append(rows, row{study, s.of(study.Name), progressOf(study)})
	}
	s.render(w, http.StatusOK, "list.html", view{Title: "Studies", Base: s.base(), Events: s.base() + "events", Version: version(studies), Body: rows})
}

// study shows the newest brief of a study, in a frame, or what has to be done to get one.
func (s *Server) study(w http.ResponseWriter, r *http.Request, study desk.Study) {
	page, number := s.desk.Page(study.Name)
	if page == nil {
		s.show(w, study, "start", "Start", struct {
			desk.Study
			Problem problem
			Faults  []fault
			Path    string
		}{study, problemOf(study.PageErr), faultsOf(study, false), s.of(study.Name)})
		return
	}
	s.framed(w, study, page, brief.Frame{Number: number}, nil)
}

// earlier shows the brief of any run.
func (s *Server) earlier(w http.ResponseWriter, r *http.Request, study desk.Study, run *runs.Run) {
	page, err := desk.Render(run)
	if err != nil {
		s.failBy(w, r, http.StatusNotFound, "This run can't be shown", err)
		return
	}
	s.framed(w, study, page, brief.Frame{}, run)
}

// framed writes a brief with the bar above it. Earlier is the run when it is not the newest.
func (s *Server) framed(w http.ResponseWriter, study desk.Study, page []byte, f brief.Frame, earlier *runs.Run) {
	b := s.barOf(study, "study")
	b.Page = earlier
	v := view{Base: s.base(), Events: s.of(study.Name) + "events", Version: fmt.Sprint(study.Version), Bar: b}
	var head, top bytes.Buffer
	for name, out := range map[string]*bytes.Buffer{"head-of-brief": &head, "header": &top} {
		if err := templates.ExecuteTemplate(out, name, v); err != nil {
			http.Error(w, "the page can't be made: "+err.Error(), http.StatusInternalServerError)
			return
		}
	}
	f.Head, f.Top = template.HTML(head.String()), template.HTML(top.String()) // of templates, escaped
	w.Header().Set("Content-Security-Policy", brief.LivePolicy())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(brief.Live(page, f))
}

// bar renders the bar alone, for pages that are too long to be fetched again for it.
func (s *Server) bar(w http.ResponseWriter, r *http.Request, study desk.Study) {
	b := s.barOf(study, "study")
	if id := r.URL.Query().Get("run"); id != "" {
		run, err := s.desk.RunOf(study.Name, id)
		if err != nil {
			s.fail(w, r, http.StatusNotFound, "There is no such run", err.Error(), "")
			return
		}
		b.Page = run
	}
	s.render(w, http.StatusOK, "header", view{Base: s.base(), Events: s.of(study.Name) + "events", Version: fmt.Sprint(study.Version), Bar: b})
}

// fault is a diagnostic as its page shows it.
type fault struct {
	diag.Diagnostic
	At    string // the place, from the study's folder
	Lines string // the excerpt with its caret
	Text  string // all of it, to be copied
}

// faultsOf are the faults and, with warnings, those too.
func faultsOf(study desk.Study, warnings bool) []fault {
	var out []fault
	for _, d := range study.List {
		if d.Severity != diag.Fault && !warnings {
			continue
		}
		f := fault{Diagnostic: d, At: study.Place(d.Place), Text: d.String()}
		// The excerpt is what the terminal would show, between the message and the reason.
		if d.Source != "" {
			bare := d
			bare.Reason, bare.Hint = "", ""
			_, lines, _ := strings.Cut(strings.TrimRight(bare.String(), "\n"), "\n")
			f.Lines = strings.ReplaceAll("\n"+lines, "\n    ", "\n")[1:] // without the terminal's indent
		}
		out = append(out, f)
	}
	return out
}

func (s *Server) faults(w http.ResponseWriter, r *http.Request, study desk.Study) {
	s.show(w, study, "faults", "Faults", struct {
		desk.Study
		Items   []fault
		Problem problem
	}{study, faultsOf(study, true), problemOf(study.Err)})
}

// start puts a calibration into the queue.
func (s *Server) start(w http.ResponseWriter, r *http.Request, study desk.Study) {
	if _, err := s.desk.Start(study.Name, desk.Kind(r.PostFormValue("kind"))); err != nil {
		s.failBy(w, r, http.StatusConflict, "The calibration was not started", err)
		return
	}
	s.back(w, r, study)
}

func (s *Server) cancel(w http.ResponseWriter, r *http.Request, study desk.Study) {
	id, err := strconv.Atoi(r.PostFormValue("job"))
	if err == nil {
		err = s.desk.Cancel(study.Name, id)
	}
	if err != nil {
		s.failBy(w, r, http.StatusConflict, "Nothing was cancelled", err)
		return
	}
	s.back(w, r, study)
}

func (s *Server) rerun(w http.ResponseWriter, r *http.Request, study desk.Study) {
	s.desk.SetRerun(study.Name, r.PostFormValue("on") == "yes")
	s.back(w, r, study)
}

// back leads to the page that a form without a script was sent from.
func (s *Server) back(w http.ResponseWriter, r *http.Request, study desk.Study) {
	to := s.of(study.Name)
	if here := r.PostFormValue("here"); here == "runs" || here == "claims" || here == "faults" {
		to += here
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
