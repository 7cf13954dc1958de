// Package diag holds what casus tells a person about their files: faults and
// warnings as data, each with its place, the reason and what to do. It renders
// them for a terminal and for editors; it does not decide what happens next.
package diag

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says whether a diagnostic stops the work.
type Severity string

// The two severities. A fault means the file can't be used as it is; a warning
// means that it can, and that the reader of the results must be told.
const (
	Fault   Severity = "fault"
	Warning Severity = "warning"
)

// Place is a position in a file. Line and Col count from 1, Col in characters;
// both are 0 when a diagnostic concerns the whole file.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// String renders the place as file:line:col, leaving out what is not known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Diagnostic is one thing to tell a person. Message says what is wrong in lower
// case without a full stop; Reason (optional) why it matters; Hint (optional)
// what to do; Source (optional) the text of the line, for an excerpt.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"` // short and stable, such as "mdl-syntax" or "units"
	Place    Place    `json:"place"`
	Message  string   `json:"message"`
	Reason   string   `json:"reason,omitempty"`
	Hint     string   `json:"hint,omitempty"`
	Source   string   `json:"source,omitempty"`
}

// List is a collection of diagnostics, in the order in which they were found.
type List []Diagnostic

// Faultf appends a fault.
func (l *List) Faultf(code string, at Place, format string, args ...any) *Diagnostic {
	return l.add(Diagnostic{Severity: Fault, Code: code, Place: at, Message: fmt.Sprintf(format, args...)})
}

// Warnf appends a warning.
func (l *List) Warnf(code string, at Place, format string, args ...any) *Diagnostic {
	return l.add(Diagnostic{Severity: Warning, Code: code, Place: at, Message: fmt.Sprintf(format, args...)})
}

func (l *List) add(d Diagnostic) *Diagnostic {
	*l = append(*l, d)
	return &(*l)[len(*l)-1]
}

// Quote fills in the text of the line for every diagnostic that concerns the file
// and has none yet, from what the file holds.
func (l List) Quote(file string, src []byte) {
	lines := strings.Split(string(src), "\n")
	for i := range l {
		d := &l[i]
		if n := d.Place.Line; d.Place.File == file && d.Source == "" && n >= 1 && n <= len(lines) {
			d.Source = strings.TrimRight(lines[n-1], "\r")
		}
	}
}

// HasFaults reports whether any diagnostic is a fault.
func (l List) HasFaults() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Fault })
}

// Err returns the list as an error when it holds a fault, and nil otherwise.
func (l List) Err() error {
	if !l.HasFaults() {
		return nil
	}
	return &Error{List: l}
}

// Sort orders the list by file, line and column, keeping the order of equals.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line), cmp.Compare(a.Place.Col, b.Place.Col))
	})
}

// Print writes the list for a terminal: the place, the message, an excerpt with
// a caret where the source line is known, then reason and hint.
func (l List) Print(w io.Writer) error {
	for _, d := range l {
		if _, err := io.WriteString(w, d.String()); err != nil {
			return err
		}
	}
	return nil
}

// String renders one diagnostic over one or more lines, each ended by a newline.
func (d Diagnostic) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s: %s\n", d.Place, d.Severity, d.Message)
	if d.Source != "" {
		line, col := excerpt(d.Source, d.Place.Col)
		fmt.Fprintf(&b, "    %s\n", line)
		if col > 0 && col <= utf8.RuneCountInString(line)+1 {
			fmt.Fprintf(&b, "    %s^\n", caretIndent(line, col-1))
		}
	}
	if d.Reason != "" {
		fmt.Fprintf(&b, "  why: %s\n", d.Reason)
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "  hint: %s\n", d.Hint)
	}
	return b.String()
}

// widest is how much of a line is shown; of a longer one, what stands around the place.
const widest = 160

// excerpt is a line, or the part of a long one around a column, with that column in it.
func excerpt(line string, col int) (string, int) {
	runes := []rune(line)
	if len(runes) <= widest {
		return line, col
	}
	from := max(0, min(col-1-widest/2, len(runes)-widest))
	text := string(runes[from:min(from+widest, len(runes))])
	if from > 0 {
		text = "..." + text
		col += 3
	}
	if from+widest < len(runes) {
		text += "..."
	}
	return text, col - from
}

// caretIndent is n columns of blank space that keeps the tabs of the line, so
// that the caret stands under its character whatever the width of a tab.
func caretIndent(line string, n int) string {
	var b strings.Builder
	for _, r := range line {
		if n == 0 {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
		n--
	}
	return b.String()
}

// Error carries a list with at least one fault through code that returns errors.
// Callers that print for a person unwrap it with errors.As and print the list.
type Error struct {
	List List
}

// Error gives the first fault and how many follow.
func (e *Error) Error() string {
	for _, d := range e.List {
		if d.Severity != Fault {
			continue
		}
		more := ""
		if n := e.count() - 1; n > 0 {
			more = fmt.Sprintf(" (and %d more)", n)
		}
		return fmt.Sprintf("%s: %s%s", d.Place, d.Message, more)
	}
	return "no fault"
}

func (e *Error) count() int {
	n := 0
	for _, d := range e.List {
		if d.Severity == Fault {
			n++
		}
	}
	return n
}
