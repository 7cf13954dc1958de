package compare

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"casus/internal/study"
)

// Figures is a value as a person reads it: a percentage with its words, or the middle with
// its range and unit.
func (l *Line) Figures(v *Value) string {
	switch {
	case v == nil:
		return "–"
	case l.Chance:
		return strings.TrimSpace(percent(v.Mid) + " " + v.Words)
	case v.Low == v.High:
		return strings.TrimSpace(study.Figure(v.Mid) + " " + study.UnitWords(l.Unit, v.Mid))
	}
	return strings.TrimSpace(fmt.Sprintf("%s (%s to %s) %s", study.Figure(v.Mid), study.Figure(v.Low), study.Figure(v.High), study.UnitWords(l.Unit, v.High)))
}

// Moved is the difference as a person reads it, with what it may be off by: the middle
// moved where the first is the larger.
func (l *Line) Moved() string {
	d, e := float64(l.Difference), float64(l.Error)
	if math.IsNaN(d) || l.Verdict == Equal {
		return ""
	}
	scale, unit := 1.0, ""
	if l.Chance {
		scale, unit = 100, " points"
	}
	text := study.Figure(d * scale)
	if d > 0 {
		text = "+" + text
	}
	if !math.IsNaN(e) && l.Verdict != Given {
		text += " ± " + study.Figure(beyond*e*scale)
	}
	return text + unit
}

// Says is the verdict in words, with what moved where it was not the middle.
func (l *Line) Says() string {
	if l.Ends {
		return "the range moved"
	}
	return string(l.Verdict)
}

// percent is a probability, never closer to certain than a hundredth.
func percent(p float64) string {
	switch {
	case p < 0.01:
		return "<1 %"
	case p > 0.99:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*p)
}

// WriteText prints the comparison for a terminal: what moved, or with all every line.
func (c *Comparison) WriteText(w io.Writer, all bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "A  %s  %s  %s\nB  %s  %s  %s\n\n", c.A.ID, c.A.Date().Format("2006-01-02 15:04"), c.A.Kind(), c.B.ID, c.B.Date().Format("2006-01-02 15:04"), c.B.Kind())
	for _, o := range c.Options {
		fmt.Fprintf(t, "%s\t%s\tthen %s\n", o.Name, o.A, o.B)
	}
	for _, f := range c.Files {
		if f.State != Same {
			fmt.Fprintf(t, "%s\t%s\t%s\n", f.Name, f.State, f.Rows)
		}
	}
	switch {
	case c.NoInputs:
		fmt.Fprintln(t, "one of the runs kept no list of its inputs, so that what changed in them is not known")
	case c.SameInputs():
		fmt.Fprintln(t, "the inputs are the same")
	}
	fmt.Fprintf(t, "\n%s\n", c.Summary())
	for _, g := range c.Groups {
		said := false
		for _, l := range g.Lines {
			if !all && (l.Verdict == Equal || l.Verdict == Within) && len(l.Notes) == 0 {
				continue
			}
			if !said {
				fmt.Fprintf(t, "\n%s\n", g.Title)
				said = true
			}
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", l.Title, l.Figures(l.A), l.Figures(l.B), l.Moved(), l.Says())
			for _, n := range l.Notes {
				fmt.Fprintf(t, "      %s\n", n)
			}
		}
	}
	return t.Flush()
}

// String counts the rows and names the first few.
func (r *Rows) String() string {
	if r == nil {
		return ""
	}
	var parts []string
	for _, p := range []struct {
		what string
		ids  []string
	}{{"added", r.Added}, {"removed", r.Removed}, {"changed", r.Changed}} {
		if n := len(p.ids); n > 0 {
			const named = 6
			text := fmt.Sprintf("%d %s (%s", n, p.what, strings.Join(p.ids[:min(n, named)], ", "))
			if n > named {
				text += ", ..."
			}
			parts = append(parts, text+")")
		}
	}
	return strings.Join(parts, ", ")
}
