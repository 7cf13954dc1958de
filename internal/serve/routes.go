package serve

import (
	"net/http"
	"net/url"

	"casus/internal/desk"
	"casus/internal/runs"
	"casus/ui"
)

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{token}/{$}", s.list)
	mux.HandleFunc("GET /{token}/events", s.listEvents)
	mux.HandleFunc("GET /{token}/desk.js", asset("text/javascript; charset=utf-8", ui.DeskScript))
	mux.HandleFunc("GET /{token}/desk.css", asset("text/css; charset=utf-8", ui.DeskStyle))
	mux.HandleFunc("GET /{token}/bar.css", asset("text/css; charset=utf-8", ui.BarStyle))

	ofStudy := func(method, path string, h studyHandler) {
		mux.HandleFunc(method+" /{token}/study/{study}/"+path, s.ofStudy(h))
	}
	ofStudy("GET", "{$}", s.study)
	ofStudy("GET", "bar", s.bar)
	ofStudy("GET", "events", s.studyEvents)
	ofStudy("GET", "faults", s.faults)
	ofStudy("GET", "runs", s.runs)
	ofStudy("GET", "compare", s.compare)
	ofStudy("GET", "compare.json", s.compareJSON)
	ofStudy("GET", "claims", s.claims)
	ofStudy("GET", "claims.csv", s.claimsCSV)
	ofStudy("GET", "claims.json", s.claimsJSON)
	ofStudy("POST", "start", s.start)
	ofStudy("POST", "cancel", s.cancel)
	ofStudy("POST", "rerun", s.rerun)

	ofRun := func(path string, h runHandler) {
		mux.HandleFunc("GET /{token}/study/{study}/run/{run}/"+path, s.ofRun(h))
	}
	ofRun("{$}", s.earlier)
	ofRun("brief.html", s.briefFile)
	ofRun("brief.pdf", s.briefPDF)
	ofRun("results.json", s.resultsFile)
	return s.guard(mux)
}

type studyHandler func(http.ResponseWriter, *http.Request, desk.Study)

type runHandler func(http.ResponseWriter, *http.Request, desk.Study, *runs.Run)

func asset(kind string, text []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(text) // a reader who left is no fault
	}
}

// ofStudy finds the study of a path among those of the desk: a name that is none of theirs
// opens nothing, whatever it looks like.
func (s *Server) ofStudy(h studyHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		study, ok := s.desk.Study(r.PathValue("study"))
		if !ok {
			s.fail(w, r, http.StatusNotFound, "There is no such study", "it may have been renamed or deleted", "the list has those that are there")
			return
		}
		h(w, r, study)
	}
}

// ofRun finds the run of a path among those of its study.
func (s *Server) ofRun(h runHandler) http.HandlerFunc {
	return s.ofStudy(func(w http.ResponseWriter, r *http.Request, study desk.Study) {
		run, err := s.desk.RunOf(study.Name, r.PathValue("run"))
		if err != nil {
			s.fail(w, r, http.StatusNotFound, "There is no such run", err.Error(), "the list of runs has those that are there")
			return
		}
		if !run.Finished() {
			s.fail(w, r, http.StatusNotFound, "This run was broken off", "it has no page and no results", "calibrate again; it goes on from where it stopped")
			return
		}
		h(w, r, study, run)
	})
}

// of is the path of a study's pages.
func (s *Server) of(name string) string { return s.base() + "study/" + url.PathEscape(name) + "/" }
