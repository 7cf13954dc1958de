package desk

import (
	"math"
	"time"
)

// Progress is what a bar shows. Left is in seconds, 0 when unknown.
type Progress struct {
	Text     string  `json:"text"`
	Fraction float64 `json:"fraction"`
	Left     float64 `json:"left"`
}

// Pace reckons the time left from how fast the work has gone since its text last changed:
// the stages of a calibration go at their own speeds.
type Pace struct {
	now      func() time.Time
	progress Progress
	since    time.Time
	start    float64
}

// NewPace begins to reckon by a clock.
func NewPace(now func() time.Time) *Pace { return &Pace{now: now} }

// Tell notes how far the work is, and returns what a bar shows.
func (p *Pace) Tell(text string, fraction float64) Progress {
	if math.IsNaN(fraction) {
		fraction = 0
	}
	fraction = max(0, min(1, fraction))
	if text != p.progress.Text || fraction < p.progress.Fraction {
		p.since, p.start = p.now(), fraction
	}
	left := 0.0
	if gone := fraction - p.start; gone > 0 {
		left = p.now().Sub(p.since).Seconds() * (1 - fraction) / gone
	}
	p.progress = Progress{text, fraction, math.Round(left)}
	return p.progress
}
