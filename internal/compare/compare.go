// Package compare tells two runs apart: which of their inputs differ, which answers moved,
// and which of the moves are no more than two computations of the same thing differ by. It
// reads what the runs have kept; it computes nothing anew and judges no cause.
package compare

import (
	"fmt"

	"casus/internal/runs"
	"casus/internal/study"
)

// Comparison is how run B differs from run A.
type Comparison struct {
	A        *runs.Run `json:"a"`
	B        *runs.Run `json:"b"`
	Options  []Change  `json:"options"`  // settings that differ
	Files    []File    `json:"files"`    // every input, the same or not
	NoInputs bool      `json:"noInputs"` // one of the runs kept no list of its inputs
	Headline Change    `json:"headline"`
	Groups   []Group   `json:"groups"`
}

// Change is something that has another value in B.
type Change struct {
	Name string `json:"name"`
	A    string `json:"a"`
	B    string `json:"b"`
}

// Group is a kind of answer.
type Group struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Lines []Line `json:"lines"`
}

// Count is how many lines of the group have the verdict.
func (g Group) Count(v Verdict) int {
	n := 0
	for _, l := range g.Lines {
		if l.Verdict == v {
			n++
		}
	}
	return n
}

// Of compares two runs of a study.
func Of(a, b *runs.Run) (*Comparison, error) {
	for _, r := range []*runs.Run{a, b} {
		if !r.Finished() {
			return nil, fmt.Errorf("run %s was broken off after stage %d of %d and has no answers\ncasus: hint: run it to its end; it goes on from there", r.ID, r.Reached, r.Stages)
		}
	}
	ra, err := readAnswers(a)
	if err != nil {
		return nil, err
	}
	rb, err := readAnswers(b)
	if err != nil {
		return nil, err
	}
	c := &Comparison{A: a, B: b, Options: options(a, b), NoInputs: len(a.Files) == 0 || len(b.Files) == 0,
		Headline: Change{"headline", ra.results.Headline, rb.results.Headline}}
	if !c.NoInputs {
		if c.Files, err = files(a, b); err != nil {
			return nil, err
		}
	}
	c.Groups = groups(ra, rb)
	return c, nil
}

// Count is how many answers have the verdict.
func (c *Comparison) Count(v Verdict) int {
	n := 0
	for _, g := range c.Groups {
		n += g.Count(v)
	}
	return n
}

// SameInputs reports whether nothing is known to differ but the run itself.
func (c *Comparison) SameInputs() bool {
	for _, f := range c.Files {
		if f.State != Same {
			return false
		}
	}
	return !c.NoInputs && len(c.Options) == 0
}

// Summary says in a sentence or two what moved.
func (c *Comparison) Summary() string {
	moved, within, same, untold := c.Count(Beyond), c.Count(Within), c.Count(Equal), c.Count(Untold)
	total := moved + within + same + untold
	text := fmt.Sprintf("Of %d answers that both runs give, %d moved by more than their Monte Carlo error, %d by less and %d not at all.", total, moved, within, same)
	if untold > 0 {
		text += fmt.Sprintf(" Of %d the error is not known.", untold)
	}
	if n := c.Count(OnlyA) + c.Count(OnlyB); n > 0 {
		text += fmt.Sprintf(" %d stand in one of the runs alone.", n)
	}
	return text
}

// answers is a run's results with their errors.
type answers struct {
	results   *study.Results
	precision study.Precision
}

func readAnswers(r *runs.Run) (*answers, error) {
	results, err := r.Results()
	if err != nil {
		return nil, err
	}
	p, err := r.Precision()
	if err != nil {
		return nil, err
	}
	if p == nil {
		p = &study.Precision{} // no error is known
	}
	return &answers{results, *p}, nil
}

func options(a, b *runs.Run) []Change {
	out := []Change{}
	for _, o := range []Change{
		{"kind", a.Kind(), b.Kind()},
		{"particles", fmt.Sprint(a.Particles), fmt.Sprint(b.Particles)},
		{"seed", fmt.Sprint(a.Seed), fmt.Sprint(b.Seed)},
		{"method", a.Method, b.Method},
		{"program", a.Version, b.Version},
	} {
		if o.A != o.B {
			out = append(out, o)
		}
	}
	return out
}
