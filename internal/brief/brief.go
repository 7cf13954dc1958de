// Package brief writes an examination as one HTML file that opens from the disk:
// question, answers with their ranges, charts with every claim on top, sliders
// that run the compiled model, the assumptions, the evidence and what is left out.
// Everything is inside the file, and its policy forbids it the network. The page
// itself is TypeScript, in ui; this package holds the data and their wrapping, and
// decides what belongs together (docs/page.md). Of numbers it makes only the bands of
// charts, from the draws that travel with the page, so that the page can make them
// again; all others an examination hands it finished.
package brief

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"math"
	"regexp"

	"casus/ui"
)

//go:embed page.html
var pageHTML string

// The shell is parsed with html/template for its escaping; script, style and data
// are finished text that must reach the page byte for byte, since the policy
// names them by their hash.
var page = template.Must(template.New("page").Funcs(template.FuncMap{"percent": percent, "parted": parted}).Parse(pageHTML))

// Write makes the page and writes it. The same data give the same bytes. It fails
// on data that can't be drawn, with the part and the reason (see Check).
func Write(w io.Writer, data Data) error {
	if data.fault != nil {
		return fmt.Errorf("running the model for the brief: %w", data.fault)
	}
	if err := Check(data); err != nil {
		return err
	}
	text, err := json.Marshal(data.filled())
	if err != nil {
		return fmt.Errorf("writing the brief's data: %w", err)
	}
	about, wording := data.Title, ""
	for _, e := range data.Effects {
		if e.ID == data.Headline.Effect {
			about, wording = e.Title, e.Wording
		}
	}
	return page.Execute(w, map[string]any{
		"Data":    data,
		"About":   about,
		"Wording": wording,
		"Policy":  Policy(),
		"Style":   template.CSS(ui.Style),
		"Script":  template.JS(ui.Script),
		"JSON":    template.JS(text), // json.Marshal escapes <, > and &, so the element can't be left
	})
}

// filled replaces the lists that the page always reads by empty ones, so that
// none is null in JSON.
func (d Data) filled() Data {
	d.Rows = some(d.Rows)
	d.Sides = some(d.Sides)
	d.Quantities = some(d.Quantities)
	d.Claims = some(d.Claims)
	d.Scenarios = some(d.Scenarios)
	d.Effects = some(d.Effects)
	d.Statements = some(d.Statements)
	d.Sliders = some(d.Sliders)
	d.Charts = some(d.Charts)
	d.Assumptions = some(d.Assumptions)
	d.Timeline = some(d.Timeline)
	d.Diagnostics = some(d.Diagnostics)
	d.Warnings = some(d.Warnings)
	d.Limits = some(d.Limits)
	d.Quantities = append([]Quantity{}, d.Quantities...)
	for i := range d.Quantities {
		d.Quantities[i].Claims = some(d.Quantities[i].Claims)
	}
	return d
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

var (
	thousands = regexp.MustCompile(`(\d),(\d{3})`)
	square    = regexp.MustCompile(`\bkm2\b`)
)

// parted sets the thousands of a study's figures apart as the page does everywhere, by
// narrow blanks, and writes square kilometres as it does.
func parted(text string) string {
	for thousands.MatchString(text) {
		text = thousands.ReplaceAllString(text, "$1\u202f$2")
	}
	return square.ReplaceAllString(text, "km²")
}

// percent is a probability as the page writes it, never closer to certain than
// one in a hundred.
func percent(p Number) string {
	switch x := float64(p); {
	case math.IsNaN(x):
		return "–"
	case x < 0.01:
		return "<1%"
	case x > 0.99:
		return ">99%"
	default:
		return fmt.Sprintf("%.0f%%", 100*x)
	}
}
