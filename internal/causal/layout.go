package causal

import (
	"math"
	"slices"
)

// The room between rows and between neighbours in a row, and around the drawing.
const (
	rowGap, sideGap, margin = 46.0, 22.0, 14.0
	bendWidth               = 14.0 // of the place where a long link passes a row
)

// spot is a box in its row, or a bend of a long link.
type spot struct {
	box      int // -1 for a bend
	row      int
	w, x     float64
	up, down []int // spots in the rows above and below that it is tied to
}

// place lays the boxes out in rows from causes to effects (Sugiyama, Tagawa and Toda
// 1981): links that close a circle are turned round for the time being, each box stands
// below what acts on it, the order in the rows is that of fewest crossings, and boxes
// stand near what they are tied to. Every step breaks ties by the order of the model.
func (v *View) place() {
	down := v.acyclic()
	rows := v.rows(down)
	v.narrow(down, rows)
	spots, chains := v.spots(down, rows)
	byRow := make([][]int, slices.Max(rows)+1)
	for i, s := range spots {
		byRow[s.row] = append(byRow[s.row], i)
	}
	order(spots, byRow)
	straighten(spots, byRow)
	y := margin
	edges := make([][2]float64, len(byRow)) // the upper and lower edge of each row
	left, right := math.Inf(1), math.Inf(-1)
	for r, row := range byRow {
		tall := 0.0
		for _, i := range row {
			if s := spots[i]; s.box >= 0 {
				tall = max(tall, v.Boxes[s.box].H)
			}
			left, right = min(left, spots[i].x-spots[i].w/2), max(right, spots[i].x+spots[i].w/2)
		}
		for _, i := range row {
			if b := spots[i].box; b >= 0 {
				v.Boxes[b].X, v.Boxes[b].Y = spots[i].x, y+tall/2
			}
		}
		edges[r] = [2]float64{y, y + tall}
		y += tall + rowGap
	}
	v.Width, v.Height = right-left+2*margin+24, y-rowGap+margin // 24 for links that bend out and back
	for i := range v.Boxes {
		v.Boxes[i].X += margin - left
	}
	for i := range spots {
		spots[i].x += margin - left
	}
	v.route(spots, chains, edges)
}

// spots are the boxes, and a bend for each row that a link passes; chains are the spots
// of each link from the upper end to the lower.
func (v *View) spots(down []bool, rows []int) (spots []spot, chains [][]int) {
	for b, box := range v.Boxes {
		spots = append(spots, spot{box: b, row: rows[b], w: box.W})
	}
	tie := func(a, b int) {
		spots[a].down = append(spots[a].down, b)
		spots[b].up = append(spots[b].up, a)
	}
	for i, l := range v.Links {
		upper, lower := l.ends(down[i])
		chain := []int{upper}
		if upper != lower {
			for r := rows[upper] + 1; r < rows[lower]; r++ {
				spots = append(spots, spot{box: -1, row: r, w: bendWidth})
				tie(chain[len(chain)-1], len(spots)-1)
				chain = append(chain, len(spots)-1)
			}
			tie(chain[len(chain)-1], lower)
			chain = append(chain, lower)
		}
		chains = append(chains, chain)
	}
	return spots, chains
}
