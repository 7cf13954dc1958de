package evidence

import (
	"fmt"
	"os"
	"time"

	"casus/internal/diag"
)

// Event is one row of a timeline: something that happened on a day, midnight UTC.
type Event struct {
	Date         time.Time
	Text, Actors string
	URL          string
	Row          int // line of the file, counted from 1
}

var timelineColumns = []string{"date", "event", "actors", "source_url"}

// ReadTimeline reads and checks a file of dated events, in the order of the file.
// As with ReadClaims, a fault in the list leaves the events nil.
func ReadTimeline(path string) ([]Event, diag.List, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the timeline: %w", err)
	}
	events, list := ParseTimeline(path, src)
	return events, list, nil
}

// ParseTimeline is ReadTimeline on text that is already in memory.
func ParseTimeline(file string, src []byte) ([]Event, diag.List) {
	var list diag.List
	var events []Event
	for _, r := range readTable(file, src, timelineColumns, nil, &list) {
		p := rowParser{row: r, list: &list}
		events = append(events, Event{
			Date: p.date("date"), Text: p.required("event"), Actors: p.text("actors"),
			URL: p.text("source_url"), Row: r.line,
		})
	}
	list.Sort()
	if list.HasFaults() {
		return nil, list
	}
	return events, list
}
