package study

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"casus/internal/explore"
)

// Sensitivity is how the answers move with the numbers that are held fixed.
type Sensitivity struct {
	Title      string         `json:"title"`
	InputHash  string         `json:"input_hash"`
	FilesHash  string         `json:"files_hash"`
	Cut        string         `json:"cut"`
	Quick      bool           `json:"quick"`
	Rules      []string       `json:"rules"`
	Draws      int            `json:"draws"`
	Unvaried   []string       `json:"unvaried"` // fixed numbers for which nothing else would do
	Numbers    []VariedNumber `json:"numbers"`
	Effects    []MovedAnswer  `json:"effects"`    // those of effectiveness too
	Statements []MovedAnswer  `json:"statements"` // by their probabilities
	Verdict    string         `json:"verdict"`
	Warnings   []string       `json:"warnings"`
}

// VariedNumber is a fixed number with what else it might be, and what the claims say of that.
type VariedNumber struct {
	Constant string  `json:"constant"`
	Unit     string  `json:"unit"`
	Dated    bool    `json:"dated,omitempty"` // a day of model time
	Value    float64 `json:"value"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	// Pull is the rise of the log evidence at the end of the range that the claims speak
	// for, in a straight line from the number as it is: more than is in it, where the range
	// is wide.
	Pull   float64 `json:"pull"`
	Error  float64 `json:"pull_error"`
	Toward string  `json:"toward,omitempty"` // low or high; missing where the claims don't argue with the number
}

// MovedAnswer is an effect, or a statement's probability, with the numbers that move it, the
// most first.
type MovedAnswer struct {
	ID    string  `json:"id"`
	Mean  float64 `json:"mean"`
	Width float64 `json:"width"` // of an effect's interval of nine tenths; 1 of a statement
	Moves []Move  `json:"moves"`
}

// Move is how the mean of an answer changes where a number is at the ends of its range:
// with what is learned moving along, and with it held.
type Move struct {
	Constant string  `json:"constant"`
	AtLow    float64 `json:"at_low"`
	AtHigh   float64 `json:"at_high"`
	Error    float64 `json:"error"` // standard error of the greater
	HeldLow  float64 `json:"held_low"`
	HeldHigh float64 `json:"held_high"`
	Share    float64 `json:"share"` // the greater over the answer's width
}

// sensitivityRules say what is done; the brief prints them.
var sensitivityRules = []string{
	"each fixed number is moved within the range that the study gives it, a quarter less and a quarter more where it gives none; switches, levers, scales and the calendar are not moved",
	"what is learned moves along, as a new calibration would have it for a small change: an answer's mean moves by what it does draw by draw, and by how far it covaries with what the change does to the claims' likelihood",
	"moves to the ends of a range are drawn out in a straight line; where a number bends an answer they are rough",
	"an effect's move is told from a twentieth of its range of nine in ten on, a statement's from ten points of probability on, both above four standard errors; the claims are said to argue with a number where the log evidence would rise by 2 and more, and by more than four standard errors",
}

const (
	sensitivityDraws = 2000 // at most
	movedFrom        = 0.05 // of the width of an effect's interval
	movedMuch        = 0.5
	swayedFrom       = 0.1 // of a statement's probability
	pulledFrom       = 2   // of the log evidence
	surely           = 4   // standard errors
)

// Sensitivity moves every fixed number of the study, one at a time, under the posterior.
// It costs two simulations of each scenario that answers are of, and two of the likelihood,
// for each number and draw.
func (s *Study) Sensitivity(ctx context.Context, o Options) (*Sensitivity, error) {
	o = o.withProgress()
	r := &Sensitivity{Title: s.Title, Cut: s.Cut.Format(dateForm), Quick: o.Quick, Rules: sensitivityRules, Unvaried: []string{}, Warnings: []string{}}
	base, passes, hash, err := s.calibrated(ctx, o.within(0, beforeSensitivity))
	if err != nil {
		return nil, err
	}
	defer base.engine.Close()
	r.InputHash = hash
	if r.FilesHash, err = s.FilesHash(); err != nil {
		return nil, err
	}
	v, err := s.newVarying(ctx, base, newPosterior(passes), o)
	if err != nil {
		return nil, err
	}
	defer v.close()
	r.Draws = len(v.post.z)
	answers := make([]MovedAnswer, len(v.asked))
	for i, a := range v.asked {
		y := explore.Summarise(a.draws(v.post.runs))
		if !explore.Finite(y.Mean) {
			return nil, fmt.Errorf("%s: in none of %d draws does the model give a number for %s\ncasus: hint: casus examine says under which scenario", s.Dir, r.Draws, a.id)
		}
		answers[i] = MovedAnswer{ID: a.id, Mean: y.Mean, Width: 1, Moves: []Move{}}
		if a.statement == nil {
			answers[i].Width = y.Width()
		}
	}
	for i := range s.Constants {
		c := &s.Constants[i]
		if c.Role != Fixed {
			continue
		}
		if c.Low == c.High {
			r.Unvaried = append(r.Unvaried, c.Name)
			continue
		}
		o.Progress("moving "+c.Name, beforeSensitivity+(1-beforeSensitivity)*float64(i)/float64(len(s.Constants)))
		n, err := v.move(ctx, c, answers)
		if err != nil {
			return nil, err
		}
		r.Numbers = append(r.Numbers, n)
	}
	for _, a := range answers {
		slices.SortStableFunc(a.Moves, func(x, y Move) int { return cmp.Compare(y.Share, x.Share) })
	}
	effects := len(s.Effects) + len(s.Effectiveness)
	r.Effects, r.Statements = answers[:effects], answers[effects:]
	if o.Quick {
		r.Warnings = append(r.Warnings, quickWarning)
	}
	r.Verdict = r.verdict()
	o.Progress("done", 1)
	return r, nil
}

// move adds what a number does to the answers. It is moved by a quarter of the way to each
// end: near enough for a straight line, and far enough that a date crosses some steps.
func (v *varying) move(ctx context.Context, c *Constant, answers []MovedAnswer) (VariedNumber, error) {
	n := VariedNumber{Constant: c.Name, Unit: c.Unit, Dated: c.Dated, Value: c.Value, Low: c.Low, High: c.High}
	low, high := c.Value-(c.Value-c.Low)/4, c.Value+(c.High-c.Value)/4
	below, logBelow, err := v.at(ctx, c.Param, low)
	if err != nil {
		return n, err
	}
	above, logAbove, err := v.at(ctx, c.Param, high)
	if err != nil {
		return n, err
	}
	down, up, step := c.Low-c.Value, c.High-c.Value, high-low
	most := math.Max(-down, up)
	for i, a := range v.asked {
		if answers[i].Width == 0 {
			continue // the draws agree on it
		}
		got := explore.Responds(a.draws(below), a.draws(above), logBelow, logAbove, step, v.post.chains)
		share := math.Abs(got.Learned) * most / answers[i].Width
		if share >= a.from() && math.Abs(got.Learned) > surely*got.Error {
			answers[i].Moves = append(answers[i].Moves, Move{Constant: c.Name, Share: share, Error: got.Error * most,
				AtLow: got.Learned * down, AtHigh: got.Learned * up, HeldLow: got.Held * down, HeldHigh: got.Held * up})
		}
	}
	pull, off := explore.Pull(logBelow, logAbove, step, v.post.chains)
	toward, end := "high", up
	if pull < 0 {
		toward, end = "low", down
	}
	n.Pull, n.Error = pull*end, off*math.Abs(end)
	if n.Pull >= pulledFrom && n.Pull > surely*n.Error {
		n.Toward = toward
	}
	return n, nil
}

// verdict is the analysis in a few sentences.
func (r *Sensitivity) verdict() string {
	moved := map[string]bool{}
	count := func(answers []MovedAnswer) (some, strong int) {
		for _, a := range answers {
			for _, m := range a.Moves {
				moved[m.Constant] = true
			}
			some += min(1, len(a.Moves))
			if len(a.Moves) > 0 && a.Moves[0].Share >= movedMuch {
				strong++
			}
		}
		return some, strong
	}
	effects, strong := count(r.Effects)
	statements, _ := count(r.Statements)
	var argued []string
	for _, n := range r.Numbers {
		if n.Toward != "" {
			argued = append(argued, n.Constant)
		}
	}
	text := fmt.Sprintf("Of %d numbers that are put in, %d move an answer: %d of %d effects by a twentieth of their range or more, %d of these by half of it or more, and %d of %d statements by ten points or more.",
		len(r.Numbers), len(moved), effects, len(r.Effects), strong, statements, len(r.Statements))
	if len(moved) == 0 {
		text = fmt.Sprintf("None of the %d numbers that are put in moves an effect by a twentieth of its range, or a statement by ten points, as far as the computation can tell.", len(r.Numbers))
	}
	switch len(argued) {
	case 0:
		return text + " The claims argue with none."
	case 1:
		return text + fmt.Sprintf(" The claims argue with one, %s.", argued[0])
	}
	return text + fmt.Sprintf(" The claims argue with %d: %s.", len(argued), strings.Join(argued, ", "))
}

// WriteJSON writes the analysis, indented, keys in the order of the struct.
func (r *Sensitivity) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}
