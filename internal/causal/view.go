package causal

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/model"
)

// View is one drawing of the graph, or of a part of it: boxes with their places, links
// as curves. Lengths are pixels of a screen, from the top left.
type View struct {
	ID            string // "overview", or "group-1" and on
	Title         string
	Width, Height float64
	Boxes         []Box
	Links         []Link
	Badges        []Badge
}

// Box is a variable or a group in a view. X and Y are its middle.
type Box struct {
	Name       string // of the variable; of the group
	Lines      []string
	Kind       string // "stock", "auxiliary", "data" or "group"
	Outside    bool   // a variable of another group, that acts on this one
	View       string // of a group: the view that shows it
	X, Y, W, H float64
}

// Link is a curve from one box to another, as the d of an SVG path, with the places of
// its signs: where the arrow ends, and the middle, each with the direction there in
// degrees.
type Link struct {
	From, To int
	Sign     Sign
	Delay    bool
	Path     string
	End, Mid Point
}

// Point is a place and a direction.
type Point struct{ X, Y, Angle float64 }

// Badge is where the mark of a loop stands.
type Badge struct {
	Loop string
	X, Y float64
}

// most is how many variables one drawing may show: beyond it a reader sees a knot, and
// groups stand in their place.
const most = 25

// badges is how many loops are marked in one drawing, the shortest first.
const badges = 8

// Views draws the graph: all of it where it has few variables, else its groups, and
// each group with what acts on it from outside. Constants are left out: they act on
// everything and are moved by nothing. Places depend on the model alone, so that they
// stay the same from one brief to the next.
func (g *Graph) Views() []View {
	var names []string
	var groups []string
	group := map[string]string{}
	for _, n := range g.Nodes {
		if n.Kind == model.Constant {
			continue
		}
		names = append(names, n.Name)
		group[n.Name] = n.Group
		if !slices.Contains(groups, n.Group) {
			groups = append(groups, n.Group)
		}
	}
	if len(names) == 0 {
		return nil
	}
	if len(names) <= most || len(groups) == 1 {
		return []View{g.draw("overview", "The model", names, nil)}
	}
	out := []View{g.overview(groups, group)}
	for i, title := range groups {
		var own, outside []string
		for _, n := range g.Nodes {
			if n.Kind == model.Constant || n.Group != title {
				continue
			}
			own = append(own, n.Name)
			for _, c := range n.Causes {
				if !c.Initial && group[c.Name] != title && group[c.Name] != "" && !slices.Contains(outside, c.Name) {
					outside = append(outside, c.Name)
				}
			}
		}
		out = append(out, g.draw(fmt.Sprint("group-", i+1), heading(title), own, outside))
	}
	return out
}

// heading is a group's title without the number that orders it in a file.
func heading(title string) string {
	return strings.TrimSpace(strings.TrimLeft(title, ".0123456789"))
}

// draw places variables, and others that act on them from outside.
func (g *Graph) draw(id, title string, own, outside []string) View {
	v := View{ID: id, Title: title}
	index := map[string]int{}
	for _, n := range g.Nodes {
		isOutside := slices.Contains(outside, n.Name)
		if !slices.Contains(own, n.Name) && !isOutside {
			continue
		}
		index[n.Name] = len(v.Boxes)
		v.Boxes = append(v.Boxes, newBox(n.Name, n.Name, n.Kind.String(), isOutside))
	}
	for _, n := range g.Nodes {
		to, ok := index[n.Name]
		if !ok || v.Boxes[to].Outside {
			continue
		}
		for _, c := range n.Causes {
			if from, ok := index[c.Name]; ok && !c.Initial {
				v.Links = append(v.Links, Link{From: from, To: to, Sign: c.Sign, Delay: c.Delay})
			}
		}
	}
	v.place()
	for _, l := range g.Loops {
		if len(v.Badges) < badges && !slices.ContainsFunc(l.Nodes, func(n string) bool { _, ok := index[n]; return !ok }) {
			v.badge(l, index)
		}
	}
	return v
}

// overview places the groups. The sign of a link between two is that of all links
// between their variables where they agree.
func (g *Graph) overview(groups []string, group map[string]string) View {
	v := View{ID: "overview", Title: "The parts of the model"}
	for i, title := range groups {
		b := newBox(title, heading(title), "group", false)
		b.View = fmt.Sprint("group-", i+1)
		v.Boxes = append(v.Boxes, b)
	}
	for _, n := range g.Nodes {
		for _, c := range n.Causes {
			from, to := slices.Index(groups, group[c.Name]), slices.Index(groups, n.Group)
			if from < 0 || to < 0 || from == to || c.Initial {
				continue
			}
			at := slices.IndexFunc(v.Links, func(l Link) bool { return l.From == from && l.To == to })
			if at < 0 {
				v.Links = append(v.Links, Link{From: from, To: to, Sign: c.Sign, Delay: c.Delay})
				continue
			}
			l := &v.Links[at]
			l.Delay = l.Delay && c.Delay
			if l.Sign == None {
				l.Sign = c.Sign
			} else if c.Sign != l.Sign && c.Sign != None {
				l.Sign = Mixed
			}
		}
	}
	v.place()
	return v
}

// newBox breaks a title into lines and takes the room that they need.
func newBox(name, title, kind string, outside bool) Box {
	const wide, line, letter = 17, 15.0, 6.7
	b := Box{Name: name, Kind: kind, Outside: outside}
	for _, word := range strings.Fields(title) {
		last := len(b.Lines) - 1
		if last >= 0 && len([]rune(b.Lines[last]))+1+len([]rune(word)) <= wide {
			b.Lines[last] += " " + word
		} else {
			b.Lines = append(b.Lines, word)
		}
	}
	longest := 0
	for _, l := range b.Lines {
		longest = max(longest, len([]rune(l)))
	}
	b.W, b.H = letter*float64(longest)+18, line*float64(len(b.Lines))+12
	return b
}

// badge puts the mark of a loop into the middle of its boxes, or beside them where that
// is taken.
func (v *View) badge(l Loop, index map[string]int) {
	x, y := 0.0, 0.0
	for _, n := range l.Nodes {
		b := v.Boxes[index[n]]
		x += b.X / float64(len(l.Nodes))
		y += b.Y / float64(len(l.Nodes))
	}
	const room = 15
	free := func(x, y float64) bool {
		for _, b := range v.Boxes {
			if x > b.X-b.W/2-room && x < b.X+b.W/2+room && y > b.Y-b.H/2-room && y < b.Y+b.H/2+room {
				return false
			}
		}
		for _, o := range v.Badges {
			if (x-o.X)*(x-o.X)+(y-o.Y)*(y-o.Y) < 4*room*room {
				return false
			}
		}
		return x > room && x < v.Width-room && y > room && y < v.Height-room
	}
	for step := 0.0; step < 300; step += 8 {
		for _, d := range [][2]float64{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}} {
			if free(x+d[0]*step, y+d[1]*step) {
				v.Badges = append(v.Badges, Badge{l.ID, x + d[0]*step, y + d[1]*step})
				return
			}
		}
	}
}
