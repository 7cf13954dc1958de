package serve

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"casus/internal/desk"
	"casus/internal/register"
)

// claimsView reads the query of a view of the claims.
func (s *Server) claimsView(w http.ResponseWriter, r *http.Request, study desk.Study) (register.View, bool) {
	if study.Register == nil {
		s.fail(w, r, http.StatusConflict, "The claims can't be shown", "the study has faults", "mend them; the page of faults has their places")
		return register.View{}, false
	}
	q, err := register.ParseQuery(r.URL.Query())
	if err != nil {
		s.failBy(w, r, http.StatusBadRequest, "This link is not understood", err)
		return register.View{}, false
	}
	return study.Register.View(q), true
}

// column is a heading that sorts.
type column struct {
	Title, Link, Sorted string // Sorted as aria-sort has it
}

func (s *Server) claims(w http.ResponseWriter, r *http.Request, study desk.Study) {
	v, ok := s.claimsView(w, r, study)
	if !ok {
		return
	}
	at := func(page string, q register.Query) string {
		link := s.of(study.Name) + page
		if text := q.Values().Encode(); text != "" {
			link += "?" + text
		}
		return link
	}
	var columns []column
	for _, c := range []struct{ key, title string }{
		{"claimant", "Claimant"}, {"quantity", "Says"}, {"reference", "Of"}, {"published", "Published"}, {"use", "What was done with it"}, {"id", "Source"},
	} {
		q := v.Query
		col := column{Title: c.title, Sorted: "none"}
		switch q.Sort {
		case c.key:
			col.Sorted, q.Sort = "ascending", "-"+c.key
		case "-" + c.key:
			col.Sorted, q.Sort = "descending", ""
		default:
			q.Sort = c.key
		}
		col.Link = at("claims", q)
		columns = append(columns, col)
	}
	words := []string{"casus claims", quoted(study.Shown)}
	for _, a := range v.Query.Args() {
		words = append(words, quoted(a))
	}
	s.show(w, study, "claims", "Claims", struct {
		register.View
		Columns        []column
		Action         string
		All, CSV, JSON string
		Command        string
		Narrowed       bool
	}{v, columns, s.of(study.Name) + "claims", s.of(study.Name) + "claims", at("claims.csv", v.Query), at("claims.json", v.Query), strings.Join(words, " "),
		len(v.Query.Values()) > 0})
}

func (s *Server) claimsCSV(w http.ResponseWriter, r *http.Request, study desk.Study) {
	s.claimsFile(w, r, study, "text/csv; charset=utf-8", "csv", func(v register.View, b *bytes.Buffer) error { return v.WriteCSV(b) })
}

func (s *Server) claimsJSON(w http.ResponseWriter, r *http.Request, study desk.Study) {
	s.claimsFile(w, r, study, "application/json; charset=utf-8", "json", func(v register.View, b *bytes.Buffer) error { return v.WriteJSON(b) })
}

func (s *Server) claimsFile(w http.ResponseWriter, r *http.Request, study desk.Study, kind, ending string, write func(register.View, *bytes.Buffer) error) {
	v, ok := s.claimsView(w, r, study)
	if !ok {
		return
	}
	var b bytes.Buffer
	if err := write(v, &b); err != nil {
		s.failBy(w, r, http.StatusInternalServerError, "The claims can't be written", err)
		return
	}
	attach(w, kind, url.PathEscape(study.Name[strings.LastIndex(study.Name, "/")+1:])+"-claims."+ending)
	_, _ = w.Write(b.Bytes())
}
