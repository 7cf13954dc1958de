package mdl

import (
	"strings"
	"unicode/utf8"

	"casus/internal/diag"
)

// source is a model's text with the means to tell places in it.
type source struct {
	file  string
	text  string
	lines []int // offset of each line's start

	// The last place that was asked for: most are asked for in order, so that the
	// columns of a long line are counted once.
	last   int
	lastAt diag.Place
}

func newSource(file, text string) *source {
	s := &source{file: file, text: text, lines: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// place is the line and column of an offset; its cost is the logarithm of the
// number of lines, and the length of the line up to there or from the last place.
func (s *source) place(offset int) diag.Place {
	low, high := 0, len(s.lines)
	for high-low > 1 {
		if mid := (low + high) / 2; s.lines[mid] <= offset {
			low = mid
		} else {
			high = mid
		}
	}
	from, col := s.lines[low], 1
	if s.lastAt.Line == low+1 && s.last <= offset {
		from, col = s.last, s.lastAt.Col
	}
	offset = min(offset, len(s.text))
	s.last, s.lastAt = offset, diag.Place{File: s.file, Line: low + 1, Col: col + utf8.RuneCountInString(s.text[from:offset])}
	return s.lastAt
}

// line is the text of a line, counted from 1.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	return strings.TrimRight(s.text[s.lines[n-1]:end], "\r")
}

// entry is one part of the file up to a "|": three fields apart by "~".
type entry struct {
	equation, units, doc       string
	flags                      string // such as :SUPPLEMENTARY:
	equationAt, unitsAt, docAt int    // offsets
}

// sketchMark is what the line before the sketch starts with, after one or more
// backslashes.
const sketchMark = `\---///`

// sketchAt is the offset of the line that ends the equations, or -1.
func (s *source) sketchAt() int {
	i := strings.Index(s.text, sketchMark)
	for i > 0 && s.text[i-1] == '\\' {
		i--
	}
	return i
}

// entries takes the equations part of a file to pieces. A "~" or "|" inside quotes
// or braces divides nothing.
func (s *source) entries() []entry {
	end := len(s.text)
	if i := s.sketchAt(); i >= 0 {
		end = i
	}
	var out []entry
	var parts []int // offsets where the fields of this entry end
	start, quoted, braces := 0, false, 0
	for i := 0; i < end; i++ {
		switch c := s.text[i]; {
		case quoted:
			if c == '\\' {
				i++
			} else if c == '"' {
				quoted = false
			}
		case c == '{':
			braces++
		case c == '}' && braces > 0:
			braces--
		case braces > 0:
		case c == '"' && len(parts) == 0:
			quoted = true
		case c == '~':
			parts = append(parts, i)
		case c == '|':
			out = append(out, s.entry(start, i, parts))
			start, parts = i+1, nil
		}
	}
	if strings.TrimSpace(stripBraces(s.text[start:end])) != "" {
		out = append(out, s.entry(start, end, parts))
	}
	return out
}

func (s *source) entry(start, end int, parts []int) entry {
	bounds := append([]int{start - 1}, parts...)
	field := func(k int) (string, int) {
		if k >= len(bounds) {
			return "", end
		}
		to := end
		if k+1 < len(bounds) {
			to = bounds[k+1]
		}
		return s.text[bounds[k]+1 : to], bounds[k] + 1
	}
	var e entry
	e.equation, e.equationAt = field(0)
	e.units, e.unitsAt = field(1)
	e.doc, e.docAt = field(2)
	e.flags, _ = field(3)
	return e
}

// stripBraces takes out {comments}, keeping the length of the text.
func stripBraces(text string) string {
	var b strings.Builder
	depth := 0
	for i := range len(text) {
		c := text[i]
		switch {
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
			b.WriteByte(' ')
			continue
		}
		if depth > 0 && c != '\n' {
			b.WriteByte(' ')
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
