package causal

import (
	"cmp"
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

// acyclic says for each link whether it points down; the others close a circle. Boxes
// are ordered by taking sources first and sinks last, and else the box with the largest
// surplus of links that leave it (Eades, Lin and Smyth 1993).
func (v *View) acyclic() []bool {
	n := len(v.Boxes)
	left := make([]bool, n)
	for i := range left {
		left[i] = true
	}
	degrees := func(b int) (in, out int) {
		for _, l := range v.Links {
			if l.From != l.To && left[l.From] && left[l.To] {
				if l.To == b {
					in++
				}
				if l.From == b {
					out++
				}
			}
		}
		return in, out
	}
	var first, last []int
	for len(first)+len(last) < n {
		best, most, sink := -1, math.MinInt, -1
		for b := range n {
			if !left[b] {
				continue
			}
			in, out := degrees(b)
			if out == 0 && in > 0 && sink < 0 {
				sink = b
			}
			surplus := out - in
			if in == 0 {
				surplus = math.MaxInt
			}
			if surplus > most {
				best, most = b, surplus
			}
		}
		if sink >= 0 && most != math.MaxInt {
			left[sink] = false
			last = append(last, sink)
			continue
		}
		left[best] = false
		first = append(first, best)
	}
	slices.Reverse(last)
	at := make([]int, n)
	for i, b := range append(first, last...) {
		at[b] = i
	}
	down := make([]bool, len(v.Links))
	for i, l := range v.Links {
		down[i] = at[l.From] < at[l.To]
	}
	return down
}

// ends are a link's upper and lower box.
func (l Link) ends(down bool) (upper, lower int) {
	if down {
		return l.From, l.To
	}
	return l.To, l.From
}

// rows puts each box one row below the lowest that it is tied to from above, then pulls
// boxes without anything above down to what they act on.
func (v *View) rows(down []bool) []int {
	row := make([]int, len(v.Boxes))
	for range v.Boxes {
		for i, l := range v.Links {
			if upper, lower := l.ends(down[i]); upper != lower {
				row[lower] = max(row[lower], row[upper]+1)
			}
		}
	}
	for b := range v.Boxes {
		lowest, top := math.MaxInt, true
		for i, l := range v.Links {
			upper, lower := l.ends(down[i])
			if upper == lower {
				continue
			}
			top = top && lower != b
			if upper == b {
				lowest = min(lowest, row[lower]-1)
			}
		}
		if top && lowest != math.MaxInt {
			row[b] = max(0, lowest)
		}
	}
	return row
}

// wide is how wide a row may be before some of its boxes move down.
const wide = 930.0

// narrow moves boxes of rows that are too wide one row down, the last first, where
// nothing in the next row hangs on them.
func (v *View) narrow(down []bool, rows []int) {
	for r := 0; r <= slices.Max(rows); r++ {
		width := func() float64 {
			w := 0.0
			for b, box := range v.Boxes {
				if rows[b] == r {
					w += box.W + sideGap
				}
			}
			return w
		}
		for b := len(v.Boxes) - 1; b >= 0 && width() > wide; b-- {
			if rows[b] != r {
				continue
			}
			tied := false
			for i, l := range v.Links {
				upper, lower := l.ends(down[i])
				tied = tied || upper == b && lower != b && rows[lower] == r+1
			}
			if !tied {
				rows[b]++
			}
		}
	}
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

// order sorts each row by the mean place of what its spots are tied to, down and up in
// turn, and keeps the order with the fewest crossings.
func order(spots []spot, byRow [][]int) {
	at := make([]int, len(spots))
	number := func() {
		for _, row := range byRow {
			for k, i := range row {
				at[i] = k
			}
		}
	}
	number()
	best, fewest := copyRows(byRow), crossings(spots, byRow, at)
	for sweep := range 24 {
		for k := range byRow {
			r, tied := k, func(s spot) []int { return s.up }
			if sweep%2 == 1 {
				r, tied = len(byRow)-1-k, func(s spot) []int { return s.down }
			}
			mean := func(i int) float64 {
				t := tied(spots[i])
				if len(t) == 0 {
					return float64(at[i])
				}
				sum := 0
				for _, j := range t {
					sum += at[j]
				}
				return float64(sum) / float64(len(t))
			}
			slices.SortStableFunc(byRow[r], func(a, b int) int { return cmp.Compare(mean(a), mean(b)) })
			number()
		}
		if c := crossings(spots, byRow, at); c < fewest {
			best, fewest = copyRows(byRow), c
		}
	}
	copy(byRow, best)
}

func copyRows(rows [][]int) [][]int {
	out := make([][]int, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
	}
	return out
}

func crossings(spots []spot, byRow [][]int, at []int) int {
	n := 0
	for _, row := range byRow {
		var ties [][2]int
		for _, i := range row {
			for _, j := range spots[i].down {
				ties = append(ties, [2]int{at[i], at[j]})
			}
		}
		for a := range ties {
			for b := range ties[:a] {
				if (ties[a][0]-ties[b][0])*(ties[a][1]-ties[b][1]) < 0 {
					n++
				}
			}
		}
	}
	return n
}

// straighten moves spots towards the mean of what they are tied to, keeping their order
// and the room between them.
func straighten(spots []spot, byRow [][]int) {
	for _, row := range byRow {
		x := 0.0
		for _, i := range row {
			spots[i].x = x + spots[i].w/2
			x += spots[i].w + sideGap
		}
		for _, i := range row {
			spots[i].x -= x / 2
		}
	}
	for range 60 {
		for _, row := range byRow {
			wish := make([]float64, len(row))
			for k, i := range row {
				sum, n := 0.0, 0.0
				for _, j := range append(slices.Clone(spots[i].up), spots[i].down...) {
					weight := 1.0
					if spots[i].box < 0 && spots[j].box < 0 {
						weight = 4 // bends of one link should stand in a line
					}
					sum += weight * spots[j].x
					n += weight
				}
				wish[k] = spots[i].x
				if n > 0 {
					wish[k] = sum / n
				}
			}
			settle(spots, row, wish)
		}
	}
}

// settle gives the spots of a row the places nearest to their wishes that keep order and
// room: least squares by pooling neighbours that would overlap.
func settle(spots []spot, row []int, wish []float64) {
	type block struct {
		sum, n float64
		from   int
	}
	offset := make([]float64, len(row)) // from the first spot, standing close
	for k := 1; k < len(row); k++ {
		offset[k] = offset[k-1] + spots[row[k-1]].w/2 + sideGap + spots[row[k]].w/2
	}
	var blocks []block
	for k := range row {
		blocks = append(blocks, block{wish[k] - offset[k], 1, k})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if a.sum/a.n <= b.sum/b.n {
				break
			}
			blocks = append(blocks[:len(blocks)-2], block{a.sum + b.sum, a.n + b.n, a.from})
		}
	}
	for i, b := range blocks {
		to := len(row)
		if i+1 < len(blocks) {
			to = blocks[i+1].from
		}
		for k := b.from; k < to; k++ {
			spots[row[k]].x = b.sum/b.n + offset[k]
		}
	}
}
