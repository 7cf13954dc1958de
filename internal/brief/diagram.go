package brief

import (
	"casus/internal/causal"
	"casus/internal/model"
	"casus/internal/study"
)

// Diagram is the causal structure of the model along the base run: every variable with
// what acts on it, drawings of it, and its feedback loops. Constants stand among the
// assumptions.
type Diagram struct {
	Nodes []Node `json:"nodes"`
	Views []View `json:"views"`
	Loops []Loop `json:"loops,omitempty"`
}

// Node is a variable of the model.
type Node struct {
	Name     string  `json:"name"`
	Kind     string  `json:"kind"` // "stock", "auxiliary" or "data"
	Unit     string  `json:"unit,omitempty"`
	Doc      string  `json:"doc,omitempty"`
	Group    string  `json:"group,omitempty"`
	Equation string  `json:"equation"`
	Causes   []Cause `json:"causes,omitempty"`
}

// Cause is what acts on a variable. Rate is the derivative of the variable by it (of a
// stock: of its net flow) at every point of Data.Days.
type Cause struct {
	Name    string `json:"name"`
	Sign    string `json:"sign"`
	Delay   bool   `json:"delay,omitempty"`
	Initial bool   `json:"initial,omitempty"` // only decides where a stock starts
	Rate    Rates  `json:"rate,omitempty"`
}

// View is a drawing; see causal.View.
type View struct {
	ID     string     `json:"id"`
	Title  string     `json:"title"`
	Width  int        `json:"width"`
	Height int        `json:"height"`
	Boxes  []Box      `json:"boxes"`
	Links  []ViewLink `json:"links"`
	Badges []Badge    `json:"badges,omitempty"`
}

// Box is a variable or a group of a drawing; X and Y are its middle.
type Box struct {
	Name    string   `json:"name"`
	Lines   []string `json:"lines"`
	Kind    string   `json:"kind"`
	Outside bool     `json:"outside,omitempty"`
	View    string   `json:"view,omitempty"`
	X       Number   `json:"x"`
	Y       Number   `json:"y"`
	W       Number   `json:"w"`
	H       Number   `json:"h"`
}

// ViewLink is a curve between two boxes. End and Mid are x, y and the direction there in
// degrees.
type ViewLink struct {
	From  int       `json:"from"`
	To    int       `json:"to"`
	Sign  string    `json:"sign"`
	Delay bool      `json:"delay,omitempty"`
	Path  string    `json:"path"`
	End   [3]Number `json:"end"`
	Mid   [3]Number `json:"mid"`
}

// Loop is a feedback loop.
type Loop struct {
	ID    string   `json:"id"`
	Sign  string   `json:"sign"`
	Nodes []string `json:"nodes"`
}

// Badge is where a loop's mark stands in a drawing.
type Badge struct {
	Loop string `json:"loop"`
	X    Number `json:"x"`
	Y    Number `json:"y"`
}

// diagram reads the causal structure along the base run, that of the posterior medians.
func diagram(x *study.Examination) (*Diagram, error) {
	g, err := causal.Of(x.Study.Model, x.Study.Program, x.BaseParams(), weekly)
	if err != nil {
		return nil, err
	}
	d := &Diagram{}
	for _, n := range g.Nodes {
		if n.Kind == model.Constant {
			continue
		}
		v := Node{Name: n.Name, Kind: n.Kind.String(), Unit: n.Unit, Doc: n.Doc, Group: n.Group, Equation: n.Equation}
		for _, c := range n.Causes {
			v.Causes = append(v.Causes, Cause{Name: c.Name, Sign: string(c.Sign), Delay: c.Delay, Initial: c.Initial, Rate: c.Rate})
		}
		d.Nodes = append(d.Nodes, v)
	}
	point := func(p causal.Point) [3]Number { return [3]Number{whole(p.X), whole(p.Y), whole(p.Angle)} }
	for _, w := range g.Views() {
		v := View{ID: w.ID, Title: w.Title, Width: int(w.Width + 1), Height: int(w.Height + 1), Links: []ViewLink{}}
		for _, b := range w.Boxes {
			v.Boxes = append(v.Boxes, Box{Name: b.Name, Lines: b.Lines, Kind: b.Kind, Outside: b.Outside, View: b.View,
				X: whole(b.X), Y: whole(b.Y), W: whole(b.W), H: whole(b.H)})
		}
		for _, l := range w.Links {
			v.Links = append(v.Links, ViewLink{From: l.From, To: l.To, Sign: string(l.Sign), Delay: l.Delay, Path: l.Path, End: point(l.End), Mid: point(l.Mid)})
		}
		for _, b := range w.Badges {
			v.Badges = append(v.Badges, Badge{Loop: b.Loop, X: whole(b.X), Y: whole(b.Y)})
		}
		d.Views = append(d.Views, v)
	}
	for _, l := range g.Loops {
		d.Loops = append(d.Loops, Loop{ID: l.ID, Sign: string(l.Sign), Nodes: l.Nodes})
	}
	return d, nil
}
