package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// progress shows one line on a terminal, with the time left, once work has taken
// longer than people wait without asking; elsewhere a line now and then.
type progress struct {
	w        io.Writer
	terminal bool
	began    time.Time
	shown    time.Time
	mu       sync.Mutex
	job      int // of a queue; another begins at nought
}

// quiet is how long a person waits without being told anything.
const quiet = 2 * time.Second

func newProgress(w io.Writer) *progress {
	return &progress{w: w, terminal: isTerminal(w), began: time.Now()}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// report says what is being done and how much of it, from 0 to 1.
func (p *progress) report(what string, done float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	elapsed := time.Since(p.began)
	line := fmt.Sprintf("%s, %.0f %%%s", what, 100*done, left(elapsed, done))
	every := 10 * time.Second
	if p.terminal {
		every = 200 * time.Millisecond
	}
	if elapsed < quiet || time.Since(p.shown) < every {
		return
	}
	p.shown = time.Now()
	if p.terminal {
		fmt.Fprintf(p.w, "\r\033[Kcasus: %s", line)
	} else {
		fmt.Fprintf(p.w, "casus: %s\n", line)
	}
}

// reportOf is report for one job of several that follow one another.
func (p *progress) reportOf(job int, what string, done float64) {
	p.mu.Lock()
	if job != p.job {
		p.job, p.began, p.shown = job, time.Now(), time.Time{}
	}
	p.mu.Unlock()
	p.report(what, done)
}

// left is how long the rest takes if it goes on as it has.
func left(elapsed time.Duration, done float64) string {
	if done < 0.02 {
		return ""
	}
	rest := time.Duration(float64(elapsed) * (1 - done) / done)
	return fmt.Sprintf(", %d s left", int(rest.Seconds()+0.5))
}

// end clears the line.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal && !p.shown.IsZero() {
		fmt.Fprint(p.w, "\r\033[K")
	}
}
