package mdl

import (
	"fmt"
	"strconv"
	"strings"

	"casus/internal/model"
)

// The kinds of line in a sketch (Vensim manual, Sketch Information): 1 an arrow, 10 a
// variable, 11 a valve, 12 a note or a cloud.
const (
	sketchArrow    = 1
	sketchVariable = 10
	sketchValve    = 11
	sketchNote     = 12
)

// Views reads the drawings of a Vensim file's sketch.
func Views(m *model.Model) []*model.View {
	var views []*model.View
	var view *model.View
	valves := map[int]bool{}
	for _, line := range strings.Split(m.Sketch, "\n") {
		line = strings.TrimRight(line, "\r")
		if name, ok := strings.CutPrefix(line, "*"); ok {
			view = &model.View{Name: name}
			views = append(views, view)
			valves = map[int]bool{}
			continue
		}
		if strings.HasPrefix(line, "///---") {
			break
		}
		f := strings.Split(line, ",")
		if view == nil || len(f) < 5 {
			continue
		}
		kind, _ := strconv.Atoi(f[0])
		id, err := strconv.Atoi(f[1])
		if err != nil {
			continue
		}
		switch kind {
		case sketchVariable:
			addVariable(m, view, f, id, valves)
		case sketchValve:
			valves[id] = true
		case sketchNote:
			item := model.ViewItem{ID: id, Kind: model.ShownNote, Name: f[2], X: coordinate(f[3]), Y: coordinate(f[4])}
			if f[2] == "48" {
				item.Kind, item.Name = model.ShownCloud, ""
			}
			view.Items = append(view.Items, item)
		case sketchArrow:
			addArrow(view, f, valves)
		}
	}
	return views
}

func coordinate(field string) float64 {
	x, _ := strconv.ParseFloat(field, 64)
	return x
}

func addVariable(m *model.Model, view *model.View, f []string, id int, valves map[int]bool) {
	name := fold(strings.Trim(f[2], `"`))
	item := model.ViewItem{ID: id, Name: name, X: coordinate(f[3]), Y: coordinate(f[4])}
	switch v := m.Lookup(name); {
	case v != nil && v.Kind == model.Stock:
		item.Kind = model.ShownStock
	case valves[id-1] && len(f) > 7: // the name of a valve stands right after it
		item.Kind = model.ShownFlow
	}
	if len(f) > 8 {
		bits, _ := strconv.Atoi(f[8])
		item.Ghost = bits&1 == 0
	}
	view.Items = append(view.Items, item)
}

// addArrow reads an arrow, or one half of a pipe, which leads from a valve to a stock or
// a cloud; its direction says whether the pipe fills or drains it.
func addArrow(view *model.View, f []string, valves map[int]bool) {
	if len(f) < 5 {
		return
	}
	from, err1 := strconv.Atoi(f[2])
	to, err2 := strconv.Atoi(f[3])
	if err1 != nil || err2 != nil {
		return
	}
	if !valves[from] {
		link := model.ViewLink{From: from, To: to}
		if len(f) > 6 {
			link.Polarity = map[string]string{"43": "+", "45": "-", "115": "+", "111": "-"}[f[6]]
		}
		view.Links = append(view.Links, link)
		return
	}
	flow := from + 1 // the item with the valve's name
	for i := range view.Links {
		if view.Links[i].Flow == flow {
			pipe := &view.Links[i]
			if f[4] == "100" {
				pipe.From = to
			} else if pipe.To == 0 {
				pipe.To = to
			} else {
				pipe.From = to
			}
			return
		}
	}
	pipe := model.ViewLink{Flow: flow}
	if f[4] == "100" {
		pipe.From = to
	} else {
		pipe.To = to
	}
	view.Links = append(view.Links, pipe)
}

// sketch writes the views as Vensim draws them, each under a heading of its own, and the
// settings after them.
func (w *writer) sketch() {
	views := w.m.Views
	if len(views) == 0 {
		views = []*model.View{{Name: "View 1"}}
	}
	for _, view := range views {
		w.b.WriteString("\\\\\\---/// Sketch information - do not modify anything except names\n" +
			"V300  Do not put anything below this section - it will be ignored\n")
		fmt.Fprintf(&w.b, "*%s\n$192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|96,96,100,0\n", view.Name)
		w.view(view)
	}
	w.b.WriteString("///---\\\\\\\n:L\x7f<%^E!@\n")
	for _, e := range w.m.Equivalences {
		fmt.Fprintf(&w.b, "22:%s\n", strings.Join(e.Names, ","))
	}
	fmt.Fprintf(&w.b, "15:0,0,0,%s,0,0\n", w.method())
	if c := w.m.Calendar; c.Year != 0 {
		fmt.Fprintf(&w.b, "37:%d\n38:%d\n39:%d\n", c.Year, c.Month, c.Day)
	}
}

// method is Vensim's number of the method of integration.
func (w *writer) method() string {
	switch w.m.Method {
	case model.RK4:
		return "5"
	case model.RK2:
		return "4"
	case model.RK4Auto:
		return "1"
	case model.RK2Auto:
		return "3"
	case model.Heun:
		w.list.Faultf("convert", w.place(), "Vensim's format can't say Heun's rule: its RK2 is the midpoint rule").Hint = "choose Euler or RK4"
	}
	return "0"
}

// view writes one drawing. A flow is a valve and the name after it, in this order and
// with numbers that follow each other, from which its pipe leads both ways.
func (w *writer) view(view *model.View) {
	ids, next := map[int]int{}, 1
	for _, item := range view.Items {
		if item.Kind == model.ShownFlow {
			next++
		}
		ids[item.ID] = next
		next++
	}
	for _, item := range view.Items {
		id, x, y := ids[item.ID], int(item.X), int(item.Y)
		switch item.Kind {
		case model.ShownStock:
			fmt.Fprintf(&w.b, "10,%d,%s,%d,%d,40,20,3,3,0,0,0,0,0,0\n", id, model.QuoteName(item.Name), x, y)
		case model.ShownFlow:
			fmt.Fprintf(&w.b, "11,%d,0,%d,%d,6,8,34,3,0,0,1,0,0,0\n", id-1, x, y)
			fmt.Fprintf(&w.b, "10,%d,%s,%d,%d,40,11,40,3,0,0,-1,0,0,0\n", id, model.QuoteName(item.Name), x, y+19)
		case model.ShownCloud:
			fmt.Fprintf(&w.b, "12,%d,48,%d,%d,10,8,0,3,0,0,-1,0,0,0\n", id, x, y)
		case model.ShownNote:
			fmt.Fprintf(&w.b, "12,%d,0,%d,%d,60,20,8,4,0,0,-1,0,0,0\n%s\n", id, x, y, strings.ReplaceAll(item.Name, "\n", " "))
		default:
			shape := 3
			if item.Ghost {
				shape = 2
			}
			fmt.Fprintf(&w.b, "10,%d,%s,%d,%d,40,11,8,%d,0,%d,0,0,0,0\n", id, model.QuoteName(item.Name), x, y, shape, shape)
		}
	}
	for _, link := range view.Links {
		if link.Flow == 0 {
			fmt.Fprintf(&w.b, "1,%d,%d,%d,0,0,%d,0,0,64,0,-1--1--1,,1|(0,0)|\n", next, ids[link.From], ids[link.To], map[string]int{"+": 43, "-": 45}[link.Polarity])
			next++
			continue
		}
		valve := ids[link.Flow] - 1
		for _, end := range []struct{ id, kind int }{{link.To, 4}, {link.From, 100}} {
			if end.id != 0 {
				fmt.Fprintf(&w.b, "1,%d,%d,%d,%d,0,0,22,0,0,0,-1--1--1,,1|(0,0)|\n", next, valve, ids[end.id], end.kind)
				next++
			}
		}
	}
}
