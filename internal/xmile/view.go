package xmile

import (
	"fmt"
	"strconv"
	"strings"

	"casus/internal/model"
)

// readViews reads the drawings of the root model.
func (r *reader) readViews(body *node) {
	for _, list := range body.all("views") {
		for _, v := range list.all("view") {
			r.m.Views = append(r.m.Views, readView(v, len(r.m.Views)+1))
		}
	}
}

// shownKinds are the elements of a view that have a place.
var shownKinds = map[string]model.ItemKind{"stock": model.ShownStock, "flow": model.ShownFlow, "aux": model.ShownVariable,
	"gf": model.ShownVariable, "alias": model.ShownVariable, "text_box": model.ShownNote}

func readView(v *node, number int) *model.View {
	view := &model.View{Name: display(v.attrs["name"])}
	if view.Name == "" {
		view.Name = fmt.Sprintf("View %d", number)
	}
	ids := map[string]int{} // by the key of a name, or the uid of an alias
	at := func(n *node, name string) float64 {
		x, _ := strconv.ParseFloat(n.attrs[name], 64)
		return x
	}
	for _, n := range v.kids {
		kind, ok := shownKinds[n.name]
		if !ok {
			continue
		}
		item := model.ViewItem{ID: len(view.Items) + 1, Kind: kind, Name: display(strings.ReplaceAll(unquoted(n.attrs["name"]), "_", " ")), X: at(n, "x"), Y: at(n, "y")}
		switch n.name {
		case "alias":
			of, _ := n.child("of")
			item.Name, item.Ghost = display(strings.ReplaceAll(unquoted(of), "_", " ")), true
			ids["alias "+n.attrs["uid"]] = item.ID
		case "text_box":
			item.Name = strings.TrimSpace(n.text)
		default:
			ids[model.Key(item.Name)] = item.ID
		}
		view.Items = append(view.Items, item)
	}
	end := func(n *node) int {
		if n == nil {
			return 0
		}
		if alias := n.first("alias"); alias != nil {
			return ids["alias "+alias.attrs["uid"]]
		}
		return ids[model.Key(unquoted(strings.TrimSpace(n.text)))]
	}
	for _, c := range v.all("connector") {
		link := model.ViewLink{From: end(c.first("from")), To: end(c.first("to")), Angle: at(c, "angle"), Polarity: c.attrs["polarity"]}
		if link.From != 0 && link.To != 0 {
			view.Links = append(view.Links, link)
		}
	}
	return view
}

// pipes adds, for each flow of a view, the pipe between the stocks that it joins, or
// between a stock and a cloud where its ends are drawn.
func (r *reader) pipes() {
	fills, drains := map[string]string{}, map[string]string{}
	for _, v := range r.m.Variables {
		if v.Kind != model.Stock {
			continue
		}
		sign := map[string]bool{}
		var walk func(e model.Expr, out bool)
		walk = func(e model.Expr, out bool) {
			switch e := e.(type) {
			case *model.Ref:
				sign[model.Key(e.Name)] = out
			case *model.Unary:
				walk(e.X, out != (e.Op == model.Negate))
			case *model.Binary:
				walk(e.X, out)
				walk(e.Y, out != (e.Op == model.Subtract))
			}
		}
		walk(v.Equation, false)
		for flow, out := range sign {
			if out {
				drains[flow] = model.Key(v.Name)
			} else {
				fills[flow] = model.Key(v.Name)
			}
		}
	}
	for _, view := range r.m.Views {
		stocks := map[string]int{}
		for _, item := range view.Items {
			if item.Kind == model.ShownStock {
				stocks[model.Key(item.Name)] = item.ID
			}
		}
		for _, item := range view.Items {
			if item.Kind != model.ShownFlow {
				continue
			}
			pipe := model.ViewLink{Flow: item.ID, From: stocks[drains[model.Key(item.Name)]], To: stocks[fills[model.Key(item.Name)]]}
			for _, open := range []struct {
				end  *int
				side float64
			}{{&pipe.From, -80}, {&pipe.To, 80}} {
				if *open.end == 0 {
					cloud := model.ViewItem{ID: len(view.Items) + 1, Kind: model.ShownCloud, X: item.X + open.side, Y: item.Y}
					view.Items = append(view.Items, cloud)
					*open.end = cloud.ID
				}
			}
			view.Links = append(view.Links, pipe)
		}
	}
}

// views writes the drawings.
func (w *writer) views() {
	if len(w.m.Views) == 0 {
		return
	}
	w.line(2, "<views>")
	for _, view := range w.m.Views {
		w.line(3, `<view name="`+escape(view.Name)+`">`)
		w.view(view)
		w.line(3, "</view>")
	}
	w.line(2, "</views>")
}

func (w *writer) view(view *model.View) {
	byID := map[int]model.ViewItem{}
	for _, item := range view.Items {
		byID[item.ID] = item
		place := fmt.Sprintf(`x="%s" y="%s"`, number(item.X), number(item.Y))
		name := escape(strings.ReplaceAll(item.Name, " ", "_"))
		switch {
		case item.Kind == model.ShownNote:
			w.line(4, fmt.Sprintf("<text_box %s>%s</text_box>", place, escape(item.Name)))
		case item.Kind == model.ShownCloud || !w.names[model.Key(item.Name)]:
			// Clouds are the open ends of flows; Time and the like are no variables here.
		case item.Ghost:
			w.line(4, fmt.Sprintf(`<alias uid="%d" %s><of>%s</of></alias>`, item.ID, place, name))
		case item.Kind == model.ShownStock:
			w.line(4, fmt.Sprintf(`<stock name="%s" %s/>`, name, place))
		case w.isFlow(item.Name):
			// Also where it is drawn as a plain name: XMILE draws a variable as what it is.
			w.line(4, fmt.Sprintf(`<flow name="%s" %s>%s</flow>`, name, place, pipe(view, item)))
		default:
			w.line(4, fmt.Sprintf(`<aux name="%s" %s/>`, name, place))
		}
	}
	for i, link := range view.Links {
		from, to := byID[link.From], byID[link.To]
		if link.Flow != 0 || !w.names[model.Key(from.Name)] || !w.names[model.Key(to.Name)] {
			continue
		}
		polarity := ""
		if link.Polarity != "" {
			polarity = ` polarity="` + link.Polarity + `"`
		}
		w.line(4, fmt.Sprintf(`<connector uid="%d" angle="%s"%s>%s%s</connector>`, len(view.Items)+i+1, number(link.Angle), polarity, linkEnd("from", from), linkEnd("to", to)))
	}
}

func linkEnd(tag string, item model.ViewItem) string {
	if item.Ghost {
		return fmt.Sprintf(`<%s><alias uid="%d"/></%s>`, tag, item.ID, tag)
	}
	return "<" + tag + ">" + escape(strings.ReplaceAll(item.Name, " ", "_")) + "</" + tag + ">"
}

func (w *writer) isFlow(name string) bool {
	for _, v := range w.groups[model.Key(name)] {
		if w.flows[v] {
			return true
		}
	}
	return false
}

// pipe is the points of a flow, from where it drains to where it fills; of one that was
// drawn without a pipe, the ends of a short one.
func pipe(view *model.View, flow model.ViewItem) string {
	for _, link := range view.Links {
		if link.Flow != flow.ID {
			continue
		}
		text := "<pts>"
		for _, id := range []int{link.From, link.To} {
			for _, item := range view.Items {
				if item.ID == id {
					text += fmt.Sprintf(`<pt x="%s" y="%s"/>`, number(item.X), number(item.Y))
				}
			}
		}
		return text + "</pts>"
	}
	return fmt.Sprintf(`<pts><pt x="%s" y="%s"/><pt x="%s" y="%s"/></pts>`, number(flow.X-40), number(flow.Y), number(flow.X+40), number(flow.Y))
}
