package brief_test

import "casus/internal/brief"

// diagram is a made-up structure of the fixture's three variables: the drawing and its
// panels are tested on it, what is computed on the flagship.
func diagram(d *brief.Data) {
	box := func(name, kind string, x, y float64) brief.Box {
		return brief.Box{Name: name, Lines: []string{name}, Kind: kind, X: brief.Number(x), Y: brief.Number(y), W: 100, H: 27}
	}
	link := func(from, to int, sign string, delay bool) brief.ViewLink {
		return brief.ViewLink{From: from, To: to, Sign: sign, Delay: delay, Path: "M100 40C100 60 100 80 100 100", End: [3]brief.Number{108, 92, 90}, Mid: [3]brief.Number{100, 70, 90}}
	}
	parts := brief.View{ID: "overview", Title: "The parts of the model", Width: 300, Height: 200, Links: []brief.ViewLink{link(0, 1, "±", false)},
		Boxes: []brief.Box{box("The contingent", "group", 100, 20), box("The Ford", "group", 100, 130)}}
	parts.Boxes[0].View, parts.Boxes[1].View = "group-1", "group-2"
	d.Diagram = &brief.Diagram{
		Nodes: []brief.Node{
			{Name: "Engaged", Kind: "auxiliary", Unit: "person", Doc: "Men at the front.", Group: "The contingent", Equation: "First Wave Size * Time / (Time + Half Time)",
				Causes: []brief.Cause{{Name: "First Wave Size", Sign: "+", Rate: brief.Rates{0.5}}, {Name: "Half Time", Sign: "-", Rate: brief.Rates{-5}}}},
			{Name: "Casualties", Kind: "stock", Unit: "person", Group: "The contingent", Equation: "INTEG(Daily Loss * Engaged, 0)",
				Causes: []brief.Cause{{Name: "Daily Loss", Sign: "+", Delay: true, Rate: brief.Rates{1}}, {Name: "Engaged", Sign: "+", Delay: true, Rate: brief.Rates{0.002}},
					{Name: "Pocket", Sign: "-", Delay: true, Rate: brief.Rates{-0.001}}}},
			{Name: "Pocket", Kind: "stock", Unit: "km2", Doc: "Ground still held.", Group: "The Ford", Equation: "INTEG(-Pocket Clearing, Pocket Start)",
				Causes: []brief.Cause{{Name: "Casualties", Sign: "-", Delay: true, Rate: brief.Rates{-0.0001}}, {Name: "Pocket Start", Sign: "?", Initial: true}}},
		},
		Views: []brief.View{parts,
			{ID: "group-1", Title: "The contingent", Width: 300, Height: 200, Links: []brief.ViewLink{link(0, 1, "+", true), link(1, 2, "-", true), link(2, 1, "-", true)},
				Boxes: []brief.Box{box("Engaged", "auxiliary", 100, 20), box("Casualties", "stock", 100, 90), box("Pocket", "stock", 100, 160)}, Badges: []brief.Badge{{Loop: "R1", X: 200, Y: 120}}},
			{ID: "group-2", Title: "The Ford", Width: 300, Height: 100, Boxes: []brief.Box{box("Pocket", "stock", 100, 20)}, Links: []brief.ViewLink{}}},
		Loops: []brief.Loop{{ID: "R1", Sign: "+", Nodes: []string{"Casualties", "Pocket"}}},
	}
}
