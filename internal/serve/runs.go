package serve

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"casus/internal/compare"
	"casus/internal/desk"
	"casus/internal/runs"
)

// runs lists the runs of a study, two of which can be chosen and compared.
func (s *Server) runs(w http.ResponseWriter, r *http.Request, study desk.Study) {
	type row struct {
		*runs.Run
		Path         string
		Now          bool // of the files as they stand
		AtWork       bool
		PickA, PickB bool
	}
	var rows []row
	finished := 0
	for _, run := range study.Runs {
		x := row{Run: run, Path: s.of(study.Name) + "run/" + run.ID + "/", Now: study.Loaded != nil && run.MadeFrom(study.Loaded.Inputs)}
		for _, j := range study.Jobs {
			x.AtWork = x.AtWork || j.Phase == desk.Working && j.RunID == run.ID
		}
		if run.Finished() {
			x.PickA, x.PickB = finished == 1, finished == 0
			finished++
		}
		rows = append(rows, x)
	}
	s.show(w, study, "runs", "Runs", struct {
		desk.Study
		Rows     []row
		Finished int
	}{study, rows, finished})
}

// comparison is what a page of two runs shows.
type comparison struct {
	*compare.Comparison
	Groups    []compare.Group // as shown
	Hidden    int             // lines that are not shown
	OnlyMoved bool
	Path      string
	All, Less string // links to both views
	Swapped   string
	JSON      string
	Command   string
}

// compared reads the query of a comparison.
func (s *Server) compared(w http.ResponseWriter, r *http.Request, study desk.Study) (*compare.Comparison, url.Values, bool) {
	q := r.URL.Query()
	for key := range q {
		if key != "a" && key != "b" && key != "show" {
			s.fail(w, r, http.StatusBadRequest, "This link is not understood", "it says "+key+", and a comparison knows a, b and show", "choose two runs in the list")
			return nil, nil, false
		}
	}
	var pair [2]*runs.Run
	for i, key := range []string{"a", "b"} {
		var err error
		if pair[i], err = s.desk.RunOf(study.Name, q.Get(key)); err != nil {
			what := "There is no run " + q.Get(key)
			if q.Get(key) == "" {
				what, err = "No run was chosen", errors.New("a comparison needs two")
			}
			s.fail(w, r, http.StatusNotFound, what, err.Error(), "choose two runs in the list of runs")
			return nil, nil, false
		}
	}
	c, err := compare.Of(pair[0], pair[1])
	if err != nil {
		s.failBy(w, r, http.StatusConflict, "These runs can't be compared", err)
		return nil, nil, false
	}
	return c, q, true
}

func (s *Server) compare(w http.ResponseWriter, r *http.Request, study desk.Study) {
	c, q, ok := s.compared(w, r, study)
	if !ok {
		return
	}
	link := func(page, a, b, show string) string {
		v := url.Values{"a": {a}, "b": {b}}
		if show != "" {
			v.Set("show", show)
		}
		return s.of(study.Name) + page + "?" + v.Encode()
	}
	body := comparison{Comparison: c, OnlyMoved: q.Get("show") != "all", Path: s.of(study.Name),
		All: link("compare", c.A.ID, c.B.ID, "all"), Less: link("compare", c.A.ID, c.B.ID, ""),
		Swapped: link("compare", c.B.ID, c.A.ID, q.Get("show")), JSON: link("compare.json", c.A.ID, c.B.ID, ""),
		Command: strings.Join([]string{"casus compare", quoted(study.Shown), c.A.ID, c.B.ID}, " ")}
	for _, g := range c.Groups {
		shown := compare.Group{ID: g.ID, Title: g.Title}
		for _, l := range g.Lines {
			if body.OnlyMoved && (l.Verdict == compare.Equal || l.Verdict == compare.Within) && len(l.Notes) == 0 {
				body.Hidden++
				continue
			}
			shown.Lines = append(shown.Lines, l)
		}
		body.Groups = append(body.Groups, shown)
	}
	s.show(w, study, "compare", "Two runs", body)
}

func (s *Server) compareJSON(w http.ResponseWriter, r *http.Request, study desk.Study) {
	c, _, ok := s.compared(w, r, study)
	if !ok {
		return
	}
	text, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		s.failBy(w, r, http.StatusInternalServerError, "The comparison can't be written", err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(text)
}

// quoted is a word of a command line as a shell takes it.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=,+@%", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// briefFile hands out the page of a run as the file that can be sent by mail.
func (s *Server) briefFile(w http.ResponseWriter, r *http.Request, study desk.Study, run *runs.Run) {
	page, err := desk.Render(run)
	if err != nil {
		s.failBy(w, r, http.StatusNotFound, "This brief can't be written", err)
		return
	}
	attach(w, "text/html; charset=utf-8", fileName(study, run)+".html")
	_, _ = w.Write(page)
}

func (s *Server) resultsFile(w http.ResponseWriter, r *http.Request, study desk.Study, run *runs.Run) {
	results, err := run.Results()
	if err != nil {
		s.failBy(w, r, http.StatusNotFound, "The results can't be read", err)
		return
	}
	attach(w, "application/json; charset=utf-8", fileName(study, run)+".json")
	if err := results.WriteJSON(w); err != nil {
		return // the reader has left
	}
}

// fileName is what a download is called: the study and the run.
func fileName(study desk.Study, run *runs.Run) string {
	name := study.Name[strings.LastIndex(study.Name, "/")+1:]
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, name)
	return cmp.Or(name, "study") + "-" + run.ID
}

// attach makes the answer a file that is kept and not shown: what it holds is not run here.
func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
}
