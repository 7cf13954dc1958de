package serve

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"

	"casus/internal/browser"
	"casus/internal/desk"
	"casus/internal/pdf"
	"casus/internal/runs"
)

// printer prints one brief at a time, since a browser takes a few hundred megabytes, and
// keeps the last few: the button is pressed twice more often than a run is made again.
type printer struct {
	mu   sync.Mutex
	kept []printed
}

type printed struct {
	run  string // with the time that it was made
	file []byte
}

const keptPDFs = 4

func (p *printer) print(ctx context.Context, run *runs.Run) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := run.Dir + run.Made.String()
	if i := slices.IndexFunc(p.kept, func(x printed) bool { return x.run == key }); i >= 0 {
		return p.kept[i].file, nil
	}
	page, err := run.Brief()
	if err != nil {
		return nil, err
	}
	file, err := pdf.Print(ctx, page)
	if err != nil {
		return nil, err
	}
	p.kept = append(p.kept, printed{key, file})
	if len(p.kept) > keptPDFs {
		p.kept = p.kept[1:]
	}
	return file, nil
}

func (s *Server) briefPDF(w http.ResponseWriter, r *http.Request, study desk.Study, run *runs.Run) {
	file, err := s.printer.print(r.Context(), run)
	if errors.Is(err, browser.ErrNotFound) {
		s.failBy(w, r, http.StatusServiceUnavailable, "There is no PDF yet", err)
		return
	} else if err != nil {
		s.failBy(w, r, http.StatusInternalServerError, "The PDF could not be made", err)
		return
	}
	attach(w, "application/pdf", fileName(study, run)+".pdf")
	_, _ = w.Write(file)
}
