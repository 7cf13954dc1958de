package brief

import (
	"slices"
	"strings"

	"casus/internal/study"
)

// effectsRow is where effects stand that no statement measures; in an argument of other
// parts that is the first.
const effectsRow = "effects, effectiveness"

// rows shares out statements, effects and quantities over the parts of the argument.
// A row is led by the statement that measures what the headline does, else by its
// first. An effect stands in the row of a statement that measures the same variable,
// the first such, else among the effects; a quantity in the first row whose statements,
// else whose effects, rest on it, in the last where none do, and nowhere where the
// picture of a leading statement shows it.
func rows(d Data, s *study.Study) []Row {
	var out []Row
	index := map[string]int{}
	for _, title := range s.Rows {
		r := Row{ID: "row-" + fragment(title), Title: title}
		for _, st := range d.Statements {
			if st.Row == title {
				r.Statements = append(r.Statements, st.ID)
			}
		}
		if len(r.Statements) == 0 {
			continue
		}
		index[title] = len(out)
		out = append(out, r)
	}
	if len(out) == 0 {
		return nil
	}
	by := map[string]*Statement{}
	for i := range d.Statements {
		by[d.Statements[i].ID] = &d.Statements[i]
	}
	var headline *Measure
	for _, e := range d.Effects {
		if e.ID == s.Headline.Effect {
			headline = e.Measure
		}
	}
	for i := range out {
		lead := slices.IndexFunc(out[i].Statements, func(id string) bool { return sameWorlds(by[id].Measure, headline) })
		if lead > 0 {
			id := out[i].Statements[lead]
			out[i].Statements = slices.Insert(slices.Delete(out[i].Statements, lead, lead+1), 0, id)
		}
	}
	for _, e := range append(slices.Clone(d.Effects), d.Effectiveness...) {
		row := effectsRow
		if e.Measure != nil && e.Measure.Per == nil {
			for _, st := range d.Statements {
				if st.Measure != nil && st.Measure.Output == e.Measure.Output {
					row = st.Row
					break
				}
			}
		}
		i := index[row]
		out[i].Effects = append(out[i].Effects, e.ID)
	}
	shown := map[string]bool{}
	for _, r := range out {
		shown[by[r.Statements[0]].Quantity] = true
	}
	show := func(row int, quantities []string) {
		for _, q := range quantities {
			if !shown[q] {
				shown[q] = true
				out[row].Quantities = append(out[row].Quantities, q)
			}
		}
	}
	for _, st := range s.Statements {
		show(index[st.Row], st.Quantities)
	}
	for _, e := range append(slices.Clone(s.Effects), s.Effectiveness...) {
		row := slices.IndexFunc(out, func(r Row) bool { return slices.Contains(r.Effects, e.ID) })
		show(max(row, 0), e.Quantities)
	}
	for _, q := range d.Quantities {
		show(len(out)-1, []string{q.ID})
	}
	return out
}

func sameWorlds(a, b *Measure) bool {
	return a != nil && b != nil && a.Output == b.Output && a.Scenario == b.Scenario && a.Against == b.Against
}

// fragment is a name as it may stand in an address.
func fragment(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-")
}

// picture chooses the chart of a statement: two worlds where its test compares them,
// the number itself where it is a quotient, and else the variable over time, with the
// claims where a quantity draws that variable as it is. Without its measure a statement
// shows the first quantity that it rests on.
func picture(s *study.Study, st study.Statement, m *Measure) (Picture, string) {
	if m == nil {
		if len(st.Quantities) == 0 {
			return "", ""
		}
		return ClaimsPicture, st.Quantities[0]
	}
	if m.Against != "" {
		return WorldsPicture, ""
	}
	if m.Per != nil {
		return DotsPicture, ""
	}
	for i := range s.Quantities {
		q := &s.Quantities[i]
		if s.Program.Outputs[q.Output].Name == m.Output && !q.Change {
			return ClaimsPicture, q.ID
		}
	}
	return CoursePicture, ""
}
