package compare

import (
	"fmt"
	"time"

	"casus/internal/explore"
	"casus/internal/study"
)

// groups lines up the answers of both runs by their ids, those of A first.
func groups(a, b *answers) []Group {
	return []Group{
		{"statements", "Statements", lines(a, b, statements, func(x *answers) []study.StatementResult { return x.results.Statements })},
		{"effects", "Effects", lines(a, b, effects, func(x *answers) []study.EffectResult { return x.results.Effects })},
		{"effectiveness", "Effectiveness", lines(a, b, effects, func(x *answers) []study.EffectResult { return x.results.Effectiveness })},
		{"rivals", "Rival explanations", lines(a, b, rivals, func(x *answers) []study.RivalResult { return x.results.Rivals })},
		{"quantities", "Quantities at the cut", lines(a, b, quantities, func(x *answers) []study.QuantityResult { return x.results.Quantities })},
		{"constants", "Constants", changed(lines(a, b, constants, func(x *answers) []study.ConstantResult { return x.results.Constants }))},
	}
}

// entry is one answer of one run, before the two are put together.
type entry struct {
	id, title, unit string
	chance, given   bool
	value           Value
	errors          study.Errors
	about           map[string]string // what else may differ, by its name
}

// lines puts a list of both runs together.
func lines[T any](a, b *answers, read func(*answers, T) (entry, bool), of func(*answers) []T) []Line {
	var ids []string
	found := map[string][2]*entry{}
	for i, x := range []*answers{a, b} {
		for _, item := range of(x) {
			e, ok := read(x, item)
			if !ok {
				continue
			}
			pair, seen := found[e.id]
			if !seen {
				ids = append(ids, e.id)
			}
			pair[i] = &e
			found[e.id] = pair
		}
	}
	out := []Line{}
	for _, id := range ids {
		out = append(out, line(found[id][0], found[id][1]))
	}
	return out
}

func line(a, b *entry) Line {
	first := a
	if first == nil {
		first = b
	}
	l := Line{ID: first.id, Title: first.title, Unit: first.unit, Chance: first.chance}
	ea, eb := unknown, unknown
	if a != nil {
		l.A, ea = &a.value, a.errors
	}
	if b != nil {
		l.B, eb = &b.value, b.errors
	}
	l.judge(ea, eb)
	if a == nil || b == nil {
		return l
	}
	if (a.given || b.given) && l.Verdict != Equal {
		l.Verdict, l.Ends = Given, false
	}
	for _, what := range []string{"title", "test", "unit", "prior", "wording", "date"} {
		if a.about[what] != b.about[what] {
			l.Notes = append(l.Notes, fmt.Sprintf("%s: %s, then %s", what, quoted(a.about[what]), quoted(b.about[what])))
		}
	}
	return l
}

func quoted(text string) string {
	if text == "" {
		return "none"
	}
	return "“" + text + "”"
}

func statements(x *answers, st study.StatementResult) (entry, bool) {
	e := chance(st.Probability, known(x.precision.Statements, st.ID))
	e.id, e.title, e.value.Words = st.ID, st.Text, st.Verdict
	e.about = map[string]string{"test": st.Test, "title": st.Text, "wording": st.Wording}
	return e, true
}

func rivals(x *answers, r study.RivalResult) (entry, bool) {
	e := chance(r.Posterior, known(x.precision.Parts, r.Constant))
	e.id, e.title, e.value.Words = r.Constant, r.With, study.Words(r.Posterior)
	e.about = map[string]string{"title": r.With}
	return e, true
}

// chance is a probability. What its middle may be off by is all there is to say of it.
func chance(p float64, e study.Maybe) entry {
	return entry{chance: true, value: Value{Low: p, Mid: p, High: p}, errors: study.Errors{Q05: e, Q50: e, Q95: e}}
}

func known[T any](errors map[string]T, id string) T {
	if e, ok := errors[id]; ok {
		return e
	}
	var none T
	switch v := any(&none).(type) {
	case *study.Maybe:
		*v = unknown.Q50
	case *study.Errors:
		*v = unknown
	}
	return none
}

func effects(x *answers, r study.EffectResult) (entry, bool) {
	return entry{id: r.ID, title: r.Title, unit: r.Unit, value: valueOf(r.Posterior), errors: known(x.precision.Effects, r.ID),
		about: map[string]string{"title": r.Title, "unit": r.Unit, "wording": r.Wording}}, true
}

func valueOf(v explore.Summary) Value { return Value{Low: v.Q05, Mid: v.Q50, High: v.Q95} }

// quantities are compared on the last point of their series up to the cut, which is where
// Precision has their errors.
func quantities(x *answers, q study.QuantityResult) (entry, bool) {
	i := study.LastUpTo(q.Days, days(x.results.Origin, x.results.Cut))
	if i < 0 {
		return entry{}, false
	}
	return entry{id: q.ID, title: q.Title, unit: q.Unit, value: Value{Low: q.Q05[i], Mid: q.Q50[i], High: q.Q95[i]}, errors: known(x.precision.Quantities, q.ID),
		about: map[string]string{"title": q.Title, "unit": q.Unit, "date": x.results.Cut}}, true
}

// days counts those from one date to another; both are dates that a run has written.
func days(from, to string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return -1
	}
	return int(b.Sub(a).Hours() / 24)
}

func constants(x *answers, c study.ConstantResult) (entry, bool) {
	e := entry{id: c.Name, title: c.Name, unit: c.Unit, about: map[string]string{"prior": c.PriorText, "unit": c.Unit}}
	if c.Posterior == nil {
		e.given, e.value, e.errors = true, Value{Low: c.Value, Mid: c.Value, High: c.Value}, unknown
		return e, true
	}
	e.value, e.errors = valueOf(*c.Posterior), known(x.precision.Constants, c.Name)
	return e, true
}

// changed leaves out the constants that are taken for certain and are the same in both: a
// large model has a hundred of them.
func changed(lines []Line) []Line {
	out := []Line{}
	for _, l := range lines {
		fixed := l.A != nil && l.B != nil && l.A.Low == l.A.High && l.Verdict == Equal
		if !fixed || len(l.Notes) > 0 {
			out = append(out, l)
		}
	}
	return out
}
