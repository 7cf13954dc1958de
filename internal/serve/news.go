package serve

import (
	"math"
	"sync"
	"time"
)

// Progress is what the page's bar shows. Left is in seconds, 0 when unknown.
type Progress struct {
	Text     string  `json:"text"`
	Fraction float64 `json:"fraction"`
	Left     float64 `json:"left"`
}

// news holds the newest page and progress, and wakes those who wait for it.
type news struct {
	now func() time.Time // a clock that tests may set

	mu       sync.Mutex
	page     []byte
	number   int // of the page; 0 before the first
	progress Progress
	since    time.Time // when the text last changed
	start    float64   // the fraction then
	wake     chan struct{}
}

func (n *news) show(page []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.page = page
	n.number++
	n.tell()
}

func (n *news) status(text string, fraction float64) {
	if math.IsNaN(fraction) {
		fraction = 0
	}
	fraction = max(0, min(1, fraction))
	n.mu.Lock()
	defer n.mu.Unlock()
	if text != n.progress.Text || fraction < n.progress.Fraction {
		n.since, n.start = n.now(), fraction
	}
	left := 0.0
	if gone := fraction - n.start; gone > 0 {
		left = n.now().Sub(n.since).Seconds() * (1 - fraction) / gone
	}
	n.progress = Progress{text, fraction, math.Round(left)}
	n.tell()
}

// tell wakes all who wait. The caller holds the lock.
func (n *news) tell() {
	if n.wake != nil {
		close(n.wake)
		n.wake = nil
	}
}

// latest gives the state and a channel that is closed when there is newer.
func (n *news) latest() (page []byte, number int, p Progress, newer <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.wake == nil {
		n.wake = make(chan struct{})
	}
	return n.page, n.number, n.progress, n.wake
}
