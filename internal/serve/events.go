package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"casus/internal/desk"
)

// pace is the least time between two events to one page: progress may be told
// thousands of times a second, and a reader sees a few.
const pace = 200 * time.Millisecond

// progress is what the event "status" tells: how far the calibration of a study is, or
// with an empty text that there is none.
type progress struct {
	Study string `json:"study"`
	desk.Progress
}

// progressOf is that of a study's first job.
func progressOf(study desk.Study) progress {
	p := progress{Study: study.Name}
	if len(study.Jobs) == 0 {
		return p
	}
	p.Progress = study.Jobs[0].Progress
	switch {
	case study.Jobs[0].Phase == desk.Waiting:
		p.Text = "waiting for another calibration to end"
	case p.Text == "":
		p.Text = "starting"
	}
	return p
}

// studyEvents streams the news of one study: "page" with the number of the newest, "status"
// with its progress, "change" when any other part of its pages is another. The study counts
// as looked at while the stream is open.
func (s *Server) studyEvents(w http.ResponseWriter, r *http.Request, study desk.Study) {
	defer s.desk.Look(study.Name)()
	sentPage, sentVersion := -1, -1
	told := progress{Progress: desk.Progress{Fraction: -1}}
	s.stream(w, r, func(send func(event, data string)) bool {
		now, ok := s.desk.Study(study.Name)
		if !ok {
			send("change", "gone")
			return false
		}
		if _, number := s.desk.Page(study.Name); number != sentPage {
			sentPage = number
			send("page", fmt.Sprint(number))
		}
		if p := progressOf(now); p != told {
			told = p
			send("status", text(p))
		}
		if now.Version != sentVersion {
			sentVersion = now.Version
			send("change", fmt.Sprint(now.Version))
		}
		return true
	})
}

// listEvents streams the news of all studies, "status" of each.
func (s *Server) listEvents(w http.ResponseWriter, r *http.Request) {
	sent := ""
	told := map[string]progress{}
	s.stream(w, r, func(send func(event, data string)) bool {
		studies := s.desk.Studies()
		for _, study := range studies {
			if p := progressOf(study); p != told[study.Name] {
				told[study.Name] = p
				send("status", text(p))
			}
		}
		if v := version(studies); v != sent {
			sent = v
			send("change", v)
		}
		return true
	})
}

// version tells two states of the list apart.
func version(studies []desk.Study) string {
	sum := 0
	for _, study := range studies {
		sum += study.Version
	}
	return fmt.Sprintf("%d.%d", len(studies), sum)
}

func text(p progress) string {
	out, err := json.Marshal(p)
	if err != nil {
		return "{}" // numbers and texts alone: it can't fail
	}
	return string(out)
}

// stream writes server-sent events: what tell sends at first, and again whenever there are
// news, until it returns false or the reader leaves.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, tell func(send func(event, data string)) bool) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	send := func(event, data string) { fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, data) }
	for {
		news := s.desk.News()
		more := tell(send)
		if out.Flush() != nil || !more {
			return
		}
		for _, c := range []<-chan struct{}{news, after(pace)} {
			select {
			case <-c:
			case <-r.Context().Done():
				return
			case <-s.done:
				return
			}
		}
	}
}

// after is closed when the time has passed.
func after(d time.Duration) <-chan struct{} {
	c := make(chan struct{})
	time.AfterFunc(d, func() { close(c) })
	return c
}
